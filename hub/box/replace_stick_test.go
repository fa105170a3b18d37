package box

import (
	"context"
	"testing"

	"yizhan/hub"
	"yizhan/hub/box/sticks"
)

// unready is a box that writes no keys before it fills a stick.
type unready struct{ sticks.Box }

func (unready) Ready(context.Context) error { return nil }

// unwilling is one that cannot.
type unwilling struct{ sticks.Box }

func (unwilling) Ready(context.Context) error { return hub.E(hub.CodeFull, "store.full") }

// One stick from the county is enough for a box in another's place: the keys are written
// before the stick is. Where they are not, it opens nothing, and where they cannot be,
// nobody is told that the stick is done.
func TestOneStickBringsTheKeysToo(t *testing.T) {
	m := burn(t, 3, true)
	at := m.fresh.Lane()
	town, _ := at.Township()
	cert, _ := m.fresh.trust.Certificate() // of which the county knows since its answer
	if _, err := m.county.trust.Members().Learn(cert.Raw); err != nil {
		t.Fatal(err)
	}
	county, station := hub.Actor{Role: hub.RoleCounty, Staff: hub.ID{1}}, hub.Actor{Role: hub.RoleHead, Staff: hub.ID{1}, Lane: at}
	carry := sticks.Carry{Dir: t.TempDir(), Townships: []string{town}}
	carries := func(box sticks.Box) error {
		m.county.usb.Box = box
		if _, err := m.county.usb.Fill(t.Context(), county, carry); err != nil {
			return err
		}
		_, err := m.fresh.usb.Take(t.Context(), station, carry)
		return err
	}
	if err := carries(unwilling{carrier{m.county}}); hub.CodeOf(err) != hub.CodeFull {
		t.Errorf("keys that cannot be written: %v", err)
	}
	if err := carries(unready{carrier{m.county}}); err != nil {
		t.Fatal(err)
	}
	for _, id := range m.children {
		if rec, err := m.fresh.store.Record(t.Context(), "child", id); err != nil || !rec.Sealed || m.opens() != 0 {
			t.Errorf("without keys it holds %+v, %v, and opens %d", rec, err, m.opens())
		}
	}
	if err := carries(carrier{m.county}); err != nil {
		t.Fatal(err)
	}
	if n := m.opens(); n != len(m.children) {
		t.Errorf("it opens %d of %d", n, len(m.children))
	}
}
