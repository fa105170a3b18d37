package claim

import (
	"cmp"

	"yizhan/hub"
)

// awards is who gets one for a span: by the figures of its last day, or of the last days of
// its months together.
func (d *due) awards(s span) (out []Due) {
	day := LastDay(s.last())
	r, ok := RateOn(d.rates, day)
	if !ok {
		return nil
	}
	for _, one := range Reached(d.book, r, s.months) {
		if one.Reached && d.suits(r, one.Site, day) {
			out = append(out, Due{Key{Site: one.Site, Month: s.last()}, State{Count: one.Above, Of: one.Below, Rate: r.ID, Whole: r.Amount}, r.Amount})
		}
	}
	return out
}

// Standing is how far a station is from an award.
type Standing struct {
	Site         hub.ID
	Above, Below int64 // the figure; Below is 0 where it is no ratio
	Rank         int   // of ByRank: 1 is the first; who is level has one rank, and the next ones stand after all of them
	Reached      bool
}

// Reached is the figure of every station that has one, the best first.
func Reached(b *Book, r Rate, months []string) (out []Standing) {
	if len(months) == 0 {
		return nil
	}
	for _, site := range b.Sites() {
		one := Standing{Site: site}
		one.Above, one.Below = figure(b, r, site, months)
		if one.Above > 0 || one.Below > 0 {
			out = append(out, one)
		}
	}
	hub.SortStable(out, func(x, y Standing) int { return compareFigures(y, x) })
	for i := range out {
		one := &out[i]
		if one.Rank = i + 1; i > 0 && compareFigures(out[i-1], *one) == 0 {
			one.Rank = out[i-1].Rank
		}
		switch r.Trigger {
		case ByUse:
			one.Reached = one.Below > 0 && one.Above*100 >= r.Threshold*one.Below
		case ByRank:
			one.Reached = one.Above > 0 && int64(one.Rank) <= r.Threshold
		default:
			one.Reached = one.Above >= max(r.Threshold, 1)
		}
	}
	return out
}

// compareFigures compares ratios without dividing.
func compareFigures(x, y Standing) int {
	if x.Below == 0 && y.Below == 0 {
		return cmp.Compare(x.Above, y.Above)
	}
	return cmp.Compare(x.Above*max(y.Below, 1), y.Above*max(x.Below, 1))
}

// figure is what an award looks at. A station without places is in nobody's ratio.
func figure(b *Book, r Rate, site hub.ID, months []string) (above, below int64) {
	day := LastDay(months[len(months)-1])
	what := r.Figure
	if r.Trigger == ByUse {
		what = RankUse
	}
	switch {
	case r.Trigger == BySites:
		return b.at(site, "site.sites", day), 0
	case r.Trigger == ByModel:
		return max(b.at(site, "site.model", day), b.at(site, "site.model.case", day)), 0
	case r.Trigger == BySize || what == RankEnrolled:
		return b.at(site, "enrolled", day), 0
	case what == RankPleased:
		for _, m := range months {
			above += b.flows[flow{site, "survey.pleased", m}]
			below += b.flows[flow{site, "survey.valid", m}]
		}
	default:
		for _, m := range months {
			above += b.at(site, "enrolled", LastDay(m))
			below += b.at(site, "places", LastDay(m))
		}
	}
	if below <= 0 {
		return 0, 0
	}
	return above, below
}
