package kiosk

import (
	"fmt"
	"html"
	"log/slog"
	"net/http"

	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// storybook shows every page in every state, with made-up people: for those who
// draw them, and for the tests that look at them.
func storybook(mux *http.ServeMux, log *slog.Logger) {
	mux.HandleFunc("GET /storybook", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>画册</title><ul>`)
		for _, s := range page.Stories() {
			fmt.Fprintf(w, `<li><a href="/storybook/%s">%s</a></li>`, html.EscapeString(s.Key), html.EscapeString(s.Title))
		}
		fmt.Fprint(w, `</ul></html>`)
	})
	mux.HandleFunc("GET /storybook/{key}", func(w http.ResponseWriter, r *http.Request) {
		for _, s := range page.Stories() {
			if s.Key == r.PathValue("key") {
				web.Render(w, r, log, http.StatusOK, s.View)
				return
			}
		}
		http.NotFound(w, r)
	})
}
