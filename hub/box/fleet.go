package box

import (
	"context"
	"io"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/care"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
	"yizhan/hub/trust"
	"yizhan/kiosk/county"
	"yizhan/mesh/sync"
)

// fleet is the county's view of its hubs.
type fleet struct{ b *Box }

// Stations lists every site, with what this hub has heard of its box: directly,
// and through the receipts that neighbours pass on.
func (f fleet) Stations(ctx context.Context) ([]county.Station, error) {
	peers := map[[32]byte]sync.PeerStatus{}
	if e := f.b.net.engine.Load(); e != nil {
		for _, p := range e.Status().Peers {
			peers[p.Key] = p
		}
	}
	stands, err := f.b.standings(ctx)
	if err != nil {
		return nil, err
	}
	children := map[hub.ID]int{}
	err = f.b.store.Each(ctx, "child", func(rec hub.Record) error {
		if c := care.As[care.Child](f.b.forms, rec); c.Withdrawn == "" {
			children[c.Site]++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []county.Station
	err = f.b.store.Each(ctx, "site", func(rec hub.Record) error {
		s := care.As[care.Site](f.b.forms, rec)
		row := county.Station{Site: s.ID, Lane: s.Lane, Name: s.Name, TownshipName: s.TownshipName, Children: children[s.ID]}
		if len(s.Hub) == len([32]byte{}) {
			key := [32]byte(s.Hub)
			if p, ok := peers[key]; ok {
				row.Direct, row.Connected, row.Seconds = true, p.Connected, p.Seconds
			}
			row.Unsent, row.Copies, row.LastDay = stands[key].missing, stands[key].copies, stands[key].last
		}
		out = append(out, row)
		return nil
	})
	return out, err
}

// standing is one hub's records as this one knows of them.
type standing struct {
	missing int64   // commits that somebody has a receipt for and that are not here
	copies  int     // other hubs that hold all that is here of it
	last    hub.Day // of its newest commit here
}

// standings sums up the origins of every hub, lane by lane.
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
	out := map[[32]byte]standing{}
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
			s := out[key]
			if err := b.addStanding(ctx, &s, key, reach.Head, held[origin]); err != nil {
				return nil, err
			}
			out[key] = s
		}
	}
	return out, nil
}

func (b *Box) addStanding(ctx context.Context, s *standing, author [32]byte, head hub.Head, receipts []hub.Receipt) error {
	own, newest, copies := b.trust.Identity().Key(), head.Seq, 0
	for _, r := range receipts {
		newest = max(newest, r.Head.Seq)
		if r.Holder != own && r.Holder != author && r.Head.Seq >= head.Seq {
			copies++
		}
	}
	s.missing += int64(newest - head.Seq)
	s.copies = max(s.copies, copies)
	if head.Seq == 0 {
		return nil
	}
	c, err := b.store.Commit(ctx, head.ID)
	if err != nil {
		return err
	}
	s.last = max(s.last, hub.DayOf(time.UnixMilli(c.Header.Wall)))
	return nil
}

// Roster writes the children's roster as an Excel file.
func (f fleet) Roster(ctx context.Context, w io.Writer, sees func(hub.Lane) bool) error {
	_, err := report.WriteExport(ctx, w, f.b.forms, seen{f.b.store, sees}, report.Export{
		Kind: "child", Format: sheet.Format("xlsx"), Personal: true, Tmp: f.b.folder.Temp(),
	})
	return err
}

// seen is the records of the lanes that somebody may see.
type seen struct {
	report.Records
	lane func(hub.Lane) bool
}

func (s seen) Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error {
	return s.Records.Each(ctx, kind, func(rec hub.Record) error {
		if !s.lane(rec.Lane) {
			return nil
		}
		return visit(rec)
	})
}

// officers is access as the county's desk wants it.
type officers struct{ b *Box }

func (o officers) Officer(ctx context.Context, token string) (county.Officer, error) {
	if token == "" {
		return county.Officer{}, hub.E(hub.CodeSignedOut, "access.over")
	}
	p, err := o.b.gate.Session(ctx, token)
	if err != nil {
		return county.Officer{}, err
	}
	out := county.Officer{Actor: p.Actor(hub.LaneCounty, false), Township: p.Township}
	logins, err := o.b.gate.Logins(ctx)
	for _, l := range logins {
		if l.Person.Staff == p.Staff {
			out.Name = l.Shown
		}
	}
	return out, err
}

func (o officers) Login(ctx context.Context, name, password string) (string, error) {
	return o.b.gate.Login(ctx, name, password)
}

func (o officers) SignOut(ctx context.Context, token string) error {
	return o.b.gate.SignOut(ctx, token)
}

func (o officers) Looked(actor hub.Actor, child hub.ID, what string) {
	o.b.looks.Look(actor, child, what)
}

// countyDesk is what the county's listener answers.
func (b *Box) countyDesk() *county.County {
	return &county.County{
		Desk: b.desk, Names: b.names, Doors: officers{b}, Fleet: fleet{b}, Room: b.room,
		Clock: b.cfg.Clock, Log: b.cfg.Log, Name: b.countyName,
	}
}

func (b *Box) countyName() string {
	if name := b.trust.Bundle().CountyName; name != "" {
		return name
	}
	return "县级"
}

// AddOfficer gives somebody a way into the county's desk, or a new password.
func (b *Box) AddOfficer(ctx context.Context, name, password string, role hub.Role, township string) error {
	_, err := b.gate.PutLogin(ctx, access.Login{
		Name: name, Shown: name, Person: access.Person{Role: role, Township: township},
	}, password)
	return err
}

// HasOfficers says whether anybody can log in yet.
func (b *Box) HasOfficers(ctx context.Context) (bool, error) {
	list, err := b.gate.Logins(ctx)
	return len(list) > 0, err
}

// isCounty says whether this box is the county's, by its certificate or, before
// the first issue, because it was started so.
func (b *Box) isCounty() bool {
	cert, ok := b.trust.Certificate()
	return b.cfg.AtCounty || ok && cert.Role == trust.RoleCounty
}
