package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// Render writes a page with a status. Pages are rendered whole before a byte is
// sent, so that a broken template never leaves half a screen.
func Render(w http.ResponseWriter, r *http.Request, log *slog.Logger, status int, v page.View) {
	var b bytes.Buffer
	if err := page.Render(&b, hung(r, v)); err != nil {
		log.Error("page did not render", "page", v.Page(), "cause", err)
		http.Error(w, "这一页没打开，请退回去再来一次。", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		_, _ = w.Write(b.Bytes()) // a browser that went away has nothing to be told
		return
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed) // the level is valid
	_, _ = z.Write(b.Bytes())
	_ = z.Close()
}

// See sends the browser on after a post.
//
//go:noinline
func See(w http.ResponseWriter, r *http.Request, path string) {
	http.Redirect(w, r, path, http.StatusSeeOther)
}

// Status is the HTTP status of an error.
func Status(err error) int {
	switch hub.CodeOf(err) {
	case hub.CodeInvalid, hub.CodeQuestion:
		return http.StatusUnprocessableEntity
	case hub.CodeConflict:
		return http.StatusConflict
	case hub.CodeForbidden, hub.CodeUntrusted:
		return http.StatusForbidden
	case hub.CodeSignedOut:
		return http.StatusUnauthorized
	case hub.CodeNotFound:
		return http.StatusNotFound
	case hub.CodeTooLarge:
		return http.StatusRequestEntityTooLarge
	case hub.CodeFull:
		return http.StatusInsufficientStorage
	case hub.CodeFolder, hub.CodeUnknown:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// Fail answers with a page that says what is the matter, that what was written is
// safe, and what to do. The cause goes to the log. like is the frame of the page that was
// asked for, where there is one: its letters, its contrast and its 报警 stay.
func Fail(w http.ResponseWriter, r *http.Request, log *slog.Logger, err error, like ...page.Frame) {
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		err = hub.E(hub.CodeTooLarge, "web.too-large").Because(err)
	}
	status := Status(err)
	if status >= 500 {
		log.Error("request failed", "method", r.Method, "code", string(hub.CodeOf(err)), "cause", err)
	}
	m := trouble(r, err)
	for _, f := range like {
		m.Text, m.Contrast, m.Alarm, m.AlarmKey = f.Text, f.Contrast, f.Alarm, f.AlarmKey
	}
	Render(w, r, log, status, m)
}
