package media

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"
)

// Player plays one file at a time on the loudspeaker for people who press and go on: what
// plays, and what became of it, is asked for afterwards.
type Player struct {
	speaker *Speaker

	mu     sync.Mutex
	turn   int // of Play
	now    Playing
	source *playing
	cancel context.CancelFunc
}

// Playing is what a Player plays, or played last.
type Playing struct {
	What string        // as it was named
	On   bool          // it plays now
	At   time.Duration // how far it was heard
	Why  error         // why it was not heard to its end; ErrSiren: a siren called
}

// NewPlayer plays on a loudspeaker.
func NewPlayer(s *Speaker) *Player { return &Player{speaker: s, cancel: func() {}} }

// Play plays a file in the place of whatever is played, and closes it. What names it for
// Now; from is what At begins with, where the file is but a part.
func (p *Player) Play(what string, from time.Duration, file io.ReadCloser) {
	ctx, cancel := context.WithCancel(context.Background())
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cancel()
	p.turn++
	p.now, p.source, p.cancel = Playing{What: what, On: true, At: from}, nil, cancel
	go p.play(ctx, p.turn, file)
}

func (p *Player) play(ctx context.Context, turn int, file io.ReadCloser) {
	defer file.Close()
	mine := func(do func()) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.turn == turn { // nothing else plays by now
			do()
		}
	}
	err := p.speaker.playFile(ctx, file, func(s *playing) { mine(func() { p.source = s }) })
	mine(func() {
		p.cancel()
		p.now.On, p.now.At, p.source = false, p.now.At+lasting(p.source.at.Load()), nil
		if !errors.Is(err, context.Canceled) {
			p.now.Why = err
		}
	})
}

// Stop ends what plays; what somebody else had the loudspeaker play goes on.
func (p *Player) Stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cancel()
}

// Now says what plays.
func (p *Player) Now() Playing {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.now
	if p.source != nil {
		out.At += lasting(p.source.at.Load())
	}
	return out
}
