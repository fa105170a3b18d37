package access

import (
	"context"
	"slices"
	"strings"

	"yizhan/hub"
)

// Known is what everybody in the village knows of a worker: the first things that
// somebody else would try.
type Known struct {
	Days   []hub.Day // birthdays: hers, her children's
	Phones []string
}

// CheckPIN says whether figures will do as a PIN. Figures that anybody would try
// first are refused; a birthday or the tail of a phone number is a question
// (CodeQuestion), to which she may insist.
func CheckPIN(pin string, known Known, insist bool) error {
	switch {
	case !figures(pin, 4, 6):
		return hub.E(hub.CodeInvalid, "access.pin-figures").In("pin")
	case plain(pin):
		return hub.E(hub.CodeInvalid, "access.pin-plain").In("pin")
	case !insist && slices.ContainsFunc(known.Days, func(d hub.Day) bool { return birthday(pin, d) }):
		return hub.E(hub.CodeQuestion, "access.pin-birthday").In("pin")
	case !insist && slices.ContainsFunc(known.Phones, func(p string) bool { return strings.HasSuffix(p, pin) }):
		return hub.E(hub.CodeQuestion, "access.pin-phone").In("pin")
	}
	return nil
}

func figures(s string, least, most int) bool {
	return len(s) >= least && len(s) <= most && strings.Trim(s, "0123456789") == ""
}

// plain: all alike, counting up or down, one or two figures repeated, halves
// alike, and the lucky ones that come next in every list of chosen PINs.
func plain(pin string) bool {
	step := int(pin[1]) - int(pin[0])
	run := step >= -1 && step <= 1
	for i := 1; i < len(pin); i++ {
		run = run && int(pin[i])-int(pin[i-1]) == step
	}
	half := len(pin) / 2
	repeated := pin[:half] == pin[len(pin)-half:] && len(pin)%2 == 0
	pair := pin[0] == pin[1] && pin[2:] == strings.Repeat(pin[2:3], len(pin)-2) // 1122, 11222
	return run || repeated || pair || slices.Contains(lucky, pin)
}

var lucky = []string{"1314", "5201", "2580", "0852", "1590", "7890", "5200", "8848", "3344", "520131", "147258", "159357", "789456", "112233", "123321", "521521"}

// birthday says whether a PIN is a way to write a day: 0314, 1403, 1971, 710314,
// 197103, 140371.
func birthday(pin string, d hub.Day) bool {
	if _, ok := d.Time(); !ok {
		return false
	}
	y, m, day := string(d[:4]), string(d[5:7]), string(d[8:])
	return slices.Contains([]string{m + day, day + m, y, y[2:] + m, y[2:] + m + day, y + m, day + m + y[2:], "0" + m + day, m + day + "0"}, pin)
}

// HasPIN says whether a worker has chosen a PIN yet.
func (g *Gate) HasPIN(ctx context.Context, staff hub.ID) (bool, error) {
	_, ok, err := g.Book.PIN(ctx, staff)
	return ok, err
}

// SetPIN keeps a new PIN; sessions under the old one end. Who may call it for
// whom is the caller's question: she herself, signed in; the 站长 for a new worker;
// after a reset by telephone.
func (g *Gate) SetPIN(ctx context.Context, staff hub.ID, pin string, known Known, insist bool) error {
	if err := CheckPIN(pin, known, insist); err != nil {
		return err
	}
	done, err := g.turn(ctx)
	if err != nil {
		return err
	}
	hash := g.seal(pin)
	done()
	if err := g.Book.PutPIN(ctx, staff, hash); err != nil {
		return err
	}
	if err := g.clear(ctx, person(staff), 1<<30); err != nil {
		return err
	}
	g.Noted(ctx, Event{What: NotedPIN, Staff: staff})
	return g.SignOutAll(ctx, staff)
}

// tryPIN is one try at a worker's PIN.
func (g *Gate) tryPIN(ctx context.Context, staff hub.ID, pin string) error {
	if !figures(pin, 4, 6) {
		return hub.E(hub.CodeInvalid, "access.pin-figures").In("pin")
	}
	hash, ok, err := g.Book.PIN(ctx, staff)
	if err != nil {
		return err
	}
	if !ok {
		return hub.E(hub.CodeInvalid, "access.pin-none").In("pin")
	}
	err = g.try(ctx, person(staff), func() (bool, error) { return g.fits(hash, pin) })
	if e, is := err.(*hub.Error); is && e.Key == "access.locked" {
		g.Noted(ctx, Event{What: NotedLocked, Staff: staff})
	}
	return err
}
