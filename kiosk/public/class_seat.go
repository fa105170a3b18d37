package public

import (
	"net/netip"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/kiosk/web"
)

// What a class's phones may take of the box.
const (
	seatsMost = 200              // phones of one class
	seatsEach = 8                // of one address
	seatLife  = time.Hour        // after it was last heard of
	awayAfter = 15 * time.Second // a phone that asks every two seconds and has stopped
	actBurst  = 20               // taps at a stretch
	actEvery  = time.Second      // and one more
	wireMost  = 3                // lines of one phone at a time: what is shown, and a new one before the old has ended
)

// seats are the phones that follow the class. Nothing of it outlasts the box: a phone that
// is unknown finds its class again by the figures.
type seats struct {
	mu    sync.Mutex
	by    map[string]*seat // by its secret
	ears  map[string]*seat
	taken int // numbers given in this class
	of    hub.ID
	count func(guests int) // is told how many follow
}

// seat is one phone in one class.
type seat struct {
	secret string // the phone's, in no address
	ear    string // names it in the addresses of sound and pictures
	class  hub.ID // zero: a card was shown while no class is held
	title  string
	from   netip.Prefix
	number int
	wake   chan struct{} // something of this phone's own has changed
	sweep  *time.Timer   // says that it is away

	// Below this the seats' lock is held.
	guest   class.Guest
	nick    string
	child   hub.ID
	tile    bool // it was tapped, which anybody can: no card was shown
	role    string
	chosen  bool // who listens has been asked
	came    bool // and noted
	quiz    quiz
	rated   bool
	last    bool // asked what was still to be asked
	fault   string
	lines   int
	seen    time.Time
	acts    web.Attempts
	hush    func() // ends the sound that it hears
	leaving bool
}

// quiz is how far a phone is with a lesson's questions.
type quiz struct {
	request hub.ID
	lesson  string
	answers []int
	kept    bool
}

// sit gives a phone a seat. full: there are too many.
func (s *seats) sit(of hub.ID, title, remote string, now time.Time) (_ *seat, full bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by == nil {
		s.by, s.ears = map[string]*seat{}, map[string]*seat{}
	}
	if s.of != of && !of.IsZero() {
		s.of, s.taken = of, 0
	}
	from := web.NetworkOf(remote)
	var same, idlest *seat
	n, here := 0, 0
	for _, one := range s.by {
		switch {
		case one.lines == 0 && now.Sub(one.seen) > seatLife:
			s.drop(one)
		case one.class == of:
			here++
			if one.lines == 0 && (idlest == nil || one.seen.Before(idlest.seen)) {
				idlest = one
			}
			if one.from == from {
				n++
				if same == nil || one.seen.Before(same.seen) {
					same = one
				}
			}
		}
	}
	switch { // who reloads again and again takes her own seats, not others'
	case n >= seatsEach:
		s.drop(same)
	case here >= seatsMost && idlest == nil:
		return nil, true
	case here >= seatsMost:
		s.drop(idlest)
	}
	s.taken++
	one := &seat{secret: hub.NewID().String(), ear: hub.NewID().String(), class: of, title: title, from: from, number: s.taken,
		wake: make(chan struct{}, 1), seen: now, guest: class.Guest{ID: hub.NewID().String()}}
	s.by[one.secret], s.ears[one.ear] = one, one
	return one, false
}

// drop takes a seat away; the lock is held.
func (s *seats) drop(one *seat) {
	one.leaving = true
	delete(s.by, one.secret)
	delete(s.ears, one.ear)
	one.stir()
	if one.hush != nil {
		one.hush()
	}
}

// stir tells the lines of a seat to look again.
func (one *seat) stir() {
	select {
	case one.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// known is the seat of a secret.
func (s *seats) known(secret string) (*seat, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, ok := s.by[secret]
	return one, ok
}

func (s *seats) byEar(ear string) (*seat, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, ok := s.ears[ear]
	return one, ok
}

// with changes a seat.
func (s *seats) with(one *seat, f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

// may says whether a phone may act once more now, which no clock turns back.
func (s *seats) may(one *seat, now time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return one.acts.Take(now, actBurst, actEvery)
}

// line is an open line of a phone's; end has to be called. ok is false where it has too
// many, or no seat any more.
func (s *seats) line(one *seat, away func()) (end func(), ok bool) {
	s.mu.Lock()
	if one.leaving || one.lines >= wireMost {
		s.mu.Unlock()
		return nil, false
	}
	one.lines++
	s.mu.Unlock()
	s.tell()
	return func() {
		s.mu.Lock()
		one.lines--
		s.mu.Unlock()
		s.ask(one, away)
	}, true
}

// ask notes that a phone without a line has asked, and says that it is away when it stops.
func (s *seats) ask(one *seat, away func()) {
	s.mu.Lock()
	one.seen = time.Now()
	if one.sweep == nil {
		one.sweep = time.AfterFunc(awayAfter, func() {
			s.mu.Lock()
			gone := one.lines == 0
			s.mu.Unlock()
			s.tell()
			if gone {
				away()
			}
		})
	} else {
		one.sweep.Reset(awayAfter)
	}
	s.mu.Unlock()
	s.tell()
}

// tell counts those who follow.
func (s *seats) tell() {
	s.mu.Lock()
	n := 0
	for _, one := range s.by {
		if one.class == s.of && one.chosen && (one.lines > 0 || time.Since(one.seen) < awayAfter) {
			n++
		}
	}
	s.mu.Unlock()
	s.count(n)
}

// hears makes this the one sound that a phone hears: an older one ends.
func (s *seats) hears(one *seat, end func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one.hush != nil {
		one.hush()
	}
	one.hush = end
}
