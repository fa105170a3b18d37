package desk

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/hub/names"
)

// Hint says to a station that another one has a record that may be a child of its own.
type Hint struct {
	Child   care.Child // the one registered here
	Other   hub.ID
	Site    hub.ID // of the other
	Station string
	Why     []string // name, sound, birth, phone, id
	Answer  string   // what the other station said of it; "" nothing, or it says so in the same lane
}

// Hints are the hints to a site that nobody has answered.
func (d *Desk) Hints(ctx context.Context, actor hub.Actor, site hub.ID) (out []Hint, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	hints, err := d.hints(ctx)
	if err != nil {
		return nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range hints {
		c, err := d.child(ctx, h.Subject)
		if hub.CodeOf(err) == hub.CodeNotFound && err != nil {
			continue
		}
		if err != nil {
			return nil, err
		}
		said, err := d.verdictOn(ctx, h.Subject, h.Other)
		if err != nil {
			return nil, err
		}
		if c.Site == site && c.Withdrawn == "" && !c.Sealed && said.verdict == "" && g.counts(c.ID) {
			out = append(out, Hint{Child: c, Other: h.Other, Site: h.Site, Station: h.Station, Why: h.Why, Answer: h.Answer})
		}
	}
	return out, nil
}

func (d *Desk) hints(ctx context.Context) (out []care.SameHint, err error) {
	err = d.log.Each(ctx, "same-hint", func(rec hub.Record) error {
		out = append(out, care.As[care.SameHint](d.forms, rec))
		return nil
	})
	return out, err
}

// Across is two records of two stations that a hub found alike, and what each of the
// stations says.
type Across struct {
	One, Other      care.Child
	Why             []string
	Said, OtherSaid string // by the record's own station; "" nothing yet
}

// AllAcross lists what was found across stations, for those who may read all of it.
func (d *Desk) AllAcross(ctx context.Context, actor hub.Actor) (out []Across, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	hints, err := d.hints(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[[2]hub.ID]bool{}
	for _, h := range hints {
		if seen[[2]hub.ID{h.Other, h.Subject}] {
			continue
		}
		seen[[2]hub.ID{h.Subject, h.Other}] = true
		a, err := d.child(ctx, h.Subject)
		if err != nil {
			if unlessMissing(err) == nil {
				continue
			}
			return nil, err
		}
		b, err := d.child(ctx, h.Other)
		if err != nil {
			if unlessMissing(err) == nil {
				continue
			}
			return nil, err
		}
		one := Across{One: a, Other: b, Why: h.Why}
		if one.Said, err = d.saidBy(ctx, a.ID, b.ID); err != nil {
			return nil, err
		}
		if one.OtherSaid, err = d.saidBy(ctx, b.ID, a.ID); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// saidBy is what stands on one record about the other.
func (d *Desk) saidBy(ctx context.Context, child, other hub.ID) (string, error) {
	rec, err := d.log.Record(ctx, "pair", hub.DeriveID("pair", child, other.String()))
	if err != nil {
		return "", unlessMissing(err)
	}
	return care.As[care.Pair](d.forms, rec).Verdict, nil
}

// FindAcross looks for children whom two stations know, and tells each station as
// much as it may know; what one station answered is carried to the other where they
// are of two townships. It is a night's job of hubs that read several stations. It
// returns how many commits it wrote.
func (d *Desk) FindAcross(ctx context.Context, actor hub.Actor) (int, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return 0, err
	}
	byID, err := d.sameIDNumbers(ctx)
	if err != nil {
		return 0, err
	}
	edits := map[hub.Lane][]hub.Edit{}
	done := map[[2]hub.ID]bool{}
	for _, p := range append(d.alike.Pairs(), byID...) {
		if done[[2]hub.ID{p.A, p.B}] {
			continue
		}
		done[[2]hub.ID{p.A, p.B}] = true
		t, like, err := d.compare(ctx, p.A, p.B)
		if err != nil {
			return 0, err
		}
		if t.One.Site == t.Other.Site || like != care.Likely && like != care.Certain {
			continue
		}
		why := d.why(p.Why, t)
		for _, side := range [][2]care.Child{{t.One, t.Other}, {t.Other, t.One}} {
			edit, err := d.hintEdit(ctx, side[0], side[1], why)
			if err != nil {
				return 0, err
			}
			edits[side[0].Lane] = append(edits[side[0].Lane], edit)
		}
	}
	if err := d.carryAnswers(ctx, edits); err != nil {
		return 0, err
	}
	return d.appendLanes(ctx, actor, edits)
}

// sameIDNumbers are records with one ID number. It is compared by its HMAC under a key
// that lives as long as the look: no list of numbers stands in memory.
func (d *Desk) sameIDNumbers(ctx context.Context) (out []names.Pair, err error) {
	var key [32]byte
	rand.Read(key[:])
	known := map[[sha256.Size]byte][]hub.ID{}
	err = d.log.Each(ctx, "child", func(rec hub.Record) error {
		c := care.As[care.Child](d.forms, rec)
		if c.IDNo == "" || c.Withdrawn != "" {
			return nil
		}
		mac := hmac.New(sha256.New, key[:])
		mac.Write([]byte(c.IDNo))
		sum := [sha256.Size]byte(mac.Sum(nil))
		for _, other := range known[sum] {
			if other != c.ID {
				out = append(out, names.Pair{A: other, B: c.ID})
			}
		}
		known[sum] = append(known[sum], c.ID)
		return nil
	})
	return out, err
}

// why says in what two children are alike.
func (d *Desk) why(w names.Why, t Twice) (out []string) {
	for _, one := range []struct {
		is   bool
		code string
	}{
		{w.Has(names.WhyName), "name"}, {w.Has(names.WhySound) && !w.Has(names.WhyName), "sound"},
		{t.One.Birth != "" && t.One.Birth == t.Other.Birth, "birth"}, {w.Has(names.WhyPhone), "phone"},
		{t.One.IDNo != "" && t.One.IDNo == t.Other.IDNo, "id"},
	} {
		if one.is {
			out = append(out, one.code)
		}
	}
	return out
}

// hintEdit tells a child's station of a record elsewhere: where it is and in what the
// two are alike, nothing else of it.
func (d *Desk) hintEdit(ctx context.Context, child, other care.Child, why []string) (hub.Edit, error) {
	rec, err := d.log.Record(ctx, "site", other.Site)
	if unlessMissing(err) != nil {
		return hub.Edit{}, err
	}
	site := care.As[care.Site](d.forms, rec)
	station := cmp.Or(site.Name, "别的站")
	if other.Lane != child.Lane {
		station = site.TownshipName + station
	}
	return d.forms.EditOnce("same-hint", child.ID, other.ID.String(), form.Values{
		"other": other.ID, "station": station, "site": orNil(other.Site), "why": why, "day": d.Today(),
	}), nil
}

// carryAnswers tells a station of one township what the other's station said.
func (d *Desk) carryAnswers(ctx context.Context, edits map[hub.Lane][]hub.Edit) error {
	hints, err := d.hints(ctx)
	if err != nil {
		return err
	}
	for _, h := range hints {
		said, err := d.log.Record(ctx, "pair", hub.DeriveID("pair", h.Other, h.Subject.String()))
		if err != nil {
			if unlessMissing(err) == nil {
				continue
			}
			return err
		}
		if verdict := care.As[care.Pair](d.forms, said).Verdict; said.Lane != h.Lane && verdict != h.Answer {
			edits[h.Lane] = append(edits[h.Lane], d.forms.EditOnce("same-hint", h.Subject, h.Period, form.Values{"answer": orNil(verdict)}))
		}
	}
	return nil
}

// editsPerCommit keeps a night's findings in commits that travel well.
const editsPerCommit = 50

// appendLanes writes edits to the lanes they belong to, in one transaction.
func (d *Desk) appendLanes(ctx context.Context, actor hub.Actor, edits map[hub.Lane][]hub.Edit) (commits int, err error) {
	var drafts []hub.Draft
	batch := hub.NewID()
	for lane, all := range edits {
		for some := range slices.Chunk(all, editsPerCommit) {
			drafts = append(drafts, hub.Draft{Request: hub.NewID(), Lane: lane, Author: actor.Staff, Batch: batch, Edits: some})
		}
	}
	if len(drafts) == 0 {
		return 0, nil
	}
	outs, err := d.log.AppendAll(ctx, drafts)
	for _, o := range outs {
		if !o.Commit.IsZero() {
			commits++
		}
	}
	return commits, err
}
