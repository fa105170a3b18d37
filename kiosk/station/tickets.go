package station

import (
	"crypto/subtle"
	"net/http"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// ticket lets somebody choose a PIN: who, where to go then, and what she has chosen
// the first time. Tickets live in memory only, for a few minutes: no PIN is ever
// written down, and after a power cut she begins with the first time again.
type ticket struct {
	ID    hub.ID
	Staff hub.ID
	Name  string
	Next  string
	Self  bool // she is signed in with the new PIN

	figures string    // of a badge whose PIN is awaited; such a ticket is for nobody yet
	guest   *Guest    // the visitor who chooses her PIN for the day
	by      hub.Actor // the 站长 who lets her in; none for a badge

	first   string // the figures, once chosen
	request hub.ID // of the form that brought them
	until   time.Time
}

// ticketLife is how long choosing may take; the telephone is out of the way by then.
const ticketLife = 10 * time.Minute

// pinFigures is how long a PIN is: four figures, pressed twice.
const pinFigures = 4

// tickets are those of one box; there are never more than a few.
type tickets struct {
	mu   sync.Mutex
	open map[hub.ID]*ticket
}

// issue opens a ticket. The zero ID asks for a new one.
func (ts *tickets) issue(t ticket, now time.Time) *ticket {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if ts.open == nil {
		ts.open = map[hub.ID]*ticket{}
	}
	for id, old := range ts.open {
		if !now.Before(old.until) {
			delete(ts.open, id)
		}
	}
	if t.ID.IsZero() {
		t.ID = hub.NewID()
	}
	t.until = now.Add(ticketLife)
	ts.open[t.ID] = &t
	return &t
}

// find is an open ticket; nil if there is none, or none any more.
func (ts *tickets) find(id hub.ID, now time.Time) *ticket {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if t := ts.open[id]; t != nil && now.Before(t.until) {
		return t
	}
	return nil
}

// of is the ticket of that id, opened where there is none.
func (ts *tickets) of(id hub.ID, now time.Time) *ticket {
	if t := ts.find(id, now); t != nil {
		return t
	}
	return ts.issue(ticket{ID: id}, now)
}

func (ts *tickets) drop(id hub.ID) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	delete(ts.open, id)
}

// now is the clock as tickets and pages use it.
func (s *Station) now() time.Time { return s.Clock.Now().Wall }

// choose takes a press of the pad. pin is "" until the same figures came twice. A
// form that is sent again, because its answer was lost, is not the second time.
func (ts *tickets) choose(t *ticket, v *visit, check func(pin string) error) (pin string, err error) {
	pin = pressedPIN(v, pinFigures)
	ts.mu.Lock()
	defer ts.mu.Unlock()
	switch {
	case len(pin) < pinFigures || t.request == v.form.Request():
		return "", nil
	case t.first == "":
		if err := check(pin); err != nil {
			return "", err
		}
		t.first, t.request = pin, v.form.Request()
		return "", nil
	case subtle.ConstantTimeCompare([]byte(pin), []byte(t.first)) == 0:
		t.first, t.request = "", v.form.Request()
		return "", hub.E(hub.CodeInvalid, "pin.differs").In("pin")
	}
	return pin, nil
}

// again says whether the figures were chosen once.
func (ts *tickets) again(t *ticket) bool {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	return t.first != ""
}

// pressedPIN is what a pad holds after the post; the key counts only in a browser
// without script.
func pressedPIN(v *visit, length int) string {
	if v.Method != http.MethodPost {
		return ""
	}
	p := page.Pad{Length: length, Typed: v.form.Text("pin")}
	return p.Press(v.form.Text("key"))
}

// pinPad is the keys, with what was pressed so far; complete figures are not shown again.
func pinPad(v *visit) page.Pad {
	p := page.Pad{Field: "pin", Length: pinFigures, Whole: true, Secret: true, Label: "四个数的密码", Typed: pressedPIN(v, pinFigures)}
	if len(p.Typed) >= pinFigures {
		p.Typed = ""
	}
	return p
}
