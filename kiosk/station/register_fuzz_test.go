package station_test

import (
	"net/url"
	"strings"
	"testing"
)

// Whatever is posted to a step is answered with a page or a sentence, is never
// written into a page as it came, and registers nobody who was not asked for.
func FuzzRegisterPost(f *testing.F) {
	for _, seed := range [][3]string{
		{"name", "text", "王梓涵"}, {"name", "put", "<b>"}, {"name", "more", "-9999999999999"}, {"name", "letter", "\u202e"},
		{"name", "born", "2"}, {"sex", "sex", "1"}, {"birth", "year", "99999999"}, {"birth", "month", "13L"}, {"birth", "day", "-1"},
		{"carer", "carer", "robot"}, {"carer", "away", "mother"}, {"carer-name", "text", "李'--"}, {"village", "village", "140404103209"},
		{"village", "from", "-1"}, {"village-name", "text", "柳\x00沟"}, {"phone", "phone", "0355\u0660"}, {"phone", "whose", "x"},
		{"same", "other", "00112233445566778899aabbccddeeff"}, {"same", "same", "00112233445566778899aabbccddeeff"},
		{"consent", "way", "screen"}, {"consent", "answer", "\">"}, {"sign", "signature", "M1 1L"}, {"name", "draft", "zz"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	b := newBox(f)
	f.Fuzz(func(t *testing.T, step, field, value string) {
		if strings.ContainsAny(step, "/?#%.") || step == "" || field == "way" && (value == "paper" || value == "phone") {
			return
		}
		b.t = t
		s := b.screen.get("/register")
		s.post("/register/new", s.form("like", ""))
		s.post("/register/name", s.form("text", "赵小雨", "go", "next")).on("/register/sex")
		s.post("/register/"+url.PathEscape(step), s.form(field, value))
		if s.code >= 500 {
			t.Fatalf("%s %s=%q answers %d", step, field, value, s.code)
		}
		if strings.ContainsAny(value, `<"`) && strings.Contains(s.page, `"`+value+`"`) && strings.HasPrefix(value, "<") {
			t.Errorf("%q stands in the page as it came", value)
		}
		if n := len(b.children()); n != 0 {
			t.Errorf("%s %s=%q registered %d children", step, field, value, n)
		}
	})
}
