package station

import (
	"fmt"
	"slices"

	"yizhan/hub/handbook"
	"yizhan/hub/words"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

const (
	mostSought   = 12 // characters that are looked for
	mostAsked    = 30 // of a question
	guidesFound  = 9
	guidesRecent = 3
	policyGroup  = "policy"
)

// soughtOften are offered as tiles before anything is written.
var soughtOften = []string{"发烧", "拉肚子", "呕吐", "起疹子", "噎住", "烫伤", "摔跤", "手足口", "辅食", "不吃饭", "疫苗", "体检", "消毒", "停电", "没网", "密码"}

// guideShow is the groups of the handbook, or the pages of one: of=group.
func (s *Station) guideShow(v *visit) error {
	book := handbook.Open()
	p := v.guideFrame("手册", "没有网也能查", "/")
	of := v.URL.Query().Get("of")
	for _, g := range book.Groups {
		if g.Key == of {
			p.Title, p.Hint, p.Prev, p.Groups = g.Title, "手册", "/guide", nil
			p.Frame.Back = "/guide"
			for _, one := range g.Pages {
				p.Tiles = append(p.Tiles, page.Choice{Value: "/guide/" + one.Key, Text: one.Title})
			}
			if of == policyGroup {
				p.Tiles = append(p.Tiles, page.Choice{Value: "/guide/asked/there", Text: "政策要求对照"})
			}
			return v.render(p)
		}
		said := guideGroups[g.Key]
		p.Groups = append(p.Groups, page.Door{Href: "/guide?of=" + g.Key, Text: g.Title, Word: said.word, Icon: said.icon})
	}
	var err error
	p.Recent, err = v.guidesRead()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) guideFrame(title, hint, back string) page.Guide {
	f := v.frame(title)
	f.Hint, f.Back, f.Here = hint, back, "/guide"
	return page.Guide{Frame: f, Action: "/guide", Prev: back}
}

// guidePress takes one press of what is looked for.
func (s *Station) guidePress(v *visit) error {
	var t typing
	then := v.form.Text("go")
	if v.form.Has("write") {
		v.press(&t, ime.General, false, mostSought)
	} else {
		t = typing{Text: firstRunes(v.form.Text("text"), mostSought), Way: page.WayTiles}
	}
	p := v.guideFrame("找手册", "写几个字，或者拼音的头一个字母", "/guide")
	hits := handbook.Open().Search(t.Text, guidesFound)
	for _, h := range hits {
		p.Tiles = append(p.Tiles, page.Choice{Value: "/guide/" + h.Key, Text: h.Title, Small: handbook.Open().Named(h.Group)})
	}
	if p.Said = fmt.Sprintf("找到 %d 页", len(hits)); t.Text == "" {
		p.Said = "发烧、停电、消毒……"
	}
	if t.Text != "" && (then == "show" || then == "next") {
		p.Title, p.Hint, p.None = t.Text, p.Said, len(hits) == 0
		if p.None {
			p.Said = words.Say("guide.none")
		}
		p.Writer.Text = t.Text
		return v.render(p)
	}
	p.Writing, p.Writer = true, v.guideWriter(t, "要找的字", mostSought)
	return v.render(p)
}

// guideWriter is the panel, with what is often looked for before the first character.
func (v *visit) guideWriter(t typing, label string, most int) page.Writer {
	var often []string
	if t.Text == "" {
		often = soughtOften
	}
	return v.writer(t, label, ime.General, false, most, nil, often)
}

// guidesRead is what this worker has read last, for herself alone.
func (v *visit) guidesRead() (out []page.Link, err error) {
	if !v.who.Signed {
		return nil, nil
	}
	var keys []string
	if _, err := v.recall(guideDraft, &keys); err != nil {
		return nil, err
	}
	for _, key := range keys {
		if p, ok := handbook.Open().Page(key); ok {
			out = append(out, page.Link{Href: "/guide/" + key, Text: shortly(p.Title)})
		}
	}
	return out, nil
}

const guideDraft = "guide"

// guideRead notes a page that was opened.
func (v *visit) guideRead(key string) {
	if !v.who.Signed {
		return
	}
	var keys []string
	_, err := v.recall(guideDraft, &keys)
	if len(keys) > 0 && keys[0] == key {
		return
	}
	keys = slices.Insert(slices.DeleteFunc(keys, func(k string) bool { return k == key }), 0, key)
	if err == nil {
		err = v.remember(guideDraft, keys[:min(len(keys), guidesRecent)])
	}
	if err != nil {
		v.s.Log.Warn("what was read could not be kept", "cause", err) // she finds it again
	}
}
