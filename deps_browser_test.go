package mpos_test

import (
	"strings"
)

// checkClosure compares the packages that the engine links with the wasm lines.
// Lines for this module's packages and for third parties are exact both ways;
// lines for the standard library are an upper bound, since a new Go release may
// link less.
func checkClosure(linked []string, module string, p *policy) []string {
	c := &checker{policy: p, module: module}
	for _, pkg := range linked {
		first, _, _ := strings.Cut(pkg, "/")
		if first == "vendor" || strings.Contains("/"+pkg+"/", "/internal/") && !strings.HasPrefix(pkg, module) {
			continue
		}
		if inside, ours := c.inside(pkg); ours {
			pkg = "./" + inside
		}
		if l := p.wasm[pkg]; l != nil {
			l.used = true
			continue
		}
		c.report("the browser engine links %s; if it is worth the bytes, add:\n\twasm %s", pkg, pkg)
	}
	for name, l := range p.wasm {
		if !l.used && !isStandard(name) {
			c.found = append(c.found, l.stale())
		}
	}
	return c.found
}

// isStandard tells whether the name in a wasm line is of the standard library:
// neither of this module nor below a domain.
func isStandard(name string) bool {
	return !strings.Contains(strings.Split(name, "/")[0], ".")
}
