package desk_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

const wholeKind = hub.Kind("x-140427-whole")

// sheetHouse is a house that knows the form that has everything.
func sheetHouse(t testing.TB) (*house, hub.ID) {
	t.Helper()
	b, err := os.ReadFile("../form/testdata/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	def, err := form.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	forms := form.Builtin().Own()
	if refused := forms.Learn([]*form.Definition{def}); len(refused) > 0 {
		t.Fatal(refused)
	}
	h := newHouseOf(t, forms)
	return h, h.enrolled("王小满", hub.ID{}, granny("李秀英", "13800000001"))
}

func (h *house) value(rec hub.Record, name string) any {
	def, _ := h.Forms().Get(rec.Kind)
	f, _ := def.Field(name)
	return rec.Fields[f.No]
}

func (h *house) sheet(kind hub.Kind, subject hub.ID) []hub.Record {
	return must[[]hub.Record](h.t)(h.log.Of(h.t.Context(), subject, kind))
}

// refusal is the key of an error, or of the first of several, and its field.
func refusal(err error) [2]string {
	e, ok := errors.AsType[*hub.Error](err)
	if !ok {
		return [2]string{}
	}
	return [2]string{e.Key, e.Field}
}

func TestFill(t *testing.T) {
	h, child := sheetHouse(t)
	fill := func(v form.Values, sure bool) error {
		_, err := h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: v, Sure: sure})
		return err
	}
	// A healthy child: nothing of the fever is asked, and what was slipped in is dropped.
	if err := fill(form.Values{"temp": 366, "medicine": "布洛芬"}, false); err != nil {
		t.Fatal(err)
	}
	rec := h.sheet(wholeKind, child)[0]
	if h.value(rec, "fever") != false || h.value(rec, "medicine") != nil || rec.Period != string(monday) || h.value(rec, "site") != h.site || h.value(rec, "day") != string(monday) || h.value(rec, "state") != "home" {
		t.Errorf("stored %v of %s", rec.Fields, rec.Period)
	}
	for _, c := range []struct {
		name   string
		values form.Values
		sure   bool
		want   [2]string
	}{
		{"too hot to be true", form.Values{"temp": 500}, false, [2]string{"form.range", "temp"}},
		{"fever asks for signs", form.Values{"temp": 385, "medicine": "没吃"}, false, [2]string{"form.required", "signs"}},
		{"fever asks what was done", form.Values{"temp": 385, "signs": []string{"rash"}}, false, [2]string{"form.say", "called"}},
		{"back before it left", form.Values{"temp": 385, "signs": []string{"rash"}, "medicine": "没吃", "back": monday}, false, [2]string{"form.say", "back"}},
		{"at night, asked", form.Values{"at": 300}, false, [2]string{"form.say", "at"}},
		{"at night, and she is sure", form.Values{"at": 300}, true, [2]string{}},
		{"no such sign", form.Values{"temp": 385, "signs": []string{"cold"}, "medicine": "没吃"}, false, [2]string{"form.type", "signs"}},
		{"fever, all said", form.Values{"temp": 385, "signs": []string{"rash"}, "medicine": "没吃", "since_when": "2026-11-23T06:30"}, false, [2]string{}},
	} {
		if got := refusal(fill(c.values, c.sure)); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	rec = h.sheet(wholeKind, child)[0]
	if n := len(h.sheet(wholeKind, child)); n != 1 || h.value(rec, "fever") != true || h.value(rec, "since_when") != "2026-11-23T06:30" {
		t.Errorf("%d sheets of one day, %v", n, rec.Fields)
	}
	// She mistyped: healthy again, and what was asked of the fever goes.
	if err := fill(form.Values{"temp": 365}, false); err != nil {
		t.Fatal(err)
	}
	if rec = h.sheet(wholeKind, child)[0]; h.value(rec, "signs") != nil || h.value(rec, "fever") != false {
		t.Errorf("of the fever stays %v", rec.Fields)
	}
}

func TestFillIsOnceARequest(t *testing.T) {
	h, child := sheetHouse(t)
	s := desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: form.Values{"temp": 366}}
	first := must[hub.Outcome](t)(h.Fill(t.Context(), h.head, s))
	if again := must[hub.Outcome](t)(h.Fill(t.Context(), h.head, s)); again.Commit != first.Commit || !again.Again {
		t.Errorf("sent again: %+v, first %+v", again, first)
	}
}

