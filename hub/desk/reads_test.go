package desk_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
)

// countedLog counts the records that a Desk reads: what a page costs on a box that holds
// a hundred thousand is seen here with a few hundred.
type countedLog struct {
	desk.Log
	read int
}

func (l *countedLog) counted(recs []hub.Record, err error) ([]hub.Record, error) {
	l.read += len(recs)
	return recs, err
}

func (l *countedLog) Record(ctx context.Context, kind hub.Kind, id hub.ID) (hub.Record, error) {
	l.read++
	return l.Log.Record(ctx, kind, id)
}

func (l *countedLog) Of(ctx context.Context, subject hub.ID, kinds ...hub.Kind) ([]hub.Record, error) {
	return l.counted(l.Log.Of(ctx, subject, kinds...))
}

func (l *countedLog) OfAll(ctx context.Context, subjects []hub.ID, kinds ...hub.Kind) ([]hub.Record, error) {
	return l.counted(l.Log.OfAll(ctx, subjects, kinds...))
}

func (l *countedLog) Find(ctx context.Context, kind hub.Kind, field string, value any) ([]hub.Record, error) {
	return l.counted(l.Log.Find(ctx, kind, field, value))
}

func (l *countedLog) Pick(ctx context.Context, kind hub.Kind, name, low, high string, down bool, pick func(string) (bool, bool)) ([]hub.Record, error) {
	return l.counted(l.Log.Pick(ctx, kind, name, low, high, down, pick))
}

func (l *countedLog) Households(ctx context.Context, kind hub.Kind, field string, value any, kinds ...hub.Kind) ([]hub.Record, error) {
	return l.counted(l.Log.Households(ctx, kind, field, value, kinds...))
}

func (l *countedLog) Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error {
	return l.Log.Each(ctx, kind, func(rec hub.Record) error {
		l.read++
		return visit(rec)
	})
}

// counting is the house's Desk once more, over a log that counts.
func (h *house) counting() (*desk.Desk, *countedLog) {
	l := &countedLog{Log: h.log}
	return desk.New(l, form.Builtin(), h.clock, names.New()), l
}

// reads is how many records something reads.
func (l *countedLog) reads(t testing.TB, do func() error) int {
	t.Helper()
	l.read = 0
	if err := do(); err != nil {
		t.Fatal(err)
	}
	return l.read
}

// binder puts sheets into the log as they come from anywhere.
func (h *house) binder(n int, sheet func(i int) hub.Edit) {
	h.t.Helper()
	var drafts []hub.Draft
	for i := range n {
		drafts = append(drafts, hub.Draft{Lane: hub.LaneLocal, Author: h.head.Staff, Edits: []hub.Edit{sheet(i)}})
	}
	must[[]hub.Outcome](h.t)(h.log.AppendAll(h.t.Context(), drafts))
}

// A page of a binder reads the sheets of that page: the thirtieth as the first, what is
// open among hundreds that are closed, the last one before a new sheet. A form that seals
// what its list is ordered by is read whole, of its own site: that is the control.
func TestAPageReadsItsOwnSheets(t *testing.T) {
	h := newHouse(t)
	elsewhere := hub.NewID()
	at := func(i int) hub.ID { return []hub.ID{h.site, elsewhere}[i%2] }
	forms := form.Builtin()
	h.binder(600, func(i int) hub.Edit {
		return forms.Edit("visitor", hub.NewID(), at(i), form.Values{"who": "来人", "from": "work", "site": at(i), "day": monday.Add(-i / 4)})
	})
	h.binder(600, func(i int) hub.Edit {
		state := "closed"
		if i%100 == 0 {
			state = "open"
		}
		return forms.Edit("incident", hub.NewID(), at(i), form.Values{"what": "fall", "state": state, "site": at(i), "day": monday.Add(-i / 4), "since": monday.Add(-i / 4)})
	})
	h.binder(100, func(i int) hub.Edit {
		return forms.Edit("staff-check", hub.NewID(), h.head.Staff, form.Values{"result": "fit", "site": at(i), "day": monday.Add(-i)})
	})
	d, log := h.counting()
	list := func(kind hub.Kind, f desk.SheetFilter, rows int) func() error {
		return func() error {
			table, err := d.Sheets(t.Context(), h.head, kind, f)
			if len(table.Rows) != rows {
				t.Errorf("%s %+v: %d rows, want %d", kind, f, len(table.Rows), rows)
			}
			return err
		}
	}
	for name, tt := range map[string]struct {
		most int
		do   func() error
	}{
		"first page":     {12, list("visitor", desk.SheetFilter{Site: h.site, Most: 10}, 10)},
		"thirtieth page": {12, list("visitor", desk.SheetFilter{Site: h.site, Most: 10, Skip: 290}, 10)},
		"of some days":   {12, list("visitor", desk.SheetFilter{Site: h.site, From: monday.Add(-90), To: monday.Add(-80), Most: 10}, 10)},
		"what is open":   {7, list("incident", desk.SheetFilter{Site: h.site, Open: true, Most: 10}, 6)},
		"one before":     {5, func() error { _, err := d.Blank(t.Context(), h.head, desk.Sheet{Kind: "visitor"}); return err }},
		"what is late":   {8, func() error { _, err := d.LateSheets(t.Context(), h.head, h.site); return err }},
		"sealed days":    {51, list("staff-check", desk.SheetFilter{Site: h.site, Most: 10}, 10)},
	} {
		if got := log.reads(t, tt.do); got > tt.most || got < tt.most/3 {
			t.Errorf("%s reads %d records, want at most %d", name, got, tt.most)
		}
	}
	if got := log.reads(t, list("visitor", desk.SheetFilter{Most: 10}, 10)); got < 600 {
		t.Errorf("a list of all sites reads %d records: this counts nothing", got)
	}
}

