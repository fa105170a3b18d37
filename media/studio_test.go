package media_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/media"
	"yizhan/media/device"
)

// stage is a studio without hardware: a room in which somebody whistles, and a card.
type stage struct {
	*media.Studio
	room    *room
	speaker *media.Speaker
	keep    *media.Recordings
	notes   *media.Recordings
	dir     string
	free    atomic.Int64
	cancel  func()
	ended   chan struct{}
}

// onStage runs a studio in a bubble whose clock jumps.
func onStage(t *testing.T, f func(t *testing.T, s *stage)) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(dir, t.Context())
		defer s.leave()
		f(t, s)
	})
}

func newStage(dir string, ctx context.Context) *stage {
	log := slog.New(slog.DiscardHandler)
	s := &stage{room: &room{}, dir: filepath.Join(dir, "sound")}
	s.free.Store(1 << 30)
	s.speaker = media.NewSpeaker(s.room.start, log)
	s.keep = media.NewRecordings(s.dir, [32]byte{1}, func() (int64, error) { return s.free.Load(), nil })
	s.notes = media.NewRecordings(filepath.Join(dir, "notice"), [32]byte{2}, func() (int64, error) { return s.free.Load(), nil })
	s.Studio = media.NewStudio(media.NewMicrophone(s.room.start, log), s.speaker, s.keep, 3, log)
	ctx, s.cancel = context.WithCancel(ctx)
	s.ended = make(chan struct{})
	go func() {
		defer close(s.ended)
		done := make(chan error)
		go func() { done <- s.speaker.Run(ctx) }()
		_ = s.Run(ctx)
		<-done
	}()
	return s
}

func (s *stage) leave() { s.cancel(); <-s.ended }

// open is how many microphones are.
func (s *stage) open() (n int) {
	s.room.set(func(r *room) { n = r.open })
	return n
}

// played is the samples of a recording.
func (s *stage) played(t *testing.T, id hub.ID, from, to time.Duration) (samples []int16) {
	t.Helper()
	r, err := s.keep.Open(id, from, to)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := media.Decode(bytes.NewReader(body), func(s []int16) error { samples = append(samples, s...); return nil }); err != nil {
		t.Fatal(err)
	}
	return samples
}

var lesson = hub.DeriveID("class", hub.ID{1}, "one")

// The microphone is open while it is tried and while a class is held that is not paused,
// and at no other time, whatever is pressed in whatever order and whatever befalls it.
func TestMicrophoneIsOpenOnlyThen(t *testing.T) {
	dir := t.TempDir()
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		steps := rapid.SliceOfN(rapid.SampledFrom([]string{
			"try", "note", "keep", "try end", "replay", "begin", "begin another", "pause", "resume", "end", "unplug", "plug in", "hang", "wait", "long",
		}), 1, 25).Draw(rt, "steps")
		fault := ""
		synctest.Test(t, func(t *testing.T) {
			s := newStage(filepath.Join(dir, fmt.Sprint(round)), t.Context())
			fault = openOnlyThen(s, steps)
			s.leave()
			synctest.Wait()
			if n := s.open(); n != 0 {
				fault = fmt.Sprintf("the box ended, and %d are open", n)
			}
		})
		if fault != "" {
			rt.Fatal(fault)
		}
	})
}

