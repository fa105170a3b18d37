package store_test

import (
	"context"
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
)

// villageOf is what a station shows as a child's village; "" where it shows no child.
func (s *station) villageOf(id hub.ID) string {
	s.t.Helper()
	rec, err := s.Record(context.Background(), "child", id)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return ""
	}
	if err != nil {
		s.t.Fatal(err)
	}
	v, _ := value(rec, "village_name").(string)
	return v
}

// revoke issues a list on which a key is lost, with what stands of it.
func revoke(l *list, key [32]byte, stands ...hub.Commit) *list {
	l = l.next()
	heads := map[hub.Origin]hub.Head{}
	for _, c := range stands {
		heads[c.Header.Origin] = hub.Head{Seq: c.Header.Seq, ID: c.ID}
	}
	l.stands[key] = heads
	return l
}

// stolen is a box of the county whose card was copied: an author outside any store.
func stolen(t testing.TB, u under) *author {
	k := newKeys()
	u.law.members[k.public()] = true
	return newAuthor(t, k)
}

func (u under) takes(a *author, commits ...hub.Commit) store.Accepted {
	u.t.Helper()
	got, err := u.Accept(context.Background(), commits, a.proofs())
	if err != nil || len(got.Refused) > 0 {
		u.t.Fatalf("%+v, %v", got, err)
	}
	return got
}

// notStanding is what status counts.
func (u under) notStanding() int64 {
	u.t.Helper()
	counts, err := u.Refused(context.Background())
	if err != nil {
		u.t.Fatal(err)
	}
	return counts[store.ReasonRevoked]
}

func TestWhatStandsOfALostBox(t *testing.T) {
	ctx := context.Background()
	id := hub.NewID()
	village := func(a *author, v string) hub.Commit {
		var replaces []hub.ID
		if a.last.Raw != nil {
			replaces = []hub.ID{a.last.ID}
		}
		return a.write("child", id, open(9, v, replaces...))
	}
	for _, tt := range []struct {
		name  string
		stand func(a, b, c hub.Commit) []hub.Commit
		want  string
		held  int
	}{
		{"all up to the head", func(_, b, _ hub.Commit) []hub.Commit { return []hub.Commit{b} }, "二", 1},
		{"everything", func(_, _, c hub.Commit) []hub.Commit { return []hub.Commit{c} }, "三", 0},
		{"nothing", func(_, _, _ hub.Commit) []hub.Commit { return nil }, "", 3},
		{"a head that is not here", func(_, b, _ hub.Commit) []hub.Commit { b.ID = hub.NewID(); return []hub.Commit{b} }, "", 3},
		{"the right id with another number", func(_, b, _ hub.Commit) []hub.Commit { b.Header.Seq = 3; return []hub.Commit{b} }, "", 3},
	} {
		for _, before := range []bool{false, true} {
			u := newFleet(t, 0)[0]
			a := stolen(t, u)
			c := []hub.Commit{village(a, "一"), village(a, "二"), village(a, "三")}
			l := revoke(newList(), a.keys.public(), tt.stand(c[0], c[1], c[2])...)
			if before {
				u.take(l)
			}
			u.takes(a, c...)
			if !before {
				if n := u.take(l); n != tt.held {
					t.Errorf("%s: %d commits changed, want %d", tt.name, n, tt.held)
				}
			}
			if got := u.villageOf(id); got != tt.want {
				t.Errorf("%s (list first: %v): village %q, want %q", tt.name, before, got, tt.want)
			}
			if held, err := u.Quarantine(ctx); err != nil || len(held) != tt.held {
				t.Errorf("%s: held back %v, %v", tt.name, held, err)
			}
			if n := u.notStanding(); n != int64(tt.held) {
				t.Errorf("%s (list first: %v): status counts %d, want %d", tt.name, before, n, tt.held)
			}
			if v, err := u.Vector(ctx, lane); err != nil || v[a.id].Head.Seq != 3 {
				t.Errorf("%s: vector %v, %v: what does not stand is held like the rest", tt.name, v, err)
			}
			if sent, _, err := u.Since(ctx, lane, nil, 10, 1<<20); err != nil || len(sent) != 3 || sent[2].Parts[0] == nil {
				t.Errorf("%s: sent on: %d commits, %v", tt.name, len(sent), err)
			}
			if n := u.take(u.law.list.next()); n != 0 {
				t.Errorf("%s: the same list again changes %d", tt.name, n)
			}
			u.take(newList()) // the county takes it back
			if got := u.villageOf(id); got != "三" {
				t.Errorf("%s: taken back, village %q", tt.name, got)
			}
			if n := u.notStanding(); n != 0 {
				t.Errorf("%s: taken back, status counts %d", tt.name, n)
			}
		}
	}
}

// The head comes last, the middle later still: what is not reached from the head does
// not stand.
func TestStandingWaitsForHeadAndGaps(t *testing.T) {
	u := newFleet(t, 0)[0]
	a := stolen(t, u)
	var ids []hub.ID
	var c []hub.Commit
	for range 4 {
		ids = append(ids, hub.NewID())
		c = append(c, a.write("child", ids[len(ids)-1], open(9, "村")))
	}
	u.take(revoke(newList(), a.keys.public(), c[3]))
	shown := func() (n int) {
		for _, id := range ids {
			if u.villageOf(id) != "" {
				n++
			}
		}
		return n
	}
	for i, step := range []struct{ seq, want int }{{0, 0}, {1, 0}, {3, 1}, {2, 4}} {
		u.takes(a, c[step.seq])
		if got := shown(); got != step.want || u.notStanding() != int64(i+1-got) {
			t.Errorf("step %d: %d stand, want %d; status counts %d that do not", i, got, step.want, u.notStanding())
		}
	}
}

