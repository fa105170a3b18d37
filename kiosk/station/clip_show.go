package station

import (
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// promptPages are the pages on which something is said, as a worker calls them.
var promptPages = map[string]string{
	"consent": "同意书", "sign": "签名", "receipt": "登记", "quiz": "上课", "day": "条子", "growth": "量身高",
}

// sayList shows all sentences, page by page, and who speaks them.
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
	if promptPages[shown] == "" {
		shown = "consent"
	}
	f := v.framed("念一遍")
	f.Hint, f.Back, f.Help = promptPages[shown]+" · 用自己的声音，放给家里听", "/settings", "say"
	p := page.Rows{Frame: f, Action: "/say", Prev: "/settings"}
	seen := map[string]bool{}
	for _, prompt := range care.Prompts() {
		if !seen[prompt.Page] {
			seen[prompt.Page] = true
			p.Pages = append(p.Pages, page.Choice{Value: "/say?page=" + prompt.Page, Text: promptPages[prompt.Page], On: prompt.Page == shown})
		}
		if prompt.Page != shown {
			continue
		}
		row := page.Row{Icon: prompt.Picture, Bold: prompt.Name, Tag: "还没录", Care: true, Href: "/say/clip/" + prompt.Key, Way: "录音"}
		if some := clips[prompt.Key]; len(some) > 0 {
			row.Tag, row.Care = people[some[0].Subject].Name, false
			row.Text, row.Way = s.clipWord(some[0]), "看看"
		}
		p.Rows = append(p.Rows, row)
	}
	return v.render(p)
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
	prompt, ok := care.PromptOf(v.PathValue("key"))
	if !ok {
		return nil, hub.E(hub.CodeNotFound, "clip.no-prompt")
	}
	clips, err := s.Desk.Clips(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	at := "/say/clip/" + prompt.Key
	f := v.frame(prompt.Name)
	f.Hint, f.Back, f.Help, f.Here, f.Errors = promptPages[prompt.Page], "/say?page="+prompt.Page, "say", at, faults
	p := page.SayPrompt{Frame: f, Action: at, Hush: "/say/hush", Said: page.Said{Picture: prompt.Picture, Text: prompt.Text}, Prev: f.Back,
		May: v.who.Actor.Role.May(hub.ActSpeak)}
	if phoneHost(v.Request) != "" {
		p.Phone = at + "/phone"
	}
	speech := "local"
	if p.Clips, err = s.clipsShown(v, clips[prompt.Key]); err != nil {
		return nil, err
	}
	for _, c := range clips[prompt.Key] {
		if c.Subject == v.who.Actor.Staff {
			p.Replace, speech = true, c.Speech
		}
	}
	p.Speech = s.speeches(speech)
	if len(p.Clips) > 0 && s.Hubs != nil {
		p.Only = "录音只在这台机器上，邻站还听不到。"
	}
	if p.Undo = v.undo("/say/undo", "这段录音", "取下了，声音过一天删掉"); p.Undo != nil && v.URL.Query().Has("new") {
		p.Undo.Who, p.Undo.Text = "录音", "收好了"
	}
	files, err := s.Box.Files(v.ctx(), ".m4a", ".mp3", ".wav")
	p.Files = fileChoices(soundsFor(files, prompt))
	return p, err
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
			Mine: c.Subject == v.who.Actor.Staff || v.who.Actor.Role.May(hub.ActSite)}
		if s.Voices.Here(c) {
			shown.Sound, shown.First = soundAt(c), !heard
			heard = true
		}
		out = append(out, shown)
	}
	return out, nil
}
