package media

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/media/device"
	"yizhan/media/ring"
)

// Longest is how long the microphone of one class is open at most.
const Longest = 2 * time.Hour

// How long a trial is heard, how long it may take in all, a microphone that opens slowly
// included, and how long what it heard can be played.
const (
	trialLasts = 10 * time.Second
	trialMost  = 20 * time.Second
	trialKept  = 2 * time.Minute
)

// The same of a notice, which is listened to before it is kept, and maybe spoken again.
const (
	noteLasts = time.Minute
	noteSlack = 10 * time.Second
	noteKept  = 10 * time.Minute
)

const (
	studioEvery = 100 * time.Millisecond
	// hung is how long nothing may come from a microphone that works before silence takes
	// its place. Less than the child keeps, more than a busy box sleeps.
	hung = 1500 * time.Millisecond
)

// Studio is the microphone of the box while a class is held or it is tried, and closed at
// all other times. It keeps what it hears as a recording, and hands it to those who
// listen. It is a class.Sound: what is wanted of it stands here, and Run makes it so.
type Studio struct {
	mic     *Microphone
	speaker *Speaker
	keep    *Recordings
	most    int
	longest time.Duration // Longest; tests do not wait that long
	encoder func(*slog.Logger) (codec, encoder)
	log     *slog.Logger
	woken   chan struct{} // something else is wanted of the microphone

	mu     sync.Mutex
	life   context.Context // Run's; what is played ends with it
	trial  trial
	class  *session // nil: none is held
	last   *deck    // of the class before, which may still be writing
	paused bool
	meter  meter
}

// trial is somebody who tries the microphone, or speaks a notice into it.
type trial struct {
	on      bool
	note    hub.ID        // for what somebody speaks: the class of a notice, a sentence; zero: a trial
	most    time.Duration // of a note
	began   time.Time
	samples []int16
	ended   time.Time
}

// lasts is how long it is heard, how long it may take in all, and how long it waits then.
func (t *trial) lasts() (heard, most, kept time.Duration) {
	if !t.note.IsZero() {
		return t.most, t.most + noteSlack, noteKept
	}
	return trialLasts, trialMost, trialKept
}

// heard is how much of it there is.
func (t *trial) heard() time.Duration { return time.Duration(len(t.samples)) * time.Second / Rate }

// session is a class as the studio has it.
type session struct {
	id      hub.ID
	codec   codec
	encoder encoder
	ring    *ring.Ring
	deck    *deck
	opened  time.Duration // how long the microphone was
	heard   bool          // the microphone, for the first time: nothing is recorded before
	fed     time.Time     // until when there is sound, were it silence
	silent  bool          // what was fed last was no microphone's
}

// NewStudio needs a microphone, a loudspeaker, a place for recordings, and how many may
// listen at once. It does no I/O.
func NewStudio(mic *Microphone, speaker *Speaker, keep *Recordings, most int, log *slog.Logger) *Studio {
	return &Studio{mic: mic, speaker: speaker, keep: keep, most: most, longest: Longest, encoder: newEncoder, log: log, woken: make(chan struct{}, 1)}
}

var _ class.Sound = (*Studio)(nil)

// Run opens and closes the microphone as it is wanted, until ctx ends; then it is closed,
// and what was recorded is on the disk.
func (s *Studio) Run(ctx context.Context) error {
	if err := s.keep.Mend(); err != nil { // what is torn is cut when it is recorded on, at the latest
		s.log.Warn("a recording could not be mended", "cause", err)
	}
	s.mu.Lock()
	s.life = ctx
	s.mu.Unlock()
	defer s.leave()
	for ctx.Err() == nil {
		if s.wants() {
			s.listen(ctx)
			continue
		}
		select {
		case <-ctx.Done():
		case <-s.woken:
		}
	}
	return nil
}

// leave ends recording with the box; the class can be gone on with.
func (s *Studio) leave() {
	s.mu.Lock()
	s.stop()
	last := s.last
	s.mu.Unlock()
	if last != nil {
		<-last.ended
	}
}

// listen has the microphone open while it is wanted.
func (s *Studio) listen(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		s.mic.Listen(ctx, s.hear)
	}()
	defer func() { cancel(); <-closed }()
	tick := time.NewTicker(studioEvery)
	defer tick.Stop()
	for ctx.Err() == nil && s.wants() {
		select {
		case <-ctx.Done():
		case <-s.woken:
		case <-tick.C:
			s.tick()
		}
	}
}

// wants says whether the microphone is to be open.
func (s *Studio) wants() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.trial.on || s.open()
}

