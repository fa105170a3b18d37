package media

import (
	"errors"
	"log/slog"
	"time"

	"yizhan/hub/class"
	"yizhan/media/adpcm"
	"yizhan/media/mp3"
	"yizhan/media/tape"
)

// codec is how a class is encoded: MP3 where libmp3lame is, IMA ADPCM elsewhere. Its name
// is that of a recording's folder.
type codec struct {
	name    string
	mime    string
	bytes   int // of a frame
	samples int // in a frame
	whole   func(frame []byte) bool
}

var (
	codecMP3 = codec{"mp3", "audio/mpeg", mp3.FrameBytes, mp3.FrameSamples, mp3.Whole}
	codecIMA = codec{"ima", "audio/wav", adpcm.BlockBytes, adpcm.BlockSamples, adpcm.Whole}
	codecs   = []codec{codecMP3, codecIMA}
)

// lasts is how long so many frames are.
func (c codec) lasts(frames int) time.Duration {
	return time.Duration(frames) * time.Duration(c.samples) * time.Second / Rate
}

func (c codec) format() class.Format {
	return class.Format{MIME: c.mime, Bytes: c.bytes, Lasts: c.lasts(1)}
}

func (c codec) tape() tape.Format {
	return tape.Format{Bytes: c.bytes, Lasts: c.lasts(1), Whole: c.whole}
}

// encoder makes frames of samples. The bytes are the encoder's until the next call.
type encoder interface {
	Encode(samples []int16) ([]byte, error)
	Close()
}

// newEncoder is the best that this box has.
func newEncoder(log *slog.Logger) (codec, encoder) {
	e, err := mp3.NewEncoder()
	if err == nil {
		return codecMP3, e
	}
	if !errors.Is(err, mp3.ErrNone) {
		log.Warn("sound is encoded as ADPCM", "cause", err)
	}
	return codecIMA, &blocks{}
}

// blocks is ADPCM of samples that come in any number.
type blocks struct {
	adpcm.Encoder
	waits [adpcm.BlockSamples]int16
	n     int
	out   []byte
}

func (b *blocks) Encode(samples []int16) ([]byte, error) {
	b.out = b.out[:0]
	for len(samples) > 0 {
		n := copy(b.waits[b.n:], samples)
		samples, b.n = samples[n:], b.n+n
		if b.n == len(b.waits) {
			b.out, b.n = b.Encoder.Encode(b.out, &b.waits), 0
		}
	}
	return b.out, nil
}

func (b *blocks) Close() {}
