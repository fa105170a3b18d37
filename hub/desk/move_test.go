package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// share gives a hub the keys of a child, as hub/box does for a transfer.
func (b *node) share(lane hub.Lane, child hub.ID, to *node) {
	b.town.t.Helper()
	must[int](b.town.t)(b.log.Share(b.town.t.Context(), lane, hub.ID{}, []hub.ID{child}, []codec.Recipient{to.keys.recipient()}))
}

func (b *node) arriving() []desk.Coming {
	b.town.t.Helper()
	return must[[]desk.Coming](b.town.t)(b.Arrivals(b.town.t.Context(), b.actor, b.actor.Site))
}

func (b *node) ask(child hub.ID, l desk.Leaving) hub.Outcome {
	b.town.t.Helper()
	l.Request, l.Child = hub.NewID(), child
	return must[hub.Outcome](b.town.t)(b.AskTransfer(b.town.t.Context(), b.actor, l))
}

// To the neighbour: the child stays until it is received, then the lists and the keys
// have followed, and its place here has ended.
func TestTransferToTheNeighbour(t *testing.T) {
	n := newTown(t)
	county := n.county(liugou)
	a, b := n.station("柳沟", liugou), n.station("石坡", liugou)
	child := a.register("王梓涵", "13803550421")
	must[hub.Outcome](t)(a.Enrol(t.Context(), a.actor, desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "full", From: monday.Add(-3), Anyway: true}))
	n.meet(a, b, county)
	a.ask(child, desk.Leaving{To: b.actor.Site, ToName: "石坡", AgreedBy: a.file(child).People[0].ID})
	n.meet(a, b, county)
	if got := b.arriving(); len(got) != 1 || got[0].Ready || len(a.listed()) != 1 || len(b.listed()) != 0 {
		t.Fatalf("on the way: %+v", got)
	}
	if _, err := b.ReceiveTransfer(t.Context(), b.actor, hub.NewID(), child); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("received without its key: %v", err)
	}
	a.share(liugou, child, b)
	n.meet(a, b, county)
	if got := b.arriving(); len(got) != 1 || !got[0].Ready || got[0].Child.Name != "王梓涵" || got[0].Transfer.FromName != "柳沟" {
		t.Fatalf("with its key: %+v", got)
	}
	for range 2 { // a second press
		must[hub.Outcome](t)(b.ReceiveTransfer(t.Context(), b.actor, hub.NewID(), child))
	}
	n.meet(a, b, county)
	f := b.file(child)
	if len(a.listed()) != 0 || len(b.listed()) != 1 || len(b.arriving()) != 0 || f.Child.Site != b.actor.Site || f.Enrolments[0].To == "" || len(f.People) != 1 {
		t.Errorf("listed %d and %d, %+v", len(a.listed()), len(b.listed()), f.Child)
	}
	if _, err := a.CancelTransfer(t.Context(), a.actor, hub.NewID(), child); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("taken back after it was received: %v", err)
	}
}

// What was asked can be taken back until it is received; then the other side has
// nothing to receive any more.
func TestTransferIsTakenBack(t *testing.T) {
	n := newTown(t)
	a, b := n.station("柳沟", liugou), n.station("石坡", liugou)
	child := a.register("王梓涵", "13803550421")
	n.meet(a, b)
	by := a.file(child).People[0].ID
	a.ask(child, desk.Leaving{To: b.actor.Site, ToName: "石坡", AgreedBy: by})
	if _, err := a.AskTransfer(t.Context(), a.actor, desk.Leaving{Request: hub.NewID(), Child: child, Township: "140427104", AgreedBy: by}); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("asked twice: %v", err)
	}
	must[hub.Outcome](t)(a.CancelTransfer(t.Context(), a.actor, hub.NewID(), child))
	out := a.ask(child, desk.Leaving{To: b.actor.Site, ToName: "石坡", AgreedBy: by})
	must[hub.Outcome](t)(a.Undo(t.Context(), a.actor, hub.NewID(), out.Commit)) // or with the bar
	n.meet(a, b)
	if got := b.arriving(); len(got) != 0 || len(a.listed()) != 1 {
		t.Errorf("still coming: %+v", got)
	}
}

