package codec

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"yizhan/hub"
)

const (
	format     = 1       // of COMMIT.md
	algorithm  = 1       // Ed25519, SHA-256, AES-256-GCM, X25519
	headerSize = 13      // items
	maxSeq     = 1 << 53 // beyond any box; fits every database and JSON
	maxName    = 64      // bytes of a kind, a gate, a period
)

// EncodeHeader is the bytes that are hashed and signed:
// [format, alg, anchor, origin, seq, prev, lam, boot, wall, clock, author,
// batch, [[subject, gate, hash], …]].
func EncodeHeader(h hub.Header) []byte {
	b := make([]byte, 0, 128+64*len(h.Parts))
	b = appendArray(b, headerSize)
	b = appendUint(b, uint64(h.Format))
	b = appendUint(b, uint64(h.Alg))
	b = appendBool(b, h.Anchor)
	b = appendOrNone(b, h.Origin[:])
	b = appendUint(b, h.Seq)
	b = appendOrNone(b, h.Prev[:])
	b = appendUint(b, h.Lam)
	b = appendBytes(b, h.Boot[:])
	b = appendInt(b, h.Wall)
	b = appendUint(b, uint64(h.Clock))
	b = appendOrNone(b, h.Author[:])
	b = appendOrNone(b, h.Batch[:])
	b = appendArray(b, len(h.Parts))
	for _, p := range h.Parts {
		b = appendArray(b, 3)
		b = appendOrNone(b, p.Subject[:])
		b = appendText(b, string(p.Gate))
		b = appendOrNone(b, p.Hash[:])
	}
	return b
}

// DecodeHeader reads a header of format 1 in its one encoding, and refuses one
// that cannot be: no parts, a prev at seq 1 or none later, no anchor at every
// 64th seq, a part without hash. Lam is never a reason to refuse.
func DecodeHeader(raw []byte) (hub.Header, error) {
	if len(raw) > hub.MaxCommit {
		return hub.Header{}, tooLarge("header", len(raw))
	}
	h, err := readHeader(raw)
	if err == nil {
		err = possible(h)
	}
	if err != nil {
		return hub.Header{}, damaged("header: %w", err)
	}
	return h, nil
}

// readHeader knows the layout only; a slim header passes too.
func readHeader(raw []byte) (hub.Header, error) {
	var h hub.Header
	r := reader{b: raw}
	r.array(headerSize)
	h.Format = uint8(r.uint(255))
	h.Alg = uint8(r.uint(255))
	h.Anchor = r.bool()
	r.fillOrNone(h.Origin[:])
	h.Seq = r.uint(maxSeq)
	r.fillOrNone(h.Prev[:])
	h.Lam = r.uint(1<<64 - 1)
	r.fill(h.Boot[:])
	h.Wall = r.int()
	h.Clock = hub.ClockQuality(r.uint(23)) // later releases may know more qualities
	r.fillOrNone(h.Author[:])
	r.fillOrNone(h.Batch[:])
	for n := r.count(); n > 0 && r.err == nil; n-- {
		var p hub.PartHead
		r.array(3)
		r.fillOrNone(p.Subject[:])
		p.Gate = hub.Purpose(r.text(maxName))
		r.fillOrNone(p.Hash[:])
		h.Parts = append(h.Parts, p)
	}
	return h, r.end()
}

func possible(h hub.Header) error {
	switch {
	case h.Format != format:
		return fmt.Errorf("format %d is not known here", h.Format)
	case h.Alg != algorithm:
		return fmt.Errorf("algorithm %d is not known here", h.Alg)
	case h.Origin.IsZero():
		return fmt.Errorf("no origin")
	case h.Seq == 0:
		return fmt.Errorf("seq 0")
	case (h.Seq == 1) != (h.Prev == hub.Hash{}):
		return fmt.Errorf("seq %d with prev %v", h.Seq, h.Prev)
	case h.Seq%hub.AnchorSeqs == 0 && !h.Anchor:
		return fmt.Errorf("seq %d is no anchor", h.Seq)
	case len(h.Parts) == 0:
		return fmt.Errorf("no parts")
	}
	for i, p := range h.Parts {
		if (p.Hash == hub.Hash{}) {
			return fmt.Errorf("part %d without hash", i)
		}
	}
	return nil
}

// HashHeader is what the next header of the origin names as prev.
func HashHeader(raw []byte) hub.Hash { return sha256.Sum256(raw) }

// CommitID is the first 16 bytes of the header's hash: the log's key.
func CommitID(raw []byte) hub.ID {
	sum := sha256.Sum256(raw)
	return hub.ID(sum[:16])
}

// SlimHeader is the header of a commit that travels in a run of its origin: the
// origin, prev and the hashes of the parts that travel along are left out,
// because the receiver has or computes them. FillHeader puts them back.
func SlimHeader(c hub.Commit) []byte {
	h := withoutHashes(c)
	h.Origin, h.Prev = hub.Origin{}, hub.Hash{}
	return EncodeHeader(h)
}

// FillHeader makes the whole commit of a slim header, its run's origin, the hash
// of the header before it in the run (zero at seq 1) and the parts that came
// along (nil where absent). If any of it is not what the author signed, the id
// differs, and the run's signature fails.
func FillHeader(slim []byte, origin hub.Origin, prev hub.Hash, parts [][]byte) (hub.Commit, error) {
	h, err := readHeader(slim)
	if err == nil && (!h.Origin.IsZero() || h.Prev != hub.Hash{}) {
		err = errors.New("codec: not slim")
	}
	h.Origin, h.Prev = origin, prev
	return fill(h, err, parts)
}

// fill computes the hashes of the parts that are here, and the header's bytes.
func fill(h hub.Header, err error, parts [][]byte) (hub.Commit, error) {
	if err == nil && len(parts) != len(h.Parts) {
		err = fmt.Errorf("codec: %d parts, the header names %d", len(parts), len(h.Parts))
	}
	if err != nil {
		return hub.Commit{}, damaged("commit: %w", err)
	}
	for i, part := range parts {
		if (part != nil) != (h.Parts[i].Hash == hub.Hash{}) {
			return hub.Commit{}, damaged("commit: part %d has neither hash nor bytes, or both", i)
		}
		if part != nil {
			h.Parts[i].Hash = HashPart(part)
		}
	}
	if err := possible(h); err != nil {
		return hub.Commit{}, damaged("commit: %w", err)
	}
	raw := EncodeHeader(h)
	return hub.Commit{ID: CommitID(raw), Header: h, Raw: raw, Parts: parts}, nil
}

// withoutHashes is the header without the hashes of the parts that are here.
func withoutHashes(c hub.Commit) hub.Header {
	h := c.Header
	h.Parts = slices.Clone(h.Parts)
	for i := range h.Parts {
		if i < len(c.Parts) && c.Parts[i] != nil {
			h.Parts[i].Hash = hub.Hash{}
		}
	}
	return h
}
