package desk

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// numberTries is how often another county process may have been faster with a number.
const numberTries = 50

// appendCase writes the steps of one act in one transaction, one commit a lane. A number is
// a record of its own in the county's lane, which has to be new there: of two processes on
// one database that take the same, one is refused whole and takes the next. So each series
// has no gaps, and no number is two cases'.
func (d *Desk) appendCase(ctx context.Context, actor hub.Actor, request hub.ID, steps []caseStep) (hub.Outcome, error) {
	for try := 0; ; try++ {
		drafts, err := d.caseDrafts(ctx, actor, request, steps)
		if err != nil {
			return hub.Outcome{}, err
		}
		outs, err := d.log.AppendAll(ctx, drafts)
		if err == nil {
			return outs[0], nil
		}
		if hub.CodeOf(err) != hub.CodeConflict || try == numberTries {
			return hub.Outcome{}, err
		}
	}
}

// caseDrafts are the commits of an act: that of its first record first.
func (d *Desk) caseDrafts(ctx context.Context, actor hub.Actor, request hub.ID, steps []caseStep) (drafts []hub.Draft, err error) {
	edits := map[hub.Lane][]hub.Edit{}
	var lanes []hub.Lane
	put := func(lane hub.Lane, e hub.Edit) {
		if edits[lane] == nil {
			lanes = append(lanes, lane)
		}
		edits[lane] = append(edits[lane], e)
	}
	given := map[string]int{}
	for _, s := range steps {
		if s.number == nil {
			put(s.lane, s.edit)
			continue
		}
		number, err := d.nextNumber(ctx, s.number, given)
		if err != nil {
			return nil, err
		}
		e := s.edit
		e.Set = map[uint32]any{}
		for no, v := range s.edit.Set {
			e.Set[no] = v
		}
		numbered(s.number, e, number, d.Today())
		put(s.lane, e)
		note := d.forms.EditOnce("case-number", hub.ID{}, number, form.Values{
			"number": number, "kind": string(s.number.Kind), "case": e.Record, "day": d.Today(),
		})
		note.Subject, note.Fresh, note.Period = note.Record, true, ""
		put(hub.LaneCounty, note)
	}
	for i, lane := range lanes {
		as := actor
		as.Lane = lane
		one := request
		if i > 0 {
			one = hub.DeriveID("case", request, string(lane))
		}
		draft, err := d.draft(ctx, as, one, edits[lane]...)
		if err != nil {
			return nil, err
		}
		if len(lanes) > 1 {
			draft.Batch = request
		}
		drafts = append(drafts, draft)
	}
	return drafts, nil
}

func numbered(def *form.Definition, e hub.Edit, number string, day hub.Day) {
	put(def, e, form.FieldNumber, number)
	put(def, e, form.FieldNumbered, string(day))
}

// nextNumber is the next of a form's series in this year: 备案2026-00013.
func (d *Desk) nextNumber(ctx context.Context, def *form.Definition, given map[string]int) (string, error) {
	series := def.Case.Series + string(d.Today()[:4]) + "-"
	last, err := d.lastNumber(ctx, "case-number", series, 1, nil)
	if err != nil {
		return "", err
	}
	// After a restore from an older backup the newest numbers stand on cases alone, which
	// stations give back. What somebody else wrote there is no number.
	ours := func(rec hub.Record) bool { return d.wroteNumber(ctx, def, rec) }
	back, err := d.lastNumber(ctx, def.Kind, series, numbersBack, ours)
	if err != nil {
		return "", err
	}
	n := max(last, back, given[series]) + 1
	given[series] = n
	return fmt.Sprintf("%s%05d", series, n), nil
}

// numbersBack is how many of the highest numbers on cases are looked at.
const numbersBack = 20

// lastNumber is the highest of a series among some records.
func (d *Desk) lastNumber(ctx context.Context, kind hub.Kind, series string, most int, counts func(hub.Record) bool) (last int, err error) {
	recs, err := d.log.Newest(ctx, kind, form.FieldNumber, series, series+"99999", 0, most)
	def, _ := d.forms.Get(kind)
	for _, rec := range recs {
		text, _ := valueOf(def, rec, form.FieldNumber).(string)
		if n, bad := strconv.Atoi(strings.TrimPrefix(text, series)); bad == nil && n > last && (counts == nil || counts(rec)) {
			last = n
		}
	}
	return last, err
}

// wroteNumber says whether the number of a case was written by this very hub.
func (d *Desk) wroteNumber(ctx context.Context, def *form.Definition, rec hub.Record) bool {
	f, _ := def.Field(form.FieldNumber)
	entries, err := d.log.Trail(ctx, rec.Kind, rec.ID)
	if err != nil {
		return false
	}
	for _, e := range entries {
		for _, c := range e.Changes {
			if c.No == f.No && c.Record == rec.ID && form.Equal(c.To, rec.Fields[f.No]) && e.Key == d.hub {
				return true
			}
		}
	}
	return false
}
