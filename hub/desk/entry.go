package desk

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Entry is one line of who came in at the county's desk, or tried to.
type Entry struct {
	What    string // a code of the form
	Who     hub.ID // zero: a name that nobody has
	WhoName string
	By      hub.ID // who did it to her; zero: she herself, or the command line
	ByName  string
	From    string // address
	At      time.Time
	Times   int
	More    string // the new role, the new rule
}

// NoteEntries puts lines on the trail. Whoever calls it has checked what they say; there
// is no right to ask for, since nobody may come in without a trace. Lane is the county's, or
// the box's own before a county was founded on it.
func (d *Desk) NoteEntries(ctx context.Context, lane hub.Lane, all ...Entry) error {
	draft := hub.Draft{Request: hub.NewID(), Lane: lane}
	for _, e := range all {
		id := hub.NewID()
		draft.Edits = append(draft.Edits, d.forms.Edit("entry", id, id, compact(form.Values{
			"what": e.What, "who": orNil(e.Who), "who_name": orNil(e.WhoName), "by": orNil(e.By), "by_name": orNil(e.ByName),
			"from": orNil(e.From), "at": d.at(), "times": max(1, e.Times), "more": orNil(e.More),
		})))
	}
	_, err := d.log.Append(ctx, draft)
	return err
}

// EntryFilter says which lines are wanted; zero values ask for all.
type EntryFilter struct {
	From, To hub.Day // both included
	Who      hub.ID
	Failed   bool // those that did not get in
	Skip     int  // of those that fit
	Most     int  // 0: all
}

// entryPage is how many lines are read at once.
const entryPage = 500

// Entries are lines, the newest first, and whether there are more. Her own anybody may
// read, those of others who may act so. Errors: CodeForbidden.
func (d *Desk) Entries(ctx context.Context, actor hub.Actor, f EntryFilter) (out []Entry, more bool, err error) {
	if f.Who != actor.Staff || f.Who.IsZero() {
		if err := d.allow(actor, hub.ActLogins); err != nil {
			return nil, false, err
		}
	}
	from, to := string(f.From), "9"
	if f.To != "" {
		to = string(f.To) + "T24"
	}
	for read := 0; ; read += entryPage {
		recs, err := d.log.Newest(ctx, "entry", "at", from, to, read, entryPage)
		if err != nil || len(recs) == 0 {
			return out, false, err
		}
		for _, rec := range recs {
			e := d.entryOf(rec)
			if rec.Lane != hub.LaneCounty && rec.Lane != hub.LaneLocal || !f.Who.IsZero() && e.Who != f.Who || f.Failed && e.What != "wrong" && e.What != "locked" {
				continue
			}
			if f.Skip > 0 {
				f.Skip--
				continue
			}
			if f.Most > 0 && len(out) == f.Most {
				return out, true, nil
			}
			out = append(out, e)
		}
	}
}

func (d *Desk) entryOf(rec hub.Record) Entry {
	var r struct {
		What    string `form:"what"`
		Who     hub.ID `form:"who"`
		WhoName string `form:"who_name"`
		By      hub.ID `form:"by"`
		ByName  string `form:"by_name"`
		From    string `form:"from"`
		At      string `form:"at"`
		Times   int    `form:"times"`
		More    string `form:"more"`
	}
	d.forms.Decode(rec, &r)
	return Entry{What: r.What, Who: r.Who, WhoName: r.WhoName, By: r.By, ByName: r.ByName, From: r.From, At: minuteOf(r.At), Times: r.Times, More: r.More}
}

// OwnLook is what somebody looked at herself: of which child, when, how often.
type OwnLook struct {
	Child  hub.ID // or the site, the officer herself
	Day    hub.Day
	Minute int
	Pages  int
	What   string // a code of the form of looks
}

// OwnLooks are an actor's own looks, the newest first: what the trail says of her.
func (d *Desk) OwnLooks(ctx context.Context, actor hub.Actor, most int) (out []OwnLook, err error) {
	if actor.Open || actor.Staff.IsZero() {
		return nil, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	recs, err := d.log.Find(ctx, "look", "by", actor.Staff)
	for _, rec := range recs {
		var r struct {
			Day    hub.Day `form:"day"`
			Minute int     `form:"minute"`
			Pages  int     `form:"pages"`
			What   string  `form:"what"`
		}
		d.forms.Decode(rec, &r)
		out = append(out, OwnLook{Child: rec.Subject, Day: r.Day, Minute: r.Minute, Pages: r.Pages, What: r.What})
	}
	hub.SortStable(out, func(a, b OwnLook) int {
		if a.Day != b.Day {
			return compareDesc(string(a.Day), string(b.Day))
		}
		return b.Minute - a.Minute
	})
	return out[:min(most, len(out))], err
}
