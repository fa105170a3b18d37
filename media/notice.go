package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"time"

	"yizhan/hub"
)

// Note opens the microphone for a notice of a class, for a minute at most: what the village
// loudspeaker says, in her own voice. Then as Speak.
func (s *Studio) Note(class hub.ID) error { return s.Speak(class, noteLasts) }

// Speak opens the microphone for somebody who speaks a little into the box, for so long at
// most or until TryEnd; what it is for has an id. What was heard waits for Replay, and for
// KeepNote or Taken, and is gone after ten minutes, or when a class begins. Errors:
// CodeConflict class.sound-busy while a class is held, class.note-busy while something else
// is spoken.
func (s *Studio) Speak(of hub.ID, most time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.class != nil:
		return hub.E(hub.CodeConflict, "class.sound-busy")
	case s.trial.on && !s.trial.note.IsZero() && s.trial.note != of:
		return hub.E(hub.CodeConflict, "class.note-busy")
	case !s.trial.on || s.trial.note != of:
		s.try(of, most)
	}
	return nil
}

// Taken ends what somebody speaks and hands it over as a file, MP3 or WAV, as browsers play
// it. What was not kept can be handed over again. Errors: CodeNotFound class.untried where
// nothing waits; keep's.
func (s *Studio) Taken(of hub.ID, keep func(file []byte) error) error {
	s.mu.Lock()
	if s.trial.note != of || len(s.trial.samples) == 0 {
		s.mu.Unlock()
		return hub.E(hub.CodeNotFound, "class.untried")
	}
	s.endTrial()
	taken := s.trial
	s.mu.Unlock()
	file, err := s.fileOf(taken.samples)
	if err == nil {
		err = keep(file) // pages are drawn meanwhile
	}
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.trial.began.Equal(taken.began) {
		s.trial = trial{}
	}
	return nil
}

// fileOf is a sound as a file: no browser plays ADPCM.
func (s *Studio) fileOf(samples []int16) ([]byte, error) {
	codec, encoder := s.encoder(s.log)
	defer encoder.Close()
	if codec.name != codecMP3.name {
		return waveOf(samples), nil
	}
	return encoded(codec, encoder, samples)
}

// encoded is all of a sound as frames.
func encoded(codec codec, encoder encoder, samples []int16) ([]byte, error) {
	said, err := encoder.Encode(samples)
	said = bytes.Clone(said) // they are the encoder's
	var rest []byte
	if err == nil {
		rest, err = encoder.Encode(make([]int16, noteTail*codec.samples)) // what it holds back is the last word
	}
	return append(said, rest...), err
}

// waveOf is a WAV file of plain samples.
func waveOf(samples []int16) []byte {
	size := uint32(2 * len(samples))
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), 36+size)
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"...)
	b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, Rate), 2*Rate)
	b = append(b, "\x02\x00\x10\x00data"...)
	b = binary.LittleEndian.AppendUint32(b, size)
	for _, v := range samples {
		b = binary.LittleEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// KeepNote ends a notice and has it on the disk in the place of a former one. What could
// not be written can be kept again. Errors: CodeNotFound class.untried where nothing waits,
// CodeFull class.note-lost.
func (s *Studio) KeepNote(class hub.ID, keep *Recordings) error {
	s.mu.Lock()
	defer s.mu.Unlock() // it is a quarter of a megabyte
	if s.trial.note != class || len(s.trial.samples) == 0 {
		return hub.E(hub.CodeNotFound, "class.untried")
	}
	s.endTrial()
	codec, encoder := s.encoder(s.log)
	defer encoder.Close()
	said, err := encoded(codec, encoder, s.trial.samples)
	if err == nil {
		err = keep.put(class, codec, said)
	}
	if err != nil {
		return hub.E(hub.CodeFull, "class.note-lost").Because(err)
	}
	s.trial = trial{}
	return nil
}

// noteTail is how many frames of silence push out what an encoder holds back.
const noteTail = 4

// put keeps frames in the place of what there was of a class.
func (r *Recordings) put(class hub.ID, c codec, frames []byte) error {
	if free, err := r.room(); err != nil || free <= int64(len(frames)) {
		return errors.Join(err, hub.E(hub.CodeFull, "class.card-full"))
	}
	if err := r.Remove(class); err != nil {
		return err
	}
	rec, err := r.record(class, c)
	if err != nil {
		return err
	}
	_, err = rec.Write(frames)
	err = errors.Join(err, rec.Close())
	if err = errors.Join(err, r.recorded(class, err == nil)); err != nil {
		return errors.Join(err, r.Remove(class))
	}
	return nil
}
