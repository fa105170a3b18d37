package box

import (
	"context"
	"errors"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/box/county"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
	"yizhan/kiosk/web"
)

// boxFails is after how many wrong PINs, everybody's together, a box makes
// everybody wait: somebody is trying tile after tile.
const boxFails = 20

func (b *Box) openAccess(ctx context.Context) error {
	began := time.Now()
	elapsed := func() time.Duration { return time.Since(began) } // monotonic
	o := access.Options{
		Book: b.local, Clock: b.cfg.Clock, Pepper: b.trust.Identity().Local,
		Elapsed:  elapsed,
		ResetKey: b.resetKey,
		Noted:    b.noteEvent,
	}
	if b.isCounty() {
		o.Idle = county.Idle
	} else {
		o.BoxFails = boxFails
	}
	if err := b.openBook(ctx, &o); err != nil {
		return err
	}
	b.gate = access.New(o)
	b.looks = access.NewLooks(b.cfg.Clock, elapsed, b.noteLooks)
	return nil
}

// resetKey is what this box and the county both can compute, offline.
func (b *Box) resetKey() (key [32]byte, ok bool) {
	if _, enrolled := b.trust.Certificate(); !enrolled {
		return key, false
	}
	key, err := b.trust.Identity().Shared(b.trust.Bundle().CountyX25519, resetPurpose)
	return key, err == nil
}

// noteEvent keeps the trail of a telephone reset; other events are the log file's.
func (b *Box) noteEvent(ctx context.Context, e access.Event) {
	b.cfg.Log.Info("access", "what", e.What, "staff", e.Staff.String())
	if b.isCounty() {
		if err := b.office.NoteEvent(ctx, e); err != nil {
			b.cfg.Log.Error("a login was not put on the trail", "cause", err)
		}
		return
	}
	if e.What != access.NotedReset {
		return
	}
	if err := b.desk.NoteReset(ctx, b.Lane(), e.Staff); err != nil {
		b.cfg.Log.Error("a reset was not put on the trail", "cause", err)
	}
}

// TrailLane is the lane of looks and exports, which the county reads.
func (b *Box) TrailLane() hub.Lane {
	cert, enrolled := b.trust.Certificate()
	switch {
	case !enrolled:
		return hub.LaneLocal
	case cert.Role == trust.RoleCounty:
		return hub.LaneCounty
	}
	return cert.Trail()
}

// noteLooks commits gathered looks to the lane that the county reads.
func (b *Box) noteLooks(ctx context.Context, looks []access.Look) error {
	out := make([]desk.Look, len(looks))
	for i, l := range looks {
		out[i] = desk.Look(l)
	}
	return b.desk.NoteLooks(ctx, b.TrailLane(), out)
}

// doors is access as the station's screens want it: who works here stands in the
// staff records.
type doors struct{ b *Box }

func (d doors) Session(ctx context.Context, token string) (web.Session, error) {
	open := web.Session{Actor: hub.Actor{Role: hub.RoleCarer, Open: true}}
	var err error
	if open.Idle, err = d.idle(ctx); err != nil {
		return web.Session{}, err
	}
	if open.Actor.Site, err = d.actsFor(ctx, hub.ID{}, hub.ID{}); err != nil {
		return web.Session{}, err
	}
	if token == "" {
		return open, nil
	}
	p, err := d.b.gate.Session(ctx, token)
	if hub.CodeOf(err) == hub.CodeSignedOut && err != nil {
		return open, nil
	}
	if err != nil {
		return web.Session{}, err
	}
	s := web.Session{Actor: p.Actor(d.b.Lane(), false), Signed: true, Idle: open.Idle}
	if p.Visitor {
		v, here, err := d.b.visitor(ctx, p.Staff)
		if err != nil || !here { // her badge was taken back meanwhile
			return open, err
		}
		s.Name = v.Name
		return s, nil
	}
	staff, err := d.b.staffMember(ctx, p.Staff)
	if err != nil && hub.CodeOf(err) == hub.CodeSignedOut { // she left: nobody is signed in
		return open, nil
	}
	if err != nil {
		return web.Session{}, err
	}
	s.Name, s.Peg, s.Actor.Role = staff.Name, staff.Peg, staff.Role
	if s.Actor.Site, err = d.actsFor(ctx, p.Staff, staff.Site); err != nil {
		return web.Session{}, err
	}
	looks, err := d.b.local.Setting(ctx, "looks/"+p.Staff.String())
	if err != nil {
		return web.Session{}, err
	}
	s.Contrast = len(looks) > 0 && looks[0] == 'c'
	if len(looks) > 1 {
		s.Text = looks[1:]
	}
	return s, nil
}

