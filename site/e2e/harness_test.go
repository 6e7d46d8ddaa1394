package e2e

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/site"
	"github.com/openmpos/mpos/site/serve"
)

var (
	browserPath string
	live        = flag.Bool("live", false, "serve ../static from disk instead of the embedded files")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		fmt.Println("e2e: not run with -short")
		return
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			browserPath = p
			break
		}
	}
	if browserPath == "" {
		fmt.Fprintln(os.Stderr, "e2e: no browser\nhint: apt-get install chromium fonts-noto-cjk, or run with -short")
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// engineOnce builds the engine, which the go command caches.
var engineOnce = sync.OnceValues(func() ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	return serve.Build(ctx, filepath.Join("..", ".."))
})

// page is one tab on a server of its own.
type page struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu       sync.Mutex
	problems []string
}

type options struct {
	width, height int64
	noEngine      bool
	calm          bool // prefers-reduced-motion
	lang          string
}

// open starts a server and a fresh browser, and opens the page there. When the
// test ends, it fails if the console had an error or a request went elsewhere.
func open(t *testing.T, fragment string, o options) *page {
	t.Helper()
	l, err := serve.Listen("0")
	require.NoError(t, err)
	engine := serve.FixedEngine(nil)
	if !o.noEngine {
		module, err := engineOnce()
		require.NoError(t, err)
		engine = serve.FixedEngine(module)
	}
	files := site.Files()
	if *live {
		files = os.DirFS(filepath.Join("..", "static"))
	}
	srv := serve.Server(serve.Handler(files, engine, l.Addr()))
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })

	if o.width == 0 {
		o.width, o.height = 1280, 800
	}
	if o.lang == "" {
		o.lang = "en"
	}
	p := &page{t: t, base: serve.URL(l)}
	p.start(o)
	p.run(chromedp.Navigate(p.base + fragment))
	p.waitFor(`document.documentElement.dataset.ready === "painted"`)
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		require.Empty(t, p.problems, "console errors and foreign requests")
	})
	return p
}

func (p *page) start(o options) {
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browserPath), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", o.lang), chromedp.UserDataDir(p.t.TempDir()))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), flags...)
	alloc, cancelTime := context.WithTimeout(alloc, 2*time.Minute)
	ctx, cancel := chromedp.NewContext(alloc)
	p.ctx = ctx
	p.t.Cleanup(func() { cancel(); cancelTime(); cancelAlloc() })
	require.NoError(p.t, chromedp.Listen(ctx, p.listen))
	call(p, network.Enable, network.EnableParams{})
	call(p, log.Enable, cdp.Empty{})
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: o.width, Height: o.height, DeviceScaleFactor: 1, Mobile: o.width < 500})
	call(p, emulation.SetLocaleOverride, emulation.SetLocaleOverrideParams{Locale: o.lang})
	if o.calm {
		call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
	}
}

func call[P, R any](p *page, c cdp.Command[P, R], params P) R {
	p.t.Helper()
	r, err := chromedp.Call(p.ctx, c, params)
	require.NoError(p.t, err)
	return r
}

func (p *page) listen(ev any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		p.problems = append(p.problems, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			p.problems = append(p.problems, fmt.Sprintf("console: %s", e.Args[0].Description))
		}
	case *log.EventEntryAdded:
		missingEngine := strings.Contains(e.Entry.URL, site.Engine) && strings.Contains(e.Entry.Text, "404")
		if e.Entry.Level == "error" && !missingEngine {
			p.problems = append(p.problems, "log: "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Scheme != "data" && u.Scheme != "blob" && !strings.HasPrefix(e.Request.URL, p.base) {
			p.problems = append(p.problems, "foreign request: "+e.Request.URL)
		}
	}
}

func (p *page) run(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	require.NoError(p.t, chromedp.Do(p.ctx, steps...))
}

// eval runs an expression in the page and decodes its value.
func eval[T any](p *page, js string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	require.NoError(p.t, err, js)
	return v
}

// waitFor waits until an expression is true, and returns how long that took.
func (p *page) waitFor(js string) time.Duration {
	p.t.Helper()
	begun := time.Now()
	for {
		if eval[bool](p, "!!("+js+")") {
			return time.Since(begun)
		}
		if time.Since(begun) > 30*time.Second {
			p.shot("failed")
			require.Fail(p.t, "never true", js)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (p *page) text(selector string) string {
	p.t.Helper()
	return eval[string](p, fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector))
}

func (p *page) click(selector string) {
	p.t.Helper()
	p.run(chromedp.Click(selector))
	p.settle()
}

// keys types on the page as a whole.
func (p *page) keys(keys string) {
	p.t.Helper()
	p.run(chromedp.KeyEvent(keys))
	p.settle()
}

// settle waits for two frames: one draws, the next sees what was drawn.
func (p *page) settle() {
	p.t.Helper()
	eval[bool](p, "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))")
}

// shot writes shots/NAME.png, which a person looks at.
func (p *page) shot(name string) {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	require.NoError(p.t, err)
	require.NoError(p.t, os.MkdirAll("shots", 0o755))
	require.NoError(p.t, os.WriteFile(filepath.Join("shots", name+".png"), png, 0o644))
}

// axeSource reads axe-core, which is installed beside the tests and never shipped.
func axeSource(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("AXE_DIR")
	if dir == "" {
		dir = "node_modules/axe-core"
	}
	f, err := os.Open(filepath.Join(dir, "axe.min.js"))
	if errors.Is(err, fs.ErrNotExist) {
		require.Fail(t, "no axe-core", "hint: npm install --no-save --prefix . axe-core, or set AXE_DIR")
	}
	require.NoError(t, err)
	defer f.Close()
	src, err := io.ReadAll(f)
	require.NoError(t, err)
	return string(src)
}
