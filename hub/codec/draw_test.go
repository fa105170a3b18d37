package codec

import (
	"slices"

	"pgregory.net/rapid"
	"yizhan/hub"
)

func drawID(t *rapid.T, label string) hub.ID {
	return hub.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, label))
}

// drawValue is any value a field may have, lists in lists too.
func drawValue(t *rapid.T, depth int) any {
	most := 6
	if depth == maxDepth {
		most = 5
	}
	switch rapid.IntRange(0, most).Draw(t, "type") {
	case 0:
		return nil
	case 1:
		return rapid.Bool().Draw(t, "bool")
	case 2:
		return rapid.Int64().Draw(t, "int")
	case 3:
		return rapid.StringN(0, 40, 120).Draw(t, "text")
	case 4:
		return rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "bytes")
	case 5:
		return drawID(t, "id")
	}
	list := make([]any, rapid.IntRange(0, 3).Draw(t, "items"))
	for i := range list {
		list[i] = drawValue(t, depth+1)
	}
	return list
}

// drawPart is a part as DecodePart and OpenPart give it back: fields and replaced
// commits sorted, everything opened.
func drawPart(t *rapid.T, at PartRef, key SubjectKey) hub.Part {
	known := make([]hub.ID, 4) // commits and records that are named again and again
	for i := range known {
		known[i] = drawID(t, "known")
	}
	p := hub.Part{Salt: [16]byte(drawID(t, "salt"))}
	p.Salt[0] |= 1 // no salt is no part
	seen := map[recordKey]bool{}
	for range rapid.IntRange(1, 4).Draw(t, "changes") {
		c := hub.Change{Kind: hub.Kind(rapid.SampledFrom([]string{"child", "person", "day", "班"}).Draw(t, "kind"))}
		switch rapid.IntRange(0, 3).Draw(t, "record") {
		case 0:
			c.Period = rapid.StringN(1, 16, 64).Draw(t, "period")
			c.Record = hub.DeriveID(c.Kind, at.Subject, c.Period)
		case 1:
			c.Record = at.Subject
		default:
			c.Record = rapid.SampledFrom(known).Draw(t, "record id")
		}
		if seen[recordKey{c.Kind, c.Record}] || c.Record.IsZero() {
			continue
		}
		seen[recordKey{c.Kind, c.Record}] = true
		nos := rapid.SliceOfNDistinct(rapid.Uint32Range(1, 400), 1, 5, rapid.ID).Draw(t, "fields")
		slices.Sort(nos)
		for _, no := range nos {
			f := hub.FieldChange{No: no, Opened: true, Sealed: rapid.Bool().Draw(t, "sealed"), Value: drawValue(t, 0)}
			f.Replaces = rapid.SliceOfNDistinct(rapid.SampledFrom(known), 0, 3, rapid.ID).Draw(t, "replaces")
			slices.SortFunc(f.Replaces, compareIDs)
			if len(f.Replaces) == 0 {
				f.Replaces = nil
			}
			c.Fields = append(c.Fields, f)
		}
		p.Changes = append(p.Changes, c)
	}
	if len(p.Changes) == 0 {
		t.Skip("all changes were of one record without id")
	}
	if countSealed(p.Changes) > 0 {
		p.Key = key.Name()
	}
	return p
}

// closed is a part as DecodePart gives it back: sealed values not opened.
func closed(p hub.Part) hub.Part {
	p.Changes = slices.Clone(p.Changes)
	for i := range p.Changes {
		fields := slices.Clone(p.Changes[i].Fields)
		for j := range fields {
			if fields[j].Sealed {
				fields[j].Value, fields[j].Opened = nil, false
			}
		}
		p.Changes[i].Fields = fields
	}
	return p
}

func drawHash(t *rapid.T, label string) hub.Hash {
	h := hub.Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, label))
	h[0] |= 1 // zero means none
	return h
}

// drawHeader is any header that can be, without parts.
func drawHeader(t *rapid.T) hub.Header {
	h := hub.Header{
		Format: 1, Alg: 1,
		Anchor: rapid.Bool().Draw(t, "anchor"),
		Origin: hub.Origin(drawID(t, "origin")),
		Seq:    rapid.OneOf(rapid.Uint64Range(1, 300), rapid.Uint64Range(1, maxSeq)).Draw(t, "seq"),
		Lam:    rapid.Uint64().Draw(t, "lam"),
		Boot:   [8]byte(rapid.SliceOfN(rapid.Byte(), 8, 8).Draw(t, "boot")),
		Wall:   rapid.Int64().Draw(t, "wall"),
		Clock:  hub.ClockQuality(rapid.IntRange(0, 4).Draw(t, "clock")),
	}
	h.Origin[0] |= 1
	if h.Seq > 1 {
		h.Prev = drawHash(t, "prev")
	}
	h.Anchor = h.Anchor || h.Seq%hub.AnchorSeqs == 0
	if rapid.Bool().Draw(t, "by a person") {
		h.Author = drawID(t, "author")
	}
	if rapid.Bool().Draw(t, "in a batch") {
		h.Batch = drawID(t, "batch")
	}
	return h
}

// drawCommit is any commit, some of its parts not here.
func drawCommit(t *rapid.T, key SubjectKey) hub.Commit {
	h := drawHeader(t)
	var parts [][]byte
	for i := range rapid.IntRange(1, 4).Draw(t, "parts") {
		head := hub.PartHead{Subject: drawID(t, "subject"), Gate: hub.Purpose(rapid.SampledFrom([]string{"", "photo"}).Draw(t, "gate"))}
		var raw []byte
		if rapid.IntRange(0, 3).Draw(t, "here") > 0 {
			at := PartRef{h.Origin, h.Seq, i, head.Subject}
			var err error
			if raw, err = EncodePart(drawPart(t, at, key), at, &key); err != nil {
				t.Fatal(err)
			}
			head.Hash = HashPart(raw)
		} else {
			head.Hash = drawHash(t, "hash")
		}
		h.Parts = append(h.Parts, head)
		parts = append(parts, raw)
	}
	raw := EncodeHeader(h)
	c := hub.Commit{ID: CommitID(raw), Header: h, Raw: raw, Parts: parts}
	if rapid.Bool().Draw(t, "signed") {
		c.Sig = rapid.SliceOfN(rapid.Byte(), 64, 64).Draw(t, "signature")
	}
	return c
}

// drawState is a state that a fold may lead to.
func drawState(t *rapid.T) hub.State {
	refs := make([]hub.CommitRef, rapid.IntRange(1, 5).Draw(t, "commits"))
	for i := range refs {
		refs[i] = hub.CommitRef{ID: drawID(t, "commit"), Lam: rapid.Uint64().Draw(t, "lam"), Origin: hub.Origin{byte(rapid.IntRange(0, 2).Draw(t, "origin"))}}
	}
	s := hub.State{}
	for range rapid.IntRange(0, 12).Draw(t, "edits") {
		f := hub.FieldChange{No: rapid.Uint32Range(0, 30).Draw(t, "no"), Sealed: rapid.Bool().Draw(t, "sealed")}
		if f.Opened = !f.Sealed || rapid.Bool().Draw(t, "opened"); f.Opened {
			f.Value = drawValue(t, 0)
		}
		for _, ref := range rapid.SliceOfN(rapid.SampledFrom(refs), 0, 2).Draw(t, "replaces") {
			f.Replaces = append(f.Replaces, ref.ID)
		}
		s.Apply(rapid.SampledFrom(refs).Draw(t, "by"), []hub.FieldChange{f})
	}
	return s
}
