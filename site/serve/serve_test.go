package serve_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/site"
	"github.com/openmpos/mpos/site/serve"
)

func handler(t *testing.T, e *serve.Engine) (http.Handler, string) {
	t.Helper()
	l, err := serve.Listen("0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	files := fstest.MapFS{
		"index.html":     {Data: []byte("<!doctype html>")},
		"traces/a.jsonl": {Data: []byte("{}")},
	}
	return serve.Handler(files, e, l.Addr()), l.Addr().String()
}

func get(h http.Handler, method, target, host, origin string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	r.Host = host
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestOnlyOwnHostAndOrigin(t *testing.T) {
	h, own := handler(t, serve.FixedEngine(nil))
	for _, c := range []struct {
		name, host, origin string
		want               int
	}{
		{"navigation", own, "", 200},
		{"own origin", own, "http://" + own, 200},
		{"rebound name", "evil.example", "", 403},
		{"other port", "127.0.0.1:1", "", 403},
		{"foreign origin", own, "https://evil.example", 403},
		{"null origin", own, "null", 403},
		{"https of own", own, "https://" + own, 403},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := get(h, "GET", "/", c.host, c.origin)
			require.Equal(t, c.want, w.Code)
			require.Contains(t, w.Header().Get("Content-Security-Policy"), site.CSP)
		})
	}
}

func TestOnlyFiles(t *testing.T) {
	h, own := handler(t, serve.FixedEngine(nil))
	require.Equal(t, 200, get(h, "GET", "/traces/a.jsonl", own, "").Code)
	require.Equal(t, 404, get(h, "GET", "/traces/", own, "").Code, "no directory listing")
	require.Equal(t, 404, get(h, "GET", "/none", own, "").Code)
	require.Equal(t, 405, get(h, "POST", "/", own, "").Code)
}

func TestEngine(t *testing.T) {
	h, own := handler(t, serve.FixedEngine([]byte("\x1f\x8bmodule")))
	w := get(h, "GET", "/"+site.Engine, own, "")
	require.Equal(t, 200, w.Code)
	require.Equal(t, "application/gzip", w.Header().Get("Content-Type"))
	require.Empty(t, w.Header().Get("Content-Encoding"), "the page unpacks it")
	require.Equal(t, "\x1f\x8bmodule", w.Body.String())

	h, own = handler(t, serve.FixedEngine(nil))
	require.Equal(t, 404, get(h, "GET", "/"+site.Engine, own, "").Code)
}

// The embedded module is used where there is no clone, without the go command.
func TestEmbeddedEngine(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("PATH", "")
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	e := serve.StartEngine(ctx, fstest.MapFS{site.Engine: {Data: []byte("m")}}, io.Discard)
	got, err := e.Wait(ctx)
	require.NoError(t, err)
	require.Equal(t, "m", string(got))

	e = serve.StartEngine(ctx, fstest.MapFS{}, io.Discard)
	_, err = e.Wait(ctx)
	require.ErrorIs(t, err, serve.ErrNoEngine)
}
