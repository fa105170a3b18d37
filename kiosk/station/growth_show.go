package station

import (
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// growthRoutes are a child on the scale, and how it has grown.
func (s *Station) growthRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /child/{child}/growth", s.signed(s.growthShow))
	mux.HandleFunc("GET /child/{child}/growth/new", s.signed(s.weighShow))
	mux.HandleFunc("POST /child/{child}/growth/new", s.signed(s.weighTake))
	mux.HandleFunc("POST /child/{child}/growth/undo", s.signed(s.growthUndo))
	mux.HandleFunc("POST /child/{child}/growth/card", s.signed(s.growthPrint))
}

// growthShow shows one of the curves, and what is said of the newest figures.
func (s *Station) growthShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	at := childAt(file.Child.ID)
	f := v.childFrame(file, file.Child.Called())
	f.Hint, f.Help = childWord(file, s.Desk.Today()), "growth"
	p := page.Growth{Frame: f, ID: file.Child.ID.String(), Peg: page.PegOf(file.Child.Peg, file.Child.ID), Prev: at}
	p.Undo = v.undo(at+"/growth/undo", "", "")
	if v.who.Actor.May(hub.ActMeasure) && file.Child.Withdrawn == "" && file.Child.Category != "expecting" {
		p.Weigh = at + "/growth/new"
	}
	on := page.CurveKinds[0]
	for _, c := range page.CurveKinds {
		if v.URL.Query().Get("of") == c.Code {
			on = c
		}
	}
	for _, c := range page.CurveKinds {
		p.Tabs = append(p.Tabs, page.GrowthTab{Href: at + "/growth?of=" + c.Code, Text: c.Word, On: c == on})
	}
	s.growthSays(&p, file)
	if p.Curve = page.CurveOf(file.Child, file.Growth, on, s.Desk.Today()); p.Curve == nil {
		p.Empty = &page.Note{Icon: "i-pen", Bold: "还没有生日和男女。", Text: "补上了才好和同龄的比。", Link: &page.Link{Href: at + "/edit/birth", Text: "去补"}}
		if file.Child.Birth != "" {
			p.Empty.Bold, p.Empty.Link.Href = "还没写男女。", at+"/edit/sex"
		}
	}
	if p.Word != "" {
		p.Print = v.printAt(at + "/growth/card")
	}
	return v.render(p)
}

// growthUndo takes a measuring back.
func (s *Station) growthUndo(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see(childAt(id) + "/growth")
}

func ageOn(birth, on hub.Day) string {
	age, ok := calendar.AgeOn(birth, on)
	if !ok {
		return ""
	}
	return age.Text()
}

// How many measurings stand beside a curve; fewer where more has to be said.
const (
	grownShown     = 4
	grownShownCare = 3
)

// growthSays fills in what is said of the newest figures.
func (s *Station) growthSays(p *page.Growth, file desk.File) {
	today := s.Desk.Today()
	said := page.SayGrowth(file.Child, file.Growth, today)
	p.Word, p.Care, p.Said, p.Next = said.Word, said.Care, said.Lines, said.Next
	if said.Aloud != "" {
		p.Frame.Aloud = s.aloudOf("growth", file.Child.ID, childAt(file.Child.ID)+"/growth", said.Aloud)
	}
	shown := grownShown
	if said.Care {
		shown = grownShownCare
	}
	for _, g := range file.Growth[:min(len(file.Growth), shown)] {
		p.Rows = append(p.Rows, page.GrowthRow{Day: calendar.Date(hub.Day(g.Period), today), Age: ageOn(file.Child.Birth, hub.Day(g.Period)),
			Weight: shortFigure(g.Weight, 1000), Length: shortFigure(g.Length, 10), Head: shortFigure(g.Head, 10)})
	}
	if len(file.Growth) == 0 {
		p.Frame.Note = &page.Note{Kind: "calm", Icon: "i-scale", Bold: "还没量过。", Text: "量一次，线上就有第一个点。"}
	}
}

// shortFigure is a kept figure as a table shows it, one place after the point, so that
// columns can be compared; "" where it was not measured.
func shortFigure(n int, scale float64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(n)/scale, 'f', 1, 64)
}
