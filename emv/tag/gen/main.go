// Command gen writes ztags.go from tags.tsv. It is run by go generate in the
// directory emv/tag; with -check it writes nothing and fails when the file is
// not what it would write.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
)

func main() {
	check := flag.Bool("check", false, "compare, do not write")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	in, err := os.ReadFile("tags.tsv")
	if err != nil {
		return err
	}
	out, err := generate(in)
	if err != nil {
		return err
	}
	if !check {
		return os.WriteFile("ztags.go", out, 0o644)
	}
	old, err := os.ReadFile("ztags.go")
	if err != nil {
		return err
	}
	if !bytes.Equal(old, out) {
		return fmt.Errorf("ztags.go is not what tags.tsv gives: run go generate ./emv/tag")
	}
	return nil
}
