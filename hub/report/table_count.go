package report

import (
	"context"
	"math"
	"strings"

	"yizhan/hub"
)

// Figures behind the point: of a share (74.3%), and of any other number at most.
const (
	shareDecimals = 1
	mostDecimals  = 2
)

// Amount is what stands in a column: a number, or one above another. Both are hundredths, as
// records hold them; a mean of months has a fraction.
type Amount struct {
	Known bool // false: nobody can say, and Why says what is missing
	Why   string
	Num   int64
	Den   int64
	Ratio bool  // Den says something
	Scale int64 // of the ratio: 100 for per cent; else 1
}

// Value is the number, and whether there is one.
func (a Amount) Value() (v float64, ok bool) {
	switch {
	case !a.Known || a.Ratio && a.Den == 0:
		return 0, false
	case a.Ratio:
		return float64(a.Num) / float64(a.Den) * float64(a.Scale), true
	}
	return float64(a.Num) / 100, true
}

// Rounded is the value as it stands in a table: of shares one figure behind the point, of all
// else two at most.
func (a Amount) Rounded() (v float64, ok bool) {
	v, ok = a.Value()
	fine := 100.0
	if a.Ratio && a.Scale == 100 {
		fine = 10
	}
	return math.Round(v*fine) / fine, ok
}

// Text is the number as people read it; "—" where there is none.
func (a Amount) Text() string {
	v, ok := a.Rounded()
	switch {
	case !ok:
		return "—"
	case a.Ratio && a.Scale == 100:
		return hub.Decimals(v, shareDecimals) + "%"
	}
	return hub.Decimals(v, mostDecimals)
}

// Plus is two amounts of one column together: of ratios above the line and below it. What of
// one is not known is not known of both.
func (a Amount) Plus(b Amount) Amount {
	switch {
	case !a.Known:
		return a
	case !b.Known:
		return b
	}
	a.Num, a.Den = a.Num+b.Num, a.Den+b.Den
	return a
}

// Counted is what the columns of figures say for stations.
type TableCounts map[hub.ID]map[string]Amount

// Count works out every figure of a table for every station in a period, as it was known at
// the end of a closing, 0 for now. Levels are those of the last day, flows those of all days.
func (t Table) Count(ctx context.Context, src Source, p Period, known int64) (TableCounts, error) {
	s, err := newSums(ctx, src, Ask{Day: p.To, Known: known, Scope: hub.ScopeSite})
	if err != nil {
		return nil, err
	}
	out := TableCounts{}
	for s.asking = true; ; s.asking = false {
		for _, st := range s.stations {
			out[st.ID] = map[string]Amount{}
			for _, c := range t.Columns {
				if c.Figure() && !c.Typed() {
					out[st.ID][c.From] = s.amount(c.From, p, area{hub.ScopeSite, st.ID.String()})
				}
			}
		}
		if !s.asking {
			return out, nil
		}
		if err := s.read(ctx); err != nil {
			return nil, err
		}
	}
}

// amount is one figure of one station.
func (s *sums) amount(from string, p Period, at area) Amount {
	if measure, ok := strings.CutPrefix(from, "m."); ok {
		if born, ok := s.born[measure]; !ok || s.ask.Known != 0 && born > s.ask.Known {
			return Amount{Why: "那时还没有这个算法：" + MeasureTitle(measure)}
		}
		first := p.From
		if isLevel(measure) {
			first = ""
		}
		n := s.of(measure, first, p.To, at.scope)[at.name]
		if listed := listedOf(measure); listed != "" && s.of(listed, first, p.To, at.scope)[at.name] == 0 {
			return Amount{Why: "没有公示价钱"} // which is not the same as for nothing
		}
		return Amount{Known: true, Num: n * 100, Scale: 1}
	}
	d, ok := definitionOf(from)
	if !ok {
		return Amount{Why: "这一版程序不认得这个算法"}
	}
	point := s.point(d, p.To, at)
	if point.Numerator == nil || d.den != nil && point.Denominator == nil {
		return Amount{Why: strings.Join(point.Missing, "；")}
	}
	out := Amount{Known: true, Num: hundredth(*point.Numerator), Scale: 1}
	if d.den != nil {
		out.Ratio, out.Den, out.Scale = true, hundredth(*point.Denominator), int64(d.Scale)
	} else {
		out.Num = hundredth(*point.Numerator * d.Scale)
	}
	return out
}

// listedOf is the measure that says whether a station has a price at all; "" of what is none.
func listedOf(measure string) string {
	if before, ok := strings.CutSuffix(measure, ".month"); ok && strings.HasPrefix(measure, "price.") {
		return before + ".listed"
	}
	return ""
}

func hundredth(v float64) int64 { return int64(math.Round(v * 100)) }

func isLevel(measure string) bool {
	for _, m := range measures {
		if m.Name == measure {
			return m.Level
		}
	}
	return false
}

// definitionOf finds what i.INDICATOR.DEFINITION names.
func definitionOf(from string) (Definition, bool) {
	rest, ok := strings.CutPrefix(from, "i.")
	at := strings.LastIndexByte(rest, '.')
	if !ok || at < 0 {
		return Definition{}, false
	}
	one, _ := IndicatorOf(rest[:at])
	for _, d := range one.Definitions {
		if d.Code == rest[at+1:] {
			return d, true
		}
	}
	return Definition{}, false
}

// TableProofs are the measures behind a column, with the days of which Evidence has the
// records: those that are counted, and those below a line.
func TableProofs(from string, p Period, known int64, site hub.ID) []Proof {
	ask := Ask{Day: p.To, Known: known, Scope: hub.ScopeSite, Area: site.String()}
	if measure, ok := strings.CutPrefix(from, "m."); ok {
		q := hub.SumQuery{Measures: []string{measure}, From: p.From, To: p.To, Known: known, Scope: ask.Scope, Area: ask.Area}
		if isLevel(measure) {
			q.From = ""
		}
		return []Proof{{measure, MeasureTitle(measure), q, false}}
	}
	if d, ok := definitionOf(from); ok {
		return Proofs(d, ask)
	}
	return nil
}
