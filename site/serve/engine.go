package serve

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"strings"
	"time"

	"github.com/openmpos/mpos/site"
)

// ErrNoEngine says that no source of the engine worked. The page then shows
// recorded traces only.
var ErrNoEngine = errors.New("no engine: recorded traces only")

// Engine is the WASM module that the page runs, found or built in the
// background. Its zero value is not usable; see StartEngine.
type Engine struct {
	done   chan struct{}
	module []byte // gzip
	err    error
}

// StartEngine looks for the engine in the background and writes what it does,
// a line a step, to log. The first of these that works wins: `go build` in the
// clone that holds the working directory (cached by the go command and never
// stale), the mpos.wasm.gz among files, `go build` in the module cache.
func StartEngine(ctx context.Context, files fs.FS, log io.Writer) *Engine {
	e := &Engine{done: make(chan struct{})}
	go func() {
		defer close(e.done)
		e.module, e.err = find(ctx, files, log)
	}()
	return e
}

// FixedEngine returns an engine that is there already; nil means none.
func FixedEngine(module []byte) *Engine {
	e := &Engine{done: make(chan struct{}), module: module}
	if module == nil {
		e.err = ErrNoEngine
	}
	close(e.done)
	return e
}

// Wait returns the gzip-compressed module once it is there.
func (e *Engine) Wait(ctx context.Context) ([]byte, error) {
	select {
	case <-e.done:
		return e.module, e.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ServeHTTP sends the module as soon as it is there, or 404 if there is none.
func (e *Engine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	module, err := e.Wait(r.Context())
	if err != nil {
		http.Error(w, ErrNoEngine.Error(), http.StatusNotFound)
		return
	}
	serveGzip(w, r, module)
}

func find(ctx context.Context, files fs.FS, log io.Writer) ([]byte, error) {
	root, inClone := clone(".")
	if inClone {
		if module, err := build(ctx, root, log); err == nil {
			return module, nil
		} else if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	if module, err := fs.ReadFile(files, site.Engine); err == nil {
		fmt.Fprintf(log, "engine: built in, %d KB\n", len(module)>>10)
		return module, nil
	}
	if root, ok := moduleCache(ctx); ok && !inClone {
		if module, err := build(ctx, root, log); err == nil {
			return module, nil
		}
	}
	fmt.Fprintln(log, "engine: none; the page shows recorded traces")
	fmt.Fprintln(log, "hint: run it inside a clone, with the go command on the path")
	return nil, ErrNoEngine
}

// clone returns the root of the clone of this module that holds dir.
func clone(dir string) (string, bool) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && modulePath(mod) == ownModule() {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// ownModule is the path of the module that this package belongs to.
func ownModule() string {
	return strings.TrimSuffix(reflect.TypeFor[Engine]().PkgPath(), "/site/serve")
}

func modulePath(mod []byte) string {
	for line := range strings.Lines(string(mod)) {
		if p, ok := strings.CutPrefix(strings.TrimSpace(line), "module "); ok {
			return strings.TrimSpace(p)
		}
	}
	return ""
}

// moduleCache returns where the go command keeps the version of this module
// that this program was installed from.
func moduleCache(ctx context.Context) (string, bool) {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Path != ownModule() || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "", false
	}
	out, err := exec.CommandContext(ctx, "go", "mod", "download", "-json",
		info.Main.Path+"@"+info.Main.Version).Output()
	if err != nil {
		return "", false
	}
	var got struct{ Dir string }
	if json.Unmarshal(out, &got) != nil || got.Dir == "" {
		return "", false
	}
	return got.Dir, true
}

func build(ctx context.Context, root string, log io.Writer) ([]byte, error) {
	start := time.Now()
	fmt.Fprintln(log, "engine: building ./wasm for wasip1 …")
	module, err := Build(ctx, root)
	if err != nil {
		fmt.Fprintln(log, "engine:", err)
		return nil, err
	}
	fmt.Fprintf(log, "engine: ready, %d KB after %.1f s\n", len(module)>>10, time.Since(start).Seconds())
	return module, nil
}

// Build compiles the engine of the clone at root with the go command and
// returns it gzip-compressed. The same source gives the same bytes.
func Build(ctx context.Context, root string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "mpos-wasm-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "mpos.wasm")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false",
		"-ldflags=-s -w", "-buildmode=c-shared", "-o", out, "./wasm")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build ./wasm: %w\n%s", err, bytes.TrimSpace(text))
	}
	module, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(module); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
