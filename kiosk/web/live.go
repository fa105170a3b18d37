package web

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// ticketLife is how long a page may take from being rendered to opening its channel.
const ticketLife = 2 * time.Minute

// pace is the least time between two drawings of one page: a burst of records from a
// neighbour is drawn a few times, and leaves the box its breath.
const pace = 100 * time.Millisecond

// View renders what a page shows now, with the rights of the session that opened
// it: the live channel sends its parts again whenever something changed.
type View func(ctx context.Context) (page.Lively, error)

// beating is a page that changes without anything being noted: a bar that follows a voice.
type beating interface {
	Beat() time.Duration
}

// Room is the open pages of a listener. Each has a bounded mailbox of one: a
// page that is slow skips to the newest state, and never holds up the writer.
type Room struct {
	log *slog.Logger
	now func() time.Time

	mu      sync.Mutex
	tickets map[string]ticket
	open    map[*seat]struct{}
}

type ticket struct {
	view    View
	expires time.Time
}

// seat is one open page.
type seat struct {
	view View
	wake chan struct{}
}

// NewRoom makes an empty room.
func NewRoom(log *slog.Logger, now func() time.Time) *Room {
	return &Room{log: log, now: now, tickets: map[string]ticket{}, open: map[*seat]struct{}{}}
}

// Ticket lets the page that is being rendered open the channel once. The page
// shows it in body[data-ticket] and sends it as its first message.
func (m *Room) Ticket(v View) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	for id, t := range m.tickets {
		if t.expires.Before(now) {
			delete(m.tickets, id)
		}
	}
	id := hub.NewID().String()
	m.tickets[id] = ticket{v, now.Add(ticketLife)}
	return id
}

func (m *Room) redeem(id string) (View, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t, ok := m.tickets[id]
	delete(m.tickets, id)
	return t.view, ok && m.now().Before(t.expires)
}

// Changed wakes every open page.
func (m *Room) Changed() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for s := range m.open {
		select {
		case s.wake <- struct{}{}:
		default: // it will look at the newest state anyway
		}
	}
}

// Open is how many pages listen.
func (m *Room) Open() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.open)
}

// upgrader refuses every origin but the page's own; an empty Origin is no browser.
var upgrader = websocket.Upgrader{
	HandshakeTimeout: 5 * time.Second,
	ReadBufferSize:   1 << 10,
	WriteBufferSize:  8 << 10,
	CheckOrigin: func(r *http.Request) bool {
		o := r.Header.Get("Origin")
		return o == "http://"+r.Host || o == "https://"+r.Host
	},
}

// Upgrade makes a WebSocket of a request of the page's own.
func Upgrade(w http.ResponseWriter, r *http.Request) (*websocket.Conn, error) {
	return upgrader.Upgrade(w, r, nil)
}

// ServeHTTP is the live channel: a ticket as the first message, then parts of the
// page whenever something changed.
func (m *Room) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	conn, err := Upgrade(w, r)
	if err != nil {
		return // the upgrader has answered
	}
	defer conn.Close()
	conn.SetReadLimit(1 << 10)
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second)) // an open connection takes a deadline
	var hello struct{ Ticket string }
	if err := conn.ReadJSON(&hello); err != nil {
		return
	}
	view, ok := m.redeem(hello.Ticket)
	if !ok {
		return
	}
	s := &seat{view: view, wake: make(chan struct{}, 1)}
	m.mu.Lock()
	m.open[s] = struct{}{}
	m.mu.Unlock()
	defer func() {
		m.mu.Lock()
		delete(m.open, s)
		m.mu.Unlock()
	}()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	go func() {
		defer cancel()
		_ = conn.SetReadDeadline(time.Time{})
		for {
			if _, _, err := conn.NextReader(); err != nil {
				return
			}
		}
	}()
	m.feed(ctx, conn, s)
}

// rest forgets that the page was woken.
func (s *seat) rest() {
	select {
	case <-s.wake:
	default:
	}
}

// feed sends those of the page's parts that differ from what it has, when woken.
func (m *Room) feed(ctx context.Context, conn *websocket.Conn, s *seat) {
	sent := map[string][]byte{}
	var drawn time.Time
	ping := time.NewTicker(30 * time.Second)
	var beat <-chan time.Time
	defer ping.Stop()
	select {
	case s.wake <- struct{}{}: // what changed between rendering and opening
	default:
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ping.C:
			if conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(5*time.Second)) != nil {
				return
			}
		case <-beat:
			beat = nil
			select {
			case s.wake <- struct{}{}:
			default: // it is awake
			}
		case <-s.wake:
			if wait := time.Until(drawn.Add(pace)); wait > 0 {
				select {
				case <-ctx.Done():
					return
				case <-time.After(wait):
				}
				s.rest() // what changed meanwhile is drawn now
			}
			drawn = time.Now()
			v, err := s.view(ctx)
			if err != nil {
				return // the session may have ended; the page asks again and is told
			}
			if b, ok := v.(beating); ok {
				beat = time.After(b.Beat())
			}
			html, err := page.RenderChanged(v, sent)
			if err != nil {
				m.log.Error("live part did not render", "page", v.Page(), "cause", err)
				return
			}
			if html == nil {
				continue
			}
			_ = conn.SetWriteDeadline(time.Now().Add(10 * time.Second))
			if conn.WriteMessage(websocket.TextMessage, html) != nil {
				return
			}
		}
	}
}
