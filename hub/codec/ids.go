package codec

import (
	"bytes"

	"yizhan/hub"
)

func compareIDs(a, b hub.ID) int { return bytes.Compare(a[:], b[:]) }

// appendIDs writes sorted ids as one byte string of 16 bytes each.
func appendIDs(b []byte, ids []hub.ID) []byte {
	b = appendHead(b, majorBytes, uint64(16*len(ids)))
	for _, id := range ids {
		b = append(b, id[:]...)
	}
	return b
}

// ids reads what appendIDs writes; out of order or twice is refused.
func (r *reader) ids() []hub.ID {
	raw := r.bytes()
	if len(raw)%16 != 0 {
		r.failf("%d bytes are no ids", len(raw))
		return nil
	}
	var ids []hub.ID
	for ; len(raw) > 0; raw = raw[16:] {
		id := hub.ID(raw[:16])
		if len(ids) > 0 && compareIDs(ids[len(ids)-1], id) >= 0 {
			r.failf("ids out of order")
			return nil
		}
		ids = append(ids, id)
	}
	return ids
}