func TestForkBelowTheHeadFollowsPrev(t *testing.T) {
	u := newFleet(t, 0)[0]
	a := stolen(t, u)
	id := hub.NewID()
	first := a.write("child", id, open(9, "一"))
	b := a.branch()
	mine := a.write("child", hub.NewID(), open(9, "真"))
	copied, other := hub.NewID(), hub.NewID()
	false2 := b.write("child", copied, open(9, "假"))
	head := a.write("child", other, open(9, "头"))
	u.takes(a, first, mine, false2, head)
	if u.villageOf(copied) != "假" {
		t.Fatal("both branches count before the list")
	}
	u.take(revoke(newList(), a.keys.public(), head))
	if u.villageOf(copied) != "" || u.villageOf(id) != "一" || u.villageOf(other) != "头" {
		t.Errorf("copied %q, first %q, head %q", u.villageOf(copied), u.villageOf(id), u.villageOf(other))
	}
	l := u.law.list.next()
	l.released[false2.ID] = true
	if n := u.take(l); n != 1 || u.villageOf(copied) != "假" {
		t.Errorf("released: %d changed, copied %q", n, u.villageOf(copied))
	}
}

func TestRevokedBoxWritesNoMore(t *testing.T) {
	ctx := context.Background()
	fleet := newFleet(t, 1)
	u := fleet[1]
	id := u.child("王一")
	held, err := u.HeldBack(ctx, u.keys.public())
	if err != nil || len(held) != 0 {
		t.Fatalf("held back before: %v, %v", held, err)
	}
	u.take(revoke(newList(), u.keys.public()))
	_, err = u.Append(ctx, hub.Draft{Lane: lane, Edits: []hub.Edit{child(id, form.Values{"nick": "一一"})}})
	if e, ok := err.(*hub.Error); !ok || e.Code != hub.CodeForbidden || e.Key != "trust.revoked" {
		t.Errorf("a revoked box writes: %v", err)
	}
	if _, err := u.Append(ctx, hub.Draft{Lane: hub.LaneLocal, Edits: []hub.Edit{child(hub.NewID(), form.Values{"nick": "本机"})}}); err != nil {
		t.Errorf("for itself it may: %v", err)
	}
	if held, err := u.HeldBack(ctx, u.keys.public()); err != nil || len(held) != 1 || len(held[0].Changes) == 0 || held[0].Changes[0].Hidden {
		t.Errorf("held back: %+v, %v", held, err)
	}
}

// Whose data was on a lost box is known, and what is written of them from then on has
// a key that the box cannot open; nothing that stands becomes unreadable.
func TestKeysAfterALoss(t *testing.T) {
	ctx := context.Background()
	fleet := newFleet(t, 3)
	at, a, b, thief := fleet[0], fleet[1], fleet[2], fleet[3]
	id := a.child("王一")
	exchange(fleet)
	his := thief.child("贼家")
	exchange(fleet)
	b.append(child(his, form.Values{"nick": "好心写的"})) // in good faith, with his key
	exchange(fleet)
	opened, err := at.OpenedBy(ctx, thief.keys.recipient())
	if err != nil || len(opened) != 2 || !slices.Contains(opened, id) || !slices.Contains(opened, his) {
		t.Fatalf("opened by the lost box: %v, %v", opened, err)
	}
	card, ok, err := a.Card(ctx, id)
	if err != nil || !ok {
		t.Fatal("no card")
	}

	l := revoke(newList(), thief.keys.public())
	for _, u := range fleet {
		u.take(l)
	}
	a.append(child(id, form.Values{"nick": "一一"}))
	b.append(child(his, form.Values{"note": "以后"}))
	exchange(fleet)
	agree(t, fleet)
	for name, u := range map[string]under{"county": at, "a": a, "b": b} {
		if got := value(u.record("child", id), "nick"); got != "一一" {
			t.Errorf("%s reads %v", name, got)
		}
		rec := u.record("child", his)
		if value(rec, "nick") != "好心写的" || value(rec, "note") != "以后" || value(rec, "name") != nil {
			t.Errorf("%s reads %+v", name, rec)
		}
	}
	if rec := thief.record("child", id); !rec.Sealed || value(rec, "nick") == "一一" {
		t.Errorf("the lost box reads %+v", rec)
	}
	out := b.append(child(id, form.Values{"nick": "还是"})) // no third key
	if c, err := b.Commit(ctx, out.Commit); err != nil || len(c.Parts) != 1 {
		t.Errorf("%d parts, %v: a key was drawn again", len(c.Parts), err)
	}

	opener := newStation(t, at.law.members, func(o *store.Options) { o.Verifier = &lawful{at.law.county, l} })
	opener.pull(b.station)
	if ok, err := opener.OpenWithCard(ctx, id, card); err != nil || !ok || value(opener.record("child", id), "nick") != "还是" {
		t.Errorf("the family's card opens %v, %v, %+v", ok, err, opener.record("child", id))
	}
}

// More commits than one transaction takes are brought to what stands all the same.
func TestManyCommitsNoLongerStand(t *testing.T) {
	fleet := newFleet(t, 1)
	at, thief := fleet[0], fleet[1]
	thief.fill(1100, tap([]hub.ID{{1}, {2}, {3}}))
	at.pullAll(thief)
	whole := at.sum()
	l := revoke(newList(), thief.keys.public())
	if n := at.take(l); n != 1100 || at.sum().Records != 0 || at.sum().Digest != (hub.Digest{}) {
		t.Errorf("%d changed, left %+v", n, at.sum())
	}
	if n := at.take(newList()); n != 1100 || at.sum() != whole {
		t.Errorf("%d changed back, %+v, was %+v", n, at.sum(), whole)
	}
}
