package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// halfPage asks what to do with a sheet that was begun for the same child: to go on where
// she was, or to begin anew.
func (s *Station) halfPage(v *visit, def *form.Definition, id hub.ID, d *sheeting) page.Message {
	k := v.drafts[spot{v.who.Actor.Staff, sheetDraft(id)}]
	f := v.frame(def.Title)
	f.Back, f.Help, f.Hint = formAt(def.Kind), "form", k.Who
	m := page.Message{
		Frame: f, Icon: "i-pen", Kind: "calm", Head: "这张表上次没写完",
		Ways: []page.Link{{Href: k.At, Text: "接着写"}},
		Post: []page.Post{{Action: formAt(def.Kind) + "/new?" + v.URL.RawQuery, Field: "sheet", Value: id.String(), Text: "从头填一张"}},
	}
	var said []string
	for i := range def.Fields {
		if one := &def.Fields[i]; answerable(one) && one.Type != form.Drawing && one.Type != form.Photo && len(said) < halfSaid {
			if text, gap := s.answerWords(v, d, one); !gap {
				said = append(said, one.Label+"："+firstRunes(text, 12))
			}
		}
	}
	if len(said) > 0 {
		m.Lines = append(m.Lines, strings.Join(said, "；"))
	}
	at := "上次写到最后，还没有记下来，都存着。"
	if no, ok := strings.CutPrefix(k.At, fillAt(def.Kind, id)+"/"); ok {
		no, _, _ = strings.Cut(no, "/")
		no, _, _ = strings.Cut(no, "?")
		if all := screens(def); number(no) >= 1 && number(no) <= len(all) {
			at = "上次写到“" + all[number(no)-1].title + "”，都存着。"
		}
	}
	m.Lines = append(m.Lines, at)
	return m
}

// halfSaid is how many answers say which sheet it is that was begun.
const halfSaid = 3

// formAnew puts the sheet aside that was begun, where it can be fetched back, and begins
// one from its first question.
func (s *Station) formAnew(v *visit) error {
	name := sheetDraft(v.form.ID("sheet"))
	if _, err := v.draft(name, &sheeting{}); err != nil { // a second tap would put aside what the first has begun
		return err
	}
	if err := v.putAside(name); err != nil {
		return err
	}
	return s.formBegin(v)
}
