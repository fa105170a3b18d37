package box

import (
	"context"
	"io"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
	"yizhan/hub/trust"
	"yizhan/kiosk/county"
)

// fleet is the county's view of its hubs.
type fleet struct{ b *Box }

// Doubles names the stations whose invitation was used twice.
func (f fleet) Doubles() []string {
	var names []string
	for _, c := range f.b.trust.Members().Doubles() {
		if !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	return names
}

// Stations lists every site, with what this hub has heard of its box: directly,
// and through the receipts that neighbours pass on. A member without a site is
// listed too: it has joined and is not set up, or another box took its place.
func (f fleet) Stations(ctx context.Context) ([]county.Station, error) {
	met := f.b.meetingsNow()
	stands, err := f.b.standings(ctx)
	if err != nil {
		return nil, err
	}
	children := f.b.roll.BySite()
	towns := map[hub.Lane]string{}
	twins, err := f.b.twins(ctx)
	if err != nil {
		return nil, err
	}
	heard := func(row *county.Station, key [32]byte) {
		row.Hub, row.Forked = key, twins[key] == forked
		row.Connected, row.Met = met[key].connected, met[key].at
		row.Unsent, row.Copies, row.Last = stands[key].missing, stands[key].copies, stands[key].last
	}
	var out []county.Station
	listed, housed := map[hub.ID]bool{}, map[[32]byte]bool{}
	err = f.b.store.Each(ctx, "site", func(rec hub.Record) error {
		s := care.As[care.Site](f.b.forms, rec)
		if listed[s.ID] { // the same in the lane that it came from
			return nil
		}
		listed[s.ID] = true
		if len(s.Hub) == 0 && children[s.ID] == 0 { // given up: its box took another's place
			return nil
		}
		row := county.Station{Site: s.ID, Lane: s.Lane, Name: s.Name, TownshipName: s.TownshipName, Children: children[s.ID]}
		if s.TownshipName != "" {
			towns[s.Lane] = s.TownshipName
		}
		if len(s.Hub) == len([32]byte{}) {
			housed[[32]byte(s.Hub)] = true
			heard(&row, [32]byte(s.Hub))
		}
		out = append(out, row)
		return nil
	})
	for _, c := range f.b.trust.Members().All() {
		if housed[c.Key] || c.Role == trust.RoleCounty {
			continue
		}
		row := county.Station{Name: c.Name, Lane: hub.LaneCounty}
		if c.Township != "" {
			row.Lane = hub.TownshipLane(c.Township)
		}
		row.TownshipName = towns[row.Lane]
		heard(&row, c.Key)
		out = append(out, row)
	}
	return out, err
}

// standing is one hub's records as this one knows of them.
type standing struct {
	held    int64     // commits that are here
	missing int64     // commits that somebody has a receipt for and that are not here
	copies  int       // other hubs that hold all that is here of it, its own box not counted
	last    time.Time // when its newest commit here was written, by its own clock; zero: unknown
}

// standings sums up the origins of every hub, over all lanes.
func (b *Box) standings(ctx context.Context) (map[[32]byte]standing, error) {
	receipts, err := b.store.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	held := map[hub.Origin][]hub.Receipt{}
	for _, r := range receipts {
		held[r.Origin] = append(held[r.Origin], r)
	}
	lanes, err := b.store.Lanes(ctx)
	if err != nil {
		return nil, err
	}
	sums := map[[32]byte]*sum{}
	for _, lane := range lanes {
		vector, err := b.store.Vector(ctx, lane.Lane)
		if err != nil {
			return nil, err
		}
		proofs, err := b.store.Proofs(ctx, lane.Lane)
		if err != nil {
			return nil, err
		}
		for origin, reach := range vector {
			key := proofs[origin].Key
			if sums[key] == nil {
				sums[key] = &sum{holders: map[[32]byte]int{}}
			}
			if err := b.addOrigin(ctx, sums[key], reach, held[origin]); err != nil {
				return nil, err
			}
		}
	}
	out := make(map[[32]byte]standing, len(sums))
	own := b.trust.Identity().Key()
	for key, s := range sums {
		for holder, origins := range s.holders {
			if origins == s.origins && holder != own && holder != key {
				s.copies++
			}
		}
		out[key] = s.standing
	}
	return out, nil
}

// sum is a standing while it is added up: who holds how many of its origins whole.
type sum struct {
	standing
	origins int
	holders map[[32]byte]int
}

func (b *Box) addOrigin(ctx context.Context, s *sum, reach hub.Reach, receipts []hub.Receipt) error {
	newest, here := reach.Head.Seq, int64(reach.Head.Seq)
	for _, span := range reach.Beyond {
		newest = max(newest, span.To)
		here += int64(span.To - span.From + 1)
	}
	top := newest
	for _, r := range receipts {
		newest = max(newest, r.Head.Seq)
		if r.Head.Seq >= top {
			s.holders[r.Holder]++
		}
	}
	s.origins++
	s.held += here
	s.missing += int64(newest) - here
	if reach.Head.Seq == 0 {
		return nil
	}
	c, err := b.store.Commit(ctx, reach.Head.ID)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return nil // of a forked origin the head is no commit's id
	}
	if err != nil {
		return err
	}
	if at := time.UnixMilli(c.Header.Wall); c.Header.Clock > hub.ClockUnknown && at.After(s.last) {
		s.last = at
	}
	return nil
}

// Roster writes a roster as an Excel file: the children that a filter wants.
func (f fleet) Roster(ctx context.Context, w io.Writer, filter desk.ChildFilter) error {
	ids, _, _ := f.b.roll.Page(filter)
	wanted := make(map[hub.ID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	_, err := report.WriteExport(ctx, w, f.b.forms, roster{f.b.store, wanted}, report.Export{
		Kind: "child", Format: sheet.XLSX, Personal: true, Tmp: f.b.folder.Temp(),
	})
	return err
}

// roster is the records of some children alone.
type roster struct {
	report.Records
	wanted map[hub.ID]bool
}

func (r roster) Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error {
	return r.Records.Each(ctx, kind, func(rec hub.Record) error {
		if !r.wanted[rec.Subject] {
			return nil
		}
		return visit(rec)
	})
}
