package station

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/lesson"
	"yizhan/kiosk/brought"
	"yizhan/kiosk/page"
)

// packShow is one lesson that is here: it goes to a stick, or away.
func (s *Station) packShow(v *visit) error {
	for _, p := range s.Shelf.Packs(v.ctx()).Here {
		if p.Key != v.PathValue("key") {
			continue
		}
		f := v.frame(p.Title)
		f.Hint, f.Back = joinFacts(p.By+"做的", fmt.Sprintf("第 %d 版", p.Version)), broughtAt
		m := page.Message{Frame: f, Icon: "i-board", Kind: "calm", Head: p.For, Lines: []string{brought.Inside(p)},
			Ways: []page.Link{{Href: "/lesson/" + p.Key, Text: "看课文", Icon: "i-board"}}}
		if s.stickTakes() {
			m.Post = append(m.Post, page.Post{Action: broughtAt, Field: "do", Value: "give:" + p.Key, Text: "存到 U 盘", Icon: "i-stick"})
		} else {
			m.Lines = append(m.Lines, "想带给别的站，先把 U 盘插上，再点开这一页。")
		}
		if p.Mine {
			m.Post = append(m.Post, page.Post{Action: broughtAt, Field: "do", Value: "drop:" + p.Key, Text: "不要了"})
			m.Lines = append(m.Lines, "点“不要了”就腾出地方；点错了，今天还能拿回来。")
		}
		return v.render(m)
	}
	return hub.E(hub.CodeNotFound, "pack.none")
}

// faultsShown is how much of what is the matter stands on a screen.
const faultsShown = 6

// packFolder says what a folder on a stick is: a lesson that can be made, or what is still
// to be put right, with file and line.
func (s *Station) packFolder(v *visit) error {
	got, err := s.Shelf.Check(v.ctx(), v.PathValue("value"))
	if err != nil {
		return err
	}
	at := broughtAt + "/folder/" + v.PathValue("value")
	f := v.frame(got.Name)
	f.Back, f.Help = broughtAt, "pack"
	if n := len(got.Faults); n > 0 {
		f.Hint = fmt.Sprintf("有 %d 处要改，在电脑上改好再插上来", n)
		p := page.Rows{Frame: f, Prev: broughtAt, Ways: []page.Link{{Href: at, Text: "改好了，再看"}}, Last: true}
		rows := make([]page.Row, 0, n)
		for _, fault := range got.Faults {
			row := page.Row{Icon: "i-pen", Bold: fault.File, Small: brought.Why(fault.Why)}
			if fault.Line > 0 {
				row.Tag = fmt.Sprintf("第 %d 行", fault.Line)
			}
			rows = append(rows, row)
		}
		p.Rows, p.Pages = pagedOn(rows, faultsShown, v.URL.Query().Get("page"), at+"?page=")
		return v.render(p)
	}
	f.Hint = "课文看过了，没有要改的"
	m := page.Message{Frame: f, Icon: "i-check", Kind: "good", Head: got.Title,
		Lines: []string{joinFacts(got.For, fmt.Sprintf("第 %d 版", got.Version), fmt.Sprintf("%d 页", got.Pages)),
			"做成课以后，这台机器上能看，邻站也能装；U 盘上的文件夹不动。"}}
	if got.Sounds == 0 {
		m.Post = []page.Post{{Action: at, Field: "voice", Value: "none", Text: "做成课", Icon: "i-check", Main: true}}
		return v.render(m)
	}
	m.Lines = append(m.Lines, fmt.Sprintf("里面有 %d 段声音。是谁念的？机器念的，放的时候会写明“机器音”。", got.Sounds))
	m.Post = []page.Post{
		{Action: at, Field: "voice", Value: "person", Text: "人念的，做成课", Icon: "i-check", Main: true},
		{Action: at, Field: "voice", Value: "machine", Text: "机器念的，做成课"},
	}
	return v.render(m)
}

// packMake makes the pack.
func (s *Station) packMake(v *visit) error {
	if err := s.Shelf.Make(v.ctx(), v.who.Actor, v.PathValue("value"), v.form.Text("voice") == "machine"); err != nil {
		return err
	}
	return v.see(broughtAt)
}

// madeBy says whose a lesson is, and what may be done with it.
func (s *Station) madeBy(l *lesson.Lesson) string {
	if s.Shelf != nil {
		if has := s.Shelf.Page(l, 1); has.ID != "" {
			return "这一课是" + has.By + "做的，用的时候照做课人写的：" + l.Licence + "。"
		}
	}
	return "字和图是自己写、自己画的，可以抄、可以改，写明出处就行（" + l.Licence + "）。"
}

// withPack adds what a pack has for a page of a lesson.
func (s *Station) withPack(p *page.Lesson, l *lesson.Lesson, n int) {
	has := s.Shelf.Page(l, n)
	at := func(what string) string { return fmt.Sprintf("%s/%s?page=%d&v=%s", lessonAt(l), what, n, has.ID) }
	if has.Sound {
		p.Sound, p.Machine, p.Plays = at("sound"), has.Machine, s.Player != nil
	}
	if has.Photo {
		p.Photo = at("photo")
	}
}

func cutDo(do string) (what, value string) {
	what, value, _ = strings.Cut(do, ":")
	return what, value
}

// packSound is what is heard on a page of a lesson.
func (s *Station) packSound(v *visit) error { return s.packFile(v, false) }

// packPhoto is the photo of a page.
func (s *Station) packPhoto(v *visit) error { return s.packFile(v, true) }

func (s *Station) packFile(v *visit, photo bool) error {
	body, mime, err := s.Shelf.Open(v.PathValue("key"), number(v.URL.Query().Get("page")), photo)
	if err != nil {
		return err
	}
	defer body.Close()
	v.w.Header().Set("Content-Type", mime)
	v.w.Header().Set("Cache-Control", "private, max-age=86400") // its address changes with the pack
	http.ServeContent(v.w, v.Request, "", time.Time{}, body)
	return nil
}
