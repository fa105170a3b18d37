// Package photo takes in a picture that a telephone sent: whatever it is, what comes out
// is a JPEG made here, of a size that a box can keep, without anything that the telephone
// wrote beside it (where, when, whose), and a small one for tiles. What would take more
// memory than a box has is refused before anything of it is decoded.
package photo

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"sync"

	"yizhan/hub"
)

// MaxBytes is the most that a file may weigh as the telephone sends it.
const MaxBytes = 16 << 20

// What comes out.
const (
	longest   = 1600      // dots of the longer side
	maxFile   = 300 << 10 // bytes of the picture
	thumbSide = 128       // dots of the small one, a square of the middle
	maxThumb  = 4 << 10   // bytes of it
)

// Most dots of what is decoded: a dot costs 1.5 bytes in a plain JPEG, 7.5 in one that
// comes in several passes, 8 in a PNG. One picture at a time takes 40 MB at most.
const (
	mostPlain  = 24 << 20
	mostPassed = 5 << 20
	mostPNG    = 5 << 20
	mostSide   = 16384
)

// Photo is a picture as it is kept.
type Photo struct {
	JPEG  []byte // at most 300 KB
	Thumb []byte // JPEG, at most 4 KB
}

// decoding is one at a time: memory is what a box has least of.
var decoding sync.Mutex

// Read makes of a telephone's file what is kept. Errors, all for people: CodeTooLarge in
// bytes or dots; CodeInvalid where it is no JPEG or PNG, or is torn.
func Read(file []byte) (Photo, error) {
	if len(file) > MaxBytes {
		return Photo{}, hub.E(hub.CodeTooLarge, "photo.large").In("file")
	}
	decode, err := decoderOf(file)
	if err != nil {
		return Photo{}, err
	}
	decoding.Lock()
	defer decoding.Unlock()
	img, err := decode(bytes.NewReader(file))
	if err != nil {
		return Photo{}, hub.E(hub.CodeInvalid, "photo.torn").In("file").Because(err)
	}
	whole, ok := planesOf(img)
	if !ok {
		return Photo{}, hub.E(hub.CodeInvalid, "photo.kind").In("file")
	}
	turn := orientation(file)
	out := Photo{JPEG: fit(whole, turn, longest, maxFile, false), Thumb: fit(whole, turn, thumbSide, maxThumb, true)}
	if out.JPEG == nil || out.Thumb == nil {
		return Photo{}, hub.E(hub.CodeInvalid, "photo.kind").In("file")
	}
	return out, nil
}

type decoder = func(*bytes.Reader) (image.Image, error)

// decoderOf looks at the beginning of a file: what it is, and whether it may be decoded.
func decoderOf(file []byte) (decoder, error) {
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xd8\xff")):
		c, err := jpeg.DecodeConfig(bytes.NewReader(file))
		most := mostPassed
		if plain(file) {
			most = mostPlain
		}
		return func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }, allowed(c, most, err)
	case bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")):
		c, err := png.DecodeConfig(bytes.NewReader(file))
		return func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }, allowed(c, mostPNG, err)
	case len(file) > 12 && string(file[4:8]) == "ftyp":
		return nil, hub.E(hub.CodeInvalid, "photo.heic").In("file")
	}
	return nil, hub.E(hub.CodeInvalid, "photo.kind").In("file")
}

func allowed(c image.Config, most int, err error) error {
	switch {
	case err != nil:
		return hub.E(hub.CodeInvalid, "photo.torn").In("file").Because(err)
	case c.Width < 16 || c.Height < 16:
		return hub.E(hub.CodeInvalid, "photo.small").In("file")
	case c.Width > mostSide || c.Height > mostSide || c.Width*c.Height > most:
		return hub.E(hub.CodeTooLarge, "photo.large").In("file")
	}
	return nil
}

// fit makes a JPEG of at most so many bytes, as good and as large as they allow; nil
// where nothing of it fits.
func fit(p planes, turn int, side, most int, square bool) []byte {
	if square {
		p = p.middle()
	}
	for ; side >= 16; side = side * 3 / 4 {
		small := p.scaled(side).turned(turn)
		for quality := 82; quality >= 42; quality -= 10 {
			var b bytes.Buffer
			if err := jpeg.Encode(&b, small.image(), &jpeg.Options{Quality: quality}); err != nil {
				return nil
			}
			if b.Len() <= most {
				return b.Bytes()
			}
		}
	}
	return nil
}
