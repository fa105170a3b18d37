package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// Who says what to a call: a station does not answer itself, that a number was reached is
// a person's word, and a neighbour's word ends the ringing.
func TestWordsToAlarms(t *testing.T) {
	h := newHouse(t)
	id, err := h.Ring(t.Context(), h.wall, hub.NewID(), "hold", false)
	if err != nil {
		t.Fatal(err)
	}
	other := hub.NewID() // the neighbour, whose call this is not
	for _, c := range []struct {
		name     string
		of       hub.ID
		what     string
		by       hub.ID
		said     bool
		answered bool
	}{
		{"the station itself is on its way", h.site, "going", h.head.Staff, false, false},
		{"110 was reached, nobody says by whom", h.site, "110", hub.ID{}, false, false},
		{"110 was reached", h.site, "110", h.head.Staff, true, false},
		{"another's number", other, "110", h.head.Staff, false, false},
		{"no word that there is", h.site, "999", h.head.Staff, false, false},
		{"a neighbour's call", other, "going", hub.ID{}, true, true},
		{"a call of nobody", hub.ID{}, "going", hub.ID{}, false, false},
	} {
		to := id
		if c.of == other {
			to = hub.DeriveID("alarm", other, c.name)
		}
		_, err := h.SayToAlarm(t.Context(), h.wall, desk.AlarmSaid{Request: hub.NewID(), Alarm: to, Of: c.of, What: c.what, By: c.by, Seconds: 9})
		if (err == nil) != c.said {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	a, err := h.AlarmOf(t.Context(), id)
	if err != nil || len(a.Words) != 1 || !a.Rings() {
		t.Errorf("the call rings %v with %d words: %v", a.Rings(), len(a.Words), err)
	}
}

// Whoever is in need is heard: a drill gives way to a real call, a real one is one however
// often the button is pressed, and only who is signed in ends it.
func TestRingingAndEnding(t *testing.T) {
	h := newHouse(t)
	ring := func(drill bool) hub.ID {
		t.Helper()
		id, err := h.Ring(t.Context(), h.wall, hub.NewID(), "page", drill)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	drill := ring(true)
	real := ring(false)
	for _, c := range []struct {
		name     string
		got      hub.ID
		want     hub.ID
		distinct bool
	}{{"pressed again", ring(false), real, false}, {"a drill during a call", ring(true), real, false}, {"a call during a drill", real, drill, true}} {
		if (c.got == c.want) == c.distinct {
			t.Errorf("%s: %v and %v", c.name, c.got, c.want)
		}
	}
	open, err := h.OpenAlarms(t.Context())
	if err != nil || len(open) != 2 || open[0].ID != real {
		t.Errorf("the real one does not come first: %+v %v", open, err)
	}
	stranger := h.head
	stranger.Site = hub.NewID()
	for _, c := range []struct {
		name, state, reason string
		who                 hub.Actor
		alarm               hub.ID
		code                hub.Code
		open                int
	}{
		{"a real call, nobody signed in", "over", "", h.wall, real, hub.CodeSignedOut, 2},
		{"another station's", "over", "", stranger, real, hub.CodeForbidden, 2},
		{"false, and no reason", "false", "", h.head, real, hub.CodeInvalid, 2},
		{"false", "false", "child", h.head, real, "", 1},
		{"once more", "over", "", h.head, real, "", 1},
		{"a drill, nobody signed in", "over", "", h.wall, drill, "", 0},
	} {
		_, err := h.EndAlarm(t.Context(), c.who, hub.NewID(), c.alarm, c.state, c.reason)
		if (err != nil || c.code != "") && hub.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.name, err)
		}
		if open, err := h.OpenAlarms(t.Context()); err != nil || len(open) != c.open {
			t.Errorf("%s: %d are open, want %d: %v", c.name, len(open), c.open, err)
		}
	}
	if a, err := h.AlarmOf(t.Context(), real); err != nil || a.State != "false" || a.Reason != "child" {
		t.Errorf("who said so first is not heard: %+v %v", a, err)
	}
	if last, err := h.Drilled(t.Context(), []hub.ID{h.site}); err != nil || len(last) != 0 {
		t.Errorf("nobody answered the drill, and it counts: %v %v", last, err)
	}
}

// Which key a button types is the site's: none that spells words or that a scanner needs,
// and only who runs the site says so.
func TestAlarmKey(t *testing.T) {
	h := newHouse(t)
	carer := h.head
	carer.Role = hub.RoleCarer
	for _, c := range []struct {
		who  hub.Actor
		key  string
		code string
	}{
		{h.head, "F9", ""}, {h.head, "F24", ""}, {h.head, "ScrollLock", ""}, {h.head, "AudioVolumeUp", ""},
		{h.head, "KeyA", "alarm.key"}, {h.head, "Digit1", "alarm.key"}, {h.head, "Numpad7", "alarm.key"}, {h.head, "Enter", "alarm.key"},
		{h.head, "F25", "alarm.key"}, {h.head, "xF9", "alarm.key"}, {h.head, "F9 KeyA", "alarm.key"}, {h.head, `F9"><script>`, "alarm.key"},
		{carer, "F9", "desk.may-not"}, {h.wall, "F9", "desk.pin"}, {h.head, "", ""},
	} {
		if _, err := h.SetAlarmKey(t.Context(), c.who, hub.NewID(), c.key); code(err) != c.code {
			t.Errorf("%s by %s: %v, want %q", c.key, c.who.Role, err, c.code)
		}
	}
}

// The month's try counts however it was called for, and how stands with it.
func TestDrillWithTheButton(t *testing.T) {
	h := newHouse(t)
	id, err := h.Ring(t.Context(), h.wall, hub.NewID(), "usb", true)
	if err != nil {
		t.Fatal(err)
	}
	near := h.wall
	near.Site = hub.NewID()
	must[hub.Outcome](t)(h.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Edits: []hub.Edit{form.Builtin().Edit("site", near.Site, near.Site, form.Values{"name": "东山站", "role": "station"})}}))
	must[hub.Outcome](t)(h.SayToAlarm(t.Context(), near, desk.AlarmSaid{Request: hub.NewID(), Alarm: id, Of: h.site, What: "going", Seconds: 9}))
	must[hub.Outcome](t)(h.EndAlarm(t.Context(), h.wall, hub.NewID(), id, "over", ""))
	recs := must[[]hub.Record](t)(h.log.Of(t.Context(), h.site, "alarm-test"))
	if len(recs) != 1 {
		t.Fatalf("%d tries", len(recs))
	}
	if got := care.As[care.AlarmTest](form.Builtin(), recs[0]); got.How != "usb" || got.Seconds != 9 || got.Station != "东山站" {
		t.Errorf("%+v", got)
	}
}

// What the head writes down is what the call's page says; written once, mended after.
func TestAlarmNumbers(t *testing.T) {
	h := newHouse(t)
	if n, err := h.AlarmNumbers(t.Context(), h.site); err != nil || n.Address != "" {
		t.Fatalf("before: %+v %v", n, err)
	}
	sheet := desk.Sheet{Request: hub.NewID(), Kind: "alarm-numbers", Subject: h.site, Values: form.Values{"address": "村委会东边", "phone": "03556001218", "town_phone": "03556001000"}}
	if _, err := h.Fill(t.Context(), h.head, sheet); err != nil {
		t.Fatal(err)
	}
	n, err := h.AlarmNumbers(t.Context(), h.site)
	if err != nil || n.Address != "村委会东边" || n.Town != "03556001000" {
		t.Errorf("%+v %v", n, err)
	}
	phones, err := h.SitePhones(t.Context(), []hub.ID{h.site})
	if err != nil || phones[h.site] != "03556001218" {
		t.Errorf("%v %v", phones, err)
	}
}