// staffMember reads a worker; one who left has no session any more.
func (b *Box) staffMember(ctx context.Context, id hub.ID) (care.Staff, error) {
	rec, err := b.store.Record(ctx, "staff", id)
	if err != nil {
		return care.Staff{}, err
	}
	s := care.As[care.Staff](b.forms, rec)
	if s.Left {
		return care.Staff{}, hub.E(hub.CodeSignedOut, "access.over")
	}
	return s, nil
}

func (d doors) SignIn(ctx context.Context, staff hub.ID, pin string) (string, error) {
	if v, here, err := d.b.visitor(ctx, staff); err != nil || here {
		if err != nil {
			return "", err
		}
		return d.b.gate.SignIn(ctx, v.Person, pin)
	}
	s, err := d.b.staffMember(ctx, staff)
	if err != nil {
		return "", err
	}
	return d.b.gate.SignIn(ctx, access.Person{Staff: staff, Site: s.Site, Role: s.Role}, pin)
}

func (d doors) SignOut(ctx context.Context, token string) error { return d.b.gate.SignOut(ctx, token) }

func (d doors) Cover(token string) { d.b.gate.Cover(token) }

func (d doors) Uncover(ctx context.Context, token, pin string) error {
	return d.b.gate.Uncover(ctx, token, pin)
}

// Resting is whose session lies under its cover.
func (d doors) Resting(ctx context.Context, token string) (hub.ID, bool, error) {
	if token == "" {
		return hub.ID{}, false, nil
	}
	p, err := d.b.gate.Session(ctx, token)
	if e, ok := errors.AsType[*hub.Error](err); ok && e.Code == hub.CodeSignedOut {
		return p.Staff, e.Key == "access.covered", nil
	}
	return hub.ID{}, false, err
}

func (d doors) SignOutAll(ctx context.Context, staff hub.ID) error {
	return d.b.gate.SignOutAll(ctx, staff)
}

func (d doors) Locked(ctx context.Context, staff hub.ID) (time.Duration, error) {
	return d.b.gate.Locked(ctx, staff)
}

func (d doors) CheckPIN(pin string) error { return access.CheckPIN(pin, access.Known{}, false) }

// ActFor keeps which site a worker acts for; it is the box's own business and in no
// record.
func (d doors) ActFor(ctx context.Context, staff, site hub.ID) error {
	return d.b.local.PutSetting(ctx, "site/"+staff.String(), site.String())
}

// actsFor is what ActFor kept, or else.
func (d doors) actsFor(ctx context.Context, staff, otherwise hub.ID) (hub.ID, error) {
	kept, err := d.b.local.Setting(ctx, "site/"+staff.String())
	if err != nil {
		return hub.ID{}, err
	}
	if id, err := hub.ParseID(kept); err == nil {
		return id, nil
	}
	return otherwise, nil // never chosen
}

func (d doors) HasPIN(ctx context.Context, staff hub.ID) (bool, error) {
	return d.b.gate.HasPIN(ctx, staff)
}

func (d doors) SetPIN(ctx context.Context, staff hub.ID, pin string) error {
	if err := d.b.gate.SetPIN(ctx, staff, pin, access.Known{}, false); err != nil {
		return err
	}
	if err := d.b.rekeyWay(ctx, staff, pin); err != nil {
		return err
	}
	return d.b.gate.SignOutAll(ctx, staff)
}

func (d doors) Choose(ctx context.Context, staff hub.ID, text string, contrast bool) error {
	look := "p"
	if contrast {
		look = "c"
	}
	return d.b.local.PutSetting(ctx, "looks/"+staff.String(), look+text)
}

// settingIdle is after how many seconds the screens of this box go under their cover.
const settingIdle = "idle"

func (d doors) SetIdle(ctx context.Context, seconds int) error {
	return d.b.local.PutSetting(ctx, settingIdle, strconv.Itoa(seconds))
}

func (d doors) idle(ctx context.Context) (int, error) {
	kept, err := d.b.local.Setting(ctx, settingIdle)
	if err != nil || kept == "" {
		return 0, err
	}
	return strconv.Atoi(kept)
}

func (d doors) ResetOut(ctx context.Context, staff hub.ID) (string, error) {
	return d.b.gate.ResetOut(ctx, staff)
}

func (d doors) ResetIn(ctx context.Context, staff hub.ID, figures string) error {
	return d.b.gate.ResetIn(ctx, staff, figures)
}

func (d doors) Looked(actor hub.Actor, child hub.ID, what string) {
	d.b.looks.Look(actor, child, what)
}
