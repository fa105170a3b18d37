package station

import (
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// promptPages are the pages on which something is said, as a worker calls them.
var promptPages = map[string]string{
	"consent": "同意书", "sign": "签名", "receipt": "登记", "quiz": "课", "day": "条子", "growth": "量身高",
}

// promptPage is what a worker calls a page; a lesson by its title.
func (s *Station) promptPage(name string) string {
	for _, l := range s.Desk.Lessons().All() {
		if desk.LessonPrompts(l.Key) == name {
			return l.Title
		}
	}
	return promptPages[name]
}

// sayListAt is the address of a page's sentences.
func sayListAt(name string) string { return "/say?page=" + name }

// saidShown is how many sentences stand on a screen.
const saidShown = 6

// sayList shows the sentences of a page, and who speaks them; the sentences of each
// lesson are a page of their own behind those of every quiz.
func (s *Station) sayList(v *visit) error {
	clips, err := s.Desk.Clips(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return err
	}
	people, err := s.everybodyByID(v)
	if err != nil {
		return err
	}
	shown := v.URL.Query().Get("page")
	if s.promptPage(shown) == "" {
		shown = "consent"
	}
	f := v.framed("念一遍")
	f.Hint, f.Back, f.Help = s.promptPage(shown)+" · 用自己的声音，放给家里听", "/settings", "say"
	p := page.Rows{Frame: f, Action: "/say"}
	var rows []page.Row
	for _, prompt := range s.Desk.PromptsOf(shown) {
		row := page.Row{Icon: prompt.Picture, Bold: prompt.Name, Tag: "还没录", Care: true, Href: "/say/clip/" + prompt.Key, Way: "录音"}
		if some := clips[prompt.Key]; len(some) > 0 {
			row.Tag, row.Care = people[some[0].Subject].Name, false
			if some[0].Site != v.site.ID {
				row.Tag, row.Care = "先放邻站的", true
			}
			row.Text, row.Way = s.clipWord(some[0]), "看看"
		}
		rows = append(rows, row)
	}
	var more []page.Choice
	if of := promptPages[shown]; of == "" {
		p.Frame.Back = sayListAt("quiz")
	} else {
		p.Pages = s.sayPages(shown)
		if shown == "quiz" {
			rows = append(rows, s.lessonRows(clips)...)
		}
	}
	p.Prev = p.Frame.Back
	p.Rows, more = pagedOn(rows, saidShown, v.URL.Query().Get("n"), sayListAt(shown)+"&n=")
	if len(more) > 1 || number(v.URL.Query().Get("n")) > 1 { // the foot holds one or the other
		p.Pages = nil
	}
	p.Pages = append(p.Pages, more...)
	return v.render(p)
}

// sayPages are the ways from page to page of what is said.
func (s *Station) sayPages(shown string) (out []page.Choice) {
	seen := map[string]bool{}
	for _, prompt := range care.Prompts() {
		if !seen[prompt.Page] {
			seen[prompt.Page] = true
			out = append(out, page.Choice{Value: sayListAt(prompt.Page), Text: promptPages[prompt.Page], On: prompt.Page == shown})
		}
	}
	return out
}

// lessonRows are the lessons with how many of their sentences somebody speaks.
func (s *Station) lessonRows(clips map[string][]care.Clip) (out []page.Row) {
	for _, l := range s.Desk.Lessons().All() {
		of := s.Desk.PromptsOf(desk.LessonPrompts(l.Key))
		spoken := 0
		for _, prompt := range of {
			spoken += min(1, len(clips[prompt.Key]))
		}
		out = append(out, page.Row{Icon: "i-board", Bold: l.Title, Text: l.Class.Title(), Tag: fmt.Sprintf("%d 句录了 %d 句", len(of), spoken),
			Care: spoken == 0, Href: sayListAt(desk.LessonPrompts(l.Key)), Way: "一句句录"})
	}
	return out
}

// clipWord says how long a recording is, in which speech, and when it was made.
func (s *Station) clipWord(c care.Clip) string {
	word := joinFacts(fmt.Sprintf("%d 秒", max(1, (c.MS+500)/1000)), s.speechWord(c), s.sayDay(c.Day))
	if !s.Voices.Here(c) {
		word += " · 录音不在这台机器上"
	}
	return word
}

// speeches are the ways in which a sentence can be spoken.
func (s *Station) speeches(on string) []page.Choice {
	all := s.choicesOf("clip", "speech")
	for i := range all {
		all[i].On = all[i].Value == on
	}
	return all
}

func (s *Station) speechWord(c care.Clip) string {
	for _, choice := range s.choicesOf("clip", "speech") {
		if choice.Value == c.Speech {
			return choice.Text
		}
	}
	return ""
}

// clipShow is one sentence: who speaks it, and where her own voice comes in.
func (s *Station) clipShow(v *visit) error {
	p, err := s.clipPage(v, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) clipPage(v *visit, faults page.Errors) (page.View, error) {
	prompt, ok := s.Desk.PromptOf(v.PathValue("key"))
	if !ok {
		return nil, hub.E(hub.CodeNotFound, "clip.no-prompt")
	}
	clips, err := s.Desk.Clips(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	at := "/say/clip/" + prompt.Key
	f := v.frame(prompt.Name)
	f.Hint, f.Back, f.Help, f.Here, f.Errors = s.promptPage(prompt.Page), sayListAt(prompt.Page), "say", at, faults
	p := page.SayPrompt{Frame: f, Action: at, Hush: "/say/hush", Said: saidOf(prompt), Prev: f.Back,
		May: v.who.Actor.May(hub.ActSpeak)}
	if s.Speech != nil && s.Class != nil && p.May {
		p.Speak = speakAt(prompt.Key)
	}
	if phoneHost(v.Request) != "" {
		p.Phone = at + "/phone"
	}
	speech := "local"
	if p.Clips, err = s.clipsShown(v, clips[prompt.Key]); err != nil {
		return nil, err
	}
	for _, c := range clips[prompt.Key] {
		if c.Subject == v.who.Actor.Staff {
			p.Replace, speech, p.Lend = true, c.Speech, lending(c)
		}
	}
	p.Speech = s.speeches(speech)
	switch {
	case p.Lend != nil && p.Lend.Field == "keep":
		p.Only = "全镇的站都能放你这句。"
	case p.Lend != nil:
		p.Only = "你这句只在本站放。"
	}
	if p.Undo = v.undo("/say/undo", "这段录音", "取下了，声音过一天删掉"); p.Undo != nil && v.URL.Query().Has("new") {
		p.Undo.Who, p.Undo.Text = "录音", "收好了"
	}
	files, err := s.Box.Files(v.ctx(), ".m4a", ".mp3", ".wav")
	p.Files = fileChoices(soundsFor(files, prompt))
	return p, err
}

// lending is how a worker lends her own sentence to the other stations, or takes it back.
func lending(c care.Clip) *page.Post {
	if c.Near {
		return &page.Post{Action: "/say/near", Field: "keep", Value: c.ID.String(), Text: "只在本站放"}
	}
	return &page.Post{Action: "/say/near", Field: "lend", Value: c.ID.String(), Text: "邻站也能放"}
}

// soundsShown is how many files fit beside a sentence.
const soundsShown = 3

// soundsFor puts the files that are called after a sentence first, and shows the first
// few: a recording is brought in from its own page.
func soundsFor(files []File, prompt care.Prompt) []File {
	hub.SortStable(files, func(a, b File) int {
		named := func(f File) int {
			if strings.Contains(f.Name, prompt.Name) {
				return 0
			}
			return 1
		}
		return named(a) - named(b)
	})
	return files[:min(len(files), soundsShown)]
}

func (s *Station) clipsShown(v *visit, clips []care.Clip) ([]page.SayClip, error) {
	people, err := s.everybodyByID(v)
	if err != nil {
		return nil, err
	}
	var out []page.SayClip
	heard := false
	for _, c := range clips {
		shown := page.SayClip{ID: c.ID.String(), By: s.person(people[c.Subject]), Word: s.clipWord(c),
			Mine: c.Subject == v.who.Actor.Staff || c.Site == v.site.ID && v.who.Actor.May(hub.ActSite)}
		if c.Site != v.site.ID {
			shown.By = page.Person{Name: "邻站", Peg: page.PegOf("", c.Subject)}
		}
		if s.Voices.Here(c) {
			shown.Sound, shown.First = soundAt(c), !heard
			heard = true
		}
		out = append(out, shown)
	}
	return out, nil
}
