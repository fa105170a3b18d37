package cli

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/report"
)

// indicatorCmd prints every indicator as it was on a day, by each of its definitions.
type indicatorCmd struct {
	Day    string   `required:"" placeholder:"DAY" help:"哪一天：2026-10-31"`
	Known  int64    `placeholder:"K" help:"第几次结账时知道的（不写：现在知道的）"`
	Format string   `default:"json" enum:"json,csv" help:"json 或 csv"`
	IDs    []string `arg:"" optional:"" name:"id" help:"只要这几个：D3 C11"`
	Lane   string   `placeholder:"CODE" help:"只要这个乡镇，9 位代码"`
	Site   string   `placeholder:"ID" help:"只要这个站"`
}

// indicatorLine is one figure, as other programs read it. What cannot be said is null, and
// missing says why.
type indicatorLine struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Day         hub.Day  `json:"day"`
	Known       int64    `json:"known"` // 0: now
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	Value       *float64 `json:"value"`
	Unit        string   `json:"unit"`
	Target      *float64 `json:"target"`
	Definition  string   `json:"definition"`
	Version     int      `json:"version"`
	Says        string   `json:"says"`
	Missing     []string `json:"missing"`
}

func (c *indicatorCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	ask := report.Ask{Day: hub.Day(c.Day), Known: c.Known, IDs: c.IDs}
	switch {
	case c.Site != "":
		ask.Scope, ask.Area = hub.ScopeSite, c.Site
	case c.Lane != "":
		ask.Scope, ask.Area = hub.ScopeLane, string(hub.TownshipLane(c.Lane))
	}
	for _, id := range c.IDs {
		if _, ok := report.IndicatorOf(id); !ok {
			return hub.E(hub.CodeNotFound, "report.indicator", id)
		}
	}
	all, err := b.Figures(ctx, ask)
	if err != nil {
		return err
	}
	lines := make([]indicatorLine, len(all))
	for i, f := range all {
		lines[i] = indicatorLine{
			ID: f.ID, Name: f.Name, Day: f.Day, Known: f.Known, Numerator: f.Numerator, Denominator: f.Denominator, Value: f.Value, Unit: f.Unit,
			Definition: f.Definition.Code, Version: f.Definition.Version, Says: f.Definition.Title, Missing: append([]string{}, f.Missing...),
		}
		if f.Target != nil {
			lines[i].Target = &f.Target.Value
		}
	}
	if c.Format == "csv" {
		return writeIndicators(stdio.Out, lines)
	}
	enc := json.NewEncoder(stdio.Out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(lines)
}

func writeIndicators(w io.Writer, lines []indicatorLine) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"id", "name", "day", "known", "numerator", "denominator", "value", "unit", "target", "definition", "version", "says", "missing"}}
	for _, l := range lines {
		rows = append(rows, []string{l.ID, l.Name, string(l.Day), strconv.FormatInt(l.Known, 10), number(l.Numerator), number(l.Denominator), number(l.Value),
			l.Unit, number(l.Target), l.Definition, strconv.Itoa(l.Version), l.Says, strings.Join(l.Missing, "；")})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("cli: indicator: %w", err)
	}
	return nil
}

// number is a figure as a cell; "" where there is none.
func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}
