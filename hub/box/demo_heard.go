package box

import (
	"bytes"
	"context"
	"math"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/demo"
	"yizhan/hub/desk"
	"yizhan/media/adpcm"
)

// demoTune is what is heard in the demo's recording, by semitones above c; a note of half a
// beat: 小星星 (old, nobody's). A voice would have to be somebody's.
var demoTune = []int{0, 0, 7, 7, 9, 9, 7, -1, 5, 5, 4, 4, 2, 2, 0, -1}

const demoRate, demoNote = 16_000, 16_000 / 2 // samples a second, a note

// demoSample is one sample of the tune, played over and over: a tone that dies away.
func demoSample(n int) int16 {
	note, at := demoTune[n/demoNote%len(demoTune)], float64(n%demoNote)/demoRate
	if note < 0 {
		return 0
	}
	hertz := 261.63 * math.Pow(2, float64(note)/12)
	return int16(7000 * math.Exp(-4*at) * math.Sin(2*math.Pi*hertz*at))
}

// demoHeard has a station of the demo hold a class that was recorded, give it to the families,
// and ask the county to play it to everybody, which it does.
func demoHeard(ctx context.Context, county, b *Box, s *demo.Station, today hub.Day, meet func(context.Context) error) error {
	who, ask := s.Actor(), func(what string) hub.ID { return hub.DeriveID("demo heard", hub.ID{}, what) }
	teacher := s.Teacher()
	yesterday := today.Add(-1)
	day, _ := yesterday.Time()
	s.Clock.At = day.Add(15 * time.Hour)
	made, err := b.desk.PlanClass(ctx, who, desk.ClassPlan{Request: ask("plan"), Kind: "mothers", Title: "听一支曲子：睡前怎么哄", Day: yesterday, Start: 15 * 60, Lecturer: teacher})
	if err != nil {
		return err
	}
	of := made.Records[0]
	if _, _, err := b.desk.OpenClass(ctx, who, ask("open"), of); err != nil {
		return err
	}
	heard, err := b.demoTape(of, 24*time.Second)
	if err != nil {
		return err
	}
	held := class.Held{Class: of, Recorded: heard}
	s.Clock.At = s.Clock.At.Add(20 * time.Minute)
	if _, err := b.desk.CloseClass(ctx, who, ask("close"), held); err != nil {
		return err
	}
	file, err := b.desk.ClassFile(ctx, who, of)
	if err == nil {
		_, err = b.desk.PublishRecording(ctx, who, ask("publish"), file.Recording.ID)
	}
	if err == nil {
		_, err = airs{b}.Ask(ctx, who, desk.Airing{Request: ask("air"), Class: of, Own: true, Clean: true})
	}
	if err == nil {
		err = meet(ctx)
	}
	if err != nil {
		return err
	}
	return demoAired(ctx, county, b, of, meet)
}

// demoAired brings the sound to the county, which says yes.
func demoAired(ctx context.Context, county, b *Box, of hub.ID, meet func(context.Context) error) error {
	a, err := county.desk.AiringOf(ctx, of)
	if err != nil {
		return err
	}
	if err := exchangeFiles(ctx, b, county); err != nil {
		return err
	}
	_, err = county.desk.AnswerAiring(ctx, hub.Actor{Role: hub.RoleCounty}, desk.AirAnswer{Request: hub.DeriveID("demo heard", hub.ID{}, "answer"), Airing: a.ID, Print: a.Print(), Answer: "yes"})
	if err != nil {
		return err
	}
	return meet(ctx)
}

// exchangeFiles gives a box what it wants of another's files, without a network.
func exchangeFiles(ctx context.Context, from, to *Box) error {
	if err := to.files.look(ctx, nil, true); err != nil {
		return err
	}
	mine, theirs := to.trust.Identity().Key(), from.trust.Identity().Key()
	wanted, err := peerFiles{to.files}.Wanted(ctx, theirs, 100)
	if err != nil {
		return err
	}
	for _, f := range wanted {
		for whole := false; !whole; {
			piece, total, err := peerFiles{from.files}.Piece(ctx, mine, f, 64<<10)
			if err != nil {
				return err
			}
			if whole, err = (peerFiles{to.files}).Take(ctx, theirs, f, total, piece); err != nil {
				return err
			}
			f.From += uint64(len(piece))
		}
	}
	return nil
}

// demoTape writes the tape of a class, and says what is on it.
func (b *Box) demoTape(of hub.ID, length time.Duration) (class.SoundState, error) {
	const lasts = adpcm.BlockSamples * time.Second / demoRate
	s := class.SoundState{Format: class.Format{MIME: "audio/wav", Bytes: adpcm.BlockBytes, Lasts: lasts}}
	var encoder adpcm.Encoder
	var frames []byte
	for n := range int(length / lasts) {
		var samples [adpcm.BlockSamples]int16
		for i := range samples {
			samples[i] = demoSample(n*adpcm.BlockSamples + i)
		}
		frames = append(frames, encoder.Encode(nil, &samples)...)
		s.Recorded += lasts
	}
	return s, b.tapes.Borrow(of, s.Format, bytes.NewReader(frames))
}
