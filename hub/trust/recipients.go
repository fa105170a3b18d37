package trust

import (
	"bytes"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Recipients are the hubs for which a subject of a lane is sealed: this box, the
// county, and in a township its health centre and the guidance centre that serves
// it. Where a township chose to share among its stations, all of them.
func (f *Folder) Recipients(lane hub.Lane, share bool) []codec.Recipient {
	f.mu.Lock()
	own, county, enrolled := f.identity.Recipient(), f.bundle.CountyX25519, f.enrolled()
	f.mu.Unlock()
	var keys [][32]byte
	township, isTownship := lane.Township()
	switch {
	case lane == hub.LaneLocal || !enrolled:
		keys = append(keys, own)
	case isTownship:
		keys = append(keys, own, county)
		for _, c := range f.members.All() {
			serves := c.Role == RoleHealth || c.Role == RoleGuidance || c.Role == RoleStation && share
			if serves && (c.Township == township || c.Township == "" && c.MayWrite(lane)) {
				keys = append(keys, c.X25519)
			}
		}
	case lane == hub.LanePublic:
		return nil // everybody reads it
	default: // looks, exports, box health: the county reads them
		keys = append(keys, county)
	}
	hub.Sort(keys, func(a, b [32]byte) int { return bytes.Compare(a[:], b[:]) })
	keys = slices.Compact(keys)
	to := make([]codec.Recipient, len(keys))
	for i, k := range keys {
		to[i] = codec.RecipientOf(k)
	}
	return to
}

// Opener is the hub whose wraps carry an id (codec.Recipient.ID). lost: its key was
// revoked, and what it could open is to be closed with a new key. ok is false for a
// hub that is not known here.
func (m *Members) Opener(id [8]byte) (r codec.Recipient, lost, ok bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	for _, c := range m.byKey {
		if r := codec.RecipientOf(c.X25519); r.ID == id {
			_, gone := m.list.Find(c.Key)
			return r, gone, true
		}
	}
	return codec.Recipient{}, false, false
}
