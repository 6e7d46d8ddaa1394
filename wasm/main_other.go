//go:build !wasip1

// Command wasm is the engine of the playground: a WASI reactor that a page or
// a test calls. Built for anything but wasip1 it only says how to build it.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "wasm: this is the browser engine")
	fmt.Fprintln(os.Stderr, "hint: GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared ./wasm")
	os.Exit(2)
}
