package station_test

import (
	"net/http"
	"strings"
	"testing"
)

// What is on the pad is there again after 念一遍, help or a power cut, stroke by stroke; another
// answer is another sheet, and nobody has signed that.
func TestASignatureIsKept(t *testing.T) {
	b, empty := newBox(t), newBox(t)
	at := "/consents/" + b.known(nil).String()
	for _, tt := range []struct {
		name, sheet, pad string
		b                *box
		begin            func(*screen) *screen
	}{
		{"a known family", at, at + "/sign", b, func(s *screen) *screen { return s.get(at) }},
		{"a registration", "/register/consent", "/register/sign", empty, (*screen).usual},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := tt.begin(tt.b.screen)
			s.tap(tt.sheet, "answer", "mother", "way", "screen").on(tt.pad).shows("念一遍")
			s.post(tt.pad, s.form("signature", "M60 60L100 90M60 120L-5 90", "keep", "1"))
			if s.code != http.StatusNoContent {
				t.Fatalf("keeping answers %d", s.code)
			}
			s.get("/say/page/sign")
			s = tt.b.newScreen().get(tt.pad)
			if got, ink := s.field("signature"), strings.Count(s.page, `class="ink"`); got != "M60 60L100 90 M60 120L0 90" || ink != 2 {
				t.Errorf("came back to %q in %d strokes", got, ink)
			}
			s.get(tt.sheet).tap(tt.sheet, "answer", "father", "way", "screen").on(tt.pad)
			if got := s.field("signature"); got != "" {
				t.Errorf("another answer stands signed with %q", got)
			}
			s.tap(tt.pad, "signature", "M5 5L5 5", "way", "screen").shows("还没有签名")
			s.tap(tt.pad, "signature", scrawled(), "way", "screen")
			if s.code != http.StatusOK || s.path == tt.pad {
				t.Errorf("signing answers %d on %s", s.code, s.path)
			}
		})
	}
}