func TestFillRights(t *testing.T) {
	h, child := sheetHouse(t)
	as := func(role hub.Role, open bool) [2]string {
		actor := h.head
		actor.Role, actor.Open = role, open
		_, err := h.Fill(t.Context(), actor, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: form.Values{"temp": 366}})
		return refusal(err)
	}
	for role, want := range map[hub.Role]string{hub.RoleHead: "", hub.RoleCarer: "", hub.RoleHealth: "fill.may-not", hub.RoleTownship: "fill.may-not", hub.RoleFamily: "fill.may-not"} {
		if got := as(role, false); got[0] != want {
			t.Errorf("%s: %v, want %s", role, got, want)
		}
	}
	if got := as(hub.RoleHead, true); got[0] != "desk.pin" {
		t.Errorf("on the open wall: %v", got)
	}
	reader := h.head
	reader.Role = hub.RoleHealth
	if table, err := h.Sheets(t.Context(), reader, wholeKind, desk.SheetFilter{}); err != nil || len(table.Rows) != 1 {
		t.Errorf("a reader sees %v, %v", table, err)
	}
	reader.Role = hub.RoleTownship
	if _, err := h.Sheets(t.Context(), reader, wholeKind, desk.SheetFilter{}); refusal(err)[0] != "fill.may-not" {
		t.Errorf("who may not read: %v", err)
	}
	// Kinds with use cases of their own are no sheets, whoever asks.
	for _, kind := range []hub.Kind{"staff", "consent", "wrap", "erasure", "none"} {
		_, err := h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: kind, Subject: child})
		if refusal(err)[0] != "fill.kind" {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// What a family has refused is not taken down; what it has not answered waits.
func TestFillAsksConsent(t *testing.T) {
	h, child := sheetHouse(t)
	picture := form.Picture{Hash: hub.Hash{1}, Thumb: []byte("jpg")}
	fill := func() [2]string {
		_, err := h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: form.Values{"temp": 366, "photo": picture}})
		return refusal(err)
	}
	if got := fill(); got[0] != "" {
		t.Fatal(got)
	}
	must[hub.Outcome](t)(h.Consent(t.Context(), h.head, desk.ConsentSheet{Request: hub.NewID(), Child: child, Refused: []hub.Purpose{"photo"}, Way: "screen", ByName: "李秀英", Signature: []byte("s"), Day: monday}))
	picture.Hash[0] = 2
	if got := fill(); got != [2]string{"fill.refused", "photo"} {
		t.Errorf("after a no: %v", got)
	}
}

func TestSeenByAnother(t *testing.T) {
	h, child := sheetHouse(t)
	first := must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: form.Values{"temp": 366}}))
	rec := h.sheet(wholeKind, child)[0]
	s := desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Record: rec.ID, Seen: first.Commit, Values: form.Values{"temp": 367}}
	must[hub.Outcome](t)(h.Fill(t.Context(), h.head, s))
	s.Request, s.Values = hub.NewID(), form.Values{"temp": 368}
	if _, err := h.Fill(t.Context(), h.head, s); refusal(err)[0] != "desk.changed-meanwhile" {
		t.Errorf("over what she has not seen: %v", err)
	}
}

func TestFillAll(t *testing.T) {
	h, child := sheetHouse(t)
	other := h.enrolled("李小雨", hub.ID{}, granny("王改香", "13800000002"))
	sheets := []desk.Sheet{
		{Kind: wholeKind, Subject: child, Values: form.Values{"temp": 366}},
		{Kind: wholeKind, Subject: other, Values: form.Values{"temp": 999}},
	}
	request := hub.NewID()
	_, err := h.FillAll(t.Context(), h.head, request, sheets)
	wrong, ok := errors.AsType[desk.SheetErrors](err)
	if !ok || len(wrong) != 1 || refusal(wrong[1])[1] != "temp" || len(h.sheet(wholeKind, child)) != 0 {
		t.Fatalf("one row is wrong: %v, stored %d", err, len(h.sheet(wholeKind, child)))
	}
	sheets[1].Values["temp"] = 367
	outs := must[[]hub.Outcome](t)(h.FillAll(t.Context(), h.head, request, sheets))
	again := must[[]hub.Outcome](t)(h.FillAll(t.Context(), h.head, request, sheets))
	if len(outs) != 2 || outs[0].Commit == outs[1].Commit || again[1].Commit != outs[1].Commit {
		t.Errorf("stored as %v, again %v", outs, again)
	}
	batch := must[[]hub.ID](t)(h.log.Batch(t.Context(), hub.DeriveID("sheets", request, "")))
	if len(batch) != 2 {
		t.Errorf("a batch of %d", len(batch))
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), batch...))
	if rec := h.sheet(wholeKind, other)[0]; h.value(rec, "temp") != nil {
		t.Errorf("undone, and still %v", rec.Fields)
	}
}

