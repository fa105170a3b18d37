package bundle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/mesh/sync"
)

// signsStick is the purpose of a manifest's signature (codec.Sign).
const signsStick = "stick"

const (
	magic       = "YIZHAN-STICK\n"
	format      = 1
	maxManifest = codec.MaxMessage
	maxFiles    = 4096 // of one hub
	maxWants    = 500  // of one lane
	maxReaders  = 8192 // of one file
)

// What a file is for.
const (
	kindLane  = 1 // commits of one lane, behind those of the lane's files before it
	kindParts = 2 // commits of one lane that others asked for once more; replaced by the next write
	kindWord  = 3 // lists and receipts; replaced by the next write
	kindFiles = 4 // sealed bytes beside the log that a lane's records name; Commits names the set
)

// manifest names everything that a hub has left on a stick. It is written last.
type manifest struct {
	_      struct{} `cbor:",toarray"`
	County [32]byte // key
	Key    [32]byte // who wrote, by Cert
	Cert   []byte
	Number uint64 // grows with every manifest of this hub on this stick
	Wall   int64  // Unix milliseconds by the writer's clock: for people
	More   bool   // the writing had not ended
	Orders uint64 // orders to erase that the files obey
	Held   []held // what the writer holds: others bring it what it lacks
	Files  []entry
}

// held is what a hub holds of a lane, and commits of which it lacks a part.
type held struct {
	_     struct{} `cbor:",toarray"`
	Lane  hub.Lane
	Lines []sync.Line
	Wants []hub.ID
}

// entry is one file.
type entry struct {
	_       struct{} `cbor:",toarray"`
	Name    string
	Size    uint64
	Hash    hub.Hash // SHA-256 of the file
	Kind    uint8
	Lane    hub.Lane    // "" for words
	Commits uint64      // in it
	Upto    []sync.Line // kindLane: what base and the lane's files up to this one amount to
	Base    []sync.Line // kindLane: what the lane's first file takes as held; else empty
	To      [][8]byte   // who can open it: the first bytes of their station keys
}

type signedManifest struct {
	_    struct{} `cbor:",toarray"`
	Body []byte
	Sig  []byte
}

var (
	errShort  = errors.New("bundle: the manifest is short")
	errNewer  = errors.New("bundle: a newer format")
	errForged = errors.New("bundle: the manifest is not what its writer signed")
)

// fileName is what a hub calls its files; nothing else is opened, whatever a
// manifest says.
var fileName = regexp.MustCompile(`^[0-9]{10}\.yz$`)

// encode signs a manifest: magic, format, length, and the CBOR array [body, signature].
func (m *manifest) encode(sign func(body []byte) []byte) ([]byte, error) {
	body, err := codec.Marshal(m)
	if err != nil {
		return nil, err
	}
	raw, err := codec.Marshal(signedManifest{Body: body, Sig: sign(body)})
	if err != nil {
		return nil, err
	}
	out := append([]byte(magic), format)
	out = binary.BigEndian.AppendUint32(out, uint32(len(raw)))
	out = append(out, raw...)
	if len(out) > maxManifest {
		return nil, fmt.Errorf("bundle: a manifest of %d bytes", len(out))
	}
	return out, nil
}

// decodeManifest reads a manifest that its own key has signed. Whether that key is
// anybody is Trust's question.
func decodeManifest(b []byte) (*manifest, error) {
	if len(b) <= len(magic) && bytes.HasPrefix([]byte(magic), b) {
		return nil, errShort
	}
	rest, ok := bytes.CutPrefix(b, []byte(magic))
	if !ok {
		return nil, errForged
	}
	if rest[0] > format {
		return nil, errNewer
	}
	if rest[0] < format {
		return nil, errForged
	}
	if len(rest) < 5 {
		return nil, errShort
	}
	n := binary.BigEndian.Uint32(rest[1:5])
	rest = rest[5:]
	switch {
	case n > maxManifest || uint64(len(rest)) > uint64(n):
		return nil, errForged
	case uint64(len(rest)) < uint64(n):
		return nil, errShort
	}
	var s signedManifest
	var m manifest
	if err := codec.Unmarshal(rest, &s); err != nil {
		return nil, fmt.Errorf("%w: %w", errForged, err)
	}
	if err := codec.Unmarshal(s.Body, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", errForged, err)
	}
	if !codec.Verify(m.Key, signsStick, s.Body, s.Sig) {
		return nil, errForged
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", errForged, err)
	}
	return &m, nil
}

// check refuses what no hub of this format writes.
func (m *manifest) check() error {
	if len(m.Files) > maxFiles || len(m.Cert) > 4096 {
		return fmt.Errorf("%d files", len(m.Files))
	}
	names := map[string]bool{}
	for _, e := range m.Files {
		if err := e.check(); err != nil {
			return err
		}
		if names[e.Name] {
			return fmt.Errorf("file %q twice", e.Name)
		}
		names[e.Name] = true
	}
	lanes := map[hub.Lane]bool{}
	for _, h := range m.Held {
		if !h.Lane.Valid() || lanes[h.Lane] || len(h.Wants) > maxWants {
			return fmt.Errorf("lane %q", h.Lane)
		}
		lanes[h.Lane] = true
		if _, err := sync.VectorOf(h.Lines); err != nil {
			return err
		}
	}
	return nil
}

func (e entry) check() error {
	ofLane := e.Kind == kindLane || e.Kind == kindParts
	switch {
	case !fileName.MatchString(e.Name):
		return fmt.Errorf("a file called %q", e.Name)
	case e.Size == 0 || e.Size > maxFile:
		return fmt.Errorf("a file of %d bytes", e.Size)
	case e.Kind == 0:
		return errors.New("a file for nothing")
	case ofLane != (e.Lane != "") || ofLane && !e.Lane.Valid() || e.Lane == hub.LaneLocal:
		return fmt.Errorf("a file of kind %d for lane %q", e.Kind, e.Lane)
	case len(e.To) > maxReaders:
		return fmt.Errorf("%d readers", len(e.To))
	}
	for _, lines := range [][]sync.Line{e.Upto, e.Base} {
		if _, err := sync.VectorOf(lines); err != nil {
			return err
		}
	}
	return nil
}

// readable says whether a hub is among those that a file was sealed to.
func (e entry) readable(key [32]byte) bool { return slices.Contains(e.To, [8]byte(key[:8])) }

// upto is what a file's readers hold afterwards; check has read it before.
func (e entry) upto() hub.Vector { return vectorOf(e.Upto) }

func vectorOf(lines []sync.Line) hub.Vector {
	v, err := sync.VectorOf(lines)
	if err != nil {
		return hub.Vector{} // check has refused it
	}
	return v
}

// holds is what the writer held of a lane.
func (m *manifest) holds(lane hub.Lane) hub.Vector {
	for _, h := range m.Held {
		if h.Lane == lane {
			return vectorOf(h.Lines)
		}
	}
	return hub.Vector{}
}

// of lists the files of one lane, in order.
func (m *manifest) of(lane hub.Lane) (files []entry) {
	for _, e := range m.Files {
		if e.Kind == kindLane && e.Lane == lane {
			files = append(files, e)
		}
	}
	return files
}
