package media

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"

	"yizhan/hub"
	"yizhan/media/mp3"
)

// decode reads a sound file and calls hear with its samples, at Rate: WAV of PCM, or MP3.
// Errors: CodeInvalid play.kind for what only a browser plays, play.torn, play.mp3 where
// there is no libmp3lame; those of the reader and of hear.
func decode(r io.Reader, hear func([]int16) error) error {
	in := bufio.NewReader(r)
	head, err := in.Peek(12)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return err
	case len(head) < 12:
		return hub.E(hub.CodeInvalid, "play.torn")
	case bytes.Equal(head[:4], []byte("RIFF")) && bytes.Equal(head[8:], []byte("WAVE")):
		return decodeWAV(in, hear)
	case bytes.Equal(head[:3], []byte("ID3")), head[0] == 0xff && head[1]&0xe0 == 0xe0:
		return decodeMP3(in, hear)
	}
	return hub.E(hub.CodeInvalid, "play.kind")
}

func decodeMP3(in io.Reader, hear func([]int16) error) error {
	d, err := mp3.NewDecoder()
	if err != nil {
		return hub.E(hub.CodeNotFound, "play.mp3").Because(err)
	}
	defer d.Close()
	var as resampler
	var out []int16
	buffer := make([]byte, 4096)
	for {
		n, err := in.Read(buffer)
		out = out[:0]
		torn := d.Decode(buffer[:n], func(samples []int16, rate int) { out = as.add(out, samples, rate) })
		if len(out) > 0 {
			if err := hear(out); err != nil {
				return err
			}
		}
		switch {
		case torn != nil:
			return hub.E(hub.CodeInvalid, "play.torn").Because(torn)
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// pcm is what a WAV file says of its samples.
type pcm struct {
	rate, channels, bits int
}

// decodeWAV reads RIFF/WAVE of PCM, 8 to 48 kHz, one channel or two, 8, 16 or 24 bits. A
// file whose end is missing is played as far as it is there.
func decodeWAV(in *bufio.Reader, hear func([]int16) error) error {
	torn := hub.E(hub.CodeInvalid, "play.torn")
	if _, err := in.Discard(12); err != nil {
		return torn.Because(err)
	}
	var f pcm
	for {
		var head [8]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return torn.Because(err)
		}
		size := int64(binary.LittleEndian.Uint32(head[4:]))
		pad := size % 2
		switch string(head[:4]) {
		case "fmt ":
			body := make([]byte, min(size, 64))
			if _, err := io.ReadFull(in, body); err != nil || !f.read(body) {
				return torn.Because(err)
			}
			size -= int64(len(body))
		case "data":
			if f.rate == 0 {
				return torn
			}
			return f.decode(io.LimitReader(in, size), hear)
		}
		if _, err := io.CopyN(io.Discard, in, size+pad); err != nil {
			return torn.Because(err)
		}
	}
}

func (f *pcm) read(chunk []byte) (ok bool) {
	if len(chunk) < 16 || binary.LittleEndian.Uint16(chunk) != 1 {
		return false
	}
	f.channels = int(binary.LittleEndian.Uint16(chunk[2:]))
	f.rate = int(binary.LittleEndian.Uint32(chunk[4:]))
	f.bits = int(binary.LittleEndian.Uint16(chunk[14:]))
	return (f.channels == 1 || f.channels == 2) && f.rate >= 8000 && f.rate <= 48000 && (f.bits == 8 || f.bits == 16 || f.bits == 24)
}

func (f pcm) decode(in io.Reader, hear func([]int16) error) error {
	block := f.channels * f.bits / 8
	buffer := make([]byte, 1024*block)
	var as resampler
	var raw, out []int16
	for {
		n, err := io.ReadFull(in, buffer)
		raw = raw[:0]
		for b := buffer[:n-n%block]; len(b) > 0; b = b[block:] {
			raw = append(raw, f.sample(b))
		}
		if out = as.add(out[:0], raw, f.rate); len(out) > 0 {
			if err := hear(out); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// sample is the mean of the channels.
func (f pcm) sample(b []byte) int16 {
	sum := 0
	for range f.channels {
		switch f.bits {
		case 8:
			sum += (int(b[0]) - 128) << 8
		case 16:
			sum += int(int16(binary.LittleEndian.Uint16(b)))
		case 24:
			sum += int(int16(binary.LittleEndian.Uint16(b[1:])))
		}
		b = b[f.bits/8:]
	}
	return int16(sum / f.channels)
}

// PlayFile plays a WAV or MP3 file. Its errors are those of Play, of the file, and of what
// it is: CodeInvalid play.kind for what only a browser plays, play.torn, CodeNotFound
// play.mp3 where there is no libmp3lame.
func (s *Speaker) PlayFile(ctx context.Context, file io.Reader) error {
	return s.playFile(ctx, file, nil)
}

// playFile shows what plays to who wants to know how far it has come.
func (s *Speaker) playFile(ctx context.Context, file io.Reader, show func(*playing)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	p := newPipe(false)
	read := make(chan struct{})
	go func() {
		defer close(read)
		defer p.end()
		if err := decode(file, func(samples []int16) error { return p.write(ctx, samples) }); err != nil {
			cancel(err)
		}
	}()
	now := &playing{Source: p, heard: make(chan error, 1)}
	if show != nil {
		show(now)
	}
	err := s.hears(ctx, now)
	cancel(nil)
	<-read // the file is the caller's again
	if why := context.Cause(ctx); err != nil && why != nil && !errors.Is(why, context.Canceled) {
		return why
	}
	return err
}
