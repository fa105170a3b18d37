package trust

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// MayRead says whether a known hub may hold a lane: everybody what is public, the
// county's hubs what is sealed to the county and of no township, a township and its
// trail those that may write there too, the county's own lane the county.
func (m *Members) MayRead(key [32]byte, lane hub.Lane) bool {
	if m.Allowed(key) != nil {
		return false
	}
	c, _ := m.Get(key)
	if lane == hub.LanePublic || lane == hub.CountyLane(c.County) {
		return true
	}
	return c.MayWrite(lane)
}

// Concerns says whether a hub has use for a list: for all but the letters of other
// townships than its own.
func (m *Members) Concerns(key [32]byte, list string) bool {
	code, letter := strings.CutPrefix(list, listLetter)
	c, known := m.Get(key)
	return !letter || known && (c.Township == "" || code == c.Township || code == c.County)
}

// County says whether a key is that of a county hub that counts.
func (m *Members) County(key [32]byte) bool {
	c, ok := m.Get(key)
	return ok && c.Role == RoleCounty && m.Allowed(key) == nil
}

// CheckReceipt says whether a receipt is the word of a member.
func (m *Members) CheckReceipt(r hub.Receipt) error {
	if !codec.VerifyReceipt(r) {
		return untrusted("trust.signature", "receipt of %x", r.Holder[:4])
	}
	return m.Allowed(r.Holder)
}
