package api

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/report"
)

type station struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Township  string `json:"township"`
	Code      string `json:"township_code"`
	Village   string `json:"village"`
	Address   string `json:"address"`
	Phone     string `json:"phone"`
	Type      string `json:"type"`
	Places    int    `json:"places"`
	Inclusive bool   `json:"inclusive"`
	Filing    string `json:"filing"`
	Closed    bool   `json:"closed"`
}

func stations(c *call) (any, error) {
	all, err := c.a.Desk.OpenStations(c.Context())
	if err != nil {
		return nil, err
	}
	var out []station
	for _, s := range all {
		code, _ := s.Lane.Township()
		out = append(out, station{s.ID.String(), s.Name, s.Township, code, s.Village, s.Address, s.Phone, s.Type, s.Places, s.Inclusive, s.Filing, s.Ended})
	}
	return paged(c, out, func(s station) string { return s.ID })
}

type figure struct {
	ID          string   `json:"id"`
	Definition  string   `json:"definition"`
	Version     int      `json:"version"`
	Name        string   `json:"name"`
	Plan        string   `json:"plan"`
	CountedAs   string   `json:"counted_as"`
	Unit        string   `json:"unit"`
	Value       *float64 `json:"value"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	Target      *float64 `json:"target"`
	Withheld    bool     `json:"withheld"`
	Missing     []string `json:"missing"`
}

// asked is the figures of a query. Errors: CodeInvalid for a day to come, or a word that is no
// number.
func asked(q url.Values, today hub.Day) (report.Ask, error) {
	ask := report.Ask{Day: today}
	if day := hub.Day(q.Get("day")); day != "" {
		if _, ok := day.Time(); !ok || day > ask.Day {
			return ask, hub.E(hub.CodeInvalid, "report.day", string(day))
		}
		ask.Day = day
	}
	if known := q.Get("known"); known != "" {
		n, err := strconv.ParseInt(known, 10, 64)
		if err != nil || n < 1 {
			return ask, hub.E(hub.CodeInvalid, "key.page")
		}
		ask.Known = n
	}
	if town := q.Get("township"); town != "" {
		ask.Scope, ask.Area = hub.ScopeLane, string(hub.TownshipLane(town))
	}
	if id := q.Get("id"); id != "" {
		ask.IDs = []string{strings.ToUpper(id)}
	}
	return ask, nil
}

func figures(c *call) (any, error) {
	ask, err := asked(c.URL.Query(), c.a.Desk.Today())
	if err != nil {
		return nil, err
	}
	all, err := c.a.Figures.Figures(c.Context(), ask)
	if err != nil {
		return nil, err
	}
	k, err := c.least()
	if err != nil {
		return nil, err
	}
	county, err := c.ofCounty(ask)
	if err != nil {
		return nil, err
	}
	var out []figure
	for i := range all {
		f := &all[i]
		one := figure{ID: f.ID, Definition: f.Definition.Code, Version: f.Definition.Version, Name: f.Name, Plan: f.Plan, CountedAs: f.Definition.Title, Unit: f.Unit,
			Value: f.Value, Numerator: f.Numerator, Denominator: f.Denominator, Missing: append([]string{}, f.Missing...)}
		if f.Target != nil {
			one.Target = &f.Target.Value
		}
		whole, ok := county[f.ID+"."+f.Definition.Code]
		if report.TooFew(f, k) || ok && whole.Withheld(hub.Lane(ask.Area), k) {
			one.Value, one.Numerator, one.Denominator, one.Withheld = nil, nil, nil, true
		}
		out = append(out, one)
	}
	return paged(c, out, func(f figure) string { return f.ID + "." + f.Definition })
}

// ofCounty are the figures of the whole county with its townships, where those of one township
// are asked for: what is told of one must not tell of another by subtraction.
func (c *call) ofCounty(ask report.Ask) (map[string]*report.Figure, error) {
	if ask.Area == "" {
		return nil, nil
	}
	ask.Scope, ask.Area, ask.Rank = hub.ScopeAll, "", true
	all, err := c.a.Figures.Figures(c.Context(), ask)
	out := map[string]*report.Figure{}
	for i := range all {
		out[all[i].ID+"."+all[i].Definition.Code] = &all[i]
	}
	return out, err
}

type closing struct {
	Number int64   `json:"number"`
	Day    hub.Day `json:"day"`
	At     string  `json:"at"`
}

func closings(c *call) (any, error) {
	all, err := c.a.Figures.Counted().Closings(c.Context())
	if err != nil {
		return nil, err
	}
	var out []closing
	for _, one := range all {
		out = append(out, closing{one.Number, one.Day, time.UnixMilli(one.At).In(hub.China).Format(time.RFC3339)})
	}
	return paged(c, out, func(one closing) string { return fmt.Sprintf("%019d", one.Number) })
}

type caseCount struct {
	Kind     string `json:"kind"`
	Title    string `json:"title"`
	State    string `json:"state"`
	Closed   bool   `json:"closed"`
	Cases    *int   `json:"cases"`
	Withheld bool   `json:"withheld"`
	code     string
}

func cases(c *call) (any, error) {
	all, err := c.a.Desk.CaseCounts(c.Context())
	if err != nil {
		return nil, err
	}
	k, err := c.least()
	if err != nil {
		return nil, err
	}
	var out []caseCount
	for _, one := range all {
		row := caseCount{string(one.Kind), one.Title, one.State, one.Done, &one.Cases, false, one.Code}
		if one.NamesSomeone && one.Cases < k {
			row.Cases, row.Withheld = nil, true
		}
		out = append(out, row)
	}
	return paged(c, out, func(r caseCount) string { return r.Kind + "." + r.code })
}

type childCount struct {
	Code     string `json:"township_code"`
	Years    int    `json:"years"`
	Sex      string `json:"sex"`
	Children *int   `json:"children"`
	Withheld bool   `json:"withheld"`
}

func children(c *call) (any, error) {
	reader, err := c.a.Desk.Counting().Once(c.Context(), c.a.Desk)
	if err != nil {
		return nil, err
	}
	k, err := c.least()
	if err != nil {
		return nil, err
	}
	all, err := report.CountChildren(c.Context(), c.a.Desk.Forms(), reader, c.a.Desk.Today(), k)
	if err != nil {
		return nil, err
	}
	var out []childCount
	for _, cell := range all {
		code, _ := cell.Lane.Township()
		one := childCount{Code: code, Years: cell.Years, Sex: map[string]string{"1": "male", "2": "female", "": "unknown"}[cell.Sex], Withheld: cell.Withheld}
		if !cell.Withheld {
			one.Children = &cell.Children
		}
		out = append(out, one)
	}
	return paged(c, out, func(r childCount) string { return r.Code + strconv.Itoa(r.Years) + r.Sex })
}

// least is how many people share a number at least before it is told.
func (c *call) least() (int, error) {
	numbers, err := c.a.Desk.Numbers(c.Context())
	return report.SmallCellOf(numbers, c.a.Desk.Today()), err
}