// A list that turns leaves says what one that reads every sheet says, whatever was
// written, taken back or written again, for every way of ordering.
func TestLeavesSayWhatSheetsSay(t *testing.T) {
	forms := form.Builtin()
	h := newHouse(t)
	sites := []hub.ID{h.site, hub.NewID(), {}}
	kinds := map[hub.Kind]string{"visitor": "", "incident": "open closed", "equipment": "good broken", "care-plan": "", "staff-check": "", "guidance-visit": "planned done", "drill": ""}
	rapid.Check(t, func(rt *rapid.T) {
		kind := rapid.SampledFrom(slices.Sorted(mapsKeys(kinds))).Draw(rt, "kind")
		def, _ := forms.Get(kind)
		h.binder(rapid.IntRange(1, 12).Draw(rt, "sheets"), func(i int) hub.Edit { return anySheet(rt, h, def, sites) })
		f := desk.SheetFilter{Site: h.site, Withdrawn: rapid.Bool().Draw(rt, "withdrawn"), Open: rapid.Bool().Draw(rt, "open"), Most: rapid.IntRange(1, 5).Draw(rt, "page")}
		if rapid.Bool().Draw(rt, "days") {
			f.From, f.To = monday.Add(-rapid.IntRange(0, 6).Draw(rt, "from")), monday.Add(-rapid.IntRange(0, 6).Draw(rt, "to"))
		}
		if def.Workflow != nil && rapid.Bool().Draw(rt, "state") {
			f.State = rapid.SampledFrom(def.Workflow.States).Draw(rt, "which").Code
		}
		all := f
		all.Site, all.Most = hub.ID{}, 100_000
		var want, got []string
		for _, r := range must[desk.SheetTable](t)(h.Sheets(t.Context(), h.head, kind, all)).Rows {
			site, _ := def.Field(form.FieldSite)
			if r.Record.Fields[site.No] == h.site {
				want = append(want, orderOf(def, r)+r.Record.ID.String())
			}
		}
		order := ""
		for more := true; more; f.Skip += f.Most {
			table := must[desk.SheetTable](t)(h.Sheets(t.Context(), h.head, kind, f))
			for _, r := range table.Rows {
				next := orderOf(def, r)
				if _, down := def.OrderedBy(); order != "" && next != order && (next > order) == down {
					rt.Fatalf("%s: %q stands behind %q", kind, next, order)
				}
				order = next
				got = append(got, next+r.Record.ID.String())
			}
			more = table.More
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			rt.Fatalf("%s %+v: %d sheets by leaves, %d by reading", kind, f, len(got), len(want))
		}
	})
}

