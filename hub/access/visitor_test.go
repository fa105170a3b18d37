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
