package access_test

import (
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
)

var head = hub.Actor{Staff: hub.ID{9}, Site: hub.ID{1}, Role: hub.RoleHead}

func letIn(t *testing.T, b *box) (access.Visit, string) {
	t.Helper()
	v, err := b.LetIn(ctx, head, "王医生", hub.RoleHealth, rightPIN)
	must(t, err)
	return v, b.signIn(v.Person)
}

func TestVisitorStaysUntilMidnight(t *testing.T) {
	b := newBox(t, nil) // 8:00
	v, _ := letIn(t, b)
	if v.Person.Role != hub.RoleHealth || v.Person.Site != head.Site || v.By != head.Staff || v.Day != "2026-11-23" {
		t.Errorf("let in as %+v", v)
	}
	b.pass(15*time.Hour + 59*time.Minute)
	token := b.signIn(v.Person) // 23:59
	if all, err := b.Visitors(ctx); err != nil || len(all) != 1 || all[0].Name != "王医生" {
		t.Errorf("tiles: %+v, %v", all, err)
	}
	b.pass(time.Minute)
	_, err := b.Session(ctx, token)
	tells(t, err, "access.visit-over")
	if key, _ := b.try(v.Person, rightPIN); key != "access.visit-over" {
		t.Errorf("signed in after midnight: %q", key)
	}
	if all, err := b.Visitors(ctx); err != nil || len(all) != 0 {
		t.Errorf("tiles: %+v, %v", all, err)
	}
	if has, err := b.HasPIN(ctx, v.Person.Staff); err != nil || has {
		t.Errorf("her PIN is left: %v", err)
	}
}

// No clock prolongs a visit: not one that was set back, and after a restart only
// one that can be believed shows that it is still today.
func TestVisitAndClocks(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(b *box)
		want string
	}{
		{"still the same day", func(b *box) { b.pass(2 * time.Minute) }, ""},
		{"wall clock set back, night fell", func(b *box) {
			b.elapsed += 17 * time.Hour
		}, "access.visit-over"},
		{"the county says it is tomorrow", func(b *box) {
			b.reading = hub.Reading{Wall: b.reading.Wall.AddDate(0, 0, 1), Quality: hub.ClockCounty}
		}, "access.visit-over"},
		{"restart, same day by a good clock", func(b *box) { b.restart() }, "access.covered"},
		{"restart, nobody knows the day", func(b *box) {
			b.reading.Quality = hub.ClockPersisted
			b.restart()
		}, "access.visit-over"},
	} {
		b := newBox(t, nil)
		_, token := letIn(t, b)
		tt.do(b)
		_, err := b.Session(ctx, token)
		if key, _ := told(t, err); key != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, key, tt.want)
		}
	}
}

func TestWhoLetsWhomIn(t *testing.T) {
	b := newBox(t, nil)
	for _, tt := range []struct {
		name string
		by   hub.Actor
		as   hub.Role
	}{
		{"a carer", hub.Actor{Role: hub.RoleCarer}, hub.RoleHealth},
		{"the head without her PIN", hub.Actor{Role: hub.RoleHead, Open: true}, hub.RoleHealth},
		{"as another head", head, hub.RoleHead},
		{"as the county", head, hub.RoleCounty},
		{"as the command line", head, hub.RoleBox},
	} {
		_, err := b.LetIn(ctx, tt.by, "王医生", tt.as, rightPIN)
		if hub.CodeOf(err) != hub.CodeForbidden {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	_, err := b.LetIn(ctx, head, " ", hub.RoleHealth, rightPIN)
	tells(t, err, "access.visit-name")
	_, err = b.LetIn(ctx, head, "王医生", hub.RoleHealth, "1234")
	tells(t, err, "access.pin-plain")
	if all, err := b.Visitors(ctx); err != nil || len(all) != 0 {
		t.Errorf("tiles after refusals: %+v, %v", all, err)
	}
}

func enter(t *testing.T, b *box, officer hub.ID) access.Visit {
	t.Helper()
	v, err := b.Enter(ctx, access.Visit{
		Person: access.Person{Staff: officer, Site: hub.ID{1}, Role: hub.RoleCounty}, Name: "赵敏", Made: 7,
	}, rightPIN)
	must(t, err)
	return v
}

// Who came by her badge has a tile like any visitor, under her own number; she is a
// visitor whatever the caller says, and her day ends when she or the 站长 wants.
func TestEnterAndEnd(t *testing.T) {
	b := newBox(t, nil)
	v := enter(t, b, hub.ID{5})
	token := b.signIn(v.Person)
	p, err := b.Session(ctx, token)
	must(t, err)
	if !p.Visitor || p.Staff != (hub.ID{5}) || p.Actor("", false).May(hub.ActExport) || !p.Actor("", false).May(hub.ActLook) {
		t.Errorf("she came in as %+v", p)
	}
	if v, here, err := b.Visitor(ctx, hub.ID{5}); err != nil || !here || v.Made != 7 || v.Day != "2026-11-23" {
		t.Errorf("her visit: %+v, %v, %v", v, here, err)
	}
	must(t, b.EndVisit(ctx, hub.ID{5}))
	_, err = b.Session(ctx, token)
	tells(t, err, "access.over")
	if has, err := b.HasPIN(ctx, hub.ID{5}); err != nil || has {
		t.Errorf("her PIN is left: %v", err)
	}
	must(t, b.EndVisit(ctx, hub.ID{5})) // once more is no error
}

// A visitor lets nobody in, also where her role runs a site of her own.
func TestAVisitorLetsNobodyIn(t *testing.T) {
	guest := head
	guest.Visitor = true
	if err := access.CheckVisit(guest, "王医生", hub.RoleHealth); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("let in by a visitor: %v", err)
	}
}

// Wrong PINs of a badge lock that badge, and count for the box.
func TestTriesAtABadge(t *testing.T) {
	b := newBox(t, func(o *access.Options) { o.BoxFails = 8 })
	asked := 0
	wrong := func() bool { asked++; return false }
	for range 4 {
		tells(t, b.TryBadge(ctx, hub.ID{5}, wrong), "access.wrong")
	}
	tells(t, b.TryBadge(ctx, hub.ID{5}, wrong), "access.locked")
	tells(t, b.TryBadge(ctx, hub.ID{5}, func() bool { asked++; return true }), "access.locked")
	if asked != 5 {
		t.Errorf("%d tries were looked at, want 5", asked)
	}
	must(t, b.TryBadge(ctx, hub.ID{6}, func() bool { return true })) // another's counts by itself
	b.pass(time.Minute)
	must(t, b.TryBadge(ctx, hub.ID{5}, func() bool { return true }))
	for i := range 7 {
		_ = b.TryBadge(ctx, hub.ID{byte(20 + i)}, wrong)
	}
	tells(t, b.TryBadge(ctx, hub.ID{40}, wrong), "access.wrong")
	tells(t, b.TryBadge(ctx, hub.ID{41}, wrong), "access.locked") // badge after badge: the box waits
}