func openOnlyThen(s *stage, steps []string) string {
	tries, most, noted, held, paused, broken := time.Time{}, 10*time.Second, false, hub.ID{}, false, false
	another := hub.DeriveID("class", hub.ID{1}, "two")
	for i, step := range steps {
		for _, id := range []hub.ID{lesson, another} {
			if (step == "begin") == (id == lesson) && (step == "begin" || step == "begin another") {
				if err := s.Begin(id); err == nil {
					held, paused, tries = id, false, time.Time{}
				} else if held.IsZero() || held == id {
					return fmt.Sprintf("%d %s: %v", i, step, err)
				}
			}
		}
		switch step {
		case "try":
			if err := s.Try(); (err == nil) != (held.IsZero() && (tries.IsZero() || !noted)) {
				return fmt.Sprintf("%d try: %v", i, err)
			} else if err == nil && tries.IsZero() {
				tries, most, noted = time.Now(), 10*time.Second, false
			}
		case "note":
			if err := s.Note(lesson); (err == nil) != held.IsZero() {
				return fmt.Sprintf("%d note: %v", i, err)
			} else if err == nil && (tries.IsZero() || !noted) {
				tries, most, noted = time.Now(), time.Minute, true
			}
		case "keep": // what was not spoken is not kept, and nothing is shut by that
			if s.KeepNote(lesson, s.notes) == nil {
				tries = time.Time{}
			}
		case "try end":
			s.TryEnd()
			tries = time.Time{}
		case "replay":
			if err := s.Replay(); held.IsZero() && err == nil || hub.CodeOf(err) == hub.CodeNotFound {
				tries = time.Time{}
			}
		case "pause":
			s.Pause()
			paused = true
		case "resume":
			if err := s.Resume(); (err == nil) != !held.IsZero() {
				return fmt.Sprintf("%d resume: %v", i, err)
			} else if err == nil {
				paused = false
			}
		case "end":
			s.End()
			held = hub.ID{}
		case "unplug", "hang":
			s.room.set(func(r *room) {
				if r.hangs = step == "hang"; !r.hangs {
					r.fails = device.NoDevice
				}
				if r.lost != nil && r.open > 0 {
					go r.lost()
				}
			})
			broken = true
		case "plug in":
			s.room.set(func(r *room) { r.fails, r.hangs = 0, false })
			broken = false
		case "wait":
			time.Sleep(30 * time.Second)
		}
		synctest.Wait()
		time.Sleep(150 * time.Millisecond)
		if !tries.IsZero() && time.Since(tries) > most {
			time.Sleep(15 * time.Second) // a microphone that opens late is heard its ten seconds all the same
			tries = time.Time{}
		}
		if step == "plug in" {
			time.Sleep(20 * time.Second)
			if !tries.IsZero() && time.Since(tries) > most {
				time.Sleep(15 * time.Second)
				tries = time.Time{}
			}
		}
		synctest.Wait()
		wants := !tries.IsZero() || !held.IsZero() && !paused
		if n := s.open(); !wants && n > 0 || n > 1 || wants && n == 0 && !broken {
			return fmt.Sprintf("%d %s: %d are open, and wanted is %v", i, step, n, wants)
		}
		if st := s.State(); (st.Open || st.Trying) != wants || st.Trying == (!held.IsZero() || tries.IsZero()) && st.Trying {
			return fmt.Sprintf("%d %s: it says %+v, and wanted is %v", i, step, st, wants)
		}
	}
	return ""
}

// What is said is recorded and heard by those who listen, whole; a pause is in neither.
func TestClassIsRecordedAndHeard(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		if _, err := s.Listen(); hub.CodeOf(err) != hub.CodeNotFound {
			t.Errorf("no class, and it can be heard: %v", err)
		}
		if err := s.Begin(lesson); err != nil {
			t.Fatal(err)
		}
		l, err := s.Listen()
		if err != nil {
			t.Fatal(err)
		}
		var got []byte
		heard := make(chan struct{})
		go func() {
			defer close(heard)
			for {
				frames, lost, err := l.Next(t.Context())
				if err != nil || lost > 0 {
					return
				}
				got = append(got, frames...)
			}
		}()
		time.Sleep(20 * time.Second)
		s.Pause()
		time.Sleep(5 * time.Minute)
		before := s.State()
		if before.Open || before.Recorded < 19*time.Second || before.Recorded > 21*time.Second || before.Listeners != 1 {
			t.Errorf("paused: %+v", before)
		}
		if err := s.Resume(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		at := s.State()
		if !at.Open || at.Level < 70 || at.Quiet || at.Loud || at.Trouble != nil || at.Card != nil || at.Recorded-before.Recorded < 9*time.Second {
			t.Errorf("resumed: %+v", at)
		}
		for range 2 {
			if _, err := s.Listen(); err != nil {
				t.Error(err)
			}
		}
		if _, err := s.Listen(); hub.CodeOf(err) != hub.CodeFull {
			t.Errorf("a fourth of three listens: %v", err)
		}
		s.End()
		s.End()
		<-heard
		all := s.played(t, lesson, 0, 0)
		if n := len(got) / at.Format.Bytes; time.Duration(n)*at.Format.Lasts != at.Recorded {
			t.Errorf("%d frames were heard, and %v recorded", n, at.Recorded)
		}
		if d := time.Duration(len(all)) * time.Second / media.Rate; d < at.Recorded-200*time.Millisecond || d > at.Recorded+200*time.Millisecond {
			t.Errorf("%v of %v are played", d, at.Recorded)
		}
		hears(t, "the recording", all[2*media.Rate:18*media.Rate], whistle)
		if part := s.played(t, lesson, 5*time.Second, 8*time.Second); len(part) < 2.8*media.Rate || len(part) > 3.2*media.Rate {
			t.Errorf("three seconds are %d samples", len(part))
		}
		if marks, _ := filepath.Glob(filepath.Join(s.dir, "*", "open")); len(marks) > 0 {
			t.Errorf("it is over, and marked as open: %q", marks)
		}
	})
}

