package media_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/media"
	"yizhan/media/adpcm"
	"yizhan/media/device"
	"yizhan/media/mp3"
	"yizhan/media/ring"
)

// wav is a tone as a file.
func wav(hz float64, rate, channels, bits int, lasts time.Duration) []byte {
	le := binary.LittleEndian
	n, block := int(lasts.Seconds()*float64(rate)), channels*bits/8
	b := le.AppendUint32([]byte("RIFF"), uint32(36+n*block))
	b = append(b, "WAVELIST\x03\x00\x00\x00abc\x00fmt "...)
	b = le.AppendUint16(le.AppendUint16(le.AppendUint32(b, 16), 1), uint16(channels))
	b = le.AppendUint32(le.AppendUint32(b, uint32(rate)), uint32(rate*block))
	b = le.AppendUint16(le.AppendUint16(b, uint16(block)), uint16(bits))
	b = le.AppendUint32(append(b, "data"...), uint32(n*block))
	for i := range n {
		v := int16(10000 * math.Sin(2*math.Pi*hz*float64(i)/float64(rate)))
		for range channels {
			switch bits {
			case 8:
				b = append(b, byte(int(v>>8)+128))
			case 16:
				b = le.AppendUint16(b, uint16(v))
			case 24:
				b = le.AppendUint16(append(b, 0), uint16(v))
			}
		}
	}
	return b
}

func decoded(t *testing.T, file []byte) (samples []int16, err error) {
	t.Helper()
	err = media.Decode(bytes.NewReader(file), func(s []int16) error { samples = append(samples, s...); return nil })
	return samples, err
}

// Whatever a lesson was recorded with, it is heard at its own pitch and as long as it is.
func TestFilesAreDecoded(t *testing.T) {
	for _, f := range []struct{ rate, channels, bits int }{{16000, 1, 16}, {8000, 1, 8}, {11025, 1, 16}, {22050, 2, 16}, {44100, 2, 16}, {48000, 1, 24}} {
		got, err := decoded(t, wav(440, f.rate, f.channels, f.bits, time.Second))
		if err != nil || math.Abs(float64(len(got)-media.Rate)) > 8 {
			t.Errorf("%+v: a second is %d samples, %v", f, len(got), err)
			continue
		}
		hears(t, "a tone", got, 440)
	}
	whole := wav(440, 16000, 1, 16, time.Second)
	for name, tt := range map[string]struct {
		file []byte
		key  string
		n    int
	}{
		"cut":        {whole[:len(whole)/2], "", media.Rate / 2},
		"no data":    {whole[:40], "play.torn", 0},
		"nothing":    {nil, "play.torn", 0},
		"m4a":        {[]byte("\x00\x00\x00\x18ftypM4A mp42"), "play.kind", 0},
		"compressed": {bytes.Replace(whole, []byte("fmt \x10\x00\x00\x00\x01"), []byte("fmt \x10\x00\x00\x00\x11"), 1), "play.torn", 0},
	} {
		got, err := decoded(t, tt.file)
		key := ""
		if e, ok := errors.AsType[*hub.Error](err); ok {
			key = e.Key
		}
		if key != tt.key || math.Abs(float64(len(got)-tt.n)) > 40 {
			t.Errorf("%s: %q, %d samples; want %q, %d", name, key, len(got), tt.key, tt.n)
		}
	}
}

// Whatever a file says of itself, no more is heard than its bytes can hold.
func FuzzDecodeFile(f *testing.F) {
	f.Add(wav(440, 8000, 1, 8, time.Second/10))
	f.Add(wav(440, 48000, 2, 24, time.Second/100))
	f.Add(append(mp3.Info(0), make([]byte, 600)...))
	f.Fuzz(func(t *testing.T, file []byte) {
		n := 0
		_ = media.Decode(bytes.NewReader(file), func(s []int16) error {
			if n += len(s); n > 1<<22 {
				return io.ErrShortBuffer
			}
			return nil
		})
		if most := (len(file) + 4) * 1152; n > most {
			t.Errorf("%d samples of %d bytes", n, len(file))
		}
	})
}

// What is played is heard at the volume that was chosen, and ends by itself; what takes
// its place, a siren above all, ends it for good.
func TestPlay(t *testing.T) {
	inRoom(t, func(t *testing.T, r *room, s *media.Speaker) {
		file := func(hz float64, d time.Duration) io.Reader { return bytes.NewReader(wav(hz, 22050, 1, 16, d)) }
		if err := s.PlayFile(t.Context(), file(440, 2*time.Second)); err != nil {
			t.Error(err)
		}
		all := r.listen(0)
		hears(t, "a file", all, 440)
		s.SetVolume(50)
		r.set(func(r *room) { r.heard = nil })
		if err := s.PlayFile(t.Context(), file(440, 2*time.Second)); err != nil {
			t.Error(err)
		}
		if quiet := loudest(r.listen(0)); quiet < loudest(all)/5 || quiet > loudest(all)/3 {
			t.Errorf("at half of the volume %d is %d", loudest(all), quiet)
		}
		s.SetVolume(200)
		if s.Volume() != 100 {
			t.Errorf("a volume of %d", s.Volume())
		}

		played := make(chan error, 2)
		go func() { played <- s.PlayFile(t.Context(), file(440, 20*time.Second)) }()
		time.Sleep(3 * time.Second)
		go func() { played <- s.PlayFile(t.Context(), file(660, 20*time.Second)) }()
		if err := <-played; !errors.Is(err, context.Canceled) {
			t.Errorf("another takes its place: %v", err)
		}
		time.Sleep(time.Second)
		hears(t, "the other", r.listen(time.Second), 660)
		s.Siren(media.Alarm)
		if err := <-played; !errors.Is(err, media.ErrSiren) {
			t.Errorf("a siren takes its place: %v", err)
		}
		if err := s.PlayFile(t.Context(), file(440, time.Second)); !errors.Is(err, media.ErrSiren) {
			t.Errorf("while a siren calls: %v", err)
		}
		time.Sleep(time.Second)
		hears(t, "the siren", r.listen(2*time.Second), 960, 720)
		s.Siren(media.Quiet)
		time.Sleep(time.Second)
		if loud := loudest(r.listen(10 * time.Second)); loud != 0 {
			t.Errorf("after the siren %d is heard", loud)
		}
		r.set(func(r *room) { r.fails = device.NoDevice })
		if err := s.PlayFile(t.Context(), file(440, time.Second)); !errors.Is(err, device.NoDevice) {
			t.Errorf("no loudspeaker: %v", err)
		}
	})
}

