package pack

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/lesson"
	"yizhan/hub/markdown"
)

// What a pack may be. A lesson has at most a dozen pages: each with a sound, a photo and a
// drawing, and three drawings a question, there is room for more files than it can use.
const (
	ChunkSize   = 1 << 20
	MaxBytes    = 200 << 20
	maxFiles    = 64
	maxManifest = 32 << 10
	maxCert     = 512
	maxWords    = 400 // bytes of a title, a licence, a source
	maxSources  = 24
	maxKey      = 24
	maxText     = 64 << 10 // of lesson.md and of a drawing
)

const (
	magic    = "YIZHAN-LESSON\n"
	format   = 1
	signs    = "lesson" // purpose of the signature (codec.Sign)
	textFile = "lesson.md"
	// ManifestFile is what it is called in the folder of a pack.
	ManifestFile = "manifest"
)

// Manifest is what a pack says of itself.
type Manifest struct {
	_       struct{} `cbor:",toarray"`
	Key     string   // of the lesson, for good
	Version uint32
	Title   string
	Class   string // as of lesson.Class
	From    uint16 // months or weeks, as of the lesson
	To      uint16
	Licence string
	Sources []string
	Machine bool     // its sounds are a machine's voice: 机器音
	Day     hub.Day  // on which it was made, by its maker's clock: for people
	By      [32]byte // station key of the hub that made it
	Cert    []byte   // that hub's certificate; empty where it had none: then it stays on its box
	Files   []File   // by name
}

// File is one file of a pack.
type File struct {
	_      struct{} `cbor:",toarray"`
	Name   string
	Size   uint32
	Chunks []hub.Hash // SHA-256 of each MiB of it
}

type signedManifest struct {
	_    struct{} `cbor:",toarray"`
	Body []byte
	Sig  []byte
}

// Why a manifest is none.
var (
	errForged = errors.New("pack: the manifest is not what its maker signed")
	errNewer  = errors.New("pack: a newer format")
)

