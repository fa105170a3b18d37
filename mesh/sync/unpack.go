package sync

import (
	"encoding/binary"
	"errors"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/codec"
)

var errPack = errors.New("sync: not a pack")

// Unpack gives back the commits that Pack took, with header, raw bytes and id.
// It checks the form only; whether they are what their authors signed is the
// log's question. Its results do not share memory with b.
func Unpack(b []byte) ([]hub.Commit, error) {
	head := scanner{b: b}
	form, squeezed := head.byte(), head.byte()
	count, size := head.uvarint(), head.uvarint()
	text := head.take(size)
	if head.bad || form != packForm || squeezed > 1 || count == 0 || count > MaxBatchCommits {
		return nil, fmt.Errorf("%w: form %d, %d commits", errPack, form, count)
	}
	if squeezed == 1 {
		var err error
		if text, err = inflate(text); err != nil {
			return nil, fmt.Errorf("%w: %w", errPack, err)
		}
	}
	u := unpacker{text: scanner{b: text}, noise: scanner{b: head.b}, known: map[hub.ID]struct{}{}}
	u.heads = scanner{b: u.text.take(u.text.uvarint())}
	u.text.bad = u.text.bad || u.heads.bad
	commits := make([]hub.Commit, 0, min(count, uint64(len(u.heads.b))))
	for range count {
		c, err := u.commit()
		if err != nil {
			return nil, err
		}
		commits = append(commits, c)
	}
	if len(u.heads.b)+len(u.text.b)+len(u.noise.b) > 0 {
		return nil, fmt.Errorf("%w: bytes too many", errPack)
	}
	return commits, nil
}

type unpacker struct {
	heads, text, noise scanner
	ids                []hub.ID
	known              map[hub.ID]struct{}
	last               hub.Header
	lastHash           hub.Hash
	size               int // of what has been unpacked
}

func (u *unpacker) commit() (c hub.Commit, err error) {
	bits := u.heads.byte()
	if bits >= bitVerb<<1 {
		return c, fmt.Errorf("%w: unknown bits", errPack)
	}
	if bits&bitVerb != 0 {
		c, err = u.verbatim()
	} else {
		c = u.header(bits)
	}
	if err == nil && (u.heads.bad || u.text.bad || u.noise.bad) {
		err = fmt.Errorf("%w: cut short", errPack)
	}
	if err != nil {
		return c, err
	}
	if bits&bitSig != 0 {
		c.Sig = append([]byte{}, u.noise.take(64)...)
	}
	if bits&bitVerb == 0 {
		c.Raw = codec.EncodeHeader(c.Header)
	}
	hash := codec.HashHeader(c.Raw)
	c.ID = hub.ID(hash[:16])
	u.size += len(c.Raw)
	if u.noise.bad || u.size > maxUnpacked {
		return c, fmt.Errorf("%w: cut short, or too large", errPack)
	}
	u.last, u.lastHash = c.Header, hash
	u.name(c.ID)
	return c, nil
}

func (u *unpacker) header(bits byte) hub.Commit {
	h := u.last
	h.Format, h.Alg, h.Anchor = 1, 1, bits&bitAnchor != 0
	h.Seq, h.Prev = u.last.Seq+1, u.lastHash
	if bits&bitRun != 0 {
		h.Origin, h.Seq, h.Prev = hub.Origin(u.id()), u.heads.uvarint(), hub.Hash{}
		if h.Seq != 1 {
			copy(h.Prev[:], u.noise.take(32))
		}
	}
	if bits&bitBox != 0 {
		copy(h.Boot[:], u.heads.take(8))
		h.Clock = hub.ClockQuality(u.heads.byte())
		h.Author, h.Batch = u.id(), u.id()
	}
	h.Lam += uint64(u.heads.varint())
	h.Wall += u.heads.varint()
	n := u.heads.uvarint()
	h.Parts = nil
	var c hub.Commit
	for range n {
		head := hub.PartHead{Subject: u.id()}
		head.Gate = hub.Purpose(u.heads.take(u.heads.uvarint()))
		part := u.part()
		if part == nil {
			copy(head.Hash[:], u.noise.take(32))
		} else {
			head.Hash = codec.HashPart(part)
		}
		if u.heads.bad || u.text.bad || u.noise.bad {
			break
		}
		h.Parts, c.Parts = append(h.Parts, head), append(c.Parts, part)
	}
	c.Header = h
	return c
}