// slow is a file on a disk that hangs after its beginning.
type slow struct {
	io.Reader
	hangs chan struct{}
}

func (s slow) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil {
		<-s.hangs
	}
	return n, err
}

func (s slow) Close() error { return nil }

// A disk that hangs under what plays does not hold up a siren.
func TestSirenWaitsForNoDisk(t *testing.T) {
	inRoom(t, func(t *testing.T, r *room, s *media.Speaker) {
		hangs := make(chan struct{})
		go func() { _ = s.PlayFile(t.Context(), slow{bytes.NewReader(wav(440, 16000, 1, 16, time.Second)), hangs}) }()
		time.Sleep(5 * time.Second)
		s.Siren(media.Alarm)
		time.Sleep(time.Second)
		hears(t, "the siren", r.listen(2*time.Second), 960, 720)
		close(hangs)
	})
}

// Who presses and goes on finds out how far it has come, and what became of it.
func TestPlayer(t *testing.T) {
	inRoom(t, func(t *testing.T, r *room, s *media.Speaker) {
		p := media.NewPlayer(s)
		if p.Stop(); p.Now() != (media.Playing{}) {
			t.Errorf("nothing was played: %+v", p.Now())
		}
		play := func(what string, from, lasts time.Duration) {
			p.Play(what, from, io.NopCloser(bytes.NewReader(wav(440, 16000, 1, 16, lasts))))
		}
		play("one", time.Minute, 10*time.Second)
		time.Sleep(5 * time.Second)
		if n := p.Now(); !n.On || n.What != "one" || n.At < time.Minute+4*time.Second || n.At > time.Minute+5*time.Second {
			t.Errorf("after 5 s: %+v", n)
		}
		play("two", 0, 20*time.Second)
		time.Sleep(3 * time.Second)
		if n := p.Now(); !n.On || n.What != "two" || n.At > 3*time.Second {
			t.Errorf("another: %+v", n)
		}
		p.Stop()
		time.Sleep(time.Second)
		if n := p.Now(); n.On || n.At < 2*time.Second || n.Why != nil {
			t.Errorf("stopped: %+v", n)
		}
		play("three", 0, 2*time.Second)
		time.Sleep(10 * time.Second)
		if n := p.Now(); n.On || n.At < 2*time.Second || n.Why != nil {
			t.Errorf("at its end: %+v", n)
		}
		play("four", 0, time.Minute)
		time.Sleep(time.Second)
		s.Siren(media.Alarm)
		time.Sleep(time.Second)
		if n := p.Now(); n.On || !errors.Is(n.Why, media.ErrSiren) {
			t.Errorf("a siren: %+v", n)
		}
		s.Siren(media.Quiet)
		p.Play("m4a", 0, io.NopCloser(bytes.NewReader([]byte("\x00\x00\x00\x18ftypM4A mp42"))))
		time.Sleep(time.Second)
		if n := p.Now(); n.On || hub.CodeOf(n.Why) != hub.CodeInvalid {
			t.Errorf("a telephone's file: %+v", n)
		}
	})
}

// A class that is held elsewhere is heard on this box's loudspeaker, through gaps in what
// comes, and no later than it must be.
func TestFollow(t *testing.T) {
	inRoom(t, func(t *testing.T, r *room, s *media.Speaker) {
		var e adpcm.Encoder
		at := 0
		second := func() (frames []byte) {
			for range media.Rate / adpcm.BlockSamples {
				var b [adpcm.BlockSamples]int16
				for i := range b {
					b[i] = int16(10000 * math.Sin(2*math.Pi*whistle*float64(at)/media.Rate))
					at++
				}
				frames = e.Encode(frames, &b)
			}
			return frames
		}
		far := ring.New(ring.Size{Bytes: adpcm.BlockBytes, Frames: 200, Most: 1})
		l, err := far.Listen()
		if err != nil {
			t.Fatal(err)
		}
		followed := make(chan error)
		go func() {
			followed <- media.Follow(t.Context(), s, l, class.Format{MIME: "audio/wav", Bytes: adpcm.BlockBytes})
		}()
		for range 5 {
			far.Publish(second())
			time.Sleep(time.Second)
		}
		hears(t, "the class", r.listen(0), whistle)
		time.Sleep(10 * time.Second) // the link is gone
		far.Publish(bytes.Repeat(second(), 5))
		r.set(func(r *room) { r.heard = nil })
		time.Sleep(10 * time.Second)
		n := 0
		for _, v := range r.listen(0) {
			if v != 0 {
				n++
			}
		}
		if n < media.Rate || 2*n > 5*media.Rate { // two seconds, and what was on its way
			t.Errorf("of five late seconds %d samples are heard", n)
		}
		far.Close()
		if err := <-followed; err != nil {
			t.Error(err)
		}
	})
}
