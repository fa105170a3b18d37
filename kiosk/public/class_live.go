package public

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// The lines to phones.
const (
	helloTime = 10 * time.Second
	sendMost  = 10 * time.Second // a phone that takes nothing for so long is let go
	signEvery = 5 * time.Second  // a sign of life, which a page sees and answers to
	deafAfter = 20 * time.Second
	drawPace  = 150 * time.Millisecond // between two drawings for a phone
)

// wire is a line to a phone, once it has said whose it is.
type wire struct {
	conn *websocket.Conn
	ctx  context.Context // ends when the phone is gone
}

// wired opens a line: the first message says which seat it is of. done has to be called
// unless one is nil.
func (p *Public) wired(w http.ResponseWriter, r *http.Request) (line wire, one *seat, rev string, done func()) {
	conn, err := web.Upgrade(w, r)
	if err != nil {
		return // the upgrader has answered
	}
	conn.SetReadLimit(512)
	_ = conn.SetReadDeadline(time.Now().Add(helloTime)) // an open connection takes a deadline
	var hello struct{ Seat, Rev string }
	if conn.ReadJSON(&hello) != nil {
		conn.Close()
		return
	}
	one, ok := p.seats.known(hello.Seat)
	if !ok {
		_ = conn.SetWriteDeadline(time.Now().Add(sendMost))
		_ = conn.WriteMessage(websocket.TextMessage, []byte("gone")) // best effort
		conn.Close()
		return line, nil, "", nil
	}
	end, ok := p.seats.line(one, func() { p.away(one) })
	if !ok {
		conn.Close()
		return line, nil, "", nil
	}
	ctx, cancel := context.WithCancel(r.Context())
	conn.SetPongHandler(func(string) error { return conn.SetReadDeadline(time.Now().Add(deafAfter)) })
	_ = conn.SetReadDeadline(time.Now().Add(deafAfter))
	go func() { // a phone says nothing more; that it is there, the pongs say
		defer cancel()
		for {
			if _, _, err := conn.NextReader(); err != nil {
				return
			}
			_ = conn.SetReadDeadline(time.Now().Add(deafAfter))
		}
	}()
	return wire{conn, ctx}, one, hello.Rev, func() { cancel(); conn.Close(); end() }
}

// away lowers the hand of a phone that is gone.
func (p *Public) away(one *seat) {
	var guest class.Guest
	p.seats.with(one, func() { guest = one.guest })
	if now := p.held(); slices.ContainsFunc(now.Hands, func(g class.Guest) bool { return g.ID == guest.ID }) {
		_ = p.Class.Raise(guest, false) // it was over just now
	}
}

func (l wire) send(kind int, body []byte) error {
	_ = l.conn.SetWriteDeadline(time.Now().Add(sendMost))
	return l.conn.WriteMessage(kind, body)
}

// sign says that the line is alive: to the browser, and to the page.
func (l wire) sign() error {
	if err := l.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(sendMost)); err != nil {
		return err
	}
	return l.send(websocket.TextMessage, nil)
}

// classLive sends a phone what it shows, whenever that changes.
func (p *Public) classLive(w http.ResponseWriter, r *http.Request) {
	line, one, rev, done := p.wired(w, r)
	if one == nil {
		return
	}
	defer done()
	sign := time.NewTicker(signEvery)
	defer sign.Stop()
	if line.sign() != nil {
		return
	}
	for {
		changed := p.changes()
		raw, now, err := drawnPart(p.framed(line.ctx, p.view(line.ctx, one)))
		if err != nil {
			p.Log.Error("a class's page did not render", "cause", err)
			return
		}
		if now != rev {
			rev = now
			if line.send(websocket.TextMessage, append([]byte(rev+"\n"), raw...)) != nil {
				return
			}
			if !rest(line.ctx, drawPace) {
				return
			}
		}
		select {
		case <-line.ctx.Done():
			return
		case <-changed:
		case <-one.wake:
			if _, ok := p.seats.known(one.secret); !ok {
				_ = line.send(websocket.TextMessage, []byte("gone")) // best effort
				return
			}
		case <-sign.C:
			if line.sign() != nil {
				return
			}
		}
	}
}

func rest(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// changes is closed at the class's next change.
func (p *Public) changes() <-chan struct{} {
	if p.Class == nil {
		return nil
	}
	_, changed := p.Class.Now()
	return changed
}

// classNow answers a phone whose network lets no WebSocket through.
func (p *Public) classNow(w http.ResponseWriter, r *http.Request) {
	one, ok := p.seats.known(r.Header.Get(seatHead))
	if !ok {
		p.part(w, r, http.StatusGone, page.PhoneClass{Step: page.PhoneCode})
		return
	}
	p.seats.ask(one, func() { p.away(one) })
	v := p.view(r.Context(), one)
	if _, rev, err := drawnPart(p.framed(r.Context(), v)); err == nil && rev == r.URL.Query().Get("rev") {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	p.part(w, r, http.StatusOK, v)
}

// classPicture is a picture of the class, for the phones that are in it.
func (p *Public) classPicture(w http.ResponseWriter, r *http.Request) {
	one, ok := p.seats.byEar(r.PathValue("ear"))
	now := p.held()
	var open func() ([]byte, error)
	if ok && now.Class == one.class {
		open = p.pictureOf(r.Context(), now, r.PathValue("slide"))
	}
	if open == nil {
		http.NotFound(w, r)
		return
	}
	body, err := open()
	if err != nil {
		p.Log.Error("a slide's picture is not here", "code", string(hub.CodeOf(err)), "cause", err)
		http.NotFound(w, r)
		return
	}
	kind := http.DetectContentType(body)
	if kind != "image/jpeg" && kind != "image/png" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age=3600")
	_, _ = w.Write(body) // a phone that went away has nothing to be told
}
