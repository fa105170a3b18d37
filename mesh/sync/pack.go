package sync

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Bounds of one packed batch.
const (
	MaxBatchCommits = 500
	MaxBatchBytes   = 384 << 10 // asked of Log.Since
	maxUnpacked     = 2 << 20   // of all commits that a batch unpacks to
	packForm        = 1
	deflateFrom     = 64 // shorter text only grows
	noiseFrom       = 8  // byte strings from this length up leave the text
)

// Bits of a commit's first byte in a pack.
const (
	bitAnchor = 1 << iota
	bitSig
	bitRun  // begins a run: origin, seq and prev follow
	bitBox  // boot, clock, author or batch differ from the commit before
	bitVerb // the header travels verbatim: it is not in the form known here
)

// Heads in the text of parts that RFC 8949 leaves free (additional information
// 28 and 29 of a byte string).
const (
	headKnown = 0x5c // followed by the id's number: one that this pack has named
	headNew   = 0x5d // 16 bytes of the noise, which get the next number
)

// Pack is the compact form in which commits of one lane travel. What a receiver
// can compute is left out: prev within a run, the hashes of parts that are there,
// and with them every commit's id; ids are written once. What cannot be
// compressed (salts, keys, boxes, ids, signatures) stands apart from what can.
// PROTOCOL.md describes the bytes. Unpack(Pack(c)) gives c's bytes again.
func Pack(commits []hub.Commit) ([]byte, error) {
	if len(commits) == 0 || len(commits) > MaxBatchCommits {
		return nil, fmt.Errorf("sync: a pack of %d commits", len(commits))
	}
	p := packer{ids: map[[16]byte]uint64{}}
	for _, c := range commits {
		if err := p.commit(c); err != nil {
			return nil, err
		}
	}
	text := binary.AppendUvarint(make([]byte, 0, len(p.heads)+len(p.parts)+4), uint64(len(p.heads)))
	text = append(append(text, p.heads...), p.parts...)
	form, text := deflate(text)
	out := make([]byte, 0, len(text)+len(p.noise)+16)
	out = append(out, packForm, form)
	out = binary.AppendUvarint(out, uint64(len(commits)))
	out = binary.AppendUvarint(out, uint64(len(text)))
	return append(append(out, text...), p.noise...), nil
}

type packer struct {
	heads, parts, noise []byte
	ids                 map[[16]byte]uint64
	last                hub.Header
	lastHash            hub.Hash
}

func (p *packer) commit(c hub.Commit) error {
	h := c.Header
	if len(c.Parts) != len(h.Parts) || len(c.Sig) != 0 && len(c.Sig) != 64 {
		return fmt.Errorf("sync: commit %v: %d parts where the header has %d", c.ID, len(c.Parts), len(h.Parts))
	}
	bits := p.bits(c)
	p.heads = append(p.heads, bits)
	if bits&bitVerb != 0 {
		p.heads = binary.AppendUvarint(p.heads, uint64(len(c.Raw)))
		p.noise = append(p.noise, c.Raw...)
	} else {
		p.header(h, bits)
	}
	for i, part := range c.Parts {
		p.part(h.Parts[i], part, bits&bitVerb != 0)
	}
	if bits&bitSig != 0 {
		p.noise = append(p.noise, c.Sig...)
	}
	p.last, p.lastHash = h, sha256.Sum256(c.Raw)
	p.name(c.ID)
	return nil
}

func (p *packer) bits(c hub.Commit) (bits byte) {
	h, last := c.Header, p.last
	if h.Anchor {
		bits |= bitAnchor
	}
	if len(c.Sig) > 0 {
		bits |= bitSig
	}
	if !bytes.Equal(codec.EncodeHeader(h), c.Raw) || h.Format != 1 || h.Alg != 1 {
		return bits | bitVerb
	}
	if h.Origin != last.Origin || h.Seq != last.Seq+1 || h.Prev != p.lastHash {
		bits |= bitRun
	}
	if h.Boot != last.Boot || h.Clock != last.Clock || h.Author != last.Author || h.Batch != last.Batch {
		bits |= bitBox
	}
	return bits
}