// open says whether a class hears what the microphone does; s.mu is held.
func (s *Studio) open() bool {
	return s.class != nil && !s.paused && s.class.opened < s.longest
}

// over says that of a class whose microphone was open for so long nothing more is heard.
func (s *Studio) over(opened time.Duration) bool { return s.longest-opened < time.Second }

// wake has Run look again; s.mu may be held.
func (s *Studio) wake() {
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// hear is called with what the microphone hears.
func (s *Studio) hear(samples []int16) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.open():
		s.class.heard, s.class.silent = true, false
		if s.speaker.sounds() {
			samples = make([]int16, len(samples))
		} else {
			s.meter.hear(samples)
		}
		s.feed(samples)
	case s.trial.on:
		s.meter.hear(samples)
		s.trial.samples = append(s.trial.samples, samples...)
	}
}

// tick ends what is over, and puts silence where no microphone is, so that the
// recording, its chapters and the clock stay together.
func (s *Studio) tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if lasts, most, _ := s.trial.lasts(); s.trial.on && (s.trial.heard() >= lasts || time.Since(s.trial.began) >= most) {
		s.endTrial()
	}
	if !s.open() || !s.class.heard {
		return
	}
	if gap := time.Since(s.class.fed); s.class.silent || gap > hung || !s.mic.State().Works {
		s.class.silent = true
		s.meter = meter{}
		s.feed(make([]int16, int(gap.Seconds()*Rate)))
	}
}

// feed gives the class so many samples; s.mu is held.
func (s *Studio) feed(samples []int16) {
	c := s.class
	c.fed = time.Now()
	c.opened += time.Duration(len(samples)) * time.Second / Rate
	frames, err := c.encoder.Encode(samples)
	if err != nil { // of samples, whatever they are, frames can be made
		s.log.Error("sound was not encoded", "cause", err)
		return
	}
	if len(frames) > 0 {
		c.ring.Publish(frames)
		c.deck.put(frames)
	}
}

// Try is that of class.Sound. Errors: CodeConflict class.sound-busy while a class is held,
// class.note-busy while a notice is spoken.
func (s *Studio) Try() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.class != nil:
		return hub.E(hub.CodeConflict, "class.sound-busy")
	case s.trial.on && !s.trial.note.IsZero():
		return hub.E(hub.CodeConflict, "class.note-busy")
	case !s.trial.on:
		s.try(hub.ID{}, 0)
	}
	return nil
}

// try opens the microphone; what was tried before is gone. s.mu is held.
func (s *Studio) try(note hub.ID, most time.Duration) {
	s.trial = trial{on: true, note: note, most: most, began: time.Now()}
	s.meter = meter{}
	s.wake()
}

// TryEnd is that of class.Sound.
func (s *Studio) TryEnd() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endTrial()
}

// endTrial closes the microphone; what it heard waits a little to be played. s.mu is held.
func (s *Studio) endTrial() {
	if !s.trial.on {
		return
	}
	s.trial.on, s.trial.ended = false, time.Now()
	s.meter = meter{}
	ended := s.trial.ended
	_, _, kept := s.trial.lasts()
	time.AfterFunc(kept, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.trial.ended.Equal(ended) {
			s.trial = trial{}
		}
	})
	s.wake()
}

// Replay is that of class.Sound. Errors: CodeConflict class.sound-busy while a class is
// held, CodeNotFound class.untried where nothing was heard.
func (s *Studio) Replay() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.class != nil {
		return hub.E(hub.CodeConflict, "class.sound-busy")
	}
	s.endTrial()
	if len(s.trial.samples) == 0 {
		return hub.E(hub.CodeNotFound, "class.untried")
	}
	s.play(&heard{samples: s.trial.samples})
	return nil
}

// play plays on the loudspeaker, and nobody waits for it; s.mu is held.
func (s *Studio) play(what Source) {
	if life := s.life; life != nil {
		go func() { _ = s.speaker.Play(life, what) }() // State says why it was not heard
	}
}

