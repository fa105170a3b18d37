package box

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/blob"
	"yizhan/hub/box/backups"
	"yizhan/hub/box/clock"
	"yizhan/hub/box/county"
	"yizhan/hub/box/fleet"
	"yizhan/hub/box/sticks"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
	"yizhan/kiosk/print"
	"yizhan/kiosk/web"
	"yizhan/media"
)

// Box is an open data folder with its use cases. Commands work on one; Run serves
// one.
type Box struct {
	cfg       Config
	forms     *form.Registry
	names     *names.Directory
	roll      *desk.Roll // of the county's children; nil at a station
	desk      *desk.Desk
	room      *web.Room
	folder    *store.Folder
	trust     *trust.Folder
	store     *store.Store
	local     *store.Local
	book      *store.Book // of officers, at all processes of a county; nil: local's own
	gate      *access.Gate
	looks     *access.Looks
	fleet     *fleet.Fleet
	office    *county.Office
	alone     alone // what lies only here
	time      *clock.Keeper
	usb       *sticks.Sticks
	backups   *backups.Backups
	blobs     *blob.Blobs // bytes beside the log
	files     *files      // which of them should be here
	photos    *photos
	messages  *messages // nil: there is no program for them
	packs     *packs    // lessons that came
	paper     *print.Queue
	phones    phones
	net       network
	bell      *bell // 一键报警
	loud      *loudspeaker
	studio    *media.Studio
	tapes     *media.Recordings
	notices   notices
	player    player
	class     *class.Room
	nearby    *nextdoor // the neighbours' classes
	heirs     *replacer
	again     again       // a restore lies ready, or the log is in a database now
	elsewhere atomic.Bool // the log has moved: see Move
	join      joining
	door      *joinDoor
	trial     *trial                   // what somebody tries things out on
	news      <-chan hub.News          // of the log, for follow; ends with the store
	opened    map[hub.ID]bool          // sites that may open what the county wrote of them: see openWritten
	sharing   atomic.Pointer[[]string] // townships whose stations open each other's records
	refused   atomic.Int64             // forms of the county that this release cannot use
	behind    bool                     // follow could not read what the last news was about
	seen      struct {                 // the status that screens last saw
		sync.Mutex
		at     time.Time
		status hub.Status
	}
}

// Open opens a data folder. It holds the folder alone until Close.
func Open(ctx context.Context, cfg Config) (*Box, error) {
	cfg = cfg.withDefaults()
	folder, err := store.OpenFolder(cfg.Data)
	if err != nil {
		return nil, err
	}
	b, err := openIn(ctx, cfg, folder)
	if err != nil {
		return nil, errors.Join(err, folder.Close())
	}
	return b, nil
}

// openIn opens what lies in a folder that is held already.
func openIn(ctx context.Context, cfg Config, folder *store.Folder) (_ *Box, err error) {
	b := &Box{cfg: cfg, forms: form.Builtin().Own(), names: names.New(), folder: folder}
	b.door = &joinDoor{b: b}
	b.trial = &trial{b: b}
	b.bell, b.loud = newBell(b), newLoudspeaker(cfg)
	b.heirs = newReplacer(b)
	b.backups = cfg.openBackups(folder, b.forms, kept{b})
	b.room = web.NewRoom(cfg.Log, nowOf(cfg.Clock))
	defer func() {
		if err != nil {
			err = errors.Join(err, b.closeStores())
		}
	}()
	if err = b.backups.Mend(ctx); err != nil {
		return nil, err
	}
	if b.trust, err = trust.Open(cfg.Data); err != nil {
		return nil, err
	}
	b.local, err = sqlite.OpenLocal(ctx, folder, cfg.Clock, b.trust.Identity().Box)
	if err != nil {
		return nil, err
	}
	if err = clock.Of(cfg.Clock).Wake(ctx, b.local); err != nil {
		return nil, err
	}
	b.store, err = b.openLog(ctx, folder, store.Options{
		Keys:     trust.Keys{Folder: b.trust, Share: b.shares},
		Verifier: b.trust.Members(),
		Forms:    b.forms,
		Clock:    cfg.Clock,
		Holder:   b.holder,
		Opener:   b.trust.Members().Opener,
		Card:     func(kind hub.Kind) bool { return kind == "child" },
		Measures: b.measures(),
	})
	if err != nil {
		return nil, err
	}
	b.backups.Trust, b.backups.Local, b.backups.Store = b.trust, b.local, b.store
	if err = b.backups.MarkBegan(); err != nil {
		return nil, err
	}
	b.desk = desk.New(b.store, b.forms, cfg.Clock, b.names)
	b.desk.Numbered(b.trust.Identity().Key())
	if err := b.openStudio(ctx); err != nil {
		return nil, err
	}
	b.openClass()
	b.openTime()
	if err := b.learnForms(ctx); err != nil {
		return nil, err
	}
	if err := b.loadSharing(ctx); err != nil {
		return nil, err
	}
	if err := b.loadAlone(ctx); err != nil {
		return nil, err
	}
	if err := b.openAccess(ctx); err != nil {
		return nil, err
	}
	b.fleet = &fleet.Fleet{
		Store: b.store, Local: b.local, Trust: b.trust, Desk: b.desk, Clock: cfg.Clock, Log: cfg.Log, Calls: calls{&b.net},
	}
	if err := b.carryOver(ctx); err != nil && hub.CodeOf(err) != hub.CodeForbidden { // a revoked box opens all the same
		return nil, err
	}
	if b.isCounty() {
		b.roll = desk.NewRoll()
		if err := b.fleet.LoadMeetings(ctx); err != nil {
			return nil, err
		}
	}
	b.openOffice()
	b.openSticks()
	if err := b.openBlobs(ctx); err != nil {
		return nil, err
	}
	if err := b.openPacks(ctx); err != nil {
		return nil, err
	}
	b.openPrint()
	b.news, _ = b.store.Watch() // before the directory is filled: nothing falls between
	return b, b.loadNames(ctx)
}

// Close closes everything that is open, the box's own keys too where somebody has to
// open them (有人值守). It may be called again.
func (b *Box) Close() error {
	trust.Forget(b.cfg.Data)
	return errors.Join(b.closeStores(), b.folder.Close())
}

// closeStores closes everything but the folder.
func (b *Box) closeStores() error {
	var errs []error
	if b.store != nil {
		errs = append(errs, b.store.Close())
	}
	if b.book != nil {
		errs = append(errs, b.book.Close())
	}
	if b.local != nil {
		errs = append(errs, b.local.Close())
	}
	return errors.Join(errs...)
}

// Desk is the use cases.
func (b *Box) Desk() *desk.Desk { return b.desk }

// Store is the log, for commands that read it as a whole.
func (b *Box) Store() *store.Store { return b.store }

// Trust is who this box is and whom it believes.
func (b *Box) Trust() *trust.Folder { return b.trust }

// Names is everybody whom this box may name.
func (b *Box) Names() *names.Directory { return b.names }

// Owner is who acts on the command line: the folder's owner, logged as 命令行.
func (b *Box) Owner(ctx context.Context) (hub.Actor, error) {
	site, err := b.site(ctx)
	return hub.Actor{Site: site.ID, Role: hub.RoleBox, Lane: b.Lane()}, err
}

// Lane is the lane that this box's records are written to: its township's, or
// before enrolment the one that stays on the box.
func (b *Box) Lane() hub.Lane {
	cert, ok := b.trust.Certificate()
	switch {
	case !ok:
		return hub.LaneLocal
	case cert.Township == "":
		return hub.LaneCounty
	}
	return hub.TownshipLane(cert.Township)
}
