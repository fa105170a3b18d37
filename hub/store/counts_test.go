package store_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
	"yizhan/hub/store"
)

// list is a county's list of what no longer stands.
type list struct {
	stands   map[[32]byte]map[hub.Origin]hub.Head // of the revoked keys
	released map[hub.ID]bool
}

func newList() *list {
	return &list{stands: map[[32]byte]map[hub.Origin]hub.Head{}, released: map[hub.ID]bool{}}
}

// next is the list as it is issued with another number.
func (l *list) next() *list { return &list{maps.Clone(l.stands), maps.Clone(l.released)} }

// county is what all know of a fleet: its keys, and who is the county's.
type county struct {
	members members
	key     [32]byte
	keys    []*keys
	lost    map[[32]byte]bool // was revoked once: nobody closed for it then
}

// lawful is a station's Verifier and Opener, with the list that it has.
type lawful struct {
	*county
	list *list
}

func (l *lawful) Admit(o hub.Origin, p hub.OriginProof) (hub.Head, bool, error) {
	if !l.members[p.Key] || string(p.Cert) != "certificate" || p.Lane != lane && (p.Lane != hub.LanePublic || p.Key != l.key) {
		return hub.Head{}, false, errors.New("no member")
	}
	stands, revoked := l.list.stands[p.Key]
	return stands[o], revoked, nil
}

func (l *lawful) Released(id hub.ID) bool { return l.list.released[id] }

func (l *lawful) opener(id [8]byte) (r codec.Recipient, lost, ok bool) {
	for _, k := range l.keys {
		if r := k.recipient(); r.ID == id {
			_, revoked := l.list.stands[k.public()]
			return r, revoked, true
		}
	}
	return r, false, false
}

// under is a station of a county, with a list of its own.
type under struct {
	*station
	law *lawful
}

// join opens a station of the county, that closes for all who are not revoked.
func (c *county) join(t testing.TB) under {
	law := &lawful{c, newList()}
	s := newStation(t, c.members, func(o *store.Options) { o.Verifier, o.Opener = law, law.opener })
	c.keys = append(c.keys, s.keys)
	s.keys.recipients = func() (to []codec.Recipient) {
		for _, k := range c.keys {
			if _, revoked := law.list.stands[k.public()]; !revoked {
				to = append(to, k.recipient())
			}
		}
		return to
	}
	return under{s, law}
}

// newFleet is a county with its own hub first, and n stations.
func newFleet(t testing.TB, n int) []under {
	c := &county{members: members{}, lost: map[[32]byte]bool{}}
	fleet := []under{c.join(t)}
	c.key = fleet[0].keys.public()
	for range n {
		fleet = append(fleet, c.join(t))
	}
	return fleet
}

// take makes a station follow a list.
func (u under) take(l *list) int {
	u.t.Helper()
	u.law.list = l
	for key := range l.stands {
		u.law.lost[key] = true
	}
	n, err := u.Restand(context.Background())
	if err != nil {
		u.t.Fatal(err)
	}
	return n
}

// order writes an order to erase, as the county does.
func (u under) order(e hub.Erasure) hub.ID {
	u.t.Helper()
	kinds := []any{}
	for _, k := range e.Kinds {
		kinds = append(kinds, string(k))
	}
	out, err := u.Append(context.Background(), hub.Draft{Lane: hub.LanePublic, Edits: []hub.Edit{
		form.Builtin().Edit("erasure", e.ID(), e.ID(), form.Values{
			"subject": e.Subject, "lane": string(e.Lane), "gate": string(e.Gate), "kinds": kinds, "upto": int64(e.Upto), "reason": "request",
		}),
	}})
	if err != nil {
		u.t.Fatal(err)
	}
	return out.Records[0]
}

// pullAll takes everything of both lanes.
func (u under) pullAll(from under) {
	u.t.Helper()
	u.pullLane(hub.LanePublic, from.station)
	u.pullLane(lane, from.station)
}

func exchange(fleet []under) {
	for range fleet {
		for _, u := range fleet {
			for _, from := range fleet {
				if u != from {
					u.pullAll(from)
				}
			}
		}
	}
}

