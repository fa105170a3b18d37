package desk

import (
	"context"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// BetterTime is what a box learned about its clock while it ran.
type BetterTime struct {
	Site    hub.ID
	Was     hub.Reading   // what the clock said just before
	Off     time.Duration // to be added to it
	Quality hub.ClockQuality
}

// dated are the kinds that stand under the day which the clock offered.
var dated = []hub.Kind{"day", "duty"}

// NoteClock puts a better time on record, once per boot and quality, where something
// was written under the worse one: readings are shown corrected from then on, and
// the days that it touches wait for a person. No fact moves.
func (d *Desk) NoteClock(ctx context.Context, lane hub.Lane, b BetterTime) error {
	notes, err := d.log.BootNotes(ctx, lane, b.Was.Boot, b.Quality)
	if err != nil || len(notes) == 0 {
		return err
	}
	period := hex.EncodeToString(b.Was.Boot[:]) + "/" + strconv.Itoa(int(b.Quality))
	now := b.Was.Wall.Add(b.Off).In(hub.China)
	edits := []hub.Edit{d.forms.EditOnce("clock-fix", b.Site, period, form.Values{
		"boot": b.Was.Boot[:], "offset": int(b.Off.Milliseconds()), "quality": int(b.Quality),
		"day": hub.DayOf(now), "minute": now.Hour()*60 + now.Minute(),
	})}
	doubts, err := d.doubts(ctx, b, notes)
	if err != nil {
		return err
	}
	for _, day := range slices.Sorted(maps.Keys(doubts)) {
		edits = append(edits, d.forms.EditOnce("clock-doubt", b.Site, string(day)+"/"+hex.EncodeToString(b.Was.Boot[:]), form.Values{
			"day": day, "likely": doubts[day].likely, "boot": b.Was.Boot[:], "quality": int(b.Quality), "notes": doubts[day].notes,
		}))
	}
	_, err = d.log.Append(ctx, hub.Draft{Request: hub.DeriveID("clock-fix", b.Site, period), Lane: lane, Edits: edits})
	return err
}

// doubted is a day under which the wrong clock had something noted.
type doubted struct {
	likely hub.Day
	notes  int
}

// doubts are the days that a correction touches: those on which the wrong clock
// stood while somebody came or left, and on which it had not really been.
func (d *Desk) doubts(ctx context.Context, b BetterTime, notes map[hub.ID][]time.Time) (map[hub.Day]doubted, error) {
	days := map[hub.Day]bool{}
	for _, walls := range notes {
		for _, wall := range walls {
			if day := hub.DayOf(wall); day != hub.DayOf(wall.Add(b.Off)) {
				days[day] = true
			}
		}
	}
	out := map[hub.Day]doubted{}
	for day := range days {
		got := doubted{}
		_, err := d.eachDoubted(ctx, b.Was.Boot, b.Quality, day, func(hub.Record) bool { return true }, func(w wrongly) {
			got.notes += w.notes
			got.likely = max(got.likely, hub.DayOf(w.at.Add(b.Off)))
		})
		if err != nil {
			return nil, err
		}
		if got.likely != "" && got.likely != day {
			out[day] = got
		}
	}
	return out, nil
}

// wrongly is what the wrong clock's acts say of one record, as far as it still
// stands.
type wrongly struct {
	record hub.Record
	set    form.Values // by field name, what they noted
	was    form.Values // what stood there before, nil for nothing
	notes  int         // times and absences among them
	at     time.Time   // the first of them, by the wrong clock
}

// eachDoubted visits the records of a day that acts of a boot with a clock worse
// than quality have noted, where the day is the one on which that clock stood.
func (d *Desk) eachDoubted(ctx context.Context, boot [8]byte, quality hub.ClockQuality, day hub.Day, of func(hub.Record) bool, visit func(wrongly)) (n int, err error) {
	for _, kind := range dated {
		recs, err := d.log.FindPeriod(ctx, kind, string(day))
		if err != nil {
			return n, err
		}
		for _, rec := range recs {
			if !of(rec) {
				continue
			}
			w, err := d.wronglyNoted(ctx, rec, boot, quality)
			if err != nil {
				return n, err
			}
			if len(w.set) > 0 {
				n++
				visit(w)
			}
		}
	}
	return n, nil
}

func (d *Desk) wronglyNoted(ctx context.Context, rec hub.Record, boot [8]byte, quality hub.ClockQuality) (wrongly, error) {
	w := wrongly{record: rec, set: form.Values{}, was: form.Values{}}
	def, ok := d.forms.Get(rec.Kind)
	if !ok {
		return w, nil
	}
	entries, err := d.log.History(ctx, rec.Subject)
	if err != nil {
		return w, err
	}
	for _, e := range slices.Backward(entries) { // oldest first
		if e.At.Boot != boot || e.At.Quality >= quality || string(hub.DayOf(e.At.Wall)) != rec.Period {
			continue
		}
		for _, c := range e.Changes {
			f, known := def.FieldNo(c.No)
			if c.Record != rec.ID || !known {
				continue
			}
			if _, again := w.was[f.Name]; !again {
				w.was[f.Name] = c.Was()
			}
			if w.at.IsZero() {
				w.at = e.At.Wall
			}
			if form.Equal(rec.Fields[c.No], c.To) {
				w.set[f.Name] = c.To
			} else {
				delete(w.set, f.Name)
			}
		}
	}
	for _, name := range []string{"in", "out", "absent"} {
		if w.set[name] != nil {
			w.notes++
		}
	}
	return w, nil
}

// run is one start of one box. A boot's number is drawn by the box itself, so that it
// says nothing alone: another box could write the same.
type run struct {
	key  [32]byte
	boot [8]byte
}

// fixes are the corrections of the runs that entries were written in, as far as each
// was written by the box that it is about.
func (d *Desk) fixes(ctx context.Context, entries []hub.Entry) (map[run][]care.ClockFix, error) {
	asked, out := map[[8]byte]bool{}, map[run][]care.ClockFix{}
	for _, e := range entries {
		if asked[e.At.Boot] || e.At.Quality >= hub.ClockCounty {
			continue
		}
		asked[e.At.Boot] = true
		recs, err := d.log.Find(ctx, "clock-fix", "boot", e.At.Boot[:])
		if err != nil {
			return nil, err
		}
		for _, fix := range care.All[care.ClockFix](d.forms, "clock-fix", recs) {
			by, err := d.log.Entry(ctx, fix.Commit)
			if err != nil {
				return nil, err
			}
			of := run{by.Key, by.At.Boot}
			out[of] = append(out[of], fix)
		}
	}
	return out, nil
}

// corrected is entries with their times as they were after all.
func (d *Desk) corrected(ctx context.Context, entries []hub.Entry) ([]hub.Entry, error) {
	fixes, err := d.fixes(ctx, entries)
	if err != nil || len(fixes) == 0 {
		return entries, err
	}
	for i, e := range entries {
		entries[i].At = care.Corrected(e.At, fixes[run{e.Key, e.At.Boot}])
	}
	return entries, nil
}
