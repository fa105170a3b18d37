package world

import (
	"crypto/rand"
	"maps"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
)

// lane is what the stations of a township have in common: who replaces what, and the keys
// of their children, which each of them is given. One goroutine writes a lane.
type lane struct {
	name hub.Lane
	lam  uint64
	live map[place]value
	keys map[hub.ID]codec.SubjectKey
}

// place is a field of a record that may be written again, value what stands there.
type place struct {
	record hub.ID
	no     uint32
}

type value struct {
	commit hub.ID
	is     any
}

// once are the kinds of which nothing is written twice in a plan, so that it need not be
// remembered; day is one of them but where it is put right.
var once = map[hub.Kind]bool{
	"person": true, "growth": true, "health-check": true, "health-file": true, "home-visit": true, "insurance": true, "quiz": true,
	"class-here": true, "certificate": true, "contract": true, "price-list": true, "survey": true, "site": true, "day": true,
}

// author is a station's box: one origin.
type author struct {
	*lane
	keys  *Keys
	proof hub.OriginProof
	self  hub.Origin
	to    []codec.Recipient
	boot  [8]byte

	seq  uint64
	prev hub.Hash
	run  int          // bytes since the last anchor
	out  []hub.Commit // not yet sent
}

func (p *Plan) author(station int, l *lane) *author {
	k := p.key(station)
	epoch := [16]byte(p.id("", "epoch", station))
	a := &author{lane: l, keys: k, to: append([]codec.Recipient{k.Recipient()}, k.to...), boot: [8]byte(epoch[:8])}
	a.proof = hub.OriginProof{Key: [32]byte(k.Public()), Epoch: epoch, Lane: l.name, Cert: []byte(certificate)}
	a.self = codec.OriginOf(a.proof.Key, epoch, l.name)
	return a
}

// write makes one commit of what changes by edits; keep says that it will be changed
// again, whatever its kind.
func (a *author) write(at time.Time, by hub.ID, keep bool, edits ...hub.Edit) error {
	parts, err := a.compose(edits)
	if err != nil || len(parts) == 0 {
		return err
	}
	a.lam++
	h := hub.Header{
		Format: 1, Alg: 1, Origin: a.self, Seq: a.seq + 1, Prev: a.prev, Lam: a.lam,
		Boot: a.boot, Wall: at.UnixMilli(), Clock: hub.ClockConfirmed, Author: by,
	}
	c := hub.Commit{}
	size := 0
	for i, part := range parts {
		var key *codec.SubjectKey
		if part.sealed {
			k := a.lane.keys[part.subject]
			key = &k
		}
		raw, err := codec.EncodePart(part.Part, codec.PartRef{Origin: a.self, Seq: h.Seq, Index: i, Subject: part.subject}, key)
		if err != nil {
			return err
		}
		size += len(raw)
		c.Parts = append(c.Parts, raw)
		h.Parts = append(h.Parts, hub.PartHead{Subject: part.subject, Hash: codec.HashPart(raw)})
	}
	size += len(codec.EncodeHeader(h))
	a.run += size
	h.Anchor = h.Seq%hub.AnchorSeqs == 0 || a.run >= hub.AnchorRun
	c.Header, c.Raw = h, codec.EncodeHeader(h)
	c.ID = codec.CommitID(c.Raw)
	if h.Anchor {
		c.Sig, a.run = codec.SignCommit(a.keys.sign, c.Raw), 0
	}
	a.seq, a.prev = h.Seq, codec.HashHeader(c.Raw)
	a.out = append(a.out, c)
	a.remember(c.ID, parts, keep)
	return nil
}

// send is what was written since it was asked last; the last of it is signed.
func (a *author) send() []hub.Commit {
	out := a.out
	a.out = nil
	if n := len(out); n > 0 && out[n-1].Sig == nil {
		out[n-1].Sig = codec.SignCommit(a.keys.sign, out[n-1].Raw)
	}
	return out
}

// piece is a part, and whose.
type piece struct {
	hub.Part
	subject hub.ID
	sealed  bool
}

// compose groups what really changes by subject; new keys come first.
func (a *author) compose(edits []hub.Edit) (parts []piece, err error) {
	for _, e := range edits {
		def, _ := form.Builtin().Get(e.Kind)
		for _, no := range slices.Sorted(maps.Keys(e.Set)) {
			f, _ := def.FieldNo(no)
			was, known := a.live[place{e.Record, no}]
			is := e.Set[no]
			if known && form.Equal(was.is, is) || !known && is == nil {
				continue
			}
			change := hub.FieldChange{No: no, Sealed: f.Sealed(), Opened: true, Value: is}
			if known {
				change.Replaces = []hub.ID{was.commit}
			}
			parts = add(parts, e, change)
		}
	}
	var wraps []piece
	for _, part := range parts {
		if !part.sealed {
			continue
		}
		if _, ok := a.lane.keys[part.subject]; ok {
			continue
		}
		wrap, err := a.wrap(part.subject)
		if err != nil {
			return nil, err
		}
		wraps = append(wraps, wrap)
	}
	return append(wraps, parts...), nil
}

// add puts a changed field into the part of its subject.
func add(parts []piece, e hub.Edit, f hub.FieldChange) []piece {
	i := slices.IndexFunc(parts, func(p piece) bool { return p.subject == e.Subject })
	if i < 0 {
		i = len(parts)
		parts = append(parts, piece{subject: e.Subject})
	}
	at := &parts[i]
	at.sealed = at.sealed || f.Sealed
	if n := len(at.Changes); n == 0 || at.Changes[n-1].Kind != e.Kind || at.Changes[n-1].Record != e.Record {
		at.Changes = append(at.Changes, hub.Change{Kind: e.Kind, Record: e.Record, Period: e.Period})
	}
	last := &at.Changes[len(at.Changes)-1]
	last.Fields = append(last.Fields, f)
	return parts
}

// wrap is a subject's first key, for this box and the county.
func (a *author) wrap(subject hub.ID) (piece, error) {
	key := codec.NewSubjectKey()
	card := codec.NewCardSecret()
	closed, err := codec.Wrap(key, subject, a.to, &card)
	if err != nil {
		return piece{}, err
	}
	a.lane.keys[subject] = key
	name := key.Name()
	return piece{subject: subject, Part: hub.Part{Changes: []hub.Change{{Kind: "wrap", Record: newID(), Fields: []hub.FieldChange{
		{No: 1, Opened: true, Value: name[:]}, {No: 2, Opened: true, Value: closed},
	}}}}}, nil
}

func newID() (id hub.ID) { rand.Read(id[:]); return id }

// remember notes what later commits may replace.
func (a *author) remember(commit hub.ID, parts []piece, keep bool) {
	for _, part := range parts {
		for _, c := range part.Changes {
			if c.Kind == "wrap" || once[c.Kind] && !keep {
				continue
			}
			for _, f := range c.Fields {
				a.live[place{c.Record, f.No}] = value{commit, f.Value}
			}
		}
	}
}
