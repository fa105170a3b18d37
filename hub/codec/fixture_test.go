package codec

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"testing"

	"yizhan/hub"
)

// seeded is n bytes that look random and are the same in every run.
func seeded(n int, label string) []byte {
	var out []byte
	for i := 0; len(out) < n; i++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d", label, i))
		out = append(out, sum[:]...)
	}
	return out[:n]
}

func seededID(label string) hub.ID { return hub.ID(seeded(16, label)) }

// station is the writer of the tests' commits.
type station struct {
	priv   ed25519.PrivateKey
	epoch  [16]byte
	lane   hub.Lane
	origin hub.Origin
	author hub.ID
	boot   [8]byte
	key    SubjectKey
}

func newStation(name string) station {
	s := station{
		priv:   ed25519.NewKeyFromSeed(seeded(32, name+" ed25519")),
		epoch:  [16]byte(seeded(16, name+" epoch")),
		lane:   hub.TownshipLane("140427103"),
		author: seededID(name + " author"),
		boot:   [8]byte(seeded(8, name+" boot")),
		key:    SubjectKey(seeded(32, name+" subject key")),
	}
	s.origin = OriginOf(s.pub(), s.epoch, s.lane)
	return s
}

func (s station) pub() [32]byte { return [32]byte(s.priv.Public().(ed25519.PublicKey)) }

// draft is a part of a commit to be.
type draft struct {
	subject hub.ID
	gate    hub.Purpose
	part    hub.Part
}

// commit writes a signed commit of these parts. Salts that are zero get a fixed
// one, so that the bytes are the same in every run.
func (s station) commit(t testing.TB, seq uint64, prev hub.Hash, parts ...draft) hub.Commit {
	t.Helper()
	h := hub.Header{
		Format: 1, Alg: 1, Anchor: seq%hub.AnchorSeqs == 0, Origin: s.origin, Seq: seq, Prev: prev, Lam: seq + 4000,
		Boot: s.boot, Wall: 1795312800000 + int64(seq)*7321, Clock: hub.ClockConfirmed, Author: s.author,
	}
	var c hub.Commit
	for i, d := range parts {
		at := PartRef{s.origin, seq, i, d.subject}
		if d.part.Salt == [16]byte{} {
			d.part.Salt = [16]byte(seeded(16, fmt.Sprint("salt ", seq, " ", i)))
		}
		raw, err := EncodePart(d.part, at, &s.key)
		if err != nil {
			t.Fatal(err)
		}
		c.Parts = append(c.Parts, raw)
		h.Parts = append(h.Parts, hub.PartHead{Subject: d.subject, Gate: d.gate, Hash: HashPart(raw)})
	}
	c.Header, c.Raw = h, EncodeHeader(h)
	c.ID = CommitID(c.Raw)
	c.Sig = SignCommit(s.priv, c.Raw)
	return c
}

func open(no uint32, v any, replaces ...hub.ID) hub.FieldChange {
	return hub.FieldChange{No: no, Opened: true, Value: v, Replaces: replaces}
}

func secret(no uint32, v any, replaces ...hub.ID) hub.FieldChange {
	return hub.FieldChange{No: no, Sealed: true, Opened: true, Value: v, Replaces: replaces}
}

// registration is the commit of a child with nine fields, three persons with six,
// three consents and an enrolment, and the wraps of its new key for station,
// health centre, county and family card.
func registration(t testing.TB) (station, hub.Commit) {
	t.Helper()
	s := newStation("liugou")
	child := seededID("child")
	return s, s.commit(t, 37, hub.Hash(seeded(32, "prev")),
		draft{child, "", familyPart(child)}, draft{child, "", wrapPart(t, s.key, child)})
}

func familyPart(child hub.ID) hub.Part {
	person := func(label, name, kin, phone string, guardian, away bool, pickUp int64) hub.Change {
		return hub.Change{Kind: "person", Record: seededID(label), Fields: []hub.FieldChange{
			secret(1, name), secret(2, kin), secret(3, phone), secret(4, guardian), secret(5, away), secret(6, pickUp),
		}}
	}
	consent := func(purpose, answer string) hub.Change {
		return hub.Change{Kind: "consent", Record: hub.DeriveID("consent", child, purpose), Period: purpose, Fields: []hub.FieldChange{
			open(1, answer), open(2, "screen"), open(3, seededID("grandmother")), open(4, "2026-11-22"),
		}}
	}
	return hub.Part{Changes: []hub.Change{
		{Kind: "child", Record: child, Fields: []hub.FieldChange{
			secret(1, "张梓涵"), secret(2, "涵涵"), secret(3, int64(2)), secret(4, "2025-03-12"), secret(5, "农历二月十三"),
			open(6, "140427103204"), open(7, "散居"), secret(8, "140427202503120047"), open(9, seededID("site")),
		}},
		person("mother", "王丽娟", "母亲", "13903551278", true, true, 1),
		person("father", "张建国", "父亲", "13834567702", true, true, 1),
		person("grandmother", "李秀英", "奶奶", "13753512366", false, false, 1),
		consent("photo", "no"), consent("growth-report", "yes"), consent("class-record", "yes"),
		{Kind: "enrol", Record: seededID("enrol"), Fields: []hub.FieldChange{
			open(1, "全日"), open(2, seededID("group")), open(3, "2026-11-23"), open(4, nil), open(5, seededID("site")),
		}},
	}}
}

func wrapPart(t testing.TB, key SubjectKey, subject hub.ID) hub.Part {
	t.Helper()
	card := CardSecret(seeded(16, "card"))
	value, err := wrapWith(x25519(t, "ephemeral"), key, subject, []Recipient{
		recipient(t, "station"), recipient(t, "health centre"), recipient(t, "county")}, &card)
	if err != nil {
		t.Fatal(err)
	}
	name := key.Name()
	return hub.Part{Changes: []hub.Change{{Kind: "wrap", Record: seededID("wrap"), Fields: []hub.FieldChange{
		open(1, name[:]), open(2, value),
	}}}}
}

func x25519(t testing.TB, label string) *ecdh.PrivateKey {
	t.Helper()
	priv, err := ecdh.X25519().NewPrivateKey(seeded(32, label+" x25519"))
	if err != nil {
		t.Fatal(err)
	}
	return priv
}

func recipient(t testing.TB, label string) Recipient {
	t.Helper()
	return RecipientOf([32]byte(x25519(t, label).PublicKey().Bytes()))
}

// tap is the commit of one arrival: the child's day record, time and bringer.
func tap(t testing.TB, s station, seq uint64, prev hub.Hash, child hub.ID, day string, minute int64) hub.Commit {
	t.Helper()
	return s.commit(t, seq, prev, draft{child, "", hub.Part{Changes: []hub.Change{{
		Kind: "day", Period: day, Fields: []hub.FieldChange{open(1, minute), open(2, "grandmother")},
	}}}})
}
