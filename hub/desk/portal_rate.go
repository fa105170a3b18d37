package desk

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"math/big"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// A rating counts once for each slip of paper that the county has printed. A station that
// could make slips could praise itself, so it only hands them out; and no slip is anybody's,
// so nobody learns who said what.

// Letters and digits that nobody mistakes for each other on paper, and how many a slip has:
// 39 bits, of which a county's thousands of slips are a grain of sand.
const (
	slipLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
	slipLength  = 8
	mostSlips   = 200 // printed for one station at a time
	spareSlips  = 10  // percent more than children, for those that get lost
)

// SlipDays is for how many days a slip may be used.
const SlipDays = 120

// slipOf is a code as it is hashed: letters of any size, with or without its hyphen.
func slipOf(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		if strings.ContainsRune(slipLetters, r) {
			return r
		}
		return -1
	}, code)
}

// slipID is the record of a slip: its hash, so that who reads the county's log alone rates
// nobody.
func slipID(code string) hub.ID {
	sum := sha256.Sum256([]byte("yizhan/rating-slip/1\x00" + code))
	return hub.ID(sum[:len(hub.ID{})])
}

// SlipsLeft says how many children a station has had in care this month, how many slips were
// printed for it in the same month, and how many more may be: who is rated by more families than
// it has would be rated by somebody else.
func (d *Desk) SlipsLeft(ctx context.Context, site hub.ID) (children, printed, left int, err error) {
	from := d.Today()[:len("2006-01-")] + "01"
	recs, err := d.log.Find(ctx, "enrolment", "site", site)
	if err != nil {
		return 0, 0, 0, err
	}
	seen := map[hub.ID]bool{}
	for _, e := range care.All[care.Enrolment](d.forms, "enrolment", recs) {
		if e.Meets(from, d.Today()) {
			seen[e.Subject] = true
		}
	}
	slips, err := d.log.Find(ctx, "rating-slip", "site", site)
	if err != nil {
		return 0, 0, 0, err
	}
	def, _ := d.forms.Get("rating-slip")
	for _, rec := range slips {
		if rec.Lane == hub.LaneCounty && dayOf(def, rec, "day") >= from {
			printed++
		}
	}
	most := (len(seen)*(100+spareSlips) + 99) / 100
	return len(seen), printed, max(0, most-printed), nil
}

// PrintSlips makes slips for a station, one a family; the codes are nowhere but in what this
// returns. Errors: CodeForbidden, CodeInvalid portal.slips, portal.slips-most, portal.site;
// CodeConflict portal.slips-again for the same request again.
func (d *Desk) PrintSlips(ctx context.Context, actor hub.Actor, request, site hub.ID, n int) (codes []string, err error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return nil, err
	}
	if n < 1 || n > mostSlips {
		return nil, hub.E(hub.CodeInvalid, "portal.slips", mostSlips).In("n")
	}
	if _, err := d.log.Record(ctx, "site", site); err != nil {
		return nil, hub.E(hub.CodeInvalid, "portal.site").In("site").Because(err)
	}
	children, printed, left, err := d.SlipsLeft(ctx, site)
	if err != nil {
		return nil, err
	}
	if n > left {
		return nil, hub.E(hub.CodeInvalid, "portal.slips-most", children, printed, left).In("n")
	}
	var edits []hub.Edit
	for range n {
		code := newSlip()
		id := slipID(code)
		e := d.forms.Edit("rating-slip", id, request, form.Values{"site": site, "day": d.Today(), "until": d.Today().Add(SlipDays)})
		e.Fresh = true
		codes, edits = append(codes, code[:4]+"-"+code[4:]), append(edits, e)
	}
	actor.Lane = hub.LaneCounty
	out, err := d.append(ctx, actor, request, edits...)
	if err != nil {
		return nil, err
	}
	if out.Again { // these codes were not kept: those of the first time count
		return nil, hub.E(hub.CodeConflict, "portal.slips-again")
	}
	return codes, nil
}

func newSlip() string {
	var b strings.Builder
	for range slipLength {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(slipLetters))))
		if err != nil {
			panic(err) // never since Go 1.24
		}
		b.WriteByte(slipLetters[n.Int64()])
	}
	return b.String()
}

// Slip is what a code is good for.
type Slip struct {
	ID   hub.ID
	Site hub.ID
	Used hub.Day // when it was; "" not yet
}

// Slip reads a code. Errors: CodeNotFound portal.slip: nobody printed it, or it has run out.
func (d *Desk) Slip(ctx context.Context, code string) (s Slip, err error) {
	wrong := hub.E(hub.CodeNotFound, "portal.slip").In("slip")
	code = slipOf(code)
	if len(code) != slipLength {
		return s, wrong
	}
	def, _ := d.forms.Get("rating-slip")
	rec, err := d.log.Record(ctx, "rating-slip", slipID(code))
	if err := unlessMissing(err); err != nil {
		return s, err
	}
	if err != nil || rec.Lane != hub.LaneCounty {
		return s, wrong
	}
	s.ID = rec.ID
	s.Site, _ = valueOf(def, rec, "site").(hub.ID)
	survey, _ := d.forms.Get("survey")
	rated, err := d.log.Record(ctx, "survey", ratingID(s.ID))
	if err == nil {
		s.Used = dayOf(survey, rated, form.FieldDay)
		return s, nil
	}
	if dayOf(def, rec, "until") < d.Today() {
		return s, wrong
	}
	return s, unlessMissing(err)
}

// ratingID names the sheet that came of a slip: there is one at most.
func ratingID(slip hub.ID) hub.ID { return hub.DeriveID("survey", slip, "slip") }

// Rate keeps what a family says of its station, on the sheet that stations use too, and
// without a name. Of two with one slip the first stands.
// Errors: those of Slip; CodeConflict portal.rated; those of the form.
func (d *Desk) Rate(ctx context.Context, request hub.ID, code string, values form.Values) (s Slip, err error) {
	if s, err = d.Slip(ctx, code); err != nil {
		return s, err
	}
	if s.Used != "" {
		return s, hub.E(hub.CodeConflict, "portal.rated")
	}
	site, err := d.log.Record(ctx, "site", s.Site)
	if err != nil {
		return s, err
	}
	county := hub.Actor{Role: hub.RoleCounty}
	f, err := d.filled(ctx, county, Sheet{Request: request, Kind: "survey", Subject: s.Site, Values: values, Sure: true})
	if err != nil {
		return s, err
	}
	f.edit.Record, f.edit.Fresh = ratingID(s.ID), true
	county.Lane = site.Lane
	if _, err = d.append(ctx, county, request, f.edit); hub.CodeOf(err) == hub.CodeConflict {
		err = hub.E(hub.CodeConflict, "portal.rated").Because(err)
	}
	s.Used = d.Today()
	return s, err
}