func TestTakeBack(t *testing.T) {
	h, child := sheetHouse(t)
	must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: form.Values{"temp": 366}}))
	rec := h.sheet(wholeKind, child)[0]
	if _, err := h.TakeBack(t.Context(), h.head, hub.NewID(), wholeKind, rec.ID, "bored", ""); refusal(err)[0] != "fill.why" {
		t.Errorf("without reason: %v", err)
	}
	out := must[hub.Outcome](t)(h.TakeBack(t.Context(), h.head, hub.NewID(), wholeKind, rec.ID, "mistake", "记到别人身上了"))
	rows := func(f desk.SheetFilter) int {
		return len(must[desk.SheetTable](t)(h.Sheets(t.Context(), h.head, wholeKind, f)).Rows)
	}
	if rows(desk.SheetFilter{}) != 0 || rows(desk.SheetFilter{Withdrawn: true}) != 1 {
		t.Errorf("listed %d, with those taken back %d", rows(desk.SheetFilter{}), rows(desk.SheetFilter{Withdrawn: true}))
	}
	if _, err := h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Record: rec.ID, Values: form.Values{"temp": 367}}); refusal(err)[0] != "fill.gone" {
		t.Errorf("over what was taken back: %v", err)
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if rows(desk.SheetFilter{}) != 1 {
		t.Error("undone, and still not listed")
	}
	// The day's sheet filled in anew stands again.
	must[hub.Outcome](t)(h.TakeBack(t.Context(), h.head, hub.NewID(), wholeKind, rec.ID, "mistake", ""))
	must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: form.Values{"temp": 368}}))
	if rows(desk.SheetFilter{}) != 1 {
		t.Error("filled in anew, and not listed")
	}
}

func TestMoveOn(t *testing.T) {
	h, child := sheetHouse(t)
	fever := form.Values{"temp": 385, "signs": []string{"rash"}, "medicine": "没吃"}
	must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: fever}))
	rec := h.sheet(wholeKind, child)[0]
	open := must[desk.SheetTable](t)(h.Sheets(t.Context(), h.head, wholeKind, desk.SheetFilter{Open: true}))
	if len(open.Rows) != 1 || open.Rows[0].State.Label != "在家歇着" || open.Rows[0].Due != monday.Add(3) {
		t.Errorf("open: %+v", open.Rows)
	}
	blank := must[desk.Blank](t)(h.Blank(t.Context(), h.head, desk.Sheet{Kind: wholeKind, Record: rec.ID}))
	if len(blank.Moves) != 0 {
		t.Errorf("it may go on without its day: %v", blank.Moves)
	}
	m := desk.Moving{Request: hub.NewID(), Kind: wholeKind, Record: rec.ID, From: "home", To: "back"}
	if _, err := h.MoveOn(t.Context(), h.head, m); refusal(err)[0] != "fill.move-not" {
		t.Errorf("without its day: %v", err)
	}
	m.Values = form.Values{"back": monday.Add(2)}
	reader := h.head
	reader.Role = hub.RoleHealth
	if _, err := h.MoveOn(t.Context(), reader, m); refusal(err)[0] != "fill.may-not" {
		t.Errorf("somebody else: %v", err)
	}
	h.clock.set(monday.Add(2), 8, 0)
	must[hub.Outcome](t)(h.MoveOn(t.Context(), h.head, m))
	must[hub.Outcome](t)(h.MoveOn(t.Context(), h.head, m))
	rec = h.sheet(wholeKind, child)[0]
	if h.value(rec, "state") != "back" || h.value(rec, "since") != string(monday.Add(2)) {
		t.Errorf("stands at %v since %v", h.value(rec, "state"), h.value(rec, "since"))
	}
	// Only moves change it.
	_, err := h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Record: rec.ID, Values: form.Values{"state": "home", "temp": 386}})
	if rec = h.sheet(wholeKind, child)[0]; err != nil || h.value(rec, "state") != "back" {
		t.Errorf("filled in to %v, %v", h.value(rec, "state"), err)
	}
	table := must[desk.SheetTable](t)(h.Sheets(t.Context(), h.head, wholeKind, desk.SheetFilter{Open: true}))
	if len(table.Rows) != 0 {
		t.Error("done, and still open")
	}
	m.Request, m.From, m.To = hub.NewID(), "home", "gone"
	if _, err := h.MoveOn(t.Context(), h.head, m); refusal(err)[0] != "fill.move" {
		t.Errorf("from where it does not stand: %v", err)
	}
}