// A class goes on through the death of its microphone: the recording has silence there,
// and is as long as the class was.
func TestClassOutlivesItsMicrophone(t *testing.T) {
	for _, name := range []string{"the driver hangs", "it is unplugged"} { // the others are the microphone's own
		test := troubles[name]
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				if err := s.Begin(lesson); err != nil {
					t.Fatal(err)
				}
				time.Sleep(10 * time.Second)
				s.room.set(test.befalls)
				time.Sleep(40 * time.Second)
				if st := s.State(); !st.Open || st.Trouble == nil || st.Card != nil || st.Level != 0 {
					t.Errorf("it says %+v", st)
				}
				s.room.set(test.mends)
				time.Sleep(30 * time.Second)
				st := s.State()
				if !st.Open || st.Trouble != nil || st.Level < 70 {
					t.Errorf("after it: %+v", st)
				}
				if got := st.Recorded; got < 78*time.Second || got > 81*time.Second {
					t.Errorf("of 80 s %v are recorded", got)
				}
				s.End()
				all := s.played(t, lesson, 0, 0)
				hears(t, "before", all[2*media.Rate:8*media.Rate], whistle)
				if loud := loudest(all[16*media.Rate : 45*media.Rate]); loud > 300 {
					t.Errorf("silence is %d", loud)
				}
				hears(t, "after", all[len(all)-5*media.Rate:len(all)-media.Rate], whistle)
			})
		})
	}
}

// Without a microphone a class is held, and nothing is recorded of it.
func TestClassWithoutMicrophone(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.room.set(func(r *room) { r.fails = device.NoDevice })
		if err := s.Begin(lesson); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if st := s.State(); !st.Open || st.Trouble == nil || st.Recorded != 0 {
			t.Errorf("it says %+v", st)
		}
		s.End()
		if _, err := s.keep.Open(lesson, 0, 0); hub.CodeOf(err) != hub.CodeNotFound {
			t.Errorf("there is a recording: %v", err)
		}
	})
}

// A card without room stops the recording and nothing else; where there is room again it
// goes on, and what was recorded before is there.
func TestFullCardStopsTheRecordingOnly(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.free.Store(0)
		if err := s.Begin(lesson); hub.CodeOf(err) != hub.CodeFull {
			t.Errorf("below the floor it begins: %v", err)
		}
		s.keep.Spare = func() error { s.free.Store(1 << 30); return nil }
		if err := s.Begin(lesson); err != nil {
			t.Fatal(err)
		}
		l, err := s.Listen()
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Second)
		s.free.Store(-1)
		time.Sleep(3 * time.Minute)
		full := s.State()
		if hub.CodeOf(full.Card) != hub.CodeFull || !full.Open || full.Trouble != nil || full.Recorded > 2*time.Minute {
			t.Errorf("it says %+v", full)
		}
		if frames, lost, err := l.Next(t.Context()); err != nil || len(frames) == 0 || lost < 4000 {
			t.Errorf("a listener who slept has %d bytes and lost %d, %v", len(frames), lost, err)
		}
		s.free.Store(1 << 30)
		time.Sleep(20 * time.Second)
		st := s.State()
		if st.Card != nil || st.Recorded < full.Recorded+15*time.Second {
			t.Errorf("room again: %+v", st)
		}
		s.End()
		if all := s.played(t, lesson, 0, 0); len(all) < int((st.Recorded-time.Second).Seconds()*media.Rate) {
			t.Errorf("%d samples of %v", len(all), st.Recorded)
		}
	})
}

