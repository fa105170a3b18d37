package desk_test

import (
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// likely is an answer that a hurried worker gives: what stands there first, the first
// tile, the first suggestion.
func likely(b desk.Blank, f *form.Field, refs map[hub.Kind]hub.ID, last bool) any {
	if v := b.Facts.Start(f); v != nil {
		return v
	}
	if f.Start != "" && !last {
		return nil // it follows from what is answered before it
	}
	switch f.Type {
	case form.Text:
		return append(f.Suggest, "好")[0]
	case form.Int, form.Time:
		if f.Min != nil {
			return min(*f.Max, max(*f.Min, 1))
		}
		return int64(1)
	case form.Bool:
		return true
	case form.Choice:
		return f.Offered()[0].Code
	case form.Choices:
		return []string{f.Offered()[0].Code}
	case form.Day:
		return b.Day
	case form.Drawing:
		return []byte{1, 2, 3}
	case form.Ref:
		if id, ok := refs[f.Kind]; ok {
			return id
		}
	case form.Group:
		row := form.Row{}
		for i := range f.Fields {
			if v := likely(b, &f.Fields[i], refs, last); v != nil {
				row[f.Fields[i].Name] = v
			}
		}
		return []form.Row{row}
	}
	return nil
}

// better are answers where the first that comes to hand is not good enough.
var better = map[hub.Kind]form.Values{
	"background-check":  {"result": "clear"},
	"booking":           {"want": hub.Day("2026-12-01")},
	"certificate":       {"to": hub.Day("2028-01-01")},
	"contract":          {"to": hub.Day("2028-01-01")},
	"development-check": {"result": "refer"},
	"equipment":         {"built": hub.Day("2026-01-01")},
	"filing":            {"papers": []string{"licence", "place", "staff", "hygiene", "fire", "food"}},
	"guard":             {"to": hub.Day("2028-01-01")},
	"medicine":          {"second": int64(900), "third": int64(1000), "seen": []string{"box", "date"}},
	"home-visit":        {"next": hub.Day("2026-12-01")},
	"newborn-visit":     {"next": hub.Day("2026-12-01")},
	"pregnancy-visit":   {"next": hub.Day("2026-12-01")},
	"staff-file":        {"id_no": "11010519491231002X"},
}

// Every shipped sheet is filled in as it comes, by somebody who may; is in its list; goes
// the ways of its workflow; and is taken back. Who may not is refused.
func TestEverySheetIsFilledIn(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王小满", hub.ID{}, granny("李秀英", "13800000001"), mother("王丽"))
	refs := map[hub.Kind]hub.ID{"child": child, "person": h.person(child, "mother"), "staff": h.head.Staff, "group": h.board().Groups[0].ID, "site": h.site}
	for _, def := range form.Builtin().Sheets() {
		if def.Case != nil && def.Case.Own { // pages of its own write it
			continue
		}
		actor := h.head
		actor.Role = def.Write[0]
		s := desk.Sheet{Request: hub.NewID(), Kind: def.Kind, Subject: refs[def.Subject], Values: form.Values{}}
		if f, ok := def.Field(def.OncePer); ok { // which record it is
			switch f.Type {
			case form.Choice:
				s.Values[f.Name] = f.Offered()[0].Code
			case form.Text:
				s.Values[f.Name] = append(f.Suggest, "好")[0]
			default:
				s.Values[f.Name] = h.Today()
			}
		}
		for round := range 3 { // what hangs on an answer is asked after it
			b, err := h.Blank(t.Context(), actor, s)
			if err != nil {
				t.Fatalf("%s: %v", def.Kind, err)
			}
			for i := range def.Fields {
				f := &def.Fields[i]
				if def.Workflow != nil && f.Name == def.Workflow.Field || len(f.By) > 0 && !slices.Contains(f.By, actor.Role) || !f.Asked() || s.Values[f.Name] != nil || round > 0 && !b.Facts.Shown(f) {
					continue
				}
				if v := likely(b, f, refs, round > 0); v != nil {
					s.Values[f.Name] = v
				}
				if v := better[def.Kind][f.Name]; v != nil {
					s.Values[f.Name] = v
				}
			}
		}
		if _, err := h.Fill(t.Context(), actor, s); err != nil {
			t.Errorf("%s (%s): %v", def.Kind, def.Title, err)
			continue
		}
		if def.Blind() { // others read it than write it
			actor.Role = def.Read[0]
		}
		list := must[desk.SheetTable](t)(h.Sheets(t.Context(), actor, def.Kind, desk.SheetFilter{}))
		if len(list.Rows) != 1 || len(def.List) == 0 && def.Kind != "abuse-report" { // of which a list tells nothing
			t.Errorf("%s: %d rows with %d columns", def.Kind, len(list.Rows), len(def.List))
			continue
		}
		h.walk(def, list.Rows[0].Record.ID)
		s.Request = hub.NewID()
		for _, role := range []hub.Role{hub.RoleFamily, hub.RoleTownship} {
			if other := actor; !def.MayWrite(role) {
				other.Role = role
				if _, err := h.Fill(t.Context(), other, s); refusal(err)[0] != "fill.may-not" {
					t.Errorf("%s: %s fills it in: %v", def.Kind, role, err)
				}
			}
		}
		must[hub.Outcome](t)(h.TakeBack(t.Context(), actor, hub.NewID(), def.Kind, list.Rows[0].Record.ID, "mistake", ""))
	}
}

// walk takes every step that is offered until nothing more is to be done.
func (h *house) walk(def *form.Definition, id hub.ID) {
	h.t.Helper()
	if def.Workflow == nil || def.Kind == "food-sample" { // which is kept for two days
		return
	}
	at, seen := def.Workflow.States[0], []string{}
	for !at.Done || len(seen) == 0 {
		step := slices.IndexFunc(def.Workflow.Moves, func(m form.Move) bool {
			if m.From != at.Code || slices.Contains(seen, m.To) {
				return false
			}
			actor := h.head
			actor.Role = append(m.By, def.Write[0])[0]
			b, err := h.Blank(h.t.Context(), actor, desk.Sheet{Kind: def.Kind, Record: id, Values: form.Values{}})
			values := form.Values{} // what is another's to answer than who filled it in
			for _, name := range m.Needs {
				if f, ok := def.Field(name); ok && err == nil && len(f.By) > 0 && b.Record.Fields[f.No] == nil {
					values[name] = likely(b, f, nil, true)
				}
			}
			_, err = h.MoveOn(h.t.Context(), actor, desk.Moving{Request: hub.NewID(), Kind: def.Kind, Record: id, From: m.From, To: m.To, Values: values})
			return err == nil
		})
		if step < 0 {
			waits := slices.ContainsFunc(def.Workflow.Moves, func(m form.Move) bool { return m.From == at.Code && m.After > 0 })
			if !at.Done && !waits { // its days of 公示 have tests of their own
				h.t.Errorf("%s stays at %s", def.Kind, at.Code)
			}
			return
		}
		seen = append(seen, at.Code)
		at, _ = def.Workflow.State(def.Workflow.Moves[step].To)
	}
}

// The free SMA screening is one a pregnancy: noted twice, by two workers, on two days, it
// is one record.
func TestSMAOncePerPregnancy(t *testing.T) {
	h := newHouse(t)
	r := desk.Registration{Request: hub.NewID(), Category: "expecting", Unnamed: true, Site: h.site, People: []desk.Person{mother("赵小红")}}
	family := must[desk.Registered](t)(h.Register(t.Context(), h.head, r)).Child
	for role, day := range map[hub.Role]hub.Day{hub.RoleHead: monday.Add(-3), hub.RoleHealth: monday} {
		actor := h.head
		actor.Role = role
		must[hub.Outcome](t)(h.NoteDue(t.Context(), actor, desk.DueDone{Request: hub.NewID(), Subject: family, Item: "screen-sma", Day: day}))
	}
	recs := h.sheet("screening", family)
	if len(recs) != 1 || recs[0].Period != "sma" {
		t.Errorf("%d records of the screening: %+v", len(recs), recs)
	}
}