func mapsKeys[V any](m map[hub.Kind]V) func(func(hub.Kind) bool) {
	return func(yield func(hub.Kind) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// orderOf is what a row is ordered by, as text.
func orderOf(def *form.Definition, r desk.SheetRow) string {
	name, _ := def.OrderedBy()
	f, _ := def.Field(name)
	return fmt.Sprint("·", r.Record.Fields[f.No], "·")
}

// anySheet is a sheet of a form as far as its lists go: new, or written over.
func anySheet(rt *rapid.T, h *house, def *form.Definition, sites []hub.ID) hub.Edit {
	site := rapid.SampledFrom(sites).Draw(rt, "site")
	subject := h.head.Staff
	if def.Subject == "site" {
		subject = rapid.SampledFrom(sites[:2]).Draw(rt, "subject")
	}
	day := func(what string) any { return monday.Add(-rapid.IntRange(0, 6).Draw(rt, what)) }
	values := form.Values{"day": day("day"), "site": nil}
	if !site.IsZero() {
		values["site"] = site
	}
	if name, _ := def.OrderedBy(); name != form.FieldDay {
		if f, _ := def.Field(name); f.Type == form.Choice {
			values[name] = rapid.SampledFrom(f.Choices).Draw(rt, "order").Code
		} else {
			values[name] = day("order")
		}
	}
	if rapid.IntRange(0, 3).Draw(rt, "gone") == 0 {
		values[form.FieldWithdrawn] = "mistake"
	}
	if def.Workflow != nil {
		values[def.Workflow.Field] = rapid.SampledFrom(def.Workflow.States).Draw(rt, "state").Code
	}
	id := hub.DeriveID(def.Kind, subject, fmt.Sprint(rapid.IntRange(0, 20).Draw(rt, "sheet")))
	return form.Builtin().Edit(def.Kind, id, subject, values)
}

// What is due of a house reads its sheets once, and again only those of a kind of which
// one was written; a visitor's sheet, of which a house has thousands, is none of them.
func TestWhatIsDueOfAHouseIsReadOnce(t *testing.T) {
	h := newHouse(t)
	h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13803550421"))
	forms := form.Builtin()
	checked := func(day hub.Day) func(int) hub.Edit {
		return func(int) hub.Edit {
			return forms.Edit("fire-check", hub.NewID(), h.site, form.Values{"day": day, "site": h.site})
		}
	}
	h.binder(30, checked(monday.Add(-40)))
	h.binder(40, func(int) hub.Edit {
		return forms.Edit("drill", hub.NewID(), h.site, form.Values{"day": monday, "site": h.site})
	})
	d, log := h.counting()
	d.Told(hub.News{})
	due := func() (late bool, read int) {
		read = log.reads(t, func() error {
			all, err := d.Due(t.Context(), h.head, h.site, monday)
			late = slices.ContainsFunc(all, func(one desk.DueOne) bool { return one.Rule.Code == "fire-check" })
			return err
		})
		return late, read
	}
	if late, read := due(); !late || read < 70 {
		t.Fatalf("late %v, %d read: nothing is counted", late, read)
	}
	h.binder(1, func(int) hub.Edit {
		return forms.Edit("visitor", hub.NewID(), h.site, form.Values{"day": monday, "site": h.site})
	})
	d.Told(hub.News{Commit: hub.NewID(), Kinds: []hub.Kind{"visitor"}, Subjects: []hub.ID{h.site}})
	if late, read := due(); !late || read > 10 {
		t.Errorf("after a visitor: late %v, %d read", late, read)
	}
	h.binder(1, checked(monday))
	d.Told(hub.News{Commit: hub.NewID(), Kinds: []hub.Kind{"fire-check"}, Subjects: []hub.ID{h.site}})
	if late, read := due(); late || read < 31 || read > 41 {
		t.Errorf("after a check: late %v, %d read", late, read)
	}
}

// A check that was taken back was none: what it had closed is asked for again.
func TestWhatWasTakenBackClosesNothing(t *testing.T) {
	h := newHouse(t)
	h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13803550421"))
	h.Told(hub.News{})
	asked := func() bool {
		return slices.ContainsFunc(must[[]desk.DueOne](t)(h.Due(t.Context(), h.head, h.site, monday)), func(one desk.DueOne) bool { return one.Rule.Code == "fire-check" })
	}
	id := hub.NewID()
	h.binder(1, func(int) hub.Edit {
		return form.Builtin().Edit("fire-check", id, h.site, form.Values{"day": monday, "site": h.site})
	})
	h.Told(hub.News{Commit: hub.NewID(), Kinds: []hub.Kind{"fire-check"}, Subjects: []hub.ID{h.site}})
	if asked() {
		t.Fatal("it was done today")
	}
	must[hub.Outcome](t)(h.TakeBack(t.Context(), h.head, hub.NewID(), "fire-check", id, "mistake", ""))
	if !asked() {
		t.Error("it was taken back, and nobody is asked")
	}
}
