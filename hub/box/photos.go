package box

import (
	"context"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/blob"
	"yizhan/hub/form"
	"yizhan/kiosk/station"
	"yizhan/media/photo"
)

// ticketLife is how long a picture for a telephone is good: to find a photo and send it.
const ticketLife = 10 * time.Minute

// photos takes pictures in: from a telephone that has scanned the screen, or from a file.
// What came is on disk and waits for the record that names it.
type photos struct {
	b *Box

	mu      sync.Mutex
	tickets map[hub.ID]ticket
}

// ticket lets one telephone send one picture to the screen of a worker.
type ticket struct {
	staff hub.ID
	until time.Time
	may   func(context.Context) error
	came  *form.Picture
}

func newPhotos(b *Box) *photos { return &photos{b: b, tickets: map[hub.ID]ticket{}} }

// Ticket is a new ticket for a worker; her former one is over. may is asked again when the
// telephone has scanned it, and before what it sends is taken.
func (p *photos) Ticket(staff hub.ID, may func(context.Context) error) hub.ID {
	now := p.b.cfg.Clock.Now().Wall
	p.mu.Lock()
	defer p.mu.Unlock()
	for old, t := range p.tickets {
		if !now.Before(t.until) || t.staff == staff {
			delete(p.tickets, old)
		}
	}
	id := hub.NewID()
	p.tickets[id] = ticket{staff: staff, until: now.Add(ticketLife), may: may}
	return id
}

// Address is what a telephone opens with a ticket; "" where none reaches this box.
func (p *photos) Address(ticket hub.ID) string {
	at := p.b.phones.addresses()
	if _, ok := p.open(ticket); len(at) == 0 || !ok {
		return ""
	}
	return "http://" + at[0] + "/s/" + ticket.String()
}

// Sent is the picture that came by a worker's ticket.
func (p *photos) Sent(staff, id hub.ID) (form.Picture, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t, ok := p.tickets[id]
	if !ok || t.staff != staff || t.came == nil {
		return form.Picture{}, false
	}
	return *t.came, true
}

func (p *photos) open(id hub.ID) (t ticket, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t, ok = p.tickets[id]
	return t, ok && t.came == nil && p.b.cfg.Clock.Now().Wall.Before(t.until)
}

// Open says whether a telephone may send something by a ticket, and the photo be taken.
// Errors: CodeNotFound, and those of the ticket's question.
func (p *photos) Open(ctx context.Context, id hub.ID) error {
	t, ok := p.open(id)
	if !ok {
		return hub.E(hub.CodeNotFound, "photo.over")
	}
	return t.may(ctx)
}

// Send takes what a telephone sends by a ticket, which is used up by it.
func (p *photos) Send(ctx context.Context, id hub.ID, file []byte) error {
	if err := p.Open(ctx, id); err != nil {
		return err
	}
	picture, err := p.Keep(ctx, file)
	if err != nil {
		return err
	}
	p.mu.Lock()
	t, ok := p.tickets[id]
	if ok = ok && t.came == nil; ok {
		t.came = &picture
		p.tickets[id] = t
	}
	p.mu.Unlock()
	if !ok {
		return hub.E(hub.CodeNotFound, "photo.over")
	}
	p.b.changed()
	return nil
}

// Keep makes of a file what is kept, and has it on disk until a record names it.
func (p *photos) Keep(_ context.Context, file []byte) (out form.Picture, err error) {
	made, err := photo.Read(file)
	if err != nil {
		return out, err
	}
	err = p.b.blobs.Put(made.JPEG, func(ref blob.Ref) error {
		out = form.Picture{Hash: ref.Hash, Key: ref.Key, Thumb: made.Thumb}
		p.b.files.hold(ref.Hash)
		return nil
	})
	return out, err
}

// Stand is how many photos and recordings lie where.
func (p *photos) Stand(ctx context.Context) (station.Stored, error) { return p.b.files.Stand(ctx) }

// Whole is a picture's bytes, opened and checked. It is CodeNotFound where they are not on
// this box yet.
func (p *photos) Whole(of form.Picture) ([]byte, error) {
	body, err := p.b.blobs.Get(blob.Ref{Hash: of.Hash, Key: of.Key})
	if hub.CodeOf(err) == hub.CodeNotFound {
		return nil, hub.E(hub.CodeNotFound, "photo.away").Because(err)
	}
	return body, err
}
