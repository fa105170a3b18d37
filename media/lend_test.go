package media

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/media/adpcm"
)

// What is lent is the recording with silence where it is cut; borrowed in pieces, over
// links that break anywhere, it is the same to the last frame, and nobody's piece twice.
func TestARecordingIsLentAndBorrowed(t *testing.T) {
	t.Parallel()
	room := func() (int64, error) { return 1 << 30, nil }
	rapid.Check(t, func(rt *rapid.T) {
		home, away := NewRecordings(t.TempDir(), [32]byte{1}, room), NewRecordings(t.TempDir(), [32]byte{2}, room)
		id := hub.NewID()
		frames := rapid.IntRange(1, 20).Draw(rt, "frames")
		rec, err := home.record(id, codecIMA)
		if err != nil {
			rt.Fatal(err)
		}
		var e adpcm.Encoder
		var all []byte
		for n := range frames {
			samples := new([adpcm.BlockSamples]int16)
			for i := range samples {
				samples[i] = int16(n * (i % 50))
			}
			block := e.Encode(nil, samples)
			all = append(all, block...)
			if _, err := rec.Write(block); err != nil {
				rt.Fatal(err)
			}
		}
		if err := errors.Join(rec.Close(), home.recorded(id, true)); err != nil {
			rt.Fatal(err)
		}
		from := rapid.IntRange(0, frames).Draw(rt, "from")
		to := rapid.IntRange(from, frames).Draw(rt, "to")
		if to == 0 {
			from, to = 0, frames
		}
		lasts := func(n int) time.Duration { return codecIMA.lasts(n) + time.Millisecond }
		lent, err := home.Lend(id, lasts(from)*time.Duration(min(from, 1)), lasts(to))
		if err != nil {
			rt.Fatal(err)
		}
		defer lent.Close()
		hush := new(adpcm.Encoder).Encode(nil, new([adpcm.BlockSamples]int16))
		want := bytes.Repeat(hush, frames)
		copy(want[from*adpcm.BlockBytes:to*adpcm.BlockBytes], all[from*adpcm.BlockBytes:])
		got, err := io.ReadAll(iotest.OneByteReader(lent))
		if err != nil || !bytes.Equal(got, want) {
			rt.Fatalf("lent from %d to %d of %d: %d bytes, %v", from, to, frames, len(got), err)
		}
		for range 40 {
			at, err := away.Borrowed(id, lent.Format)
			if err != nil {
				rt.Fatal(err)
			}
			if at == lent.Size() {
				break
			}
			if _, err := lent.Seek(at, io.SeekStart); err != nil {
				rt.Fatal(err)
			}
			cut := rapid.Int64Range(200, int64(len(all))+200).Draw(rt, "cut")
			err = away.Borrow(id, lent.Format, io.LimitReader(lent, cut))
			if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
				rt.Fatal(err)
			}
		}
		again, err := away.Lend(id, 0, 0)
		if err != nil {
			rt.Skip("every cut was shorter than a frame")
		}
		defer again.Close()
		if got, err = io.ReadAll(again); err != nil || int64(len(got)) == lent.Size() && !bytes.Equal(got, want) {
			rt.Fatalf("borrowed: %d bytes of %d, %v", len(got), len(want), err)
		}
		if !bytes.Equal(got, want[:len(got)]) {
			rt.Fatal("what was borrowed is another recording")
		}
	})
}

// What is no frame is not kept, and a disk below its floor takes nothing.
func TestBorrowKeepsFramesOnly(t *testing.T) {
	t.Parallel()
	free := int64(1 << 30)
	r := NewRecordings(t.TempDir(), [32]byte{1}, func() (int64, error) { return free, nil })
	id, f := hub.NewID(), codecIMA.format()
	good := new(adpcm.Encoder).Encode(nil, new([adpcm.BlockSamples]int16))
	bad := bytes.Repeat([]byte{0xff}, len(good))
	if err := r.Borrow(id, f, bytes.NewReader(append(bytes.Clone(good), bad...))); err == nil {
		t.Error("what is no frame was kept")
	}
	if n, err := r.Borrowed(id, f); err != nil || n != int64(len(good)) {
		t.Errorf("%d bytes are here: %v", n, err)
	}
	free = 0
	if err := r.Borrow(id, f, bytes.NewReader(good)); hub.CodeOf(err) != hub.CodeFull {
		t.Errorf("on a full card: %v", err)
	}
	f.Bytes++
	if err := r.Borrow(id, f, bytes.NewReader(good)); err == nil {
		t.Error("frames of no known kind were kept")
	}
	if _, err := r.Lend(hub.NewID(), 0, 0); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a recording that is none: %v", err)
	}
}