func (p *packer) header(h hub.Header, bits byte) {
	if bits&bitRun != 0 {
		p.id(hub.ID(h.Origin))
		p.heads = binary.AppendUvarint(p.heads, h.Seq)
		if h.Seq != 1 {
			p.noise = append(p.noise, h.Prev[:]...)
		}
	}
	if bits&bitBox != 0 {
		p.heads = append(p.heads, h.Boot[:]...)
		p.heads = append(p.heads, byte(h.Clock))
		p.id(h.Author)
		p.id(h.Batch)
	}
	p.heads = binary.AppendVarint(p.heads, int64(h.Lam-p.last.Lam))
	p.heads = binary.AppendVarint(p.heads, h.Wall-p.last.Wall)
	p.heads = binary.AppendUvarint(p.heads, uint64(len(h.Parts)))
}

// part writes the part's entry of the header, its length (doubled; odd where it
// travels verbatim; 0 where it is not here), and its bytes.
func (p *packer) part(head hub.PartHead, raw []byte, verbatim bool) {
	if !verbatim {
		p.id(head.Subject)
		p.heads = binary.AppendUvarint(p.heads, uint64(len(head.Gate)))
		p.heads = append(p.heads, head.Gate...)
	}
	size := uint64(len(raw)) << 1
	switch {
	case len(raw) == 0:
		p.heads = append(p.heads, 0)
		if !verbatim {
			p.noise = append(p.noise, head.Hash[:]...)
		}
	case !walkable(raw):
		p.heads = binary.AppendUvarint(p.heads, size|1)
		p.noise = append(p.noise, raw...)
	default:
		p.heads = binary.AppendUvarint(p.heads, size)
		p.walk(raw)
	}
}

// walk copies a part's CBOR item by item. Longer byte strings lose their bytes to
// the noise; the first is the salt, which is like no other.
func (p *packer) walk(raw []byte) {
	for first := true; len(raw) > 0; {
		item, _ := cborItem(raw)
		whole := item.head + item.payload
		switch {
		case item.major != 2 || item.payload < noiseFrom:
			p.parts = append(p.parts, raw[:whole]...)
		case item.payload == 16 && !first:
			p.partID(hub.ID(raw[1:17]))
		default:
			p.parts = append(p.parts, raw[:item.head]...)
			p.noise = append(p.noise, raw[item.head:whole]...)
			first = false
		}
		raw = raw[whole:]
	}
}

func (p *packer) partID(id hub.ID) {
	if k, known := p.ids[id]; known {
		p.parts = binary.AppendUvarint(append(p.parts, headKnown), k)
		return
	}
	p.parts = append(p.parts, headNew)
	p.noise = append(p.noise, id[:]...)
	p.name(id)
}

// id writes 0 for none, 1 for a new one (16 bytes of the noise), or 2 + number.
func (p *packer) id(id hub.ID) {
	k, known := p.ids[id]
	switch {
	case id.IsZero():
		p.heads = append(p.heads, 0)
	case known:
		p.heads = binary.AppendUvarint(p.heads, k+2)
	default:
		p.heads = append(p.heads, 1)
		p.noise = append(p.noise, id[:]...)
		p.name(id)
	}
}

func (p *packer) name(id hub.ID) {
	if _, known := p.ids[id]; !known {
		p.ids[id] = uint64(len(p.ids))
	}
}

// The writers are large; a box with thirty sessions shares a few.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, 6)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

// deflate returns form 1 and deflated text, or form 0 and text where that is no shorter.
func deflate(text []byte) (form byte, out []byte) {
	if len(text) < deflateFrom {
		return 0, text
	}
	var buf bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	w.Reset(&buf)
	if _, err := w.Write(text); err != nil || w.Close() != nil || buf.Len() >= len(text) {
		return 0, text
	}
	return 1, buf.Bytes()
}

func inflate(b []byte) ([]byte, error) {
	in := bytes.NewReader(b)
	r := flate.NewReader(in)
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, maxUnpacked+1))
	if err == nil && (len(text) > maxUnpacked || in.Len() > 0) {
		err = fmt.Errorf("%w: text too large, or more than one", errPack)
	}
	return text, err
}
