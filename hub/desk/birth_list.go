package desk

import (
	"cmp"
	"context"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// BirthRow is one line of a list of births, and what was found out about it.
type BirthRow struct {
	ID          hub.ID
	Name        string  `form:"name"`
	Sex         string  `form:"sex"`
	Birth       hub.Day `form:"birth"`
	Adult       string  `form:"adult"`
	Kinship     string  `form:"kinship"`
	Phone       string  `form:"phone"`
	Village     string  `form:"village"`
	VillageName string  `form:"village_name"`
	State       string  `form:"state"` // home, away, moved, nobody, known; "" nobody has looked yet
	Day         hub.Day `form:"day"`
	Child       hub.ID  `form:"child"`
}

// States of a line that was looked after.
const (
	BirthHome  = "home"
	BirthKnown = "known"
)

// Registration is the line as a registration would begin.
func (b BirthRow) Registration() Registration {
	r := Registration{Name: b.Name, Sex: b.Sex, Birth: b.Birth, Village: b.Village, VillageName: b.VillageName}
	if b.Adult != "" || b.Phone != "" {
		r.People = []Person{{Name: b.Adult, Kinship: b.Kinship, Phone: b.Phone}}
	}
	return r
}

// Births are the lines of a site, those that nobody has looked after first, by village.
func (d *Desk) Births(ctx context.Context, actor hub.Actor, site hub.ID) ([]BirthRow, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	recs, err := d.log.Find(ctx, "birth-row", "site", site)
	if err != nil {
		return nil, err
	}
	var out []BirthRow
	for _, rec := range recs {
		b := BirthRow{ID: rec.ID}
		d.forms.Decode(rec, &b)
		if b.Name != "" || b.Birth != "" { // else it was taken back, or cannot be opened here
			out = append(out, b)
		}
	}
	hub.SortStable(out, func(a, b BirthRow) int {
		return cmp.Or(boolFirst(a.State == "", b.State == ""), cmp.Compare(a.VillageName, b.VillageName), cmp.Compare(a.Birth, b.Birth), cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

// Birth is one line.
func (d *Desk) Birth(ctx context.Context, actor hub.Actor, id hub.ID) (BirthRow, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return BirthRow{}, err
	}
	rec, err := d.log.Record(ctx, "birth-row", id)
	if err != nil {
		return BirthRow{}, err
	}
	b := BirthRow{ID: id}
	d.forms.Decode(rec, &b)
	return b, nil
}

// TakenBirths is what came of a list.
type TakenBirths struct {
	New   int // lines that were not there
	Known int // of these, children that are registered for certain
}

// TakeBirths takes a list of births in, as one batch. A line that is there already stays
// as it is. A child that is certainly registered is noted as such; whether one only
// resembles a registered child is for who goes there.
func (d *Desk) TakeBirths(ctx context.Context, actor hub.Actor, request hub.ID, rows []Registration) (t TakenBirths, err error) {
	if err := d.allow(actor, hub.ActImport); err != nil {
		return t, err
	}
	batch, seen := hub.DeriveID("batch", request, "births"), map[hub.ID]bool{}
	var drafts []hub.Draft
	for _, r := range rows {
		id := birthID(actor.Site, r)
		_, err := d.log.Record(ctx, "birth-row", id)
		if err == nil || seen[id] {
			continue
		}
		if unlessMissing(err) != nil {
			return t, err
		}
		seen[id] = true
		values := d.birthValues(actor, r)
		if child, err := d.surely(ctx, r); err != nil {
			return t, err
		} else if !child.IsZero() {
			values["state"], values["child"], values["day"] = BirthKnown, child, d.Today()
			t.Known++
		}
		draft, err := d.draft(ctx, actor, hub.DeriveID("birth-row", request, id.String()), d.forms.Edit("birth-row", id, id, compact(values)))
		if err != nil {
			return t, err
		}
		draft.Batch = batch
		drafts = append(drafts, draft)
	}
	if t.New = len(drafts); t.New == 0 {
		return t, nil
	}
	_, err = d.log.AppendAll(ctx, drafts)
	return t, err
}

func (d *Desk) birthValues(actor hub.Actor, r Registration) form.Values {
	values := form.Values{"name": orNil(r.Name), "sex": orNil(r.Sex), "birth": orNil(r.Birth), "village": orNil(r.Village), "village_name": orNil(r.VillageName), "site": orNil(actor.Site)}
	for _, p := range r.People {
		values["adult"], values["kinship"], values["phone"] = orNil(p.Name), orNil(p.Kinship), orNil(p.Phone)
		break
	}
	return values
}

// birthID is the same for the same line.
func birthID(site hub.ID, r Registration) hub.ID {
	said := []string{r.Name, r.Nick, string(r.Birth), r.Sex}
	for _, p := range r.People {
		said = append(said, p.Name, p.Phone)
	}
	return hub.DeriveID("birth-row", site, strings.Join(said, "|"))
}

// surely is the registered child that a line certainly is; zero: none.
func (d *Desk) surely(ctx context.Context, r Registration) (hub.ID, error) {
	matches, err := d.LikelySame(ctx, r)
	for _, m := range matches {
		if m.Likeness == care.Certain {
			return m.Child, err
		}
	}
	return hub.ID{}, err
}
