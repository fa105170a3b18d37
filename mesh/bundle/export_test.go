package bundle

import (
	"crypto/ed25519"
	"io"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/mesh/sync"
)

// CutAt has every step of writing ask f first: an error is the stick pulled out.
func (c *Config) CutAt(f func(op string) error) { c.cut = f }

// RoomOf says how much the stick still holds.
func (c *Config) RoomOf(f func() (int64, error)) { c.room = f }

// Manifest is the form of what stands in a manifest, for tests that forge one.
type Manifest = manifest

// ReadManifest reads one that its own key signed.
func ReadManifest(b []byte) (*Manifest, error) { return decodeManifest(b) }

// Signed is a manifest as its writer would put it on a stick.
func (m *manifest) Signed(key ed25519.PrivateKey) []byte {
	raw, err := m.encode(func(body []byte) []byte { return codec.Sign(key, signsStick, body) })
	if err != nil {
		panic(err)
	}
	return raw
}

// SealTo and Unseal are the seal of a file.
func SealTo(w io.Writer, keys ...[32]byte) (io.WriteCloser, error) { return sealTo(w, keys) }

func Unseal(r io.Reader, private [32]byte) (io.Reader, error) { return unseal(r, private) }

// Covers and Meet are what is left out of a write.
var (
	Covers = covers
	Meet   = meet
)

// ErrShort is a manifest that was cut.
var ErrShort = errShort

// SetGolden fills in what a lane's file and word look like.
func (m *manifest) SetGolden(lane hub.Lane, hash hub.Hash, lines []sync.Line) {
	m.Held = []held{{Lane: lane, Lines: lines, Wants: []hub.ID{{6}}}}
	m.Files = []entry{
		{Name: laneFile(3), Size: 1 << 26, Hash: hash, Kind: kindLane, Lane: lane, Commits: 1 << 40, Upto: lines, Base: []sync.Line{}, To: [][8]byte{{7}}},
		{Name: laneFile(4), Size: 900, Hash: hash, Kind: kindWord, To: [][8]byte{{7}}},
	}
}