// agree checks that all end with the same digests, show the same, and do so again
// after a rebuild. Stations that were revoked cannot open all that came after.
func agree(t reporter, fleet []under) {
	t.Helper()
	first := fleet[0]
	reading := first.reading()
	for i, u := range fleet {
		for _, l := range []hub.Lane{lane, hub.LanePublic} {
			if got, want := u.sumOf(l), first.sumOf(l); got != want {
				t.Errorf("station %d, %s: %+v; the county %+v", i, l, got, want)
			}
		}
		if !u.law.lost[u.keys.public()] {
			sameReading(t, reading, u.reading(), "the county and a station")
		}
		own := u.reading()
		before, public := u.sumOf(lane), u.sumOf(hub.LanePublic)
		if err := u.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		if after := u.sumOf(lane); after != before || u.sumOf(hub.LanePublic) != public {
			t.Errorf("station %d: rebuilt to %+v from %+v", i, after, before)
		}
		sameReading(t, own, u.reading(), "rebuilt")
	}
}

// court is a world in which boxes are revoked, commits released and people erased.
type court struct {
	world
	t     testing.TB
	fleet []under
	list  *list
}

func newCourt(t testing.TB, rt *rapid.T) *court {
	c := &court{t: t, fleet: newFleet(t, 3), list: newList()}
	for _, u := range c.fleet {
		u.t = rt
		c.stations = append(c.stations, u.station)
		c.children = append(c.children, hub.NewID())
	}
	return c
}

// step is one thing that happens.
func (c *court) step(rt *rapid.T) {
	u := c.fleet[rapid.IntRange(0, 3).Draw(rt, "station")]
	switch rapid.IntRange(0, 10).Draw(rt, "what") {
	case 0, 1, 2:
		c.write(rt, u)
	case 3, 4, 5:
		c.message(rt, u)
	case 6:
		c.revoke(rt)
	case 7:
		u.take(c.list)
	case 8:
		c.erase(rt)
	case 9:
		c.clone(rt)
	case 10:
		if rapid.Bool().Draw(rt, "rebuild") {
			if err := u.Rebuild(context.Background()); err != nil {
				rt.Fatal(err)
			}
			return
		}
		u.reopen()
	}
}

// write does an act, where the box and its subject still let it.
func (c *court) write(rt *rapid.T, u under) {
	_, err := u.Append(context.Background(), hub.Draft{Lane: lane, Edits: []hub.Edit{c.edit(rt)}})
	if err != nil && hub.CodeOf(err) != hub.CodeForbidden {
		rt.Fatal(err)
	}
}

// message brings some of what ever was on the way.
func (c *court) message(rt *rapid.T, u under) {
	from := c.fleet[rapid.IntRange(0, 3).Draw(rt, "from")]
	c.sent = append(c.sent, u.lacksLane(lane, from.station)...)
	c.sent = append(c.sent, u.lacksLane(hub.LanePublic, from.station)...)
	if len(c.sent) == 0 {
		return
	}
	var batch []hub.Commit
	for range rapid.IntRange(1, 8).Draw(rt, "messages") {
		batch = append(batch, c.sent[rapid.IntRange(0, len(c.sent)-1).Draw(rt, "message")])
	}
	proofs := map[hub.Origin]hub.OriginProof{}
	for _, other := range c.fleet {
		maps.Copy(proofs, other.proofsOf(lane))
		maps.Copy(proofs, other.proofsOf(hub.LanePublic))
	}
	if _, err := u.Accept(context.Background(), batch, proofs); err != nil {
		rt.Fatal(err)
	}
}

// clone is a copied card: from some commit on, another device writes the same origin.
func (c *court) clone(rt *rapid.T) {
	if len(c.sent) == 0 {
		return
	}
	from := c.sent[rapid.IntRange(0, len(c.sent)-1).Draw(rt, "from")]
	for _, u := range c.fleet[1:] {
		if proof, ok := u.proofsOf(lane)[from.Header.Origin]; ok && proof.Key == u.keys.public() {
			twin := &author{t: c.t, keys: u.keys, proof: proof, id: from.Header.Origin, last: from, lam: from.Header.Lam}
			id := c.children[rapid.IntRange(0, 3).Draw(rt, "child")]
			for range rapid.IntRange(1, 3).Draw(rt, "commits") {
				c.sent = append(c.sent, twin.write("child", id, open(9, "影")))
			}
		}
	}
}

// revoke issues the next list: a box is lost, with what stands of it; or a commit is
// released; or a revocation is taken back.
func (c *court) revoke(rt *rapid.T) {
	c.list = c.list.next()
	lost := c.fleet[rapid.IntRange(1, 3).Draw(rt, "lost")]
	key := lost.keys.public()
	switch rapid.IntRange(0, 5).Draw(rt, "list") {
	case 0:
		delete(c.list.stands, key)
	case 1:
		if len(c.sent) > 0 {
			c.list.released[c.sent[rapid.IntRange(0, len(c.sent)-1).Draw(rt, "released")].ID] = true
		}
	default:
		heads := map[hub.Origin]hub.Head{}
		for _, s := range c.sent {
			if c.mine(lost, s.Header.Origin) && rapid.Bool().Draw(rt, "stands") {
				heads[s.Header.Origin] = hub.Head{Seq: s.Header.Seq, ID: s.ID}
			}
		}
		c.list.stands[key] = heads
	}
}

