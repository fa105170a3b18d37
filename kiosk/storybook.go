//go:build !release

package kiosk

import (
	"bytes"
	"html/template"
	"net/http"

	"yizhan/kiosk/page"
)

// storybook shows every page in every state with made-up people: /storybook is
// the index, /storybook/KEY one page. It is served with --dev only; its forms
// and links lead into the station that is running. A release goes without it: that
// is half a megabyte.
func storybook(mux *http.ServeMux) {
	mux.HandleFunc("GET /storybook", func(w http.ResponseWriter, _ *http.Request) {
		var b bytes.Buffer
		if err := storyIndex.Execute(&b, page.Stories()); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(b.Bytes()) // a browser that went away has nothing to be told
	})
	mux.HandleFunc("GET /storybook/{key}", func(w http.ResponseWriter, r *http.Request) {
		for _, s := range page.Stories() {
			if s.Key != r.PathValue("key") {
				continue
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if err := page.Render(w, s.View); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
			return
		}
		http.NotFound(w, r)
	})
}

var storyIndex = template.Must(template.New("index").Parse(`<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>故事书 · 驿站</title>
<h1>每一页的每个样子</h1><ul>{{range .}}<li><a href="/storybook/{{.Key}}">{{.Title}}</a> {{.Key}}</li>
{{end}}</ul></html>
`))
