package media

import (
	"bytes"
	"errors"

	"yizhan/hub"
)

// Note opens the microphone for a notice of a class, for a minute at most or until TryEnd:
// what the village loudspeaker says, in her own voice. What was heard waits for Replay and
// KeepNote, and is gone after ten minutes, or when a class begins. Errors: CodeConflict
// class.sound-busy while a class is held, class.note-busy while another is spoken.
func (s *Studio) Note(class hub.ID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.class != nil:
		return hub.E(hub.CodeConflict, "class.sound-busy")
	case s.trial.on && !s.trial.note.IsZero() && s.trial.note != class:
		return hub.E(hub.CodeConflict, "class.note-busy")
	case !s.trial.on || s.trial.note != class:
		s.try(class)
	}
	return nil
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
	said, err := encoder.Encode(s.trial.samples)
	said = bytes.Clone(said) // they are the encoder's
	var rest []byte
	if err == nil {
		rest, err = encoder.Encode(make([]int16, noteTail*codec.samples)) // what it holds back is the last word
	}
	if err == nil {
		err = keep.put(class, codec, append(said, rest...))
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
