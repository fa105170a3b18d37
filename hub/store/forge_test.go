package store_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// author writes commits outside any store: what another release, another device,
// or somebody else might send.
type author struct {
	t     testing.TB
	keys  *keys
	proof hub.OriginProof
	id    hub.Origin
	last  hub.Commit
	lam   uint64
}

func newAuthor(t testing.TB, k *keys) *author {
	epoch := [16]byte(hub.NewID())
	return &author{
		t: t, keys: k, id: codec.OriginOf(k.public(), epoch, lane),
		proof: hub.OriginProof{Key: k.public(), Epoch: epoch, Lane: lane, Cert: []byte("certificate")},
	}
}

func (a *author) proofs() map[hub.Origin]hub.OriginProof {
	return map[hub.Origin]hub.OriginProof{a.id: a.proof}
}

// write writes the next commit: one part of open values.
func (a *author) write(kind hub.Kind, record hub.ID, fields ...hub.FieldChange) hub.Commit {
	a.t.Helper()
	part := hub.Part{Changes: []hub.Change{{Kind: kind, Record: record, Fields: fields}}}
	raw, err := codec.EncodePart(part, codec.PartRef{Origin: a.id, Seq: a.last.Header.Seq + 1, Subject: record}, nil)
	if err != nil {
		a.t.Fatal(err)
	}
	return a.writeRaw(record, raw)
}

// writeRaw writes the next commit around any parts of a subject.
func (a *author) writeRaw(subject hub.ID, parts ...[]byte) hub.Commit {
	a.lam++
	c := hub.Commit{Header: hub.Header{
		Format: 1, Alg: 1, Origin: a.id, Seq: a.last.Header.Seq + 1, Lam: a.lam,
	}, Parts: parts}
	for _, raw := range parts {
		c.Header.Parts = append(c.Header.Parts, hub.PartHead{Subject: subject, Hash: codec.HashPart(raw)})
	}
	if a.last.Raw != nil {
		c.Header.Prev = codec.HashHeader(a.last.Raw)
	}
	c.Header.Anchor = c.Header.Seq%hub.AnchorSeqs == 0
	return a.sign(c)
}

// sign closes a commit that a test has changed, and goes on from it.
func (a *author) sign(c hub.Commit) hub.Commit {
	c.Raw = codec.EncodeHeader(c.Header)
	c.ID = codec.CommitID(c.Raw)
	c.Sig = codec.SignCommit(a.keys.sign, c.Raw)
	a.last = c
	return c
}

// branch is the same device once more: a copied card.
func (a *author) branch() *author {
	b := *a
	return &b
}

func open(no uint32, v any, replaces ...hub.ID) hub.FieldChange {
	return hub.FieldChange{No: no, Opened: true, Value: v, Replaces: replaces}
}

// unsigned is a commit as it travels between anchors.
func unsigned(c hub.Commit) hub.Commit {
	c.Sig = nil
	return c
}
