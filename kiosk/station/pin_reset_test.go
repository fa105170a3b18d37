package station_test

import (
	"net/url"
	"strings"
	"testing"
)

// After a reset by telephone she is where she was going; an address elsewhere is nowhere.
func TestAResetLeadsOnToWhereSheWent(t *testing.T) {
	for next, want := range map[string]string{
		"/settings":           "/settings",
		"/find?page=2":        "/find",
		"//evil.example/":     "/",
		"https://evil.test/":  "/",
		"/\\evil.example":     "/",
		"/pin/reset?who=1":    "/",
		"javascript:alert(1)": "/",
	} {
		t.Run(next, func(t *testing.T) {
			b := newBox(t)
			s := b.screen.get("/pin?" + url.Values{"who": {b.worker.String()}, "next": {next}}.Encode())
			way := "/pin/reset?who=" + b.worker.String() + "&amp;next=" + url.QueryEscape(want)
			if want == "/find" {
				way = "/pin/reset?who=" + b.worker.String() + "&amp;next=" + url.QueryEscape(next)
			}
			if !strings.Contains(strings.ToLower(s.page), strings.ToLower(way)) {
				t.Fatalf("no way to %s", way)
			}
			s.get("/pin/reset?" + url.Values{"who": {b.worker.String()}, "next": {next}}.Encode())
			s.tap("/pin/reset", "code", "604817").shows("定个密码")
			s.tap("/pin/new", "pin", "7294").tap("/pin/new", "pin", "7294").on(want)
		})
	}
}
