package station

import (
	"bytes"
	"encoding/hex"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// aloud is the button 念一遍 of a page. What a family answers is kept for of: a child, or
// a registration on its way. Posts says that the page has a form to keep first.
func (s *Station) aloud(prompts string, of hub.ID, from string, posts bool) *page.Aloud {
	if s.Voices == nil {
		return nil
	}
	return &page.Aloud{Href: sayAt(prompts, of, from), Posts: posts}
}

// aloudOf is 念一遍 of a page that only some of its sentences fit; none of them: nothing
// is said.
func (s *Station) aloudOf(prompts string, of hub.ID, from string, only ...string) *page.Aloud {
	a := s.aloud(prompts, of, from, false)
	if a == nil || len(only) == 0 {
		return nil
	}
	for _, key := range only {
		a.Href += "&only=" + key
	}
	return a
}

func sayAt(prompts string, of hub.ID, from string) string {
	return "/say/page/" + prompts + "?" + url.Values{"of": {of.String()}, "from": {from}}.Encode()
}

// asksFor are the pages at whose end a family is asked whether it understood.
var asksFor = map[string]bool{"consent": true}

// sayShow speaks the sentences of a page, or shows them to be read out.
func (s *Station) sayShow(v *visit) error {
	q := v.URL.Query()
	prompts, err := v.spoken(v.PathValue("page"), q["only"])
	if err != nil {
		return err
	}
	clips, err := s.playable(v)
	if err != nil {
		return err
	}
	people, err := s.everybodyByID(v)
	if err != nil {
		return err
	}
	name := v.PathValue("page")
	f := v.frame("念一遍")
	f.Hint, f.Back, f.Help = s.promptPage(name), localPath(q.Get("from")), "say"
	at := "/say/page/" + name + "?" + url.Values{"of": {q.Get("of")}, "from": {q.Get("from")}, "only": q["only"]}.Encode()
	p := page.Say{Frame: f, Action: at, At: at + "&n=", Prev: f.Back}
	for _, prompt := range prompts {
		said := saidOf(prompt)
		if c, ok := clips[prompt.Key]; ok {
			said.Sound, said.By = soundAt(c), people[c.Subject].Name+"念的，"+s.speechWord(c)
			said.Played = prompt.Key + " " + hex.EncodeToString(c.Hash)
		}
		p.Said = append(p.Said, said)
	}
	if asksFor[name] {
		p.Asks = page.Understood("face")
	}
	n, _ := strconv.Atoi(q.Get("n")) // what is no number is the first sentence
	last := len(p.Said) - 1
	if p.Asks != nil {
		last++
	}
	p.Now = max(0, min(n, last))
	return v.render(p)
}

// spoken are the sentences of a page, or those that are named; besides its own a page may
// name those of every quiz.
func (v *visit) spoken(name string, only []string) (out []care.Prompt, err error) {
	of := v.s.Desk.PromptsOf(name)
	if len(only) == 0 {
		out = of
	}
	for _, key := range only {
		p, ok := v.s.Desk.PromptOf(key)
		if ok && (p.Page == name || p.Page == "quiz" && !asksFor[name]) {
			out = append(out, p)
		}
	}
	if len(of) == 0 || len(out) == 0 {
		return nil, hub.E(hub.CodeNotFound, "clip.no-prompt")
	}
	return out, nil
}

// saidOf shows a sentence with its picture. A lesson's drawing was written anew from its
// shapes when the lesson was read.
func saidOf(p care.Prompt) page.Said {
	return page.Said{Picture: p.Picture, Text: p.Text, Drawing: template.HTML(p.Drawing)}
}

// playable is what is heard of each prompt at this site: the worker's own voice before
// her colleagues', of those whose sound is here.
func (s *Station) playable(v *visit) (map[string]care.Clip, error) {
	clips, err := s.Desk.Clips(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	out := map[string]care.Clip{}
	for key, some := range clips {
		for _, c := range some {
			if _, has := out[key]; !has && s.Voices.Here(c) {
				out[key] = c
			}
		}
	}
	return out, nil
}

// everybodyByID is the site's workers, those who have left too.
func (s *Station) everybodyByID(v *visit) (map[hub.ID]care.Staff, error) {
	staff, err := s.everybody(v)
	if err != nil {
		return nil, err
	}
	out := map[hub.ID]care.Staff{}
	for _, w := range staff {
		out[w.ID] = w
	}
	return out, nil
}

// soundAt is the address of a recording; another one of the same sentence has another.
func soundAt(c care.Clip) string {
	return "/say/sound/" + c.ID.String() + "?v=" + hex.EncodeToString(c.Hash[:min(4, len(c.Hash))])
}

// saySound answers a recording, whole or in ranges.
func (s *Station) saySound(v *visit) error {
	id, err := v.pathID("id", "clip.gone")
	if err != nil {
		return err
	}
	c, err := s.Desk.Clip(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	body, mime, err := s.Voices.Sound(c)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", mime)
	http.ServeContent(v.w, v.Request, "", time.Time{}, bytes.NewReader(body))
	return nil
}
