package box

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener whose connections are in memory, so that virtual time passes.
type pipes struct{ calls chan net.Conn }

func (p pipes) Accept() (net.Conn, error) {
	c, ok := <-p.calls
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}

func (pipes) Close() error   { return nil }
func (pipes) Addr() net.Addr { return &net.TCPAddr{} }

// Who sends a byte a minute (slowloris), in the head of a request or in its body, or
// nothing at all, is let go. The control is a server without bounds.
func TestSlowCallersAreLetGo(t *testing.T) {
	take := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			w.WriteHeader(http.StatusRequestTimeout)
		}
	})
	// held is for how long a call is held that begins so and goes on a byte a minute.
	held := func(server *http.Server, begin string) time.Duration {
		p := pipes{make(chan net.Conn)}
		ended := make(chan error, 1)
		go func() { ended <- server.Serve(p) }()
		here, there := net.Pipe()
		p.calls <- there
		gone := make(chan struct{})
		go func() { defer close(gone); io.Copy(io.Discard, here) }()
		began := time.Now()
		here.Write([]byte(begin))
		for time.Since(began) < 12*time.Hour {
			select {
			case <-gone:
			case <-time.After(time.Minute):
				if _, err := here.Write([]byte("a")); err == nil {
					continue
				}
			}
			break
		}
		took := time.Since(began)
		here.Close()
		close(p.calls)
		server.Close()
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
		<-gone
		return took
	}
	cfg := Config{Log: slog.New(slog.DiscardHandler)}
	for name, begin := range map[string]string{
		"the head": "GET / HTTP/1.1\r\nHost: a\r\nX-",
		"the body": "POST /join HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n",
	} {
		synctest.Test(t, func(t *testing.T) {
			if took := held(cfg.server(take), begin); took > slowest+2*time.Minute {
				t.Errorf("%s held a connection for %v", name, took)
			}
		})
		synctest.Test(t, func(t *testing.T) {
			if took := held(&http.Server{Handler: take}, begin); took < 11*time.Hour {
				t.Errorf("%s, the control: let go after %v", name, took)
			}
		})
	}
}
