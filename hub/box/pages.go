package box

import (
	"context"
	"errors"
	"net/http"
	"os"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/store"
	"yizhan/kiosk"
	"yizhan/kiosk/api"
	"yizhan/kiosk/station"
	"yizhan/media"
	"yizhan/media/device"
	"yizhan/mesh/link"
	"yizhan/mesh/sync"
)

// pages is what the kiosk listener answers.
func (b *Box) pages() http.Handler {
	o := kiosk.Options{Ping: b.store.Ping, Dev: b.cfg.Dev, Log: b.cfg.Log}
	if b.isCounty() {
		o.Hosts = b.office.Hosts(b.cfg.Listen)
		screens := b.office.Screens(b.usb)
		screens.Photos, screens.Lessons, screens.Airs = b.photos, b.packs, airs{b}
		if b.messages != nil {
			screens.Messages = b.messages
		}
		others := &api.API{Desk: b.desk, Figures: around{b}, Clock: b.cfg.Clock, Log: b.cfg.Log, Name: screens.Name}
		return b.withSync(kiosk.Handler(both{screens, others}, o))
	}
	st := &station.Station{
		Desk: b.desk, Names: b.names, Places: b.places(), Doors: doors{b}, Drafts: b.local, Box: screen{b}, Sticks: b.usb, Backups: b.backups, Keeper: custody{b}, Cards: cards{b}, Guests: guests{b}, Voices: voices{b}, Photos: b.photos, Paper: b.paper, Self: screen{b}, Join: joiner{b},
		Room: b.room, Clock: b.cfg.Clock, Log: b.cfg.Log, Hubs: b.fleet,
	}
	if b.cfg.Phones != "" {
		st.Phones, st.WiFi = &station.Phones{Name: b.cfg.PhonesName, At: b.phones.addresses}, wifi{b}
	}
	st.Trial, st.Bell, st.Speaker, st.Class, st.Shelf = b.trial, b.bell, b.loud, b.class, b.packs
	st.Tapes, st.Player, st.Notices = tapes{b.tapes}, b.player, b.notices
	st.Speech, st.Airs = b.studio, airs{b}
	st.Pages = pdfPages{b.folder.Path("tmp")}
	st.Near, st.Power = b.nearby, power
	b.loud.rings = st.Siren
	return b.trial.before(kiosk.Handler(st, o))
}

// both is two sets of pages on one listener.
type both [2]kiosk.Routes

func (p both) Routes(mux *http.ServeMux) {
	for _, pages := range p {
		pages.Routes(mux)
	}
}

// withSync answers other hubs at the county's address too: its screens and its
// sync share one listener, so that a county needs one open port.
func (b *Box) withSync(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case joinPath:
			b.door.ServeHTTP(w, r)
			return
		case listPath:
			b.serveList(w, r)
			return
		case link.Path:
			b.serveLink(w, r)
			return
		case sync.Path:
		default:
			pages.ServeHTTP(w, r)
			return
		}
		engine := b.net.engine.Load()
		if engine == nil {
			http.Error(w, "not enrolled", http.StatusServiceUnavailable)
			return
		}
		engine.Handler().ServeHTTP(w, r)
	})
}

// screen is the box as its screens see it.
type screen struct{ b *Box }

func (s screen) Status(ctx context.Context) (hub.Status, error)       { return s.b.freshStatus(ctx) }
func (s screen) Sites(ctx context.Context) ([]care.Site, error)       { return s.b.Sites(ctx) }
func (s screen) Lane() hub.Lane                                       { return s.b.Lane() }
func (s screen) Key() [32]byte                                        { return s.b.trust.Identity().Key() }
func (s screen) Enroll(ctx context.Context, f []byte) (string, error) { return s.b.Enroll(ctx, f) }

// What lies on the sticks, for whoever sets the box up or brings a roster in.
func (s screen) Files(ctx context.Context, endings ...string) ([]station.File, error) {
	return s.b.usb.Files(ctx, endings...)
}
func (s screen) Invitations(ctx context.Context) ([]station.File, error) {
	return s.b.usb.Invitations(ctx)
}
func (s screen) File(ctx context.Context, value string, most int64) ([]byte, error) {
	return s.b.usb.File(ctx, value, most)
}

// Copies says where one commit is confirmed to be.
func (s screen) Copies(ctx context.Context, commit hub.ID) (hub.Copies, error) {
	got, err := s.b.store.CommitCopies(ctx, commit)
	return copiesOf(got), err
}

func copiesOf(c store.Copies) hub.Copies {
	out := hub.Copies{Neighbours: int64(c.Neighbours)}
	if c.County {
		out.County = 1
	}
	if c.OnlyHere() {
		out.OnlyHere = 1
	}
	return out
}

// Sound names microphones and loudspeakers, as a child process sees them.
func (s screen) Sound(ctx context.Context) (microphones, loudspeakers []string, err error) {
	return s.b.Sound(ctx)
}

// Sound names the microphones and loudspeakers of this box. CodeNotFound: it has no sound
// service.
func (b *Box) Sound(ctx context.Context) (microphones, loudspeakers []string, err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	list, err := media.Devices(ctx, self, "sound", "list")
	if errors.Is(err, device.NoService) {
		err = unheard(err)
	}
	for _, d := range list {
		if d.Microphone {
			microphones = append(microphones, d.Name)
		} else {
			loudspeakers = append(loudspeakers, d.Name)
		}
	}
	return microphones, loudspeakers, err
}
