package public

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Photos takes what a telephone sends that has scanned the station's screen.
type Photos interface {
	// Open is nil while a ticket is good: once, and for some minutes. CodeNotFound where it
	// is not, CodeForbidden where the family has not agreed to a photo.
	Open(ctx context.Context, id hub.ID) error
	// Send takes a photo; its errors are for people.
	Send(ctx context.Context, id hub.ID, file []byte) error
}

// What a telephone may send, and how long it may take on a weak Wi-Fi.
const (
	mostSent = 17 << 20
	sendTime = 2 * time.Minute
)

// sendShow is what a telephone opens that has scanned the screen.
func (p *Public) sendShow(w http.ResponseWriter, r *http.Request) {
	if _, ok := p.ticket(w, r); !ok {
		return
	}
	web.Render(w, r, p.Log, http.StatusOK, page.PhoneSend{Frame: sending(nil), Action: r.URL.Path})
}

// ticket is a ticket that is good; else why not is said before anything is sent.
func (p *Public) ticket(w http.ResponseWriter, r *http.Request) (id hub.ID, ok bool) {
	id, err := hub.ParseID(r.PathValue("ticket"))
	if err != nil {
		err = hub.E(hub.CodeNotFound, "photo.over")
	} else {
		err = p.Photos.Open(r.Context(), id)
	}
	return id, err == nil || !p.shut(w, r, err)
}

// shut says that nothing can be sent by a ticket any more; a fault of the file is none.
func (p *Public) shut(w http.ResponseWriter, r *http.Request, err error) bool {
	switch hub.CodeOf(err) {
	case hub.CodeNotFound:
		p.say(w, r, http.StatusNotFound, "i-clock", "photo.over")
	case hub.CodeForbidden:
		p.say(w, r, http.StatusForbidden, "i-pen", "photo.not-asked")
	default:
		return false
	}
	return true
}

// sending is the frame of the page; whatever is the matter stands beside the photo.
func sending(err error) page.Frame {
	if e, ok := errors.AsType[*hub.Error](err); ok && e.Field == "" {
		err = e.In("file")
	}
	return page.Frame{Title: "送照片", Request: hub.NewID().String(), Errors: page.Faults(err)}
}

// sendTake takes the photo. What is the matter with it is said beside the button, and
// another may be sent.
func (p *Public) sendTake(w http.ResponseWriter, r *http.Request) {
	leave, ok := p.door.enter(r)
	if !ok {
		p.say(w, r, http.StatusTooManyRequests, "i-clock", "mycard.busy")
		return
	}
	defer leave()
	id, ok := p.ticket(w, r)
	if !ok {
		return
	}
	file, err := sent(w, r)
	if err == nil {
		err = p.Photos.Send(r.Context(), id, file)
	}
	switch {
	case err == nil:
		p.say(w, r, http.StatusOK, "i-check", "photo.sent")
	case p.shut(w, r, err):
	default:
		web.Render(w, r, p.Log, web.Status(err), page.PhoneSend{Frame: sending(err), Action: r.URL.Path})
	}
}

// sent is the file of a post, and nothing else of it: one part, read as it comes.
func sent(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(sendTime)) // without it the listener's own stands
	r.Body = http.MaxBytesReader(w, r.Body, mostSent)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, hub.E(hub.CodeInvalid, "photo.none").In("file").Because(err)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, hub.E(hub.CodeInvalid, "photo.none").In("file")
		}
		if err != nil {
			return nil, unread(err)
		}
		if part.FormName() != "upload" {
			continue
		}
		body, err := io.ReadAll(part)
		if err != nil {
			return nil, unread(err)
		}
		if len(body) == 0 {
			return nil, hub.E(hub.CodeInvalid, "photo.none").In("file")
		}
		return body, nil
	}
}

func unread(err error) error {
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return hub.E(hub.CodeTooLarge, "photo.large").In("file")
	}
	return hub.E(hub.CodeInvalid, "photo.torn").In("file").Because(err)
}