// Begin is that of class.Sound.
func (s *Studio) Begin(id hub.ID) error {
	free, err := s.keep.room()
	if err != nil {
		return unwritten(err)
	}
	if free <= 0 {
		return hub.E(hub.CodeFull, "class.no-room")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.class != nil && s.class.id == id {
		return s.resume()
	}
	if s.class != nil {
		return hub.E(hub.CodeConflict, "class.other")
	}
	codec, encoder := s.encoder(s.log)
	was, frames, err := s.keep.length(id, codec)
	if err != nil {
		return unwritten(err)
	}
	if s.last != nil && s.last.class == id {
		was, frames = s.last.codec, int(s.last.frames.Load())
	}
	if was.name != codec.name { // libmp3lame was put in, or taken away, in the middle of the class
		if was.name == codecMP3.name {
			return hub.E(hub.CodeConflict, "class.encoder")
		}
		encoder.Close()
		codec, encoder = codecIMA, &blocks{}
	}
	if s.over(codec.lasts(frames)) {
		encoder.Close()
		return hub.E(hub.CodeConflict, "class.long")
	}
	s.endTrial()
	s.trial = trial{}
	s.class = &session{
		id: id, codec: codec, encoder: encoder, opened: codec.lasts(frames),
		ring: newRing(codec, s.most),
		deck: newDeck(s.keep, id, codec, frames, s.last, s.log),
	}
	s.paused = true
	return s.resume()
}

// What a ring keeps: a telephone may be away for so long and miss nothing; and what a new
// one is given so that it begins at once.
const (
	ringKeeps = 8 * time.Second
	ringJoin  = time.Second
)

func newRing(c codec, most int) *ring.Ring {
	return ring.New(ring.Size{Bytes: c.bytes, Frames: int(ringKeeps / c.lasts(1)), Join: int(ringJoin / c.lasts(1)), Most: most})
}

// Pause is that of class.Sound: neither recording nor listeners get anything meanwhile.
func (s *Studio) Pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.class != nil && !s.paused {
		s.paused = true
		s.wake()
	}
}

// Resume is that of class.Sound. Errors: CodeNotFound class.none; CodeConflict class.long
// once the microphone was open for as long as it may.
func (s *Studio) Resume() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.class == nil {
		return hub.E(hub.CodeNotFound, "class.none")
	}
	return s.resume()
}

// resume opens the microphone; s.mu is held.
func (s *Studio) resume() error {
	switch {
	case s.over(s.class.opened):
		return hub.E(hub.CodeConflict, "class.long")
	case !s.paused:
		return nil
	}
	s.paused = false
	s.meter = meter{}
	s.class.fed, s.class.silent = time.Now(), false
	s.play(opens())
	s.wake()
	return nil
}

// End is that of class.Sound.
func (s *Studio) End() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop() {
		s.play(closes())
	}
}

// stop closes microphone, ring and recording; s.mu is held.
func (s *Studio) stop() (held bool) {
	if s.class == nil {
		return false
	}
	s.class.ring.Close()
	s.class.deck.end()
	s.class.encoder.Close()
	s.class, s.last = nil, s.class.deck
	s.wake()
	return true
}

// Listen is that of class.Sound. Errors: CodeNotFound class.none, CodeFull class.full.
func (s *Studio) Listen() (class.Listener, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.class == nil {
		return nil, hub.E(hub.CodeNotFound, "class.none")
	}
	l, err := s.class.ring.Listen()
	if err != nil {
		return nil, hub.E(hub.CodeFull, "class.full").Because(err)
	}
	return l, nil
}

// State is that of class.Sound.
func (s *Studio) State() class.SoundState {
	free, err := s.keep.Free()
	s.mu.Lock()
	defer s.mu.Unlock()
	out := class.SoundState{
		Open: s.open(), Trying: s.trial.on, Left: s.longest, Free: free, Card: unwritten(err),
		Level: s.meter.level(), Quiet: s.meter.quiet(), Loud: s.meter.loud(),
	}
	if c := &s.trial; !c.note.IsZero() {
		out.Note, out.Recorded = c.note, c.heard()
	}
	if out.Open || out.Trying {
		out.Trouble = unheard(s.mic.State().Trouble)
	}
	if c := s.class; c != nil {
		out.Muted = out.Open && s.speaker.sounds()
		out.Recorded = c.codec.lasts(int(c.deck.frames.Load()))
		out.Left = max(s.longest-c.opened, 0)
		out.Format, out.Listeners = c.codec.format(), c.ring.Listeners()
		if why := c.deck.card(); why != nil {
			out.Card = why
		}
	}
	return out
}

// unheard says for people why a microphone hears nothing.
func unheard(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, device.NoService):
		return hub.E(hub.CodeNotFound, "mic.service").Because(err)
	case errors.Is(err, device.NoDevice), errors.Is(err, device.Lost):
		return hub.E(hub.CodeNotFound, "mic.none").Because(err)
	}
	return hub.E(hub.CodeInternal, "mic.silent").Because(err)
}
