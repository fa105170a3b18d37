package web

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func sent(t *testing.T, write func(io.Writer) error) (status int, body string, readErr error) {
	t.Helper()
	server := httptest.NewServer(Guard(OwnHosts(), slog.New(slog.DiscardHandler), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := (Download{Type: XLSX, Plain: "x.xlsx", Name: "名册.xlsx"}).Send(w, slog.New(slog.DiscardHandler), write); err != nil {
			http.Error(w, "page", http.StatusInternalServerError)
		}
	})))
	defer server.Close()
	r, err := http.Get(server.URL)
	if err != nil {
		return 0, "", err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	return r.StatusCode, string(b), err
}

func TestADownloadIsSentWhileItIsMade(t *testing.T) {
	chunk, made, held := bytes.Repeat([]byte("x"), 1000), 0, 0
	status, body, err := sent(t, func(w io.Writer) error {
		for range 500 {
			made++
			if _, err := w.Write(chunk); err != nil {
				return err
			}
			held = max(held, w.(*sending).head.Cap())
		}
		return nil
	})
	if err != nil || status != http.StatusOK || len(body) != 500_000 || made != 500 {
		t.Errorf("%d, %d bytes of %d writes, %v", status, len(body), made, err)
	}
	if held > 2*heldBack {
		t.Errorf("%d bytes were held of half a million", held)
	}
}

func TestAnErrorAtOnceIsAPage(t *testing.T) {
	status, body, err := sent(t, func(w io.Writer) error {
		w.Write([]byte("PK"))
		return errors.New("no right")
	})
	if err != nil || status != http.StatusInternalServerError || strings.Contains(body, "PK") {
		t.Errorf("%d %q %v", status, body, err)
	}
}

// An error in the middle: the browser is told that the file is not whole.
func TestAnErrorInTheMiddleBreaksOff(t *testing.T) {
	_, body, err := sent(t, func(w io.Writer) error {
		w.Write(make([]byte, heldBack+1))
		return errors.New("disk")
	})
	if err == nil {
		t.Errorf("%d bytes look whole", len(body))
	}
}
