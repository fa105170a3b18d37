package media

import (
	"context"
	"sync"
	"time"

	"yizhan/hub/class"
	"yizhan/media/adpcm"
	"yizhan/media/mp3"
)

// heard is what was heard, from its beginning.
type heard struct {
	samples []int16
}

func (h *heard) Read(dst []int16) int {
	n := copy(dst, h.samples)
	h.samples = h.samples[n:]
	return n
}

// How much of a source waits at most, and how much of what is said elsewhere waits before
// it begins, so that no late frame is missed.
const (
	pipeHolds = 2 * Rate
	jitter    = Rate / 2
)

// pipe is between somebody who may have to wait for samples, of a disk or of a network, and
// the loudspeaker, which may not: it hears silence meanwhile.
type pipe struct {
	live bool // what is too old is passed over, and who writes never waits

	mu      sync.Mutex
	samples []int16
	flows   bool // enough waited once
	ended   bool // no more will come
	room    chan struct{}
}

func newPipe(live bool) *pipe { return &pipe{live: live, room: make(chan struct{}, 1)} }

// Read is the loudspeaker's.
func (p *pipe) Read(dst []int16) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.flows = p.flows || p.ended || !p.live && len(p.samples) > 0 || len(p.samples) >= jitter; !p.flows {
		clear(dst)
		return len(dst)
	}
	n := copy(dst, p.samples)
	p.samples = p.samples[:copy(p.samples, p.samples[n:])]
	select {
	case p.room <- struct{}{}:
	default:
	}
	if n < len(dst) && !p.ended {
		p.flows = !p.live
		clear(dst[n:])
		return len(dst)
	}
	return n
}

// write waits for room unless it is live.
func (p *pipe) write(ctx context.Context, samples []int16) error {
	for {
		p.mu.Lock()
		if len(p.samples) < pipeHolds || p.live {
			p.samples = append(p.samples, samples...)
			if over := len(p.samples) - pipeHolds; p.live && over > 0 {
				p.samples = p.samples[:copy(p.samples, p.samples[over:])]
			}
			p.mu.Unlock()
			return nil
		}
		p.mu.Unlock()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.room:
		}
	}
}

// end says that no more will come.
func (p *pipe) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
}

// Follow plays what a listener hears until it ends, or ctx does: a class that is held
// elsewhere, on this box's own loudspeaker. Its error is that of the listener, or
// mp3.ErrNone.
func Follow(ctx context.Context, s *Speaker, l class.Listener, f class.Format) error {
	hear, done, err := unframer(f)
	if err != nil {
		return err
	}
	defer done()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	p := newPipe(true)
	go func() {
		defer p.end()
		for {
			frames, _, err := l.Next(ctx)
			if err != nil {
				return
			}
			if err := hear(frames, func(samples []int16, _ int) { _ = p.write(ctx, samples) }); err != nil {
				cancel(err)
				return
			}
		}
	}()
	return s.Play(ctx, p)
}

// unframer makes samples of a class's frames.
func unframer(f class.Format) (hear func(frames []byte, hear func([]int16, int)) error, done func(), err error) {
	if f.MIME == codecMP3.mime {
		d, err := mp3.NewDecoder()
		if err != nil {
			return nil, nil, err
		}
		return d.Decode, d.Close, nil
	}
	var samples []int16
	return func(frames []byte, hear func([]int16, int)) error {
		for ; len(frames) >= adpcm.BlockBytes; frames = frames[adpcm.BlockBytes:] {
			var err error
			if samples, err = adpcm.Decode(samples[:0], frames[:adpcm.BlockBytes]); err != nil {
				return err
			}
			hear(samples, Rate)
		}
		return nil
	}, func() {}, nil
}

// resampler brings samples to Rate. Speech on a village loudspeaker asks for no more than
// a mean over what falls between two samples, and a straight line.
type resampler struct {
	rate int
	last [4]float64 // samples that the mean is of
	n    int
	prev float64
	at   float64 // where the next sample lies, behind prev, in samples that come in
}

// add appends samples of a rate.
func (r *resampler) add(to, samples []int16, rate int) []int16 {
	if rate == Rate {
		return append(to, samples...)
	}
	if rate != r.rate {
		*r = resampler{rate: rate}
	}
	step := float64(rate) / Rate
	wide := min(max(int(step+0.5), 1), len(r.last))
	for _, v := range samples {
		r.last[r.n%wide] = float64(v)
		r.n++
		mean := 0.0
		for _, x := range r.last[:wide] {
			mean += x / float64(wide)
		}
		for ; r.at < 1; r.at += step {
			to = append(to, int16(r.prev+(mean-r.prev)*r.at))
		}
		r.at--
		r.prev = mean
	}
	return to
}

// lasting is how long so many samples are heard.
func lasting(samples int64) time.Duration { return time.Duration(samples) * time.Second / Rate }
