package mpos_test

import (
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// source is one Go file, whatever system it is built for.
type source struct {
	name    string // path in the tree
	pkg     string // its folder
	test    bool
	file    *ast.File
	imports []imported
	fset    *token.FileSet
}

type imported struct {
	path string
	name string // as the file calls it; "." and "_" as they stand
	pos  token.Pos
}

// readTree parses every Go file of the module in fsys: of all systems and all
// tags, because a build tag must hide nothing. Left out are testdata, nested
// modules, hidden folders, and files that no build takes (tag ignore).
func readTree(fsys fs.FS) ([]*source, error) {
	var all []*source
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && skipDir(fsys, name) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		s, err := readSource(fsys, name)
		if s != nil {
			all = append(all, s)
		}
		return err
	})
	return all, err
}

func skipDir(fsys fs.FS, name string) bool {
	base := path.Base(name)
	if base == "testdata" || base == "node_modules" || base[0] == '.' || base[0] == '_' {
		return true
	}
	_, err := fs.Stat(fsys, path.Join(name, "go.mod"))
	return err == nil
}

func readSource(fsys fs.FS, name string) (*source, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	if ignored(file) {
		return nil, nil
	}
	s := &source{name: name, pkg: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), file: file, fset: fset}
	for _, spec := range file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		im := imported{path: p, name: packageName(p), pos: spec.Pos()}
		if spec.Name != nil {
			im.name = spec.Name.Name
		}
		s.imports = append(s.imports, im)
	}
	return s, nil
}

// ignored tells whether the file's build line asks for the tag ignore, which
// nothing sets: a program for go run.
func ignored(file *ast.File) bool {
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			break
		}
		for _, c := range group.List {
			expr, err := constraint.Parse(c.Text)
			if err == nil && !expr.Eval(func(tag string) bool { return tag != "ignore" }) && mentionsIgnore(expr) {
				return true
			}
		}
	}
	return false
}

func mentionsIgnore(expr constraint.Expr) bool {
	switch e := expr.(type) {
	case *constraint.TagExpr:
		return e.Tag == "ignore"
	case *constraint.NotExpr:
		return mentionsIgnore(e.X)
	case *constraint.AndExpr:
		return mentionsIgnore(e.X) || mentionsIgnore(e.Y)
	case *constraint.OrExpr:
		return mentionsIgnore(e.X) || mentionsIgnore(e.Y)
	}
	return false
}

// packageName is the name by which an import without one of its own is called:
// the last element, or the one before a version.
func packageName(importPath string) string {
	base := path.Base(importPath)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(importPath))
	}
	return base
}

// at is the place of pos, for a message.
func (s *source) at(pos token.Pos) string {
	return s.name + ":" + strconv.Itoa(s.fset.Position(pos).Line)
}