func TestBlankStartsFromTheLast(t *testing.T) {
	h, child := sheetHouse(t)
	must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: form.Values{"temp": 366}}))
	h.clock.set(monday.Add(1), 8, 0)
	blank := must[desk.Blank](t)(h.Blank(t.Context(), h.head, desk.Sheet{Kind: wholeKind, Subject: child}))
	temp, _ := blank.Def.Field("temp")
	medicine, _ := blank.Def.Field("medicine")
	if blank.Facts.Start(temp) != int64(366) || blank.Facts.Shown(medicine) || blank.Whose.Name != "王小满" || blank.Whose.Age != "1 岁 8 个月" {
		t.Errorf("starts at %v, medicine shown %v, of %+v", blank.Facts.Start(temp), blank.Facts.Shown(medicine), blank.Whose)
	}
	blank = must[desk.Blank](t)(h.Blank(t.Context(), h.head, desk.Sheet{Kind: wholeKind, Subject: child, Values: form.Values{"temp": 380}}))
	if !blank.Facts.Shown(medicine) {
		t.Error("with a fever typed in, medicine is not asked")
	}
	if n := len(h.sheet(wholeKind, child)); n != 1 {
		t.Errorf("looking has written: %d", n)
	}
}

func TestSheets(t *testing.T) {
	h, child := sheetHouse(t)
	for i := range 7 {
		h.clock.set(monday.Add(i), 8, 0)
		must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: wholeKind, Subject: child, Values: form.Values{"temp": 360 + i}}))
	}
	list := func(f desk.SheetFilter) (days []hub.Day, more bool) {
		table := must[desk.SheetTable](t)(h.Sheets(t.Context(), h.head, wholeKind, f))
		for _, r := range table.Rows {
			days = append(days, r.Day)
			if r.Whose.Name != "王小满" {
				t.Errorf("whose: %+v", r.Whose)
			}
		}
		return days, table.More
	}
	for _, c := range []struct {
		filter desk.SheetFilter
		first  hub.Day
		many   int
		more   bool
	}{
		{desk.SheetFilter{}, monday.Add(6), 7, false},
		{desk.SheetFilter{Most: 3}, monday.Add(6), 3, true},
		{desk.SheetFilter{Most: 3, Skip: 6}, monday, 1, false},
		{desk.SheetFilter{From: monday.Add(1), To: monday.Add(3)}, monday.Add(3), 3, false},
		{desk.SheetFilter{Subject: child, Most: 2}, monday.Add(6), 2, true},
		{desk.SheetFilter{Site: h.site}, monday.Add(6), 7, false},
		{desk.SheetFilter{Site: child}, "", 0, false},
		{desk.SheetFilter{State: "back"}, "", 0, false},
	} {
		days, more := list(c.filter)
		if len(days) != c.many || more != c.more || len(days) > 0 && days[0] != c.first || !slices.IsSortedFunc(days, func(a, b hub.Day) int { return -strings.Compare(string(a), string(b)) }) {
			t.Errorf("%+v: %v, more %v", c.filter, days, more)
		}
	}
	table := must[desk.SheetTable](t)(h.Sheets(t.Context(), h.head, wholeKind, desk.SheetFilter{Most: 1}))
	if got := table.Rows[0].Cells; !slices.Equal(got, []string{"36.6 度", "不是", "", ""}) {
		t.Errorf("cells %q", got)
	}
}
