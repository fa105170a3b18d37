package box

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
	"yizhan/hub/paper"
	"yizhan/kiosk"
	"yizhan/kiosk/family"
	"yizhan/kiosk/portal"
	"yizhan/kiosk/web"
)

// The county's public pages on a listener of their own. It is off unless an address is
// given, and shows nothing before the county has opened a page at its desk.

// portalRest is for how long what everybody sees is not read anew: of a county with 300
// stations that takes a tenth of a second, and anybody may ask.
const portalRest = time.Minute

// mostVisitors is how many connections are held at a time; more wait at the door, and keep
// nothing from the desk and the stations, which have their own.
const mostVisitors = 256

// checkPublic says at the start, while somebody still looks, that the public pages' address,
// name or proxies cannot be.
func (c Config) checkPublic() error {
	if c.Public == "" {
		return nil
	}
	if err := c.checkMessages(); err != nil {
		return err
	}
	if strings.ContainsAny(c.PublicName, "/ @?#") {
		return hub.E(hub.CodeInvalid, "box.public-name", c.PublicName)
	}
	if _, err := c.behind(); err != nil {
		return err
	}
	l, err := listen(c.Public)
	if err != nil {
		return err
	}
	return l.Close()
}

// behind are the proxies that stand before the public pages.
func (c Config) behind() (out []netip.Prefix, err error) {
	for _, text := range c.PublicBehind {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			var one netip.Addr
			one, err = netip.ParseAddr(text)
			p = netip.PrefixFrom(one, one.BitLen())
		}
		if err != nil {
			return nil, hub.E(hub.CodeInvalid, "box.public-behind", text).Because(err)
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// runPublic answers anybody until ctx ends. What keeps it from listening is tried again, and
// keeps the desk from nothing.
func (b *Box) runPublic(ctx context.Context) error {
	if b.cfg.Public == "" || !b.isCounty() {
		return nil
	}
	for {
		err := b.answerPublic(ctx)
		if ctx.Err() != nil {
			return nil
		}
		b.cfg.Log.Warn("the public pages are not answered; tried again in a moment", "cause", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(meetAgain):
		}
	}
}

func (b *Box) answerPublic(ctx context.Context) error {
	l, err := listen(b.cfg.Public)
	if err != nil {
		return err
	}
	pages, home := b.publicPages(l.Addr())
	if home != nil {
		defer home.Close()
	}
	server := b.cfg.server(pages)
	server.ReadTimeout, server.WriteTimeout, server.MaxHeaderBytes = 20*time.Second, 30*time.Second, 8<<10
	b.cfg.Log.Info("the public pages are open", "at", l.Addr().String())
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	err = server.Serve(&bounded{Listener: l, room: make(chan struct{}, mostVisitors)})
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// publicPages is what anybody is answered, under the name that was given and the listener's
// own addresses.
func (b *Box) publicPages(at net.Addr) (http.Handler, *family.Family) {
	behind, _ := b.cfg.behind() // checked at the start
	county := &publicDesk{b: b, rest: portalRest}
	pages := &portal.Portal{County: county, Forms: b.forms, Name: b.office.Name, Today: b.desk.Today, Behind: behind, Log: b.cfg.Log,
		Key: b.formKey()}
	home := b.familyPage(county)
	if home == nil {
		return b.publicHandler(pages, at), nil
	}
	pages.Family = home.County.Open
	return b.publicHandler(both{pages, home}, at), home
}

func (b *Box) publicHandler(pages kiosk.Routes, at net.Addr) http.Handler {
	name := hostOf(b.cfg.PublicName)
	own := web.ListenerHosts(at, name)
	return kiosk.Public(pages, func(host string) bool { return host != "" && own(host) }, b.cfg.Log)
}

// formKey seals the public pages' forms, the same at every process of the county.
func (b *Box) formKey() (key [32]byte) {
	local := b.trust.Identity().Local
	m := hmac.New(sha256.New, local[:])
	m.Write([]byte("yizhan/portal-form/1"))
	return [32]byte(m.Sum(nil))
}

// bounded is a listener with room for so many.
type bounded struct {
	net.Listener
	room chan struct{}
}

func (l *bounded) Accept() (net.Conn, error) {
	l.room <- struct{}{}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.room
		return nil, err
	}
	return &visitor{Conn: c, leave: sync.OnceFunc(func() { <-l.room })}, nil
}

type visitor struct {
	net.Conn
	leave func()
}

func (v *visitor) Close() error {
	v.leave()
	return v.Conn.Close()
}

// publicDesk is the county as its public pages see it: a narrow door. What it hands out it
// reads once a minute at most.
type publicDesk struct {
	b    *Box
	rest time.Duration

	mu       sync.Mutex
	sites    []desk.OpenSite
	sitesAt  time.Time
	papers   *paper.Library
	papersAt time.Time
	drawn    desk.BaseMap
	places   map[hub.ID][2]float64
	drawnAt  time.Time
}

func (p *publicDesk) Shown(ctx context.Context) (desk.Portal, error) { return p.b.desk.Portal(ctx) }

func (p *publicDesk) Stations(ctx context.Context) ([]desk.OpenSite, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.sitesAt.IsZero() && time.Since(p.sitesAt) < p.rest {
		return p.sites, nil
	}
	all, err := p.b.desk.OpenSites(ctx)
	if err == nil {
		p.sites, p.sitesAt = all, time.Now()
	}
	return all, err
}

func (p *publicDesk) Papers(ctx context.Context) (*paper.Library, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.papersAt.IsZero() && time.Since(p.papersAt) < p.rest {
		return p.papers, nil
	}
	all, err := p.b.desk.Papers(ctx)
	if err != nil {
		return nil, err
	}
	p.papers, p.papersAt = paper.NewLibrary(all), time.Now()
	return p.papers, nil
}

func (p *publicDesk) Map(ctx context.Context) (desk.BaseMap, map[hub.ID][2]float64, bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.drawnAt.IsZero() && time.Since(p.drawnAt) < p.rest {
		return p.drawn, p.places, p.drawn.Number != "", nil
	}
	m, at, ok, err := p.b.desk.OpenMap(ctx)
	if err == nil {
		p.drawn, p.places, p.drawnAt = m, at, time.Now()
	}
	return m, at, ok, err
}

func (p *publicDesk) MapPicture(ctx context.Context) ([]byte, error) {
	m, _, ok, err := p.Map(ctx)
	if err == nil && !ok {
		err = hub.E(hub.CodeNotFound, "portal.nothing")
	}
	if err != nil {
		return nil, err
	}
	return p.b.photos.Whole(m.Picture)
}

// Take takes a letter in. What it is about is the county's to open; the one station that a
// wish is for is let in beside it.
func (p *publicDesk) Take(ctx context.Context, l desk.Letter) (desk.Receipt, error) {
	r, booked, err := p.b.desk.TakeLetter(ctx, l)
	if err != nil || booked.IsZero() {
		return r, err
	}
	// The letter is kept, and stands at the county: that the station cannot open it yet is
	// said to those who look after the county, and not to the family.
	if err := p.b.openFor(ctx, l.Site, booked); err != nil {
		p.b.cfg.Log.Error("a letter is not open to its station", "code", string(hub.CodeOf(err)), "cause", err)
	}
	return r, nil
}

func (p *publicDesk) Progress(ctx context.Context, number, code string) (desk.Progress, error) {
	return p.b.desk.Progress(ctx, number, code)
}

func (p *publicDesk) TakeBack(ctx context.Context, request hub.ID, number, code string) error {
	return p.b.desk.TakeBackLetter(ctx, request, number, code)
}

func (p *publicDesk) Judge(ctx context.Context, request hub.ID, number, code, says string) error {
	return p.b.desk.JudgeLetter(ctx, request, number, code, says)
}

func (p *publicDesk) Slip(ctx context.Context, code string) (desk.Slip, error) {
	return p.b.desk.Slip(ctx, code)
}

func (p *publicDesk) Rate(ctx context.Context, request hub.ID, code string, values form.Values) (desk.Slip, error) {
	return p.b.desk.Rate(ctx, request, code, values)
}

// Lessons are the program's, and those of packs that the county gives out.
func (p *publicDesk) Lessons(context.Context) ([]*lesson.Lesson, error) {
	return p.b.desk.Lessons().All(), nil
}

func (p *publicDesk) Heard(l *lesson.Lesson, page int) bool { return p.b.packs.Page(l, page).Sound }

// OnAir are those of which all is here.
func (p *publicDesk) OnAir(ctx context.Context) ([]desk.Heard, error) {
	all, err := p.b.desk.OnAir(ctx)
	return slices.DeleteFunc(all, func(h desk.Heard) bool {
		here, of := airs{p.b}.Come(h.Airing)
		return here < of
	}), err
}

func (p *publicDesk) Play(ctx context.Context, id hub.ID) (io.ReadSeeker, string, error) {
	h, err := p.b.desk.OnAirOf(ctx, id)
	if err != nil {
		return nil, "", err
	}
	return airs{p.b}.Hear(h.Airing)
}

func (p *publicDesk) Hear(key string, page int) (io.ReadSeekCloser, string, error) {
	return p.b.packs.Open(key, page, false)
}
