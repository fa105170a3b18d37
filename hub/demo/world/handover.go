package world

import (
	"cmp"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// goesAlong is what a child takes to another township (hub/desk says the same).
var goesAlong = []hub.Kind{"child", "person", "enrolment", "day", "growth", "health-check", "home-visit", "insurance"}

// handsOver has the county's office write the files of children that go to another township
// on a day into the new lane, and close the old copies.
func (w *writer) handsOver(day int) error {
	for i := range w.Children {
		for n, m := range w.Children[i].Moves {
			if m.Handed != day {
				continue
			}
			if err := w.handOver(i, n, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// perCommit keeps a file in commits that travel well.
const perCommit = 40

func (w *writer) handOver(child, nth int, m Move) error {
	forms, id, at := form.Builtin(), w.ChildID(child), w.at(m.Handed, 480)
	from := w.Children[child].Home(m.Day - 1)
	old, fresh := w.offices[w.Stations[from].Township], w.offices[w.Stations[m.To].Township]
	move := w.asking(Act{Station: from, Who: child, Nth: nth}, m)
	move["state"], move["to"], move["to_name"] = "handed", w.SiteID(m.To), w.Stations[m.To].Name
	edits := append(w.file(child, m.Handed), forms.Edit("transfer", w.transferID(child, nth), id, move))
	for some := range slices.Chunk(edits, perCommit) {
		if err := fresh.write(at, hub.ID{}, false, some...); err != nil {
			return err
		}
	}
	return old.write(at, hub.ID{}, false,
		forms.Edit("child", id, id, form.Values{"withdrawn": "moved", "withdrawn_on": w.Day(m.Handed)}),
		forms.Edit("transfer", w.transferID(child, nth), id, form.Values{"state": "handed", "to": w.SiteID(m.To), "to_name": w.Stations[m.To].Name}))
}

// file is all that goes along of what was written down of a child before a day: every
// record as it stands.
func (w *writer) file(child, until int) []hub.Edit {
	type key struct {
		kind hub.Kind
		id   hub.ID
	}
	place := map[key]int{}
	var out []hub.Edit
	put := func(edits ...hub.Edit) {
		for _, e := range edits {
			if !slices.Contains(goesAlong, e.Kind) || e.Subject != w.ChildID(child) {
				continue
			}
			i, ok := place[key{e.Kind, e.Record}]
			if !ok {
				i = len(out)
				place[key{e.Kind, e.Record}] = i
				out = append(out, hub.Edit{Kind: e.Kind, Record: e.Record, Subject: e.Subject, Period: e.Period, Set: map[uint32]any{}})
			}
			for no, v := range e.Set {
				out[i].Set[no] = v
				if v == nil {
					delete(out[i].Set, no)
				}
			}
		}
	}
	var acts []Act
	w.childActs(child, func(day, station int, what What, who, nth int) {
		if day < until {
			acts = append(acts, Act{day, station, what, who, nth})
		}
	})
	slices.SortStableFunc(acts, func(a, b Act) int { return cmp.Or(a.Day-b.Day, int(a.What)-int(b.What)) })
	c := &w.Children[child]
	for _, st := range c.Stays {
		for day := st.From; day <= min(st.To, until-1, w.Days-1); day++ {
			in, out := w.Taps(day, []int{child})
			for _, t := range in {
				put(w.dayEdit(child, day, st.Station, t.Says, Nothing))
			}
			for range out {
				put(w.goesHome(child, day))
			}
		}
	}
	for _, a := range acts { // days are put right after they were noted
		put(w.edits(a)...)
	}
	put(form.Builtin().Edit("child", w.ChildID(child), w.ChildID(child), form.Values{"category": "home"}))
	return out
}
