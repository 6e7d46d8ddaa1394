// Package site holds the playground: one page that shows a payment down to the
// byte. The files work on any static host, under any path.
//
// The engine, static/mpos.wasm.gz, is built by site/build and is not in the
// repository; the page shows recorded traces until it has one.
package site

import (
	"embed"
	"io/fs"
)

//go:embed all:static
var static embed.FS

// Files returns the page's files; index.html is at the root.
func Files() fs.FS {
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // "static" is a valid path, the only way Sub can fail
	}
	return files
}

// Engine is the name, below the page's root, of the gzip-compressed WASM module.
const Engine = "mpos.wasm.gz"

// CSP is the content security policy under which the page runs. A server sends
// it as a header, since a worker does not inherit the page's meta tag.
const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " +
	"connect-src 'self'; style-src 'self'; img-src 'self' data: blob:"