func (c *court) mine(u under, o hub.Origin) bool {
	proof, ok := u.proofsOf(lane)[o]
	return ok && proof.Key == u.keys.public()
}

// erase orders something erased; what is ordered twice only grows.
func (c *court) erase(rt *rapid.T) {
	e := hub.Erasure{Subject: c.children[rapid.IntRange(0, 3).Draw(rt, "child")]}
	switch rapid.IntRange(0, 4).Draw(rt, "order") {
	case 0:
		e.Lane = lane
	case 1:
		e.Gate = "photo"
	case 2:
		e.Kinds, e.Upto = []hub.Kind{"day"}, c.fleet[0].sumOf(lane).Lam
	case 3:
		e.Upto = c.fleet[0].sumOf(lane).Lam
	}
	c.fleet[0].order(e)
}

// answer asks every family at last: while it has not answered, authors show what
// others do not.
func (c *court) answer(rt *rapid.T) {
	for _, id := range c.children {
		answer := rapid.SampledFrom([]string{"yes", "no"}).Draw(rt, "last answer")
		_, err := c.fleet[0].Append(context.Background(), hub.Draft{Lane: lane, Edits: []hub.Edit{photoConsent(id, answer)}})
		if err != nil && hub.CodeOf(err) != hub.CodeForbidden {
			rt.Fatal(err)
		}
	}
}

// The story of all that can happen to what counts: in any order, with restarts and
// rebuilds between, all hubs end with one digest, and show the same.
func TestWhateverCountsCountsEverywhere(t *testing.T) {
	fewChecks(t, "60", "30")
	seen := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		c := newCourt(t, rt)
		defer c.close()
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			c.step(rt)
		}
		for _, u := range c.fleet {
			u.take(c.list)
		}
		exchange(c.fleet)
		c.answer(rt)
		exchange(c.fleet)
		agree(rt, c.fleet)
		c.count(seen)
	})
	t.Log(seen)
	if testing.Short() {
		return // a handful of stories need not hold everything
	}
	for _, what := range []string{"barred", "erased", "restricted", "forked"} {
		if seen[what] == 0 {
			t.Errorf("nothing was %s: nothing was tried", what)
		}
	}
}

// count notes what came to happen.
func (c *court) count(seen map[string]int) {
	for _, u := range c.fleet {
		forks, err := u.Forks(context.Background())
		if err != nil {
			u.t.Fatal(err)
		}
		seen["forked"] += len(forks)
		held, err := u.Quarantine(context.Background())
		if err != nil {
			u.t.Fatal(err)
		}
		seen["barred"] += len(held)
		orders, err := u.Erasures(context.Background())
		if err != nil {
			u.t.Fatal(err)
		}
		for _, e := range orders {
			seen["erased"] += e.Parts
		}
		for _, commit := range c.sent {
			sent, err := u.Commit(context.Background(), commit.ID)
			if err == nil && slices.ContainsFunc(sent.Header.Parts, func(p hub.PartHead) bool { return p.Gate != "" }) {
				seen["restricted"] += min(1, countNil(sent.Parts))
			}
		}
	}
}

func countNil(parts [][]byte) (n int) {
	for _, p := range parts {
		if p == nil {
			n++
		}
	}
	return n
}

// The controls: a hub that does not know the list, or not the order, ends with
// another digest. Else the digest would not notice that it forgot to obey.
func TestWhoDoesNotObeyDiffers(t *testing.T) {
	fleet := newFleet(t, 2)
	at, thief, deaf := fleet[0], fleet[1], fleet[2]
	thief.child("王一")
	kept, lost := at.child("王二"), at.child("王三")
	exchange(fleet)
	agree(t, fleet)

	l := newList()
	l.stands[thief.keys.public()] = nil
	at.take(l)
	if at.sum().Digest == deaf.sum().Digest {
		t.Error("who has not heard of the list has the digest of those who have")
	}
	deaf.take(l)
	thief.take(l)
	agree(t, fleet)

	at.order(hub.Erasure{Subject: lost})
	if at.sum().Digest == deaf.sum().Digest {
		t.Error("who has not heard of the order has the digest of those who have")
	}
	exchange(fleet)
	agree(t, fleet)
	deaf.record("child", kept)
}
