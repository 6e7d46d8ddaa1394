package mpos_test

import (
	"fmt"
	"strings"
)

// policy is policy.txt, parsed. Each rule keeps its line so that a rule which
// nothing needs can be named.
type policy struct {
	arrows map[[2]string]*line // importer, imported: packages of this module, relative to it
	owners map[[2]string]*line // third-party module, package that may import it
	tests  map[string]*line    // third-party module that any test may import
	wasm   map[string]*line    // what the browser engine may link
	never  []*line             // from, to: not even through others
	pure   []*line             // packages that do no input or output
	edge   []*line             // exceptions to pure
	deny   []*line             // what pure packages do without
}

// line is one rule.
type line struct {
	number int
	text   string
	args   []string
	used   bool
}

// stale is the message for a rule that nothing needs.
func (l *line) stale() string {
	return fmt.Sprintf("policy.txt:%d: nothing needs this line; delete it:\n\t%s", l.number, l.text)
}

// parsePolicy reads policy.txt. Its head says what the lines mean.
func parsePolicy(text string) (*policy, error) {
	p := &policy{
		arrows: map[[2]string]*line{}, owners: map[[2]string]*line{},
		tests: map[string]*line{}, wasm: map[string]*line{},
	}
	seen := map[string]bool{}
	for i, raw := range strings.Split(text, "\n") {
		rule, _, _ := strings.Cut(raw, "#")
		words := strings.Fields(rule)
		if len(words) == 0 {
			continue
		}
		l := &line{number: i + 1, text: strings.Join(words, " ")}
		if seen[l.text] {
			return nil, fmt.Errorf("policy.txt:%d: said before: %s", l.number, l.text)
		}
		seen[l.text] = true
		if !p.add(l, words) {
			return nil, fmt.Errorf("policy.txt:%d: not a rule: %s", l.number, l.text)
		}
	}
	return p, nil
}

// add files one rule and tells whether it is one.
func (p *policy) add(l *line, words []string) bool {
	if len(words) == 3 && words[1] == "->" {
		p.arrows[[2]string{words[0], words[2]}] = l
		return true
	}
	l.args = words[1:]
	switch words[0] + fmt.Sprint(len(l.args)) {
	case "own2":
		p.owners[[2]string{l.args[0], l.args[1]}] = l
	case "test1":
		p.tests[l.args[0]] = l
	case "wasm1":
		p.wasm[l.args[0]] = l
	case "never2":
		p.never = append(p.never, l)
	case "pure1":
		p.pure = append(p.pure, l)
	case "edge1":
		p.edge = append(p.edge, l)
	case "deny1":
		p.deny = append(p.deny, l)
	default:
		return false
	}
	return true
}

// within tells whether path is named by pattern: a path, or "path/..." for it
// and all below, or "..." for everything.
func within(path, pattern string) bool {
	if pattern == "..." {
		return true
	}
	base, below := strings.CutSuffix(pattern, "/...")
	return path == base || below && strings.HasPrefix(path, base+"/")
}

// isPure tells whether pkg is under the rules of an engine.
func (p *policy) isPure(pkg string) bool {
	for _, l := range p.edge {
		if within(pkg, l.args[0]) {
			l.used = true
			return false
		}
	}
	for _, l := range p.pure {
		if within(pkg, l.args[0]) {
			l.used = true
			return true
		}
	}
	return false
}
