package care

import (
	"crypto/sha256"
	"fmt"

	"yizhan/hub"
)

// Airing is a recording that a station asks the county to play to everybody.
type Airing struct {
	Ref
	Class     hub.ID  `form:"class"`
	Recording hub.ID  `form:"recording"`
	Site      hub.ID  `form:"site"`
	Day       hub.Day `form:"day"`
	By        hub.ID  `form:"by"`      // who asked
	Teacher   hub.ID  `form:"teacher"` // zero: she is nobody of the station's
	Speaker   string  `form:"speaker"`
	Agreed    string  `form:"agreed"` // own, told, paper
	Clean     bool    `form:"clean"`
	MS        int     `form:"ms"`
	Format    string  `form:"format"` // as media names its codecs: mp3, ima
	Size      int     `form:"size"`   // bytes of all pieces
	Sum       []byte  `form:"sum"`    // SHA-256 of all of it
	Asking    []byte  `form:"asking"` // which asking this is: the county answers one
	Pieces    []any   `form:"pieces"` // hashes of the files; none once nobody may hear it
	Keys      []any   `form:"keys"`
	Gone      hub.Day `form:"gone"`   // the station took it back
	Answer    string  `form:"answer"` // yes, no, back; "" none yet. For the station to read: see hub/desk
	Answered  hub.Day `form:"answered"`
	Why       string  `form:"why"`
}

// Asked says whether the station wants it to be heard.
func (a Airing) Asked() bool { return a.Day != "" && a.Gone == "" && len(a.Asking) > 0 }

// Waits says whether the county has not answered yet.
func (a Airing) Waits() bool { return a.Asked() && a.Answer == "" }

// Print tells one sound from another: it is over the names and the keys of all pieces, in
// their order. What the county said of one is said of no other.
func (a Airing) Print() [32]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%s %d %x %x", a.Format, a.Size, a.Pieces, a.Keys))
}