// The family does not want the file to go: the child leaves, the file is closed here
// and goes nowhere.
func TestFileStaysBehind(t *testing.T) {
	n := newTown(t)
	county := n.county(liugou, shipo)
	a := n.station("柳沟", liugou)
	child := a.register("王梓涵", "13803550421")
	a.ask(child, desk.Leaving{Township: "140427104", ToName: "石坡镇"})
	n.meet(a, county)
	if got := must[[]desk.Pending](t)(county.PendingTransfers(t.Context(), county.actor)); len(got) != 0 || len(a.listed()) != 0 {
		t.Errorf("pending: %+v", got)
	}
	if c := a.file(child).Child; c.Withdrawn != "moved" {
		t.Errorf("withdrawn: %q", c.Withdrawn)
	}
}

// emigrants is a child of one township with its file, asked to go to the other; the
// county has heard of it.
func emigrants(t *testing.T) (n *town, county, a, b *node, child, transfer hub.ID) {
	t.Helper()
	n = newTown(t)
	county = n.county(liugou, shipo)
	a, b = n.station("柳沟", liugou), n.station("石坡", shipo)
	child = a.register("王梓涵", "13803550421")
	must[hub.Outcome](t)(a.Measure(t.Context(), a.actor, desk.Measuring{Request: hub.NewID(), Child: child, Day: monday, Weight: 8200}))
	must[hub.Outcome](t)(a.Consent(t.Context(), a.actor, desk.ConsentSheet{Request: hub.NewID(), Child: child, Way: "paper", ByName: "李秀英", Day: monday, Refused: []hub.Purpose{"photo"}}))
	must[hub.Outcome](t)(a.Enrol(t.Context(), a.actor, desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "full", From: monday.Add(-3), Anyway: true}))
	a.ask(child, desk.Leaving{Township: "140427104", ToName: "石坡镇", AgreedBy: a.file(child).People[0].ID})
	n.meet(a, county)
	n.meet(b, county)
	pending := must[[]desk.Pending](t)(county.PendingTransfers(t.Context(), county.actor))
	if len(pending) != 1 || pending[0].From != liugou || pending[0].To != shipo {
		t.Fatalf("pending: %+v", pending)
	}
	return n, county, a, b, child, pending[0].Transfer.ID
}

