package station

import (
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// illWhat asks what it may be. It is what people say, no diagnosis.
func (s *Station) illWhat(v *visit) error {
	ill, err := v.ill()
	if err != nil {
		return err
	}
	p, err := s.whatPage(v, ill, "")
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) whatPage(v *visit, ill desk.Ill, by string) (page.CheckStep, error) {
	at := "/ill/" + ill.Child.ID.String()
	f := v.frame(ill.Child.Called())
	f.Back, f.Help = at, "ill"
	p := page.CheckStep{Frame: f, Action: at + "/what", Prev: at, Said: by, Question: "谁说的？", Few: true}
	if by == "" {
		said, _ := s.field("illness", "said_by")
		for _, o := range said.Choices {
			p.Tiles = append(p.Tiles, page.Choice{Value: "by-" + o.Code, Text: o.Label})
		}
		return p, nil
	}
	p.Few, p.Question = false, "像什么病？"
	if by != "doctor" { // all of them fill the page
		p.Quiet = "只是看着像，不是看病。拿不准，点“说不准”。"
	}
	var err error
	p.Tiles, err = s.suspects(v, by == "doctor")
	return p, err
}

// suspects are tiles of illnesses, with how long each keeps a child at home: the few that
// are common among the smallest, all where a doctor has named it.
func (s *Station) suspects(v *visit, all bool) ([]page.Choice, error) {
	terms, err := s.Desk.IllnessTerms(v.ctx())
	var out []page.Choice
	for _, t := range terms {
		if !t.Tile && !all {
			continue
		}
		c := page.Choice{Value: t.Code, Text: t.Name}
		if t.Days > 0 && !all {
			c.Small = fmt.Sprintf("至少 %d 天不来", t.Days)
		}
		out = append(out, c)
	}
	return out, err
}

// illWhatSay takes who says so, then what.
func (s *Station) illWhatSay(v *visit) error {
	ill, err := v.ill()
	if err != nil {
		return err
	}
	by, pick := v.form.Text("said"), v.form.Text("pick")
	if code, ok := strings.CutPrefix(pick, "by-"); ok {
		by, pick = code, ""
	}
	if v.form.Text("go") == "back" || by == "" {
		return v.see("/ill/" + ill.Child.ID.String())
	}
	matter := error(nil)
	if pick != "" {
		out, err := s.Desk.SayIll(v.ctx(), v.who.Actor, desk.IllSaid{Request: v.form.Request(), Child: ill.Child.ID, Suspect: pick, By: by})
		if err == nil {
			return v.done("/ill/"+ill.Child.ID.String(), out)
		}
		if !question(err) {
			return err
		}
		matter = err
	}
	p, err := s.whatPage(v, ill, by)
	if err != nil {
		return err
	}
	if matter != nil {
		p.Errors = faultAt(matter, "pick")
		return v.again(matter, p)
	}
	return v.render(p)
}

// illTemp measures once more in the room.
func (s *Station) illTemp(v *visit) error {
	ill, err := v.ill()
	if err != nil {
		return err
	}
	return v.render(s.tempPage(v, ill, s.thermometer(0)))
}

func (s *Station) tempPage(v *visit, ill desk.Ill, t page.Stepper) page.CheckStep {
	at := "/ill/" + ill.Child.ID.String()
	f := v.frame(ill.Child.Called())
	f.Back, f.Help = at, "ill"
	return page.CheckStep{Frame: f, Action: at + "/temp", Prev: at, Question: "再量一次体温", Quiet: tempsWord(ill.Temps, s.Desk.Today()), Stepper: &t, Next: "记下来"}
}

func (s *Station) illTempTake(v *visit) error {
	ill, err := v.ill()
	if err != nil {
		return err
	}
	t := s.thermometer(0).Press(v.form.Text)
	if v.form.Text("go") != "next" {
		return v.render(s.tempPage(v, ill, t))
	}
	if t.Value == 0 || t.Beyond() {
		err = hub.E(hub.CodeInvalid, "check.temp")
	} else {
		var out hub.Outcome
		out, err = s.Desk.TakeTemp(v.ctx(), v.who.Actor, desk.Tap{Request: v.form.Request(), Day: s.Desk.Today(), Minute: s.Desk.Minute(),
			Children: []hub.ID{ill.Child.ID}}, t.Value)
		if err == nil {
			return v.done("/ill/"+ill.Child.ID.String(), out)
		}
	}
	if !question(err) {
		return err
	}
	p := s.tempPage(v, ill, t)
	p.Errors = faultAt(err, "tenths")
	return v.again(err, p)
}
