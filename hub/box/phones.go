package box

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk"
	"yizhan/kiosk/public"
	"yizhan/kiosk/web"
)

// phonesName is what a box answers families' phones to where nobody says otherwise. It is
// the same at every station, because a card lives for years and goes along to the
// neighbour's Wi-Fi; .internal is reserved for such names and in no public list (ICANN
// resolution 2024.07.29.06).
const phonesName = "yizhan.internal"

// maxPhonesName keeps the picture of a card at version 5 of its kind, whose modules a
// phone reads at the size that is printed: http://, /k# and 48 figures stand beside it,
// and 84 bytes are the most at its level M.
const maxPhonesName = 26

// checkPhones says at the start, while somebody still looks, that the phones' address or
// name cannot be.
func (c Config) checkPhones() error {
	if c.Phones == "" {
		return nil
	}
	wrong := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(".-:", r))
	}
	if len(c.PhonesName) > maxPhonesName || strings.ContainsFunc(c.PhonesName, wrong) || hostOf(c.PhonesName) == "" {
		return hub.E(hub.CodeInvalid, "box.phones-name", c.PhonesName)
	}
	l, err := listen(c.Phones)
	if err != nil {
		return err
	}
	return l.Close()
}

// hostOf is a name without its port.
func hostOf(name string) string {
	if host, _, err := net.SplitHostPort(name); err == nil {
		return host
	}
	return name
}

// phones is the listener of families' phones while it is open.
type phones struct {
	at    atomic.Pointer[net.Addr]
	pages atomic.Pointer[public.Public] // nil: they are not answered now
}

// changed tells the phones in a class that something was noted.
func (p *phones) changed() {
	if pages := p.pages.Load(); pages != nil {
		pages.Noted()
	}
}

// addresses are where phones reach this box besides by its name; none while they do not.
func (p *phones) addresses() (all []string) {
	at := p.at.Load()
	if at == nil {
		return nil
	}
	tcp := (*at).(*net.TCPAddr) // listen opens no other
	port := strconv.Itoa(tcp.Port)
	if !tcp.IP.IsUnspecified() {
		return []string{net.JoinHostPort(tcp.IP.String(), port)}
	}
	mine, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	for _, a := range mine {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && n.IP.IsPrivate() {
			all = append(all, net.JoinHostPort(n.IP.String(), port))
		}
	}
	return all
}

// runPhones answers families' phones until ctx ends. Nothing else is answered there, and
// what keeps it from listening, a Wi-Fi that is off, is tried again and keeps the desk
// from nothing.
func (b *Box) runPhones(ctx context.Context) error {
	if b.cfg.Phones == "" || b.isCounty() {
		return nil
	}
	for {
		err := b.answerPhones(ctx)
		if ctx.Err() != nil {
			return nil
		}
		b.cfg.Log.Warn("families' phones are not answered; tried again in a moment", "cause", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(meetAgain):
		}
	}
}

func (b *Box) answerPhones(ctx context.Context) error {
	l, err := listen(b.cfg.Phones)
	if err != nil {
		return err
	}
	pages := &public.Public{Cards: families{b}, Photos: b.photos, Class: b.class, Families: listeners{b}, Forms: b.forms, Today: b.desk.Today, Draw: drawn(), Samples: samples, Log: b.cfg.Log}
	server := b.cfg.server(kiosk.Phones(pages, web.ListenerHosts(l.Addr(), hostOf(b.cfg.PhonesName)), b.cfg.Log))
	server.ReadTimeout, server.WriteTimeout, server.MaxHeaderBytes = 10*time.Second, 30*time.Second, 8<<10
	addr := l.Addr()
	b.phones.pages.Store(pages)
	b.phones.at.Store(&addr)
	defer b.phones.at.Store(nil)
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	err = server.Serve(l)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// families is their cards, as the phones' pages read them.
type families struct{ b *Box }

// Read opens a card for one reading: what its family sees is not opened for those who work
// here (store.ReadWithCard). A family that said no to 镇里别的站也能看 may still look
// itself at the neighbour's; one that wants help there shows its card at the desk. The
// number alone opens nothing.
func (f families) Read(ctx context.Context, figures string) (public.Opened, error) {
	child, recs, err := f.open(ctx, figures)
	if err != nil {
		return public.Opened{}, err
	}
	return f.show(ctx, child, recs)
}

// open is whose card it is, with what its family sees.
func (f families) open(ctx context.Context, figures string) (child hub.ID, recs []hub.Record, err error) {
	number, secret, whole, err := readCard(figures)
	if err == nil && !whole {
		err = hub.E(hub.CodeInvalid, "card.figures").In("card")
	}
	if err != nil {
		return child, nil, err
	}
	ids, err := f.b.store.IDs(ctx, "child")
	if err != nil {
		return child, nil, err
	}
	for _, id := range tried(ids, number) {
		recs, ok, err := f.b.store.ReadWithCard(ctx, id, secret)
		if numberOf(id) != number {
			continue // tried for the time that it takes
		}
		if err != nil {
			return child, nil, err
		}
		if ok {
			return id, recs, nil
		}
	}
	return child, nil, hub.E(hub.CodeInvalid, "card.other").In("card")
}

func (f families) show(ctx context.Context, child hub.ID, recs []hub.Record) (public.Opened, error) {
	actor := hub.Actor{Role: hub.RoleFamily, Lane: f.b.Lane()}
	file, err := f.b.desk.CardFile(ctx, actor, child, recs)
	if err != nil {
		return public.Opened{}, err
	}
	f.b.looks.Look(actor, child, desk.LookCard)
	sites, err := f.b.Sites(ctx)
	return public.Opened{CardFile: file, Here: slices.ContainsFunc(sites, func(s care.Site) bool { return s.ID == file.Site.ID })}, err
}

// tried are the children that a card's secret is tried on: those of its number, or if
// there is none, the one whose number is nearest. How long an answer takes does not tell
// whether a number is somebody's.
func tried(ids []hub.ID, number string) (same []hub.ID) {
	want, _ := strconv.Atoi(number) // seven figures: see readCard
	var next []hub.ID
	nearest := 0
	for _, id := range ids {
		n, _ := strconv.Atoi(numberOf(id))
		far := max(n-want, want-n)
		if far == 0 {
			same = append(same, id)
		} else if next == nil || far < nearest {
			next, nearest = []hub.ID{id}, far
		}
	}
	if len(same) == 0 {
		return next
	}
	return same
}