// verbatim takes a header that this release cannot take apart for sending, but
// that its codec reads.
func (u *unpacker) verbatim() (c hub.Commit, err error) {
	c.Raw = append([]byte{}, u.noise.take(u.heads.uvarint())...)
	if c.Header, err = codec.DecodeHeader(c.Raw); err != nil {
		return c, fmt.Errorf("%w: %w", errPack, err)
	}
	for range c.Header.Parts {
		c.Parts = append(c.Parts, u.part())
	}
	return c, nil
}

// part reads what packer.part wrote; nil where the part is not here.
func (u *unpacker) part() []byte {
	size := u.heads.uvarint()
	n := int(size >> 1)
	if size == 0 || size>>1 > hub.MaxCommit || n == 0 || u.size+n > maxUnpacked {
		u.heads.bad = u.heads.bad || size != 0
		return nil
	}
	u.size += n
	out := make([]byte, 0, n)
	if size&1 != 0 {
		return append(out, u.noise.take(uint64(n))...)
	}
	for first := true; len(out) < n && len(u.text.b) > 0 && !u.noise.bad && !u.text.bad; {
		if b := u.text.b[0]; b == headKnown || b == headNew {
			out = append(append(out, 0x50), u.partID(u.text.byte() == headNew)...)
			continue
		}
		item, ok := cborItem(u.text.b)
		if !ok {
			break
		}
		out = append(out, u.text.take(uint64(item.head))...)
		switch {
		case item.major == 2 && item.payload == 16 && !first:
			u.text.bad = true // has a head of its own: one pack, one form
		case item.major == 2 && item.payload >= noiseFrom:
			out = append(out, u.noise.take(uint64(item.payload))...)
			first = false
		case item.payload > 0:
			out = append(out, u.text.take(uint64(item.payload))...)
		}
	}
	if len(out) != n {
		u.text.bad = true
	}
	return out
}

func (u *unpacker) partID(fresh bool) []byte {
	if fresh {
		id := u.noise.take(16)
		if len(id) == 16 {
			u.name(hub.ID(id))
		}
		return id
	}
	k := u.text.uvarint()
	if k >= uint64(len(u.ids)) {
		u.text.bad = true
		return nil
	}
	return u.ids[k][:]
}

func (u *unpacker) id() hub.ID {
	switch k := u.heads.uvarint(); {
	case k == 0:
		return hub.ID{}
	case k == 1:
		var id hub.ID
		copy(id[:], u.noise.take(16))
		u.name(id)
		return id
	case k-2 < uint64(len(u.ids)):
		return u.ids[k-2]
	}
	u.heads.bad = true
	return hub.ID{}
}

func (u *unpacker) name(id hub.ID) {
	if _, known := u.known[id]; !known {
		u.known[id] = struct{}{}
		u.ids = append(u.ids, id)
	}
}

// scanner reads from bytes; what is not there is zero and sets bad.
type scanner struct {
	b   []byte
	bad bool
}

func (s *scanner) take(n uint64) []byte {
	if n > uint64(len(s.b)) {
		s.bad, s.b = true, nil
		return nil
	}
	out := s.b[:n]
	s.b = s.b[n:]
	return out
}

func (s *scanner) byte() byte {
	if b := s.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (s *scanner) uvarint() uint64 {
	v, n := binary.Uvarint(s.b)
	if n <= 0 {
		s.bad, s.b = true, nil
		return 0
	}
	s.b = s.b[n:]
	return v
}

func (s *scanner) varint() int64 {
	v, n := binary.Varint(s.b)
	if n <= 0 {
		s.bad, s.b = true, nil
		return 0
	}
	s.b = s.b[n:]
	return v
}
