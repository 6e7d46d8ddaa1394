package mpos_test

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
)

// checker compares a tree with a policy and collects what differs.
type checker struct {
	policy *policy
	module string
	graph  map[string]map[string]bool // every package, and what its code imports
	found  []string
}

// check returns one message for each thing in the tree that the policy does not
// say, and for each thing in the policy that the tree does not do.
func check(tree []*source, module string, p *policy) []string {
	c := &checker{policy: p, module: module, graph: map[string]map[string]bool{}}
	for _, s := range tree {
		pure := p.isPure(s.pkg)
		if c.graph[s.pkg] == nil {
			c.graph[s.pkg] = map[string]bool{}
		}
		for _, im := range s.imports {
			c.checkImport(s, im)
			if pure && !s.test {
				c.checkDeniedImport(s, im)
			}
		}
		if pure && !s.test {
			c.checkUses(s)
		}
	}
	c.checkNever()
	c.checkStale()
	slices.Sort(c.found)
	return slices.Compact(c.found)
}

func (c *checker) report(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

// checkImport looks at arrows inside the module and at owners of third parties.
func (c *checker) checkImport(s *source, im imported) {
	inside, ours := c.inside(im.path)
	switch {
	case im.path == "C":
		c.report("%s uses cgo; the module is pure Go", s.at(im.pos))
	case ours && !s.test:
		c.checkArrow(s, im, inside)
	case !ours && strings.Contains(strings.Split(im.path, "/")[0], "."):
		c.checkOwner(s, im)
	}
}

// inside returns the path of a package of this module relative to it.
func (c *checker) inside(importPath string) (string, bool) {
	if importPath == c.module {
		return ".", true
	}
	return strings.CutPrefix(importPath, c.module+"/")
}

func (c *checker) checkArrow(s *source, im imported, to string) {
	c.graph[s.pkg][to] = true
	if l := c.policy.arrows[[2]string{s.pkg, to}]; l != nil {
		l.used = true
		return
	}
	c.report("%s: this arrow is not in policy.txt; if it is meant, add:\n\t%s -> %s", s.at(im.pos), s.pkg, to)
}

func (c *checker) checkOwner(s *source, im imported) {
	for key, l := range c.policy.owners {
		if within(im.path, key[0]+"/...") && s.pkg == key[1] {
			l.used = true
			return
		}
	}
	if s.test {
		for module, l := range c.policy.tests {
			if within(im.path, module+"/...") {
				l.used = true
				return
			}
		}
	}
	c.report("%s: no rule lets %s import %s; if it is meant, add:\n\town %s %s", s.at(im.pos), s.pkg, im.path, im.path, s.pkg)
}

// checkDeniedImport looks at whole packages that an engine does without.
func (c *checker) checkDeniedImport(s *source, im imported) {
	if im.name == "." {
		c.report("%s: an engine has no dot imports: they hide what it uses", s.at(im.pos))
	}
	for _, l := range c.policy.deny {
		if within(im.path, l.args[0]) {
			c.report("%s: %s is an engine and imports %s, which \"%s\" forbids", s.at(im.pos), s.pkg, im.path, l.text)
		}
	}
}

// checkUses looks at single names of packages, builtins, keywords and
// directives that an engine does without.
func (c *checker) checkUses(s *source) {
	paths := map[string]string{}
	for _, im := range s.imports {
		paths[im.name] = im.path
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			c.checkName(s, n, "keyword.go")
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && id.Obj == nil {
				c.checkName(s, n, "builtin."+id.Name)
			}
		case *ast.SelectorExpr:
			// Obj is set for what the file itself declares: a variable may be called time
			if id, ok := n.X.(*ast.Ident); ok && id.Obj == nil && paths[id.Name] != "" {
				c.checkName(s, n, paths[id.Name]+"."+n.Sel.Name)
			}
		}
		return true
	})
	for _, group := range s.file.Comments {
		for _, comment := range group.List {
			if word, ok := strings.CutPrefix(comment.Text, "//go:"); ok && word != "" {
				c.checkName(s, comment, "directive."+strings.Fields(word)[0])
			}
		}
	}
}

func (c *checker) checkName(s *source, n ast.Node, name string) {
	for _, l := range c.policy.deny {
		prefix, open := strings.CutSuffix(l.args[0], "*")
		if name == l.args[0] || open && strings.HasPrefix(name, prefix) {
			c.report("%s: %s is an engine and uses %s, which \"%s\" forbids", s.at(n.Pos()), s.pkg, name, l.text)
		}
	}
}

// checkNever follows the arrows of code from each package that a never rule
// names, and reports the way to what it must not reach.
func (c *checker) checkNever() {
	for _, l := range c.policy.never {
		for _, from := range slices.Sorted(maps.Keys(c.graph)) {
			if !within(from, l.args[0]) {
				continue
			}
			l.used = true
			if way := c.way(from, l.args[1], map[string]bool{}); way != nil {
				c.report("\"%s\", but %s", l.text, strings.Join(way, " -> "))
			}
		}
	}
}

// way returns the path of arrows from a package to one that pattern names.
func (c *checker) way(from, pattern string, seen map[string]bool) []string {
	seen[from] = true
	for _, to := range slices.Sorted(maps.Keys(c.graph[from])) {
		if within(to, pattern) {
			return []string{from, to}
		}
		if seen[to] {
			continue
		}
		if rest := c.way(to, pattern, seen); rest != nil {
			return append([]string{from}, rest...)
		}
	}
	return nil
}

// checkStale reports rules that nothing needed. A deny rule is needed by being
// there, and the browser engine's rules have a test of their own.
func (c *checker) checkStale() {
	p := c.policy
	lines := slices.Concat(p.never, p.pure, p.edge, slices.Collect(maps.Values(p.arrows)),
		slices.Collect(maps.Values(p.owners)), slices.Collect(maps.Values(p.tests)))
	for _, l := range lines {
		if !l.used {
			c.found = append(c.found, l.stale())
		}
	}
}
