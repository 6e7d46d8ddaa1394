package mpos_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// A small module that keeps a small policy. Each case below plants one fault.
const cleanPolicy = `
protocol/reader -> crypto/mac
cmd/tool -> protocol/reader
own third.example/cbor protocol/reader
test third.example/require
never protocol/host crypto/...
never crypto/... protocol/...
protocol/host -> protocol/link
pure crypto/...
pure protocol/...
edge protocol/store
deny os
deny net/...
deny math/rand/...
deny time.Now
deny time.After*
deny crypto/rand.Reader
deny fmt.Print*
deny builtin.println
deny keyword.go
deny directive.linkname
`

func cleanTree() map[string]string {
	return map[string]string{
		"crypto/mac/mac.go":             "package mac\nimport \"time\"\nfunc F(now time.Time) time.Time { return now }",
		"protocol/reader/reader.go":     "package reader\nimport (\n\"m.example/m/crypto/mac\"\n\"third.example/cbor/v2\"\n)\nvar _, _ = mac.F, cbor.F",
		"protocol/reader/r_test.go":     "package reader\nimport (\n\"os\"\n\"time\"\n\"third.example/require\"\n)\nvar _ = time.Now\nvar _ = os.Args\nvar _ = require.True",
		"protocol/link/link.go":         "package link",
		"protocol/host/host.go":         "package host\nimport _ \"m.example/m/protocol/link\"",
		"protocol/store/store.go":       "package store\nimport \"os\"\nvar _ = os.Args",
		"cmd/tool/main.go":              "package main\nimport (\n\"os\"\n_ \"m.example/m/protocol/reader\"\n)\nvar _ = os.Args",
		"crypto/mac/gen.go":             "//go:build ignore\n\npackage main\nimport \"os\"\nvar _ = os.Args",
		"crypto/mac/testdata/bad/x.go":  "package bad\nimport \"os\"\nvar _ = os.Args",
		"site/e2e/go.mod":               "module e2e",
		"site/e2e/e2e.go":               "package e2e\nimport \"nobody.example/knows\"\nvar _ = knows.X",
		"protocol/link/shadow.go":       "package link\nimport \"time\"\ntype clock struct{}\nfunc (clock) Now() {}\nfunc g() { time := clock{}; time.Now() }\nvar _ time.Duration",
		"protocol/link/println.go":      "package link\nfunc h(println func()) { println() }",
		"protocol/link/link_windows.go": "package link",
	}
}

func verdicts(t *testing.T, files map[string]string, rules string) []string {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := readTree(fsys)
	require.NoError(t, err)
	p, err := parsePolicy(rules)
	require.NoError(t, err)
	return check(tree, "m.example/m", p)
}

func TestCleanTreePasses(t *testing.T) {
	require.Empty(t, verdicts(t, cleanTree(), cleanPolicy))
}

// TestPlantedFile adds one file, and the checker must say one thing, that.
func TestPlantedFile(t *testing.T) {
	engine := func(imports, code string) string { return "package link\nimport " + imports + "\n" + code }
	cases := []struct{ name, file, text, want string }{
		{"new arrow", "cmd/tool/b.go", "package main\nimport _ \"m.example/m/crypto/mac\"", "add:\n\tcmd/tool -> crypto/mac"},
		{"new arrow on another system", "cmd/tool/b_windows.go", "package main\nimport _ \"m.example/m/crypto/mac\"", "add:\n\tcmd/tool -> crypto/mac"},
		{"new arrow behind a tag", "cmd/tool/b.go", "//go:build special\n\npackage main\nimport _ \"m.example/m/crypto/mac\"", "add:\n\tcmd/tool -> crypto/mac"},
		{"third party without owner", "cmd/tool/b.go", "package main\nimport _ \"other.example/x/y\"", "add:\n\town other.example/x/y cmd/tool"},
		{"third party of another owner", "cmd/tool/b.go", "package main\nimport _ \"third.example/cbor/v2\"", "own third.example/cbor/v2 cmd/tool"},
		{"name that only begins like the owned one", "protocol/reader/b.go", "package reader\nimport _ \"third.example/cborx\"", "own third.example/cborx"},
		{"test library in code", "protocol/link/b.go", engine(`_ "third.example/require"`, ""), "own third.example/require protocol/link"},
		{"cgo", "cmd/tool/b.go", "package main\nimport \"C\"", "cgo"},
		{"denied package", "protocol/link/b.go", engine(`_ "os"`, ""), `imports os, which "deny os"`},
		{"denied package on another system", "protocol/link/b_darwin.go", engine(`_ "os"`, ""), `imports os, which "deny os"`},
		{"denied package below a pattern", "crypto/mac/b.go", "package mac\nimport _ \"net/http\"", `imports net/http`},
		{"denied package with a version", "protocol/link/b.go", engine(`_ "math/rand/v2"`, ""), `imports math/rand/v2`},
		{"denied name", "protocol/link/b.go", engine(`"time"`, "var t = time.Now()"), `uses time.Now`},
		{"denied name as a value", "protocol/link/b.go", engine(`"time"`, "var t = time.Now"), `uses time.Now`},
		{"denied name of a renamed package", "protocol/link/b.go", engine(`clock "time"`, "var t = clock.Now()"), `uses time.Now`},
		{"denied name by pattern", "protocol/link/b.go", engine(`"time"`, "var t = time.AfterFunc"), `uses time.AfterFunc`},
		{"dot import", "protocol/link/b.go", engine(`. "time"`, "var t = Now()"), `no dot imports`},
		{"ambient randomness", "crypto/mac/b.go", "package mac\nimport \"crypto/rand\"\nvar r = rand.Reader", `uses crypto/rand.Reader`},
		{"printing", "protocol/link/b.go", engine(`"fmt"`, "func f() { fmt.Println() }"), `uses fmt.Println`},
		{"printing to a writer is none", "protocol/link/b.go", engine(`"fmt"`, "var f = fmt.Fprintln"), ""},
		{"builtin", "protocol/link/b.go", "package link\nfunc f() { println(1) }", `uses builtin.println`},
		{"goroutine", "protocol/link/b.go", "package link\nfunc f() { go f() }", `uses keyword.go`},
		{"linkname", "protocol/link/b.go", "package link\n\n//go:linkname now time.now\nfunc now() int64", `uses directive.linkname`},
		{"shadow in one function only", "protocol/link/b.go", engine(`"time"`, "func f() { { time := clock{}; time.Now() }; time.Now() }"), `uses time.Now`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files := cleanTree()
			require.NotContains(t, files, c.file)
			files[c.file] = c.text
			expect(t, verdicts(t, files, cleanPolicy), c.want)
		})
	}
}

