package public

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// A picture is made when it is asked for, of what there is to tell, and names the child as
// it is called at home: never by its name, and nobody else.
func TestPicture(t *testing.T) {
	var said string
	p := &Public{Forms: form.Builtin(), Today: func() hub.Day { return "2026-11-23" }, Log: slog.New(slog.DiscardHandler),
		Draw: func(one Picture) ([]byte, error) {
			said = fmt.Sprint(one.Name, one.Head, one.Word, one.Said, one.Lines, one.Last, one.Key)
			for _, c := range one.Curves {
				said += fmt.Sprint(c.Word, c.Line.Label, c.Line.Own)
			}
			return []byte("png"), nil
		}}
	o := Opened{CardFile: desk.CardFile{
		Child:   care.Child{Name: "王梓涵", Nick: "涵涵", Sex: "2", Birth: "2025-03-12"},
		Site:    care.Site{Name: "石坡站"},
		Brought: care.Person{Name: "李秀英"},
		Told:    care.DayTold{Day: care.Day{In: 456, Out: -1}, Care: care.CareDay{Slept: -1, Woke: -1, Lunch: "half"}},
		Grown:   []care.Growth{{Ref: care.Ref{Period: "2026-11-20"}, Weight: 10400, Length: 825}},
	}}
	for of, want := range map[string][]string{ofDay: {"吃了一半"}, ofMonth: {"10.4 公斤", "11月20日", "长得正好", "跟着自己的线走，放心。", "体重曲线，女孩", "身高曲线，女孩"}} {
		v, ok := p.picture(o, of)
		if !ok || !strings.HasPrefix(string(v.Source), "data:image/png;base64,") || !strings.HasPrefix(said, "涵涵") {
			t.Errorf("%s: %v %q", of, ok, said)
		}
		for _, one := range want {
			if !strings.Contains(said, one) {
				t.Errorf("%s: the picture does not say %s: %q", of, one, said)
			}
		}
		for _, never := range []string{"王", "梓", "李秀英", "石坡"} {
			if strings.Contains(said, never) {
				t.Errorf("%s: the picture says %s", of, never)
			}
		}
	}
	o.Grown = append([]care.Growth{{Ref: care.Ref{Period: "2026-11-22"}, Weight: 7500, Length: 826}}, o.Grown...)
	if p.picture(o, ofMonth); !strings.Contains(said, "比同龄的") || !strings.Contains(said, "不是说有病") {
		t.Errorf("of one who is too light: %q", said)
	}
	for _, unknown := range []care.Child{{Nick: "涵涵"}, {Nick: "涵涵", Sex: "2"}, {Nick: "涵涵", Birth: "2025-03-12"}} {
		with := o
		with.Child = unknown
		if _, ok := p.picture(with, ofMonth); !ok || strings.Contains(said, "曲线") || strings.Contains(said, "粗线") || !strings.Contains(said, "10.4 公斤") {
			t.Errorf("nothing to compare with: %v %q", ok, said)
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
	p.Draw = func(Picture) ([]byte, error) { return nil, errors.New("no font") }
	if _, ok := p.picture(o, ofDay); ok {
		t.Error("without a font there is a picture")
	}
}