// To another township, over the county: one act in two lanes; the same records under
// other keys; the old copy closed; and back again, twice.
func TestTransferToAnotherTownship(t *testing.T) {
	n, county, a, b, child, transfer := emigrants(t)
	before := a.file(child)
	request := hub.NewID()
	var batch hub.ID
	for range 2 { // the same press again
		out, err := county.HandOver(t.Context(), county.actor, request, transfer, b.actor.Site)
		if err != nil && hub.CodeOf(err) != hub.CodeConflict {
			t.Fatal(err)
		}
		if err == nil {
			batch = must[hub.Entry](t)(county.log.Entry(t.Context(), out.Commit)).Batch
		}
	}
	lanes := map[hub.Lane]int{}
	for _, id := range must[[]hub.ID](t)(county.log.Batch(t.Context(), batch)) {
		lanes[must[hub.Entry](t)(county.log.Entry(t.Context(), id)).Lane]++
	}
	if lanes[liugou] != 1 || lanes[shipo] != 1 {
		t.Errorf("one act is in %v", lanes)
	}
	county.share(shipo, child, b)
	n.meet(a, county)
	n.meet(b, county)
	if len(a.listed()) != 0 || a.file(child).Child.Withdrawn != "moved" {
		t.Errorf("the old copy is open: %+v", a.file(child).Child)
	}
	got := b.arriving()
	if len(got) != 1 || !got[0].Ready || got[0].Transfer.FromName != "柳沟镇柳沟" {
		t.Fatalf("arriving: %+v", got)
	}
	must[hub.Outcome](t)(b.ReceiveTransfer(t.Context(), b.actor, hub.NewID(), child))
	n.meet(b, county)
	must[int](t)(county.CarryTransfers(t.Context(), county.actor))
	if again := must[int](t)(county.CarryTransfers(t.Context(), county.actor)); again != 0 {
		t.Errorf("carried %d again", again)
	}
	n.meet(a, county)
	after := b.file(child)
	if after.Child.Name != before.Child.Name || len(after.Growth) != 1 || after.Growth[0].Weight != 8200 ||
		after.Consents["photo"].Answer != hub.AnswerNo || after.Consents["remind"].Answer != hub.AnswerYes ||
		len(after.People) != 1 || after.People[0].ID != before.People[0].ID || after.People[0].Phone != "13803550421" || len(b.listed()) != 1 {
		t.Errorf("arrived: %+v", after)
	}
	if s := must[care.Transfer](t)(a.Transfer(t.Context(), a.actor, child)).State; s != "received" {
		t.Errorf("柳沟 hears %q", s)
	}
	// At the county it is one child, in its new township, with one of everything.
	f := county.file(child)
	if f.Child.Lane != shipo || len(f.People) != 1 || len(f.Growth) != 1 || len(f.Enrolments) != 1 {
		t.Errorf("at the county: %+v", f)
	}
	roll := desk.NewRoll()
	err := county.log.Each(t.Context(), "child", func(rec hub.Record) error {
		roll.Put(care.As[care.Child](form.Builtin(), rec))
		return nil
	})
	if sites := roll.BySite(); err != nil || sites[b.actor.Site] != 1 || sites[a.actor.Site] != 0 {
		t.Errorf("the roll: %v %v", sites, err)
	}

	// And home again.
	b.ask(child, desk.Leaving{Township: "140427103", ToName: "柳沟镇", AgreedBy: after.People[0].ID})
	n.meet(b, county)
	back := must[[]desk.Pending](t)(county.PendingTransfers(t.Context(), county.actor))
	if len(back) != 1 || back[0].From != shipo {
		t.Fatalf("on the way home: %+v", back)
	}
	must[hub.Outcome](t)(county.HandOver(t.Context(), county.actor, hub.NewID(), back[0].Transfer.ID, a.actor.Site))
	n.meet(a, county)
	must[hub.Outcome](t)(a.ReceiveTransfer(t.Context(), a.actor, hub.NewID(), child))
	n.meet(a, county)
	n.meet(b, county)
	f = county.file(child)
	if f.Child.Lane != liugou || len(a.listed()) != 1 || len(b.listed()) != 0 {
		t.Errorf("home again: %s, %d and %d", f.Child.Lane, len(a.listed()), len(b.listed()))
	}
	// What is changed and asked there is the copy that is open.
	a.correct("person", f.People[0].ID, form.Values{"phone": "13900002222"})
	n.meet(a, county)
	doctor := county.actor
	doctor.Role = hub.RoleHealth
	if p := must[care.Person](t)(county.Whole(t.Context(), doctor, child, f.People[0].ID)); p.Lane != liugou || p.Phone != "13900002222" {
		t.Errorf("the county looks at the closed copy: %s %s", p.Lane, p.Phone)
	}
}

// The county takes its act back as long as nobody has received the child.
func TestHandOverIsTakenBack(t *testing.T) {
	n, county, a, b, child, transfer := emigrants(t)
	must[hub.Outcome](t)(county.HandOver(t.Context(), county.actor, hub.NewID(), transfer, b.actor.Site))
	n.meet(a, county)
	if _, err := a.CancelTransfer(t.Context(), a.actor, hub.NewID(), child); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("the station took back what the county did: %v", err)
	}
	if _, err := a.HandOver(t.Context(), a.actor, hub.NewID(), transfer, b.actor.Site); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a station handed over: %v", err)
	}
	must[hub.Outcome](t)(county.TakeBackHandOver(t.Context(), county.actor, hub.NewID(), transfer))
	county.share(shipo, child, b)
	n.meet(a, county)
	n.meet(b, county)
	if len(b.arriving()) != 0 || len(a.listed()) != 1 || a.file(child).Child.Name != "王梓涵" {
		t.Errorf("taken back: %d arriving, %d listed", len(b.arriving()), len(a.listed()))
	}
	if f := county.file(child); f.Child.Lane != liugou || f.Child.Withdrawn != "" {
		t.Errorf("at the county: %+v", f.Child)
	}
}