// A card that takes nothing, for whatever reason, harms nobody who listens; once it does
// again, the recording goes on.
func TestCardThatCannotBeWritten(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		if err := os.WriteFile(s.dir, nil, 0o600); err != nil { // no folder can be there
			t.Fatal(err)
		}
		if err := s.Begin(lesson); err == nil {
			t.Fatal("a card that cannot be read begins") // nothing would say what is there already
		}
		if err := os.Remove(s.dir); err != nil {
			t.Fatal(err)
		}
		if err := s.Begin(lesson); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.dir, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		if st := s.State(); hub.CodeOf(st.Card) != hub.CodeFolder || !st.Open {
			t.Errorf("it says %+v", st)
		}
		if err := os.Remove(s.dir); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		if st := s.State(); st.Card != nil || st.Recorded < 19*time.Second {
			t.Errorf("it can be written again: %+v", st)
		}
		s.End()
		if all := s.played(t, lesson, 0, 0); len(all) < 19*media.Rate {
			t.Errorf("%d samples, of what waited nothing is lost", len(all))
		}
	})
}

// After two hours in which it was open the microphone of a class closes by itself.
func TestHardStop(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.OpenFor(time.Minute)
		if err := s.Begin(lesson); err != nil {
			t.Fatal(err)
		}
		time.Sleep(40 * time.Second)
		s.Pause()
		time.Sleep(time.Hour)
		if err := s.Resume(); err != nil {
			t.Error(err)
		}
		time.Sleep(10 * time.Second)
		if n, left := s.open(), s.State().Left; n != 1 || left < 9*time.Second || left > 13*time.Second {
			t.Errorf("%d are open, for %v", n, left)
		}
		time.Sleep(20 * time.Second)
		if n, st := s.open(), s.State(); n != 0 || st.Open || st.Left != 0 || st.Recorded < 59*time.Second {
			t.Errorf("%d are open, %+v", n, st)
		}
		if err := s.Resume(); hub.CodeOf(err) != hub.CodeConflict {
			t.Errorf("it opens again: %v", err)
		}
		s.End()
		if err := s.Begin(lesson); hub.CodeOf(err) != hub.CodeConflict {
			t.Errorf("begun again, it opens: %v", err)
		}
	})
}

// A class that was cut by the box's end goes on behind what was recorded.
func TestClassGoesOn(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(dir, t.Context())
		if err := s.Begin(lesson); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		first := s.State().Recorded
		s.leave()
		s = newStage(dir, t.Context())
		defer s.leave()
		if err := s.Begin(lesson); err != nil {
			t.Fatal(err)
		}
		if at := s.State(); at.Recorded != first || at.Left != media.Longest-first {
			t.Errorf("%v were recorded, and it says %+v", first, at)
		}
		time.Sleep(10 * time.Second)
		s.End()
		if err := s.Begin(lesson); err != nil { // at once, while the disk is still busy
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		if at := s.State().Recorded; at < 28*time.Second || at > 30*time.Second {
			t.Errorf("three times ten seconds are %v", at)
		}
		if err := s.keep.Remove(lesson); hub.CodeOf(err) != hub.CodeConflict {
			t.Errorf("it is removed while it is made: %v", err)
		}
		s.End()
		synctest.Wait()
		hears(t, "all of it", s.played(t, lesson, 20*time.Second, 25*time.Second), whistle)
		if kept, err := s.keep.Kept(); err != nil || len(kept) != 1 || kept[0] != lesson {
			t.Errorf("kept are %v, %v", kept, err)
		}
		if err := s.keep.Remove(lesson); err != nil {
			t.Error(err)
		}
		if left, err := s.keep.Length(lesson); err != nil || left != 0 {
			t.Errorf("removed, it has %v, %v", left, err)
		}
	})
}

// A trial is heard on the loudspeaker, and nothing of it is kept.
func TestTrial(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		if err := s.Replay(); hub.CodeOf(err) != hub.CodeNotFound {
			t.Errorf("nothing was tried: %v", err)
		}
		if err := s.Try(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Second)
		if st := s.State(); !st.Trying || st.Open || st.Level < 70 {
			t.Errorf("it says %+v", st)
		}
		if err := s.Replay(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		hears(t, "the trial", s.room.listen(time.Second), whistle)
		if _, err := os.Stat(s.dir); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("it is kept: %v", err)
		}
		time.Sleep(3 * time.Minute)
		if err := s.Replay(); hub.CodeOf(err) != hub.CodeNotFound {
			t.Errorf("it can still be heard: %v", err)
		}
	})
}

