package trust

import (
	"crypto/ed25519"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Keys is the box's own keys in the form in which the store asks for them: what
// signs and opens here, and for whom a lane's subjects are sealed.
type Keys struct {
	Folder *Folder
	Share  func(hub.Lane) bool // the lane's township shares among all its stations
}

func (k Keys) Sign() ed25519.PrivateKey { return k.Folder.Identity().Sign }
func (k Keys) X25519() [32]byte         { return k.Folder.Identity().X25519 }
func (k Keys) BoxKey() [32]byte         { return k.Folder.Identity().Box }

func (k Keys) Recipients(lane hub.Lane) []codec.Recipient {
	return k.Folder.Recipients(lane, k.Share != nil && k.Share(lane))
}

// Certificate is nil where the box may not write the lane, as in every lane but
// the local one before enrolment.
func (k Keys) Certificate(lane hub.Lane) []byte {
	c, ok := k.Folder.Certificate()
	if !ok || !c.MayWrite(lane) {
		return nil
	}
	return c.Raw
}
