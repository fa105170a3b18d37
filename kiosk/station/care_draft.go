package station

import (
	"yizhan/hub"
	"yizhan/hub/desk"
)

// What was tapped about a child's day and is not noted yet is kept with each tap, as every
// other page's: after a power cut she goes on where she was. It is worth something on its
// day only.

// careDraft is the draft of a page of the day's care: lunch of one class.
func careDraft(what string, group string) string { return "care/" + what + "/" + group }

// talkDraft is the draft of short questions about a child: a look at it, a call.
func talkDraft(what string, child hub.ID) string { return what + "/" + child.String() }

// tapped is what careTaps keeps: the children whose tile does not stand where it began,
// and where it began. What somebody else has noted meanwhile is not said again.
type tapped struct {
	Day    hub.Day
	Picked hub.ID
	Ago    int
	Said   map[hub.ID][2]string // first, now
}

// talked is how far short questions have got.
type talked struct {
	Day  hub.Day
	Said string
}

// kept is what of the taps has to be kept.
func (t careTaps) kept(day hub.Day, b desk.CareBoard, first func(desk.CareKid) string) tapped {
	d := tapped{Day: day, Picked: t.picked, Ago: t.ago, Said: map[hub.ID][2]string{}}
	for _, k := range b.Kids {
		if now, shown := t.said[k.Child.ID]; shown && now != first(k) {
			d.Said[k.Child.ID] = [2]string{first(k), now}
		}
	}
	return d
}

// begin is a page as it opens: every tile where it begins, but for what was kept today.
func (d tapped) begin(group string, day hub.Day, b desk.CareBoard, first func(desk.CareKid) string) careTaps {
	if d.Day != day {
		d = tapped{}
	}
	t := careTaps{group: group, picked: d.Picked, ago: d.Ago, said: map[hub.ID]string{}}
	for _, k := range b.Kids {
		id := k.Child.ID
		t.said[id] = first(k)
		if was, ok := d.Said[id]; ok && was[0] == t.said[id] {
			t.said[id] = was[1]
		}
	}
	return t
}

// ofGroup is the address of a page of one class.
func ofGroup(at, group string) string {
	if group == "" {
		return at
	}
	return at + "?group=" + group
}
