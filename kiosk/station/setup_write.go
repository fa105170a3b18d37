package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// longestPlace is how many characters a typed place, or a site's name, may have.
const longestPlace = 20

// setupTown takes a township that is on no list.
func (s *Station) setupTown(v *visit, d *settingUp) error {
	if !v.press(&d.Town, ime.General, false, longestPlace) {
		return s.setupAgain(v, d, "town")
	}
	name, err := care.CheckName(d.Town.Text)
	if err != nil {
		return s.setupWrong(v, d, "town", "text", err)
	}
	d.Town.Text, d.Village = name, ""
	return s.setupTo(v, d, "village")
}

// setupVillage takes a village that is on no list; one that is on it after all gets
// its code.
func (s *Station) setupVillage(v *visit, d *settingUp) error {
	if v.form.Text("go") == "skip" {
		d.Hamlet, d.Village, d.NoVillage = typing{}, "", true
		return s.setupTo(v, d, "site")
	}
	if !v.press(&d.Hamlet, ime.General, false, longestPlace) {
		return s.setupAgain(v, d, "village")
	}
	name, err := care.CheckName(d.Hamlet.Text)
	if err != nil {
		return s.setupWrong(v, d, "village", "text", err)
	}
	at := s.Places.As(d.Under, name)
	d.Hamlet.Text, d.Village, d.NoVillage = name, at.Code, false
	return s.setupTo(v, d, "site")
}

// setupSiteName takes what people call the site.
func (s *Station) setupSiteName(v *visit, d *settingUp) error {
	if !v.press(&d.Name, ime.General, false, longestPlace) {
		return s.setupAgain(v, d, "site-name")
	}
	name, err := care.CheckName(d.Name.Text)
	if err != nil {
		return s.setupWrong(v, d, "site-name", "text", err)
	}
	d.Name.Text, d.Named = name, true
	return s.setupTo(v, d, "site")
}

// setupWorker takes the name of the first worker.
func (s *Station) setupWorker(v *visit, d *settingUp) error {
	if !v.press(&d.Worker, ime.Adult, true, longestPlace) {
		return s.setupAgain(v, d, "worker")
	}
	name, err := care.CheckName(d.Worker.Text)
	if err != nil {
		return s.setupWrong(v, d, "worker", "text", err)
	}
	d.Worker.Text = name
	return s.setupTo(v, d, "peg")
}

func (s *Station) setupTownPage(v *visit, d *settingUp, f page.Frame) page.WriteName {
	return page.WriteName{Frame: f, Steps: d.stops(0), Action: "/setup/town", Question: "镇叫什么？",
		Writer: v.writer(d.Town, "镇名", ime.General, false, longestPlace, nil, []string{"镇", "乡", "街道"}),
		Next:   "下一步：哪个村", Prev: "/setup/place"}
}

func (s *Station) setupVillagePage(v *visit, d *settingUp, f page.Frame) page.WriteName {
	return page.WriteName{Frame: f, Steps: d.stops(0), Action: "/setup/village", Question: "村叫什么？",
		Writer: v.writer(d.Hamlet, "村名", ime.General, false, longestPlace, nil, []string{"村", "庄", "沟", "社区"}),
		Skip:   "就在镇上", Next: "下一步：站点", Prev: "/setup/place"}
}

func (s *Station) setupSiteNamePage(v *visit, d *settingUp, f page.Frame) page.WriteName {
	return page.WriteName{Frame: f, Steps: d.stops(1), Action: "/setup/site-name", Question: "站叫什么？",
		Writer: v.writer(d.Name, "站名", ime.General, false, longestPlace, nil, []string{"村", "驿站", "照护驿站", "托育园"}),
		Next:   "就叫这个", Prev: "/setup/site"}
}

func (s *Station) setupWorkerPage(v *visit, d *settingUp, f page.Frame) page.WriteName {
	prev := "/setup/groups"
	if d.Role != roleStation {
		prev = "/setup/site"
	}
	if !d.Site.IsZero() {
		prev = "/setup"
		f.Hint = "站建好了，只差你"
	}
	return page.WriteName{Frame: f, Steps: d.stops(3), Action: "/setup/worker", Question: "你叫什么？",
		Writer: v.writer(d.Worker, "你的名字", ime.Adult, true, longestPlace, nil, nil), Next: "下一步：挑个图", Prev: prev}
}

// wordOf is how a form calls a choice of one of its fields.
func (s *Station) wordOf(kind hub.Kind, field, code string) string {
	for _, c := range s.choicesOf(kind, field) {
		if c.Value == code {
			return c.Text
		}
	}
	return code
}

// choicesOf is the choices of a form's field as tiles.
func (s *Station) choicesOf(kind hub.Kind, field string) []page.Choice {
	def, ok := s.Desk.Forms().Get(kind)
	if !ok {
		return nil
	}
	f, ok := def.Field(field)
	if !ok {
		return nil
	}
	var out []page.Choice
	for _, c := range f.Choices {
		out = append(out, page.Choice{Value: c.Code, Text: c.Label})
	}
	return out
}
