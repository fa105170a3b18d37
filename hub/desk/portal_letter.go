package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Letter is what somebody sends in at the county's public pages: a wish for a place, or a
// complaint.
type Letter struct {
	Request hub.ID
	Kind    hub.Kind // web-booking, web-complaint
	Site    hub.ID   // whom it is to, or about; zero: a complaint about no station
	Values  form.Values
}

// Receipt is what somebody gets for a letter: with both she learns how far it is.
type Receipt struct {
	Number, Code string
	Again        bool // it was sent before, and is the same
}

// letters are the kinds that anybody may send in.
var letters = []hub.Kind{"web-booking", "web-complaint"}

// What waits for nobody's turn, and the state in which it stands: a child is hurt.
const (
	urgentAbout = "hurt"
	urgentState = "urgent"
)

// TakeLetter takes a letter in. Nobody is signed in: the county's hub writes it in its own
// name, and gives it a number. A booking is in the lane of its station, a complaint stays at
// the county. It is on disk when this returns; the same request again gives the same
// receipt, as long as it is open. booked is the subject that the station has to be able to open; zero for none.
// Errors: CodeInvalid portal.site, those of Fill.
func (d *Desk) TakeLetter(ctx context.Context, l Letter) (r Receipt, booked hub.ID, err error) {
	if !slices.Contains(letters, l.Kind) {
		return r, booked, hub.E(hub.CodeInvalid, "fill.kind")
	}
	lane := hub.LaneCounty
	if l.Kind == "web-booking" || !l.Site.IsZero() {
		site, err := d.log.Record(ctx, "site", l.Site)
		if err != nil {
			return r, booked, hub.E(hub.CodeInvalid, "portal.site").In("site").Because(err)
		}
		if l.Kind == "web-booking" {
			lane = site.Lane
		}
	}
	county := hub.Actor{Role: hub.RoleCounty, Site: l.Site}
	def, _ := d.forms.Get(l.Kind)
	var id hub.ID
	var rec hub.Record
	for rec.ID.IsZero() || def.StateOf(valueOf(def, rec, def.Workflow.Field)).Done { // of one that has ended the same again is a new one
		l.Request = hub.DeriveID("letter", l.Request, rec.ID.String())
		id = hub.DeriveID(l.Kind, l.Request, "sheet") // as Fill names a new one
		_, err := d.log.Record(ctx, l.Kind, id)
		if r.Again = err == nil; hub.CodeOf(err) == hub.CodeNotFound {
			err = d.fileLetter(ctx, county, lane, l)
		}
		if err == nil {
			rec, err = d.log.Record(ctx, l.Kind, id)
		}
		if err != nil {
			return r, booked, err
		}
	}
	r.Number, _ = valueOf(def, rec, form.FieldNumber).(string)
	r.Code = CaseCode(id)
	if lane != hub.LaneCounty {
		booked = id
	}
	return r, booked, nil
}

// fileLetter writes one that is new, with its number.
func (d *Desk) fileLetter(ctx context.Context, county hub.Actor, lane hub.Lane, l Letter) error {
	if l.Kind == "web-complaint" {
		l.Values["way"] = "above" // how a station reads what the county hands down
	}
	f, err := d.filled(ctx, county, Sheet{Request: l.Request, Kind: l.Kind, Values: l.Values, Sure: true})
	if err != nil {
		return err
	}
	county.Site, county.Lane = hub.ID{}, lane
	f.rec = hub.Record{Lane: lane, Kind: l.Kind, ID: f.edit.Record, Subject: f.edit.Subject, Fields: f.edit.Set}
	to := f.def.Workflow.States[0].Code
	if l.Values["about"] == urgentAbout {
		to = urgentState
	}
	_, err = d.stepCase(ctx, county, l.Request, &f, to)
	return err
}

// SweepLetters orders to erase letters that were closed longer ago than guests' names are
// kept, some at a time: whoever asked for a place and did not come, or complained, is not
// kept for ever. It returns how many orders.
func (d *Desk) SweepLetters(ctx context.Context, actor hub.Actor, most int) (int, error) {
	if err := d.allow(actor, hub.ActErase); err != nil {
		return 0, err
	}
	terms, err := d.Terms(ctx)
	if err != nil {
		return 0, err
	}
	years := terms[slices.IndexFunc(terms, func(t Term) bool { return t.Code == "guest" })].Years
	var drafts []hub.Draft
	for _, kind := range letters {
		def, _ := d.forms.Get(kind)
		err := d.log.Each(ctx, kind, func(rec hub.Record) error {
			closed := def.StateOf(valueOf(def, rec, def.Workflow.Field)).Done
			if since := dayOf(def, rec, form.FieldSince); closed && len(drafts) < most && since != "" && addYears(since, years) <= d.Today() {
				drafts = append(drafts, d.order(hub.Erasure{Subject: rec.Subject, Lane: rec.Lane}, "retention"))
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	if len(drafts) == 0 {
		return 0, nil
	}
	_, err = d.appendActs(ctx, actor, "letters", hub.NewID(), drafts)
	return len(drafts), err
}
