package station

import (
	"math"
	"net/http"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/growth"
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

// curve is one of the charts of a child's page.
type curve struct {
	chart growth.Chart
	of    string // in the address
	word  string
	up    string // unit
}

var curves = []curve{
	{growth.WeightChart, "weight", "体重", "公斤"},
	{growth.LengthChart, "length", "身高", "厘米"},
	{growth.HeadChart, "head", "头围", "厘米"},
	{growth.WeightForLengthChart, "wfl", "胖瘦", "公斤"},
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
	if v.who.Actor.Role.May(hub.ActMeasure) && file.Child.Withdrawn == "" && file.Child.Category != "expecting" {
		p.Weigh = at + "/growth/new"
	}
	on := curves[0]
	for _, c := range curves {
		if v.URL.Query().Get("of") == c.of {
			on = c
		}
	}
	for _, c := range curves {
		p.Tabs = append(p.Tabs, page.GrowthTab{Href: at + "/growth?of=" + c.of, Text: c.word, On: c == on})
	}
	s.growthSays(&p, file)
	if p.Curve = s.curve(file, on); p.Curve == nil {
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

// curve is a chart with the child's line; nil where neither standard has a line.
func (s *Station) curve(file desk.File, c curve) *page.Curve {
	sex := growth.SexOf(file.Child.Sex)
	age, ok := growth.AgeOn(file.Child.Birth, s.Desk.Today())
	if !ok || sex == growth.SexUnknown {
		return nil
	}
	girl := "男孩"
	if sex == growth.Girl {
		girl = "女孩"
	}
	out := &page.Curve{Label: c.word + "曲线，" + girl, Across: "月龄", Up: c.up}
	for i := len(file.Growth) - 1; i >= 0; i-- { // the oldest first
		g := file.Growth[i]
		m := g.Measure(file.Child)
		p, ok := m.On(c.chart)
		if !ok || m.Age.Days < 0 {
			continue
		}
		value := strconv.FormatFloat(math.Round(p.Value*100)/100, 'f', -1, 64)
		out.Own = append(out.Own, page.CurvePoint{Point: p, Tip: value + " " + c.up,
			Title: joinFacts(s.sayDay(hub.Day(g.Period)), ageOn(file.Child.Birth, hub.Day(g.Period)), value+" "+c.up)})
	}
	stands := age.Months >= standsFrom
	out.From, out.To, out.Step = spanOf(c.chart, age.Months, stands, out.Own)
	if c.chart == growth.WeightForLengthChart {
		out.Across = "厘米"
		out.Own = within(out.Own, out.From, out.To)
	}
	out.Bands = growth.BandsOf(c.chart, sex, out.From, out.To, stands)
	if len(out.Bands.WHO[3]) == 0 && len(out.Bands.WST[1]) == 0 {
		return nil
	}
	return out
}

// within leaves out what lies beside the chart: lengths of long ago.
func within(points []page.CurvePoint, from, to int) (out []page.CurvePoint) {
	for _, p := range points {
		if p.At >= float64(from) && p.At <= float64(to) {
			out = append(out, p)
		}
	}
	return out
}

func ageOn(birth, on hub.Day) string {
	age, ok := calendar.AgeOn(birth, on)
	if !ok {
		return ""
	}
	return age.Text()
}

// spanOf is from where to where a chart goes, and how far its marks stand apart.
func spanOf(c growth.Chart, months int, stands bool, own []page.CurvePoint) (from, to, step int) {
	if c != growth.WeightForLengthChart {
		for _, span := range [][2]int{{12, 3}, {24, 6}, {36, 6}, {60, 12}} {
			if months < span[0] {
				return 0, span[0], span[1]
			}
		}
		return 0, 84, 12
	}
	least, most := 40, 110
	middle := 65
	if stands {
		least, most, middle = 60, 120, 90
	}
	if n := len(own); n > 0 {
		middle = int(own[n-1].At)
	}
	from = max(least, middle/10*10-20)
	return from, min(most, from+40), 10
}

// How many measurings stand beside a curve; fewer where more has to be said.
const (
	grownShown     = 4
	grownShownCare = 3
)

// growthSays fills in what is said of the newest figures.
func (s *Station) growthSays(p *page.Growth, file desk.File) {
	today := s.Desk.Today()
	said := s.growthSaid(file)
	p.Word, p.Care, p.Said, p.Next = said.word, said.care, said.lines, said.next
	if said.aloud != "" {
		p.Frame.Aloud = s.aloudOf("growth", file.Child.ID, childAt(file.Child.ID)+"/growth", said.aloud)
	}
	shown := grownShown
	if said.care {
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

// saidOfGrowth is the newest figures in words.
type saidOfGrowth struct {
	word  string // 长得正好
	care  bool   // somebody should look at it
	lines []string
	next  string // 下次 12月20日前后量
	aloud string // prompt that says it; "" none does
}

// growthSaid says what the Chinese standard says of the newest figures, in words for
// a grandmother, and what to do. It is no diagnosis.
func (s *Station) growthSaid(file desk.File) saidOfGrowth {
	var out saidOfGrowth
	if len(file.Growth) == 0 {
		return out
	}
	newest, rules := file.Growth[0], care.Builtin().Growth
	m := newest.Measure(file.Child)
	j := growth.Judge(m)
	levels := levelWords(newest, j)
	if levels == "" {
		return out
	}
	worst := nutritionWords(j)
	flat := false
	for _, before := range file.Growth[1:] {
		if earlier := before.Measure(file.Child); before.Weight > 0 && m.Age.Days-earlier.Age.Days >= rules.Again-rules.Early {
			flat = growth.Flattened(m, earlier, rules.Flat)
			break
		}
	}
	out.lines = append(out.lines, levels)
	switch {
	case worst.word != "":
		out.word, out.care, out.aloud = "比同龄的"+worst.word, true, "growth-doctor"
		out.lines = append(out.lines, worst.todo, "不是说有病，是请医生瞧一眼。")
	case flat:
		out.word, out.care, out.aloud = "这条线平了一点", true, "growth-watch"
		out.lines = append(out.lines, "下个月再来量一次，量了再看。")
	case j.Weight.BySD == growth.LevelHigh || j.Length.BySD == growth.LevelHigh:
		out.word = "比同龄的高大一些"
		out.lines = append(out.lines, "胖瘦合适，放心。")
	default:
		out.word, out.aloud = "长得正好", "growth-fine"
		out.lines = append(out.lines, "跟着自己的线走，放心。")
	}
	out.next = s.nextMeasure(file, hub.Day(newest.Period), out.care)
	return out
}

func (s *Station) nextMeasure(file desk.File, last hub.Day, again bool) string {
	today := s.Desk.Today()
	switch day := care.Builtin().Growth.NextMeasure(file.Child.Birth, last, again); {
	case day == "":
		return ""
	case day <= today:
		return "该再量一次了"
	default:
		return "下次 " + comingDay(day, today) + "前后量"
	}
}

// comingDay is a day ahead: of next year it says so, as people do.
func comingDay(day, today hub.Day) string {
	t, _ := today.Time()
	return strings.Replace(calendar.Date(day, today), strconv.Itoa(t.Year()+1)+"年", "明年", 1)
}
