package county

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/claim"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// Figures is what the county counts.
type Figures interface {
	// Figures works indicators out; what is not counted yet is counted first.
	Figures(ctx context.Context, ask report.Ask) ([]report.Figure, error)
	// Counted is what they are made from.
	Counted() report.Source
	// Fresh counts what is not counted yet.
	Fresh(ctx context.Context) error
	// Book is what subsidies are worked out from: what was known at a closing of some months.
	Book(ctx context.Context, known int64, first, last string) (*claim.Book, error)
	// BookOf is the same of one month and station.
	BookOf(ctx context.Context, known int64, month string, site hub.ID) (*claim.Book, error)
}

func (c *County) figureRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /overview", c.signed(overviewShow))
	mux.HandleFunc("GET /figures", c.signed(figureList))
	mux.HandleFunc("GET /figures/{id}", c.signed(figureShow))
}

// place is what an officer looks at: the county, a township, or a station.
type place struct {
	scope hub.Scope
	area  string // as hub.SumQuery
}

// place reads which one is asked for.
func (v *visit) place() (place, error) {
	if site, err := hub.ParseID(v.URL.Query().Get("station")); err == nil {
		rows, err := v.c.Figures.Counted().Stations(v.ctx())
		if err != nil {
			return place{}, err
		}
		for _, s := range rows {
			if s.ID == site && v.who.Sees(s.Lane) {
				return place{hub.ScopeSite, site.String()}, nil
			}
		}
		return place{}, hub.E(hub.CodeNotFound, "county.no-page")
	}
	return v.town(), nil
}

// town is the township that is asked for, or the whole county; an officer of a township
// sees hers, whatever she asks for.
func (v *visit) town() place {
	town := v.URL.Query().Get("town")
	if v.who.Township != "" {
		town = v.who.Township
	}
	if town == "" {
		return place{}
	}
	return place{hub.ScopeLane, string(hub.TownshipLane(town))}
}

func areaQuery(area, definition string) url.Values {
	q := url.Values{}
	if code, ok := hub.Lane(area).Township(); ok {
		q.Set("town", code)
	} else if area != "" {
		q.Set("station", area)
	}
	if definition != "" && definition != "A" {
		q.Set("way", definition)
	}
	return q
}

// wanted is the figures that an address asks for.
func (v *visit) wanted() (report.Ask, error) {
	at, err := v.place()
	if err != nil {
		return report.Ask{}, err
	}
	ask := report.Ask{Day: v.c.Desk.Today(), Scope: at.scope, Area: at.area}
	if day := hub.Day(v.URL.Query().Get("day")); day != "" {
		if _, ok := day.Time(); !ok || day > ask.Day {
			return ask, hub.E(hub.CodeInvalid, "report.day", string(day))
		}
		ask.Day = day
	}
	if known := v.URL.Query().Get("known"); known != "" {
		if ask.Known, err = strconv.ParseInt(known, 10, 64); err != nil {
			return ask, hub.E(hub.CodeNotFound, "store.no-closing", 0)
		}
	}
	return ask, nil
}

// figureList is every figure, by the plan that asks for it.
func figureList(v *visit) error {
	ask, err := v.wanted()
	if err != nil {
		return err
	}
	all, err := v.c.Figures.Figures(v.ctx(), ask)
	if err != nil {
		return err
	}
	p := page.CountyFigures{CountyFrame: v.frame("指标", "figures"), Day: string(ask.Day), MayType: v.mayForms() == nil}
	p.Leaves = v.leaves("figures", string(ask.Day), v.placeWord(ask))
	if p.Towns, err = v.townChoices(ask); err != nil {
		return err
	}
	if p.Known, err = v.closingChoices(ask); err != nil {
		return err
	}
	for i := range all {
		f := &all[i]
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Title != f.Plan {
			p.Groups = append(p.Groups, page.FigureGroup{Title: f.Plan})
		}
		g := &p.Groups[len(p.Groups)-1]
		q := v.URL.Query()
		q.Del("way")
		if f.Definition.Code != "A" {
			q.Set("way", f.Definition.Code)
		}
		g.Rows = append(g.Rows, page.FigureRow{
			Name: f.Name, Definition: definitionText(f), Value: f.Definition.Text(f.Point) + unitOf(f), Fraction: fraction(f.Point),
			Goal: goal(f), Over: passed(f), Distance: lack(f), Missing: missing(f.Point),
			Look: f.Value != nil && f.Target != nil && !f.Reached, Href: at("/figures/"+strings.ToLower(f.ID), q),
		})
	}
	return v.render(p)
}

// placeWord is what figures are of, for the head of a paper.
func (v *visit) placeWord(ask report.Ask) string {
	if ask.Scope == hub.ScopeAll {
		return "全县"
	}
	stations, _ := v.c.Figures.Counted().Stations(v.ctx()) // the page itself says what is wrong with them
	for _, s := range stations {
		switch ask.Area {
		case string(s.Lane):
			return townText(s)
		case s.ID.String():
			return s.Name
		}
	}
	return ""
}

func unitOf(f *report.Figure) string {
	if f.Value == nil {
		return ""
	}
	return f.Unit
}

// definitionText names a way to count, where there are several.
func definitionText(f *report.Figure) string {
	if len(f.Definitions) < 2 {
		return f.Definition.Title
	}
	return f.Definition.Code + "：" + f.Definition.Title
}

func (v *visit) townChoices(ask report.Ask) (out []page.Choice, err error) {
	if v.who.Township != "" {
		return nil, nil
	}
	stations, err := v.c.Figures.Counted().Stations(v.ctx())
	if err != nil {
		return nil, err
	}
	out = []page.Choice{{Value: "", Text: "全县"}}
	names := map[hub.Lane]bool{}
	for _, s := range stations {
		code, ok := s.Lane.Township()
		if !ok || names[s.Lane] {
			continue
		}
		names[s.Lane] = true
		out = append(out, page.Choice{Value: code, Text: townText(s), On: string(s.Lane) == ask.Area})
	}
	return out, nil
}

func townText(s hub.Station) string {
	if s.Township != "" {
		return s.Township
	}
	code, _ := s.Lane.Township()
	return "乡镇 " + code
}

// closingsShown is two years of nights: who asks for older ones writes the number.
const closingsShown = 731

func (v *visit) closingChoices(ask report.Ask) (out []page.Choice, err error) {
	all, err := v.c.Figures.Counted().Closings(v.ctx())
	if err != nil {
		return nil, err
	}
	out = []page.Choice{{Value: "", Text: "现在知道的"}}
	for _, c := range all[:min(len(all), closingsShown)] {
		out = append(out, page.Choice{Value: strconv.FormatInt(c.Number, 10), On: c.Number == ask.Known,
			Text: fmt.Sprintf("%s结的账（第 %d 次）", calendar.Date(c.Day, v.c.Desk.Today()), c.Number)})
	}
	return out, nil
}
