package county

import (
	"context"
	"io"
	"slices"

	"yizhan/hub"
	"yizhan/hub/box/fleet"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
	"yizhan/hub/trust"
	"yizhan/kiosk/county"
)

// stations is the county's hubs as its desk wants them.
type stations struct{ *Office }

// Doubles names the stations whose invitation was used twice.
func (s stations) Doubles() []string {
	var names []string
	for _, c := range s.Trust.Members().Doubles() {
		if !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	return names
}

// Stations lists every site, with what this hub has heard of its box: directly,
// and through the receipts that neighbours pass on. A member without a site is
// listed too: it has joined and is not set up, or another box took its place.
func (s stations) Stations(ctx context.Context) ([]county.Station, error) {
	met := s.Fleet.Meetings()
	stands, err := s.Fleet.Standings(ctx)
	if err != nil {
		return nil, err
	}
	children := s.Roll.BySite()
	towns := map[hub.Lane]string{}
	twins, err := s.Fleet.Twins(ctx)
	if err != nil {
		return nil, err
	}
	members := s.Trust.Members()
	list, _ := members.Revocations()
	heard := func(row *county.Station, key [32]byte) {
		_, row.Out = list.Find(key)
		for _, holder := range stands[key].With {
			if c, known := members.Get(holder); known {
				row.With = append(row.With, c.Name)
			}
		}
		slices.Sort(row.With)
		row.Hub, row.Forked = key, twins[key] == fleet.Forked
		row.Connected, row.Met = met[key].Connected, met[key].At
		row.Unsent, row.Copies, row.Last = stands[key].Missing, stands[key].Copies, stands[key].Last
	}
	var out []county.Station
	listed, housed := map[hub.ID]bool{}, map[[32]byte]bool{}
	err = s.Store.Each(ctx, "site", func(rec hub.Record) error {
		site := care.As[care.Site](s.Forms, rec)
		if listed[site.ID] { // the same in the lane that it came from
			return nil
		}
		listed[site.ID] = true
		if len(site.Hub) == 0 && children[site.ID] == 0 { // given up: its box took another's place
			return nil
		}
		row := county.Station{Site: site.ID, Lane: site.Lane, Name: site.Name, TownshipName: site.TownshipName, Children: children[site.ID]}
		if site.TownshipName != "" {
			towns[site.Lane] = site.TownshipName
		}
		if len(site.Hub) == len([32]byte{}) {
			housed[[32]byte(site.Hub)] = true
			heard(&row, [32]byte(site.Hub))
		}
		out = append(out, row)
		return nil
	})
	for _, c := range members.All() {
		if housed[c.Key] || c.Role == trust.RoleCounty {
			continue
		}
		row := county.Station{Name: c.Name, Lane: hub.LaneCounty}
		if c.Township != "" {
			row.Lane = hub.TownshipLane(c.Township)
		}
		row.TownshipName = towns[row.Lane]
		row.Replaced = slices.ContainsFunc(out, func(o county.Station) bool { return !o.Site.IsZero() && o.Name == c.Name && o.Lane == row.Lane })
		heard(&row, c.Key)
		out = append(out, row)
	}
	return out, err
}

// Sent is what the county gave to all its hubs.
func (s stations) Sent(ctx context.Context, but ...hub.Kind) ([]hub.Sent, error) {
	return s.Store.Sent(ctx, hub.LanePublic, but...)
}

// Arrived is how far each hub has it.
func (s stations) Arrived(ctx context.Context, sent []hub.Sent) (map[[32]byte]map[hub.Origin]uint64, error) {
	return s.Fleet.Arrived(ctx, sent)
}

// Roster writes a roster as an Excel file: the children that a filter wants.
func (s stations) Roster(ctx context.Context, w io.Writer, filter desk.ChildFilter, columns []string) error {
	ids, _, _ := s.Roll.Page(filter)
	wanted := make(map[hub.ID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	_, err := report.WriteExport(ctx, w, s.Forms, roster{s.Store, wanted}, report.Export{
		Kind: "child", Format: sheet.XLSX, Personal: true, Columns: columns,
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