// TestPlantedRule adds or removes one line of the policy.
func TestPlantedRule(t *testing.T) {
	cases := []struct{ name, remove, add, want string }{
		{"arrow that nothing uses", "", "cmd/tool -> protocol/link", "delete it:\n\tcmd/tool -> protocol/link"},
		{"arrow of a package that is not there", "", "cmd/gone -> protocol/link", "delete it:\n\tcmd/gone -> protocol/link"},
		{"owner that imports nothing", "", "own third.example/cbor cmd/tool", "delete it:\n\town third.example/cbor cmd/tool"},
		{"test library that no test uses", "", "test third.example/unused", "delete it:\n\ttest third.example/unused"},
		{"edge that is not there", "", "edge protocol/gone", "delete it:\n\tedge protocol/gone"},
		{"pure that is not there", "", "pure gone/...", "delete it:\n\tpure gone/..."},
		{"never about nothing", "", "never gone/... crypto/...", "delete it:\n\tnever gone/... crypto/..."},
		{"never, directly", "", "never protocol/reader crypto/...", "but protocol/reader -> crypto/mac"},
		{"never, through another", "", "never cmd/tool crypto/...", "but cmd/tool -> protocol/reader -> crypto/mac"},
		{"arrow not listed", "protocol/host -> protocol/link", "", "add:\n\tprotocol/host -> protocol/link"},
		{"owner not listed", "own third.example/cbor protocol/reader", "", "own third.example/cbor/v2 protocol/reader"},
		{"test library not listed", "test third.example/require", "", "own third.example/require protocol/reader"},
		{"edge not listed", "edge protocol/store", "", "protocol/store is an engine and imports os"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rules := cleanPolicy
			if c.remove != "" {
				require.Contains(t, rules, c.remove+"\n")
				rules = strings.Replace(rules, c.remove+"\n", "", 1)
			}
			found := verdicts(t, cleanTree(), rules+c.add+"\n")
			expect(t, found, c.want)
		})
	}
}

func expect(t *testing.T, found []string, want string) {
	t.Helper()
	if want == "" {
		require.Empty(t, found)
		return
	}
	require.Len(t, found, 1)
	require.Contains(t, found[0], want)
}

func TestPlantedClosure(t *testing.T) {
	rules := "wasm ./wasm\nwasm ./crypto/mac\nwasm third.example/cbor\nwasm fmt\nwasm crypto/aes\n"
	clean := []string{"internal/abi", "crypto/internal/fips140/aes", "vendor/golang.org/x/x", "fmt", "third.example/cbor", "m.example/m/crypto/mac", "m.example/m/wasm"}
	cases := []struct {
		name   string
		linked []string
		want   string
	}{
		{"clean, though Go links one less", clean, ""},
		{"standard package too much", append([]string{"net/http"}, clean...), "add:\n\twasm net/http"},
		{"third party too much", append([]string{"third.example/yaml"}, clean...), "add:\n\twasm third.example/yaml"},
		{"own package too much", append([]string{"m.example/m/protocol/interchange"}, clean...), "add:\n\twasm ./protocol/interchange"},
		{"own internal package too much", append([]string{"m.example/m/internal/x"}, clean...), "add:\n\twasm ./internal/x"},
		{"third party gone", slices.DeleteFunc(slices.Clone(clean), func(s string) bool { return s == "third.example/cbor" }), "delete it:\n\twasm third.example/cbor"},
		{"own package gone", slices.DeleteFunc(slices.Clone(clean), func(s string) bool { return s == "m.example/m/crypto/mac" }), "delete it:\n\twasm ./crypto/mac"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, err := parsePolicy(rules)
			require.NoError(t, err)
			expect(t, checkClosure(c.linked, "m.example/m", p), c.want)
		})
	}
}

func TestPolicySyntax(t *testing.T) {
	for _, bad := range []string{"a b", "a -> b c", "own x", "deny", "deny os\ndeny  os", "a -> b # why\na -> b"} {
		_, err := parsePolicy(bad)
		require.Error(t, err, bad)
	}
}
