package media

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"time"

	"yizhan/media/device"
)

const (
	openPatience = 8 * time.Second        // for a sound system to open a device
	stall        = 3 * time.Second        // without a sample taken, or given: it hangs
	feedEvery    = 50 * time.Millisecond  // how often samples follow those that were taken
	ahead        = Rate                   // samples that wait at most: half of the child's room
	behind       = 500 * time.Millisecond // from taken to heard, three of the driver's periods
)

// line is the way to one child.
type line struct {
	child Child
	said  chan said

	sent, taken uint64 // samples
}

// dial starts a child and has it open a device, and waits until it is open. The line ends
// with its context.
func dial(ctx context.Context, start Starter, k device.Kind) (*line, error) {
	c, err := start(ctx)
	if err != nil {
		return nil, errors.Join(ErrSilent, err)
	}
	l := &line{child: c, said: make(chan said)}
	go l.read(ctx)
	if err := l.open(ctx, k); err != nil {
		c.Close()
		return nil, err
	}
	return l, nil
}

// said is a frame of the child's, or the end of its frames.
type said struct {
	kind device.Kind
	body []byte
	err  error
}

func (l *line) read(ctx context.Context) {
	frames := bufio.NewReader(l.child.Reader)
	for {
		var f said
		f.kind, f.body, f.err = device.Read(frames)
		select {
		case <-ctx.Done():
			return
		case l.said <- f:
		}
		if f.err != nil {
			return
		}
	}
}

// hear takes a frame of the child's to heart.
func (l *line) hear(f said) error {
	switch {
	case f.err != nil:
		return errors.Join(ErrSilent, f.err)
	case f.kind == device.Failed:
		return device.Trouble(f.body[0])
	case f.kind == device.Beat:
		l.taken = binary.LittleEndian.Uint64(f.body)
	}
	return nil
}

func (l *line) open(ctx context.Context, k device.Kind) error {
	if err := device.Write(l.child, k, binary.LittleEndian.AppendUint32(nil, Rate)); err != nil {
		return errors.Join(ErrSilent, err)
	}
	late := time.After(openPatience)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-late:
			return ErrSilent
		case f := <-l.said:
			if err := l.hear(f); err != nil || f.kind == device.Opened {
				return err
			}
		}
	}
}

// feed sends what the speaker is wanted to play, until nothing is.
func (l *line) feed(ctx context.Context, s *Speaker) error {
	tick := time.NewTicker(feedEvery)
	defer tick.Stop()
	var now *playing
	begun := uint64(0)  // where in what was sent it begins
	moved := time.Now() // when a sample was last taken, or none waited
	for {
		p := s.current()
		if p == nil {
			return nil
		}
		if now != nil && p != now {
			if err := device.Write(l.child, device.Drop, nil); err != nil {
				return errors.Join(ErrSilent, err)
			}
		}
		if p != now {
			now, begun = p, l.sent
		}
		ended, err := l.fill(now, s.gain(now))
		if err != nil {
			return errors.Join(ErrSilent, err)
		}
		before := l.taken
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.woken:
		case <-tick.C:
		case f := <-l.said:
			if err := l.hear(f); err != nil {
				return err
			}
		}
		switch {
		case l.taken != before:
			moved = time.Now()
			now.at.Store(int64(max(l.taken, begun) - begun))
			s.works()
		case l.sent > l.taken && time.Since(moved) > stall:
			return ErrSilent
		case ended && l.sent == l.taken && time.Since(moved) > behind:
			s.finish(now, nil)
		}
	}
}

// fill sends samples until a second of them waits, and never more: no write waits for a
// child that hangs. It says whether the source has ended.
func (l *line) fill(p *playing, gain float64) (ended bool, err error) {
	var samples [Rate / 10]int16
	for !ended && l.sent+uint64(len(samples)) <= l.taken+ahead {
		n := p.Read(samples[:])
		if ended = n < len(samples); n == 0 {
			break
		}
		body := make([]byte, 0, 2*len(samples))
		for _, v := range samples[:n] {
			body = binary.LittleEndian.AppendUint16(body, uint16(int16(float64(v)*gain)))
		}
		if err := device.Write(l.child, device.Play, body); err != nil {
			return ended, err
		}
		l.sent += uint64(n)
	}
	return ended, nil
}