// A notice is heard for a minute at most, spoken again, and kept in the place of a former
// one, whole; without an encoder as WAV. A full card takes nothing of it away.
func TestNotice(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		for i, say := range []time.Duration{5 * time.Second, 3 * time.Minute} {
			if i > 0 {
				s.WithoutMP3()
			}
			if err := s.Note(lesson); err != nil {
				t.Fatal(err)
			}
			time.Sleep(say)
			if say < time.Minute {
				if err := s.Note(hub.ID{9}); hub.CodeOf(err) != hub.CodeConflict {
					t.Errorf("another is spoken into it: %v", err)
				}
			}
			s.TryEnd()
			time.Sleep(time.Second)
			st := s.State()
			if st.Trying || st.Note != lesson || s.open() != 0 {
				t.Errorf("it says %+v, %d are open", st, s.open())
			}
			s.free.Store(0)
			if err := s.KeepNote(lesson, s.notes); hub.CodeOf(err) != hub.CodeFull {
				t.Errorf("a full card: %v", err)
			}
			s.free.Store(1 << 30)
			if err := s.KeepNote(lesson, s.notes); err != nil {
				t.Fatal(err)
			}
			kept, err := s.notes.Length(lesson)
			if most := min(say, time.Minute); err != nil || kept < st.Recorded || kept > most+time.Second || kept < most-time.Second {
				t.Errorf("of %v, %v are heard and %v kept, %v", say, st.Recorded, kept, err)
			}
			all := (&stage{keep: s.notes}).played(t, lesson, 0, 0)
			hears(t, "the notice", all[media.Rate:4*media.Rate], whistle)
			if err := s.KeepNote(lesson, s.notes); hub.CodeOf(err) != hub.CodeNotFound {
				t.Errorf("it is kept twice: %v", err)
			}
		}
		if err := s.Note(lesson); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		if err := s.Begin(lesson); err != nil {
			t.Fatal(err)
		}
		if err := s.KeepNote(lesson, s.notes); hub.CodeOf(err) != hub.CodeNotFound {
			t.Errorf("of what a class cut off something is kept: %v", err)
		}
		if err := s.Note(lesson); hub.CodeOf(err) != hub.CodeConflict {
			t.Errorf("it is spoken into a class: %v", err)
		}
	})
}

// While the loudspeaker plays, the class hears silence; afterwards it hears again.
func TestLoudspeakerMutesTheMicrophone(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		if err := s.Begin(lesson); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		if s.State().Muted {
			t.Error("nothing plays, and it is muted")
		}
		from := s.State().Recorded
		s.speaker.Siren(media.Alarm)
		time.Sleep(10 * time.Second)
		if !s.State().Muted {
			t.Error("it does not say that it is muted")
		}
		s.speaker.Siren(media.Quiet)
		time.Sleep(10 * time.Second)
		if s.State().Muted {
			t.Error("it is muted still")
		}
		s.End()
		if loud := loudest(s.played(t, lesson, from+2*time.Second, from+9*time.Second)); loud > 300 {
			t.Errorf("silence is %d", loud)
		}
		hears(t, "after", s.played(t, lesson, from+12*time.Second, from+18*time.Second), whistle)
	})
}

// A sentence is heard for as long as it may be, and handed over as a file that browsers
// play, MP3 or plain WAV; what was not kept is handed over again, what was kept is gone.
func TestTaken(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		sentence := hub.ID{3}
		for i, heads := range []string{"\xff", "RIFF"} {
			if i > 0 {
				s.WithoutMP3()
			}
			if err := s.Speak(sentence, 5*time.Second); err != nil {
				t.Fatal(err)
			}
			time.Sleep(20 * time.Second)
			if st := s.State(); st.Trying || st.Recorded < 4*time.Second || st.Recorded > 6*time.Second {
				t.Errorf("it heard %v", st.Recorded)
			}
			if err := s.Taken(sentence, func([]byte) error { return errors.New("no") }); err == nil {
				t.Error("a box that keeps nothing is believed")
			}
			size := 0
			if err := s.Taken(sentence, func(file []byte) error {
				if size = len(file); i == 0 && file[0] != 0xff || i == 1 && string(file[:4]) != heads {
					t.Errorf("it begins %q", file[:4])
				}
				return nil
			}); err != nil || size < 30<<10 {
				t.Errorf("%d bytes, %v", size, err)
			}
			if err := s.Taken(sentence, nil); hub.CodeOf(err) != hub.CodeNotFound {
				t.Errorf("it is taken twice: %v", err)
			}
		}
	})
}
