package media

import (
	"context"
	"encoding/binary"
	"log/slog"
	"sync/atomic"
	"time"

	"yizhan/media/device"
)

// Microphone is the box's own. It is open while Listen runs, and at no other time.
type Microphone struct {
	start Starter
	health
	missed atomic.Uint64
}

// NewMicrophone needs a way to start a child (Command) for each time that somebody listens.
func NewMicrophone(start Starter, log *slog.Logger) *Microphone {
	return &Microphone{start: start, health: health{log: log}}
}

// Missed is how many samples were heard and came too late to be fetched, since the box
// began.
func (m *Microphone) Missed() uint64 { return m.missed.Load() }

// Listen opens the microphone and calls hear with what it hears, at Rate, until ctx ends;
// then it is closed before Listen returns. Through an unplugged microphone and a dead
// sound system it goes on once it can: what is said in the meantime is not heard, and
// State says why. hear must not wait.
func (m *Microphone) Listen(ctx context.Context, hear func([]int16)) {
	var pause pause
	for ctx.Err() == nil {
		began := time.Now()
		err := m.listen(ctx, hear)
		if ctx.Err() != nil {
			break
		}
		m.fails(err)
		pause.after(ctx, began)
	}
	m.rests()
}

// listen hears through one child.
func (m *Microphone) listen(ctx context.Context, hear func([]int16)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l, err := dial(ctx, m.start, device.Listen)
	if err != nil {
		return err
	}
	defer l.child.Close()
	stalled := time.NewTimer(stall)
	defer stalled.Stop()
	var samples []int16
	missed := uint64(0) // by this child
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-stalled.C:
			return ErrSilent
		case f := <-l.said:
			if err := l.hear(f); err != nil {
				return err
			}
			if f.kind == device.Beat {
				m.missed.Add(l.taken - missed)
				missed = l.taken
			}
			if f.kind != device.Heard {
				continue
			}
			samples = samples[:0]
			for b := f.body; len(b) > 0; b = b[2:] {
				samples = append(samples, int16(binary.LittleEndian.Uint16(b)))
			}
			hear(samples)
			stalled.Reset(stall)
			m.works()
		}
	}
}