// fileName is what a pack's files are called; nothing else is opened, whatever a manifest
// says.
var fileName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}\.(md|svg|mp3|m4a|wav|jpg)$`)

// IDOf names a pack: another byte of it, and it is another pack.
func IDOf(raw []byte) hub.Hash { return sha256.Sum256(raw) }

// encode signs a manifest.
func (m *Manifest) encode(key ed25519.PrivateKey) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	body, err := codec.Marshal(m)
	if err != nil {
		return nil, err
	}
	raw, err := codec.Marshal(signedManifest{Body: body, Sig: codec.Sign(key, signs, body)})
	if err != nil {
		return nil, err
	}
	out := append(append([]byte(magic), format), raw...)
	if len(out) > maxManifest {
		return nil, fmt.Errorf("pack: a manifest of %d bytes", len(out))
	}
	return out, nil
}

// Decode reads a manifest that the key in it has signed. Whose key that is, is a Judge's
// question.
func Decode(raw []byte) (*Manifest, error) {
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok || len(rest) == 0 || len(raw) > maxManifest {
		return nil, errForged
	}
	if rest[0] != format {
		return nil, errNewer
	}
	var s signedManifest
	if err := codec.Unmarshal(rest[1:], &s); err != nil {
		return nil, fmt.Errorf("%w: %w", errForged, err)
	}
	var m Manifest
	if err := codec.Unmarshal(s.Body, &m); err != nil {
		return nil, fmt.Errorf("%w: %w", errForged, err)
	}
	if !codec.Verify(m.By, signs, s.Body, s.Sig) {
		return nil, errForged
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", errForged, err)
	}
	return &m, nil
}

// check says what of a manifest cannot be.
func (m *Manifest) check() error {
	text := func(s string, most int) bool { return s != "" && len(s) <= most && utf8.ValidString(s) }
	switch {
	case !markdown.IsKey(m.Key) || len(m.Key) > maxKey || m.Version == 0:
		return errors.New("no key or version")
	case !text(m.Title, maxWords) || !text(m.Licence, maxWords) || lesson.Class(m.Class).Title() == "":
		return errors.New("no title, class or licence")
	case len(m.Sources) == 0 || len(m.Sources) > maxSources || len(m.Cert) > maxCert || len(m.Files) > maxFiles:
		return errors.New("no sources, or too much")
	}
	for _, s := range m.Sources {
		if !text(s, maxWords) {
			return errors.New("an empty source")
		}
	}
	before, texts, sum := "", 0, int64(0)
	for _, f := range m.Files {
		if err := f.check(); err != nil {
			return fmt.Errorf("%q: %w", f.Name, err)
		}
		if f.Name <= before {
			return fmt.Errorf("%q: out of order, or twice", f.Name)
		}
		if f.Name == textFile {
			texts++
		}
		before, sum = f.Name, sum+int64(f.Size)
	}
	if texts != 1 || sum > MaxBytes {
		return fmt.Errorf("%d texts, %d bytes", texts, sum)
	}
	return nil
}

func (f File) check() error {
	ext := path.Ext(f.Name)
	switch {
	case !fileName.MatchString(f.Name) || ext == ".md" && f.Name != textFile:
		return errors.New("no such file in a pack")
	case f.Size == 0 || f.Size > MaxBytes || len(f.Chunks) != chunksOf(int64(f.Size)):
		return fmt.Errorf("%d bytes in %d pieces", f.Size, len(f.Chunks))
	case (ext == ".md" || ext == ".svg") && f.Size > maxText:
		return fmt.Errorf("%d bytes", f.Size)
	}
	return nil
}

func chunksOf(size int64) int { return int((size + ChunkSize - 1) / ChunkSize) }

// Bytes is how large the pack is.
func (m *Manifest) Bytes() (sum int64) {
	for _, f := range m.Files {
		sum += int64(f.Size)
	}
	return sum
}

// File is a file of the pack by its name.
func (m *Manifest) File(name string) (File, bool) {
	for _, f := range m.Files {
		if f.Name == name {
			return f, true
		}
	}
	return File{}, false
}

// Sounds are the kinds of sound that a page may have, with what a browser is told.
var sounds = []struct{ ext, mime string }{{".mp3", "audio/mpeg"}, {".m4a", "audio/mp4"}, {".wav", "audio/wav"}}

// Sound is the file that is heard on a page, from 1; "" none.
func (m *Manifest) Sound(page int) (name, mime string) {
	for _, s := range sounds {
		if name := pageFile(page, s.ext); m.has(name) {
			return name, s.mime
		}
	}
	return "", ""
}

// Photo is the photo that a page shows, from 1; "" none.
func (m *Manifest) Photo(page int) string {
	if name := pageFile(page, ".jpg"); m.has(name) {
		return name
	}
	return ""
}

func (m *Manifest) has(name string) bool { _, ok := m.File(name); return ok }

func pageFile(page int, ext string) string { return fmt.Sprintf("page-%d%s", page, ext) }

// pageOf is the page, from 1, that a sound or photo is of by its name; 0 none.
func pageOf(name string) (page int) {
	stem := strings.TrimSuffix(name, path.Ext(name))
	if _, err := fmt.Sscanf(stem, "page-%d", &page); err != nil || stem != fmt.Sprintf("page-%d", page) {
		return 0
	}
	return page
}

// Chunk is one piece of a pack.
type Chunk struct {
	File string
	No   int // from 0
	Size int
	Hash hub.Hash
}

// at is where in its file a piece begins.
func (c Chunk) at() int64 { return int64(c.No) * ChunkSize }

// chunks are the pieces of a pack: the text and its drawings first.
func (m *Manifest) chunks() (all []Chunk) {
	for _, small := range []bool{true, false} {
		for _, f := range m.Files {
			if ext := path.Ext(f.Name); (ext == ".md" || ext == ".svg") != small {
				continue
			}
			for i, hash := range f.Chunks {
				all = append(all, Chunk{f.Name, i, int(min(ChunkSize, int64(f.Size)-int64(i)*ChunkSize)), hash})
			}
		}
	}
	return all
}
