// Package serve is the playground's HTTP server: static files and the engine,
// for the loopback interface only.
//
// A page on the loopback interface could reach a payment reader one day, so the
// handler answers only requests that name its own address in Host and Origin
// (a foreign page that rebinds its DNS name to 127.0.0.1 names another), and
// only GET and HEAD of files.
package serve

import (
	"bytes"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/openmpos/mpos/site"
)

// Listen opens a TCP listener on the IPv4 loopback address. Port 0 lets the
// system choose.
func Listen(port string) (net.Listener, error) {
	return net.Listen("tcp4", net.JoinHostPort("127.0.0.1", port))
}

// URL returns the address of the page behind a listener.
func URL(l net.Listener) string { return "http://" + l.Addr().String() + "/" }

// Handler serves files, and as site.Engine what engine delivers. A request for
// the engine waits until it is built; every other answers at once. The listener's
// address is the only host that the handler answers to.
func Handler(files fs.FS, engine *Engine, addr net.Addr) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /"+site.Engine, engine)
	mux.Handle("GET /", http.FileServerFS(noListing{files}))
	return guard(mux, addr)
}

// Server returns an HTTP server with limits that suit one local browser. The
// write limit leaves room for the first build of the engine.
func Server(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      10 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
}

func guard(next http.Handler, addr net.Addr) http.Handler {
	own := hosts(addr)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", site.CSP+"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		if !own[r.Host] || !own.origin(r.Header.Get("Origin")) {
			http.Error(w, "this server answers only to its own address", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type hostSet map[string]bool

func hosts(addr net.Addr) hostSet {
	_, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return hostSet{addr.String(): true}
	}
	return hostSet{"127.0.0.1:" + port: true, "localhost:" + port: true}
}

// origin accepts the absent header, which a plain navigation has, and the
// page's own origin.
func (s hostSet) origin(o string) bool {
	host, ok := strings.CutPrefix(o, "http://")
	return o == "" || ok && s[host]
}

// noListing hides directories that have no index.html.
type noListing struct{ fs.FS }

func (n noListing) Open(name string) (fs.File, error) {
	f, err := n.FS.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if info.IsDir() {
		if _, err := fs.Stat(n.FS, path.Join(name, "index.html")); err != nil {
			return nil, errors.Join(fs.ErrNotExist, f.Close())
		}
	}
	return f, nil
}

// serveGzip sends the engine as the file that it is: the page unpacks it, so
// that any static host will do.
func serveGzip(w http.ResponseWriter, r *http.Request, module []byte) {
	w.Header().Set("Content-Type", "application/gzip")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(module))
}
