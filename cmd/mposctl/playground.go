package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"time"

	"github.com/pkg/browser"
	"github.com/spf13/cobra"

	"github.com/openmpos/mpos/site"
	"github.com/openmpos/mpos/site/serve"
)

// newPlaygroundCommand serves the playground page on the loopback interface and
// opens it in a browser.
func newPlaygroundCommand() *cobra.Command {
	var port string
	var noOpen bool
	cmd := &cobra.Command{
		Use:   "playground",
		Short: "Show a payment down to the byte, in the browser",
		Long: "Serves the playground page on 127.0.0.1 and opens it.\n\n" +
			"Inside a clone the engine is built by the go command in the background;\n" +
			"the page shows a recorded sale until it is ready.",
		Example: "  mposctl playground\n  mposctl playground --no-open --port 8080",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
			defer stop()
			return playground(ctx, cmd.OutOrStdout(), cmd.ErrOrStderr(), port, !noOpen)
		},
	}
	cmd.Flags().StringVar(&port, "port", "0", "TCP port on 127.0.0.1; 0 lets the system choose")
	cmd.Flags().BoolVar(&noOpen, "no-open", false, "print the address, open no browser")
	return cmd
}

// playground prints the address first, so that it is there whatever the
// browser does, and serves until ctx ends.
func playground(ctx context.Context, stdout, stderr io.Writer, port string, open bool) error {
	l, err := serve.Listen(port)
	if err != nil {
		return err
	}
	url := serve.URL(l)
	fmt.Fprintln(stdout, url)
	files := site.Files()
	engine := serve.StartEngine(ctx, files, stderr)
	srv := serve.Server(serve.Handler(files, engine, l.Addr()))
	if open {
		openBrowser(url, stderr)
	}
	fmt.Fprintln(stderr, "serving until Ctrl-C")

	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err = <-failed:
	case <-ctx.Done():
		grace, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if srv.Shutdown(grace) != nil {
			srv.Close() // an open keep-alive connection must not hold the terminal
		}
		err = <-failed
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// openBrowser never blocks and never writes what the opener prints: pkg/browser
// waits for the opener's exit and copies its noise to the terminal.
func openBrowser(url string, stderr io.Writer) {
	if custom := os.Getenv("BROWSER"); custom != "" {
		// The convention: a list of commands, %s is the address.
		first, _, _ := strings.Cut(custom, ":")
		args := strings.Fields(strings.ReplaceAll(first, "%s", url))
		if len(args) > 0 {
			if !strings.Contains(first, "%s") {
				args = append(args, url)
			}
			go func() { _ = exec.Command(args[0], args[1:]...).Run() }()
			return
		}
	}
	if reason := noDisplay(); reason != "" {
		fmt.Fprintf(stderr, "hint: %s; open the address yourself\n", reason)
		return
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	go func() { _ = browser.OpenURL(url) }()
}

// noDisplay names the reason why no browser would be seen here, or "".
func noDisplay() string {
	switch {
	case os.Getenv("SSH_CONNECTION") != "" || os.Getenv("SSH_TTY") != "":
		return "this is an SSH session"
	case runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "":
		return "there is no display"
	}
	return ""
}
