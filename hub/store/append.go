package store

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Append makes one act durable: one commit, signed, folded, and found by every
// query, when it returns. The same request answers with its first outcome. An act
// that changes nothing commits nothing; its outcome has no commit.
//
// Errors: CodeInternal for a kind or field that no form knows, CodeTooLarge,
// CodeForbidden for a lane that this box may not write, if it was revoked, and for a
// subject that was erased, CodeFull, CodeFolder;
// CodeUnknown where the disk did not say whether it is stored: the request id
// settles that when it is sent again.
func (s *Store) Append(ctx context.Context, d hub.Draft) (hub.Outcome, error) {
	out, err := s.AppendAll(ctx, []hub.Draft{d})
	if err != nil {
		return hub.Outcome{}, err
	}
	return out[0], nil
}

// AppendAll is Append for several acts in one transaction, all or none: an
// import, or an act on two lanes.
func (s *Store) AppendAll(ctx context.Context, drafts []hub.Draft) ([]hub.Outcome, error) {
	var out []hub.Outcome
	err := s.write(ctx, func(t *txn) error {
		out = make([]hub.Outcome, len(drafts))
		for i, d := range drafts {
			var err error
			if out[i], err = t.append(d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (t *txn) append(d hub.Draft) (hub.Outcome, error) {
	if out, again, err := t.earlier(d.Request); again || err != nil {
		return out, err
	}
	o, err := t.own(d.Lane)
	if err != nil {
		return hub.Outcome{}, err
	}
	act, records, err := t.compose(o.lane, d)
	if err != nil {
		return hub.Outcome{}, err
	}
	out := hub.Outcome{Lane: d.Lane, Records: records}
	if len(act) > 0 {
		if out, err = t.commit(o, d, act, out); err != nil {
			return out, err
		}
	}
	return out, t.remember(d.Request, out)
}

// commit seals, signs, stores and folds the parts of one act.
func (t *txn) commit(o *origin, d hub.Draft, act []draftPart, out hub.Outcome) (hub.Outcome, error) {
	c := hub.Commit{Header: hub.Header{
		Format: 1, Alg: 1,
		Origin: o.origin, Seq: o.seq + 1, Prev: o.hash, Lam: min(o.lane.lam+1, hub.MaxLam),
		Boot: t.now.Boot, Wall: t.now.Wall.UnixMilli(), Clock: t.now.Quality, Author: d.Author, Batch: d.Batch,
	}}
	size := 0
	for i := range act {
		p := &act[i]
		at := codec.PartRef{Origin: o.origin, Seq: c.Header.Seq, Index: i, Subject: p.subject}
		raw, err := codec.EncodePart(p.part, at, p.key)
		if err != nil {
			return out, err
		}
		size += len(raw)
		c.Parts = append(c.Parts, raw)
		c.Header.Parts = append(c.Header.Parts, hub.PartHead{Subject: p.subject, Gate: p.gate, Hash: codec.HashPart(raw)})
	}
	size += len(codec.EncodeHeader(c.Header))
	if size > hub.MaxCommit {
		return out, hub.E(hub.CodeTooLarge, "store.toolarge")
	}
	c.Header.Anchor = c.Header.Seq%hub.AnchorSeqs == 0 || o.run+size >= hub.AnchorRun
	c.Raw = codec.EncodeHeader(c.Header)
	c.ID = codec.CommitID(c.Raw)
	c.Sig = codec.SignCommit(t.opts.Keys.Sign(), c.Raw)

	n, err := t.put(o, c, false)
	if err != nil {
		return out, err
	}
	decoded := make([]*hub.Part, len(act))
	for i := range act {
		decoded[i] = &act[i].part
		p := storedPart{n: n, place: i, own: true, part: decoded[i], id: c.ID, header: c.Header, lane: o.lane.name}
		state, err := t.keep(p, c.Parts[i])
		if err != nil {
			return out, err
		}
		if state == partErased {
			return out, hub.E(hub.CodeForbidden, "store.erased")
		}
	}
	t.tell(o, c, decoded)
	out.Commit, out.Origin, out.Seq, out.Bytes = c.ID, o.origin, c.Header.Seq, len(codec.EncodeCommit(c))
	return out, nil
}
