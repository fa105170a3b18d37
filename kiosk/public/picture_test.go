package public

import (
	"errors"
	"log/slog"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// A picture is made when it is asked for, of what there is to tell, and names the child as
// it is called at home: never by its name, and nobody else.
func TestPicture(t *testing.T) {
	var said string
	p := &Public{Forms: form.Builtin(), Today: func() hub.Day { return "2026-11-23" }, Log: slog.New(slog.DiscardHandler),
		Draw: func(head, sub string, lines []page.Fact, last string) ([]byte, error) {
			said = head + " " + sub + " " + last
			for _, l := range lines {
				said += " " + l.Word + " " + l.Text
			}
			return []byte("png"), nil
		}}
	o := Opened{CardFile: desk.CardFile{
		Child:   care.Child{Name: "王梓涵", Nick: "涵涵"},
		Site:    care.Site{Name: "石坡站"},
		Brought: care.Person{Name: "李秀英"},
		Told:    care.DayTold{Day: care.Day{In: 456, Out: -1}, Care: care.CareDay{Slept: -1, Woke: -1, Lunch: "half"}},
		Grown:   []care.Growth{{Ref: care.Ref{Period: "2026-11-20"}, Weight: 10400, Length: 825}},
	}}
	for of, want := range map[string]string{ofDay: "吃了一半", ofMonth: "10.4 公斤"} {
		v, ok := p.picture(o, of)
		if !ok || !strings.HasPrefix(string(v.Source), "data:image/png;base64,") || !strings.Contains(said, want) || !strings.Contains(said, "涵涵") {
			t.Errorf("%s: %v %q", of, ok, said)
		}
		for _, never := range []string{"王", "梓", "李秀英", "石坡"} {
			if strings.Contains(said, never) {
				t.Errorf("%s: the picture says %s", of, never)
			}
		}
	}
	o.Child.Nick = ""
	if p.picture(o, ofDay); !strings.HasPrefix(said, "宝宝") {
		t.Errorf("without a nickname: %q", said)
	}
	for _, of := range []string{"", "year"} {
		if _, ok := p.picture(o, of); ok {
			t.Errorf("%q gives a picture", of)
		}
	}
	if n := len(p.pictures(o)); n != 2 {
		t.Errorf("%d pictures are offered", n)
	}
	if _, ok := p.picture(Opened{}, ofMonth); ok {
		t.Error("a picture of nothing")
	}
	p.Draw = func(string, string, []page.Fact, string) ([]byte, error) { return nil, errors.New("no font") }
	if _, ok := p.picture(o, ofDay); ok {
		t.Error("without a font there is a picture")
	}
}
