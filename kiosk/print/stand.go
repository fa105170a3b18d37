package print

import (
	"context"
	"time"
)

// Stand is how a printer stands, as far as it was asked.
type Stand struct {
	Choice  Choice
	Trouble string // key of what is the matter; "" nothing
	Asked   bool   // it has answered since the box started, or would not
}

// standing is what the last question brought.
type standing struct {
	Stand
	at     time.Time
	asking bool
}

// fresh is how long an answer holds for a page that is looked at.
const fresh = 5 * time.Second

// Stand says how the printer of a paper stands. It answers at once with what is known,
// and asks meanwhile: a printer that is not there takes seconds to be missed. Pages are
// drawn anew when it has answered.
func (q *Queue) Stand(ctx context.Context, p Paper) (Stand, error) {
	setup, err := q.o.Setup(ctx)
	if err != nil {
		return Stand{}, err
	}
	c := setup.Sheet
	if p == Slip {
		c = setup.Slip
	}
	if c.Kind == None {
		return Stand{Asked: true}, nil
	}
	now := q.o.Clock.Now().Wall
	q.mu.Lock()
	defer q.mu.Unlock()
	s := q.stands[c]
	if s == nil {
		s = &standing{Stand: Stand{Choice: c}}
		q.stands[c] = s
	}
	if !s.asking && (!s.Asked || now.Sub(s.at) > fresh) {
		s.asking = true
		go q.askHow(context.WithoutCancel(ctx), c, s)
	}
	return s.Stand, nil
}

// askHow asks a printer once. It ends within the few seconds that Ready may take.
func (q *Queue) askHow(ctx context.Context, c Choice, s *standing) {
	trouble := ""
	font, err := q.Font()
	if err == nil {
		var p Printer
		if p, err = q.o.Open(c, font); err == nil {
			err = p.Ready(ctx)
		}
	}
	if err != nil {
		trouble = keyOf(err)
	}
	q.mu.Lock()
	changed := !s.Asked || s.Trouble != trouble
	s.Asked, s.Trouble, s.at, s.asking = true, trouble, q.o.Clock.Now().Wall, false
	q.mu.Unlock()
	if changed && q.o.Changed != nil {
		q.o.Changed()
	}
}

// Choose keeps which printer takes a paper. What waits is tried there.
func (q *Queue) Choose(ctx context.Context, p Paper, c Choice) error {
	setup, err := q.o.Setup(ctx)
	if err != nil {
		return err
	}
	if p == Slip {
		setup.Slip = c
	} else {
		setup.Sheet = c
	}
	if err := q.o.Keep(ctx, setup); err != nil {
		return err
	}
	q.poke()
	return nil
}