// twiceKnown is emigrants whose child is known under two records, one of them the
// leading one; both live at the old station.
func twiceKnown(t *testing.T) (n *town, county, a, b *node, one, other hub.ID) {
	t.Helper()
	n = newTown(t)
	county = n.county(liugou, shipo)
	a, b = n.station("柳沟", liugou), n.station("石坡", shipo)
	one, other = a.double()
	must[hub.Outcome](t)(a.Measure(t.Context(), a.actor, desk.Measuring{Request: hub.NewID(), Child: other, Day: monday, Weight: 8200}))
	a.unite(one, other, one)
	return n, county, a, b, one, other
}

// A child that is known twice goes with both records, and is one child there too; what
// the county takes back comes back with both.
func TestBothRecordsOfAChildMove(t *testing.T) {
	n, county, a, b, one, other := twiceKnown(t)
	hand := func() hub.ID {
		a.ask(one, desk.Leaving{Township: "140427104", ToName: "石坡镇", AgreedBy: a.file(one).People[0].ID})
		n.meet(a, county)
		n.meet(b, county)
		pending := must[[]desk.Pending](t)(county.PendingTransfers(t.Context(), county.actor))
		if len(pending) != 1 {
			t.Fatalf("pending: %+v", pending)
		}
		must[hub.Outcome](t)(county.HandOver(t.Context(), county.actor, hub.NewID(), pending[0].Transfer.ID, b.actor.Site))
		n.meet(a, county)
		if len(a.listed()) != 0 || a.file(other).Child.Withdrawn != "moved" {
			t.Errorf("stays behind: %v", a.listed())
		}
		return pending[0].Transfer.ID
	}
	must[hub.Outcome](t)(county.TakeBackHandOver(t.Context(), county.actor, hub.NewID(), hand()))
	n.meet(a, county)
	if got := a.listed(); len(got) != 1 || got[0] != one || len(a.file(one).Growth) != 1 {
		t.Fatalf("taken back: %v", got)
	}
	hand()
	for _, id := range []hub.ID{one, other} {
		county.share(shipo, id, b)
	}
	n.meet(b, county)
	must[hub.Outcome](t)(b.ReceiveTransfer(t.Context(), b.actor, hub.NewID(), one))
	n.meet(b, county)
	n.meet(a, county)
	got := b.file(one)
	if ids := b.listed(); len(ids) != 1 || ids[0] != one || len(got.Growth) != 1 || got.Growth[0].Weight != 8200 {
		t.Errorf("there it is %v, %+v", ids, got.Growth)
	}
	if c := b.file(other).Child; c.Site != b.actor.Site || c.Withdrawn != "" {
		t.Errorf("the second record: %+v", c)
	}
	if f := county.file(one); f.Child.Lane != shipo || len(f.Growth) != 1 {
		t.Errorf("at the county: %s, %d", f.Child.Lane, len(f.Growth))
	}
}

// Where the family wants the file to stay, nothing of it is left open.
func TestANoClosesEveryRecord(t *testing.T) {
	_, _, a, _, one, other := twiceKnown(t)
	a.ask(one, desk.Leaving{Township: "140427104", ToName: "石坡镇"})
	for _, id := range []hub.ID{one, other} {
		if c := a.file(id).Child; c.Withdrawn != "moved" {
			t.Errorf("%s is open", c.Name)
		}
	}
	if got := a.listed(); len(got) != 0 {
		t.Errorf("still listed: %v", got)
	}
}
