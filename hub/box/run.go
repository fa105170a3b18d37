package box

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/thejerf/suture/v4"

	"yizhan/hub"
	"yizhan/hub/store"
	"yizhan/kiosk"
)

// Run serves a data folder until ctx ends. It holds the folder, listens and says
// its address first, answers "one moment" while the store opens, and then the
// real pages. A box whose card is full or read-only says so on its page and goes on
// by itself once it is not.
func Run(ctx context.Context, cfg Config) error {
	cfg = cfg.withDefaults()
	folder, why := store.OpenFolder(cfg.Data)
	if why != nil && !cfg.waits(why) {
		return why
	}
	front, err := cfg.listen()
	if err != nil {
		return errors.Join(err, folder.Close())
	}
	door := &door{}
	door.Store(kiosk.Starting(cfg.Log))
	server := cfg.server(door)
	served := make(chan error, 1)
	go func() { served <- server.Serve(front) }()
	fmt.Fprintf(cfg.Out, "http://%s\n", front.Addr())

	var b *Box
	if why == nil {
		b, why = openHeld(ctx, cfg, folder, door, served)
	}
	if why != nil && cfg.waits(why) {
		b, why = openLater(ctx, cfg, why, door, served)
	}
	if why != nil {
		if ctx.Err() != nil && errors.Is(why, ctx.Err()) { // told to end before anybody had opened it
			why = nil
		}
		return errors.Join(why, server.Close())
	}
	if cfg.Opened != nil {
		cfg.Opened(ctx, b)
	}
	err = b.serve(ctx, door, served)
	for err == nil && ctx.Err() == nil && b.again.is() {
		door.Store(kiosk.Starting(cfg.Log))
		if b, err = b.reopen(ctx); err == nil {
			err = b.serve(ctx, door, served)
		}
	}
	quiet, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if server.Shutdown(quiet) != nil { // live pages stay open until they are cut
		server.Close()
	}
	return errors.Join(err, b.Close())
}

// slowest is how long a request or an answer may take on its way: a roster on a bad
// line. Who sends a byte a minute does not keep a connection for ever.
const slowest = 5 * time.Minute

// server answers on any of the box's listeners, and keeps no connection for ever. Live
// pages and other hubs take their connection over, without these bounds.
func (c Config) server(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ReadTimeout: slowest, WriteTimeout: slowest, ErrorLog: c.errorLog(),
	}
}

// errorLog is where net/http says what it made of a connection.
func (c Config) errorLog() *log.Logger { return slog.NewLogLogger(c.Log.Handler(), slog.LevelWarn) }

// door is the handler of the kiosk listener, swapped once the box is open.
type door struct{ now atomic.Pointer[http.Handler] }

func (d *door) Store(h http.Handler) { d.now.Store(&h) }

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) { (*d.now.Load()).ServeHTTP(w, r) }

// listen takes the kiosk's address, once those of the network are known to be free.
func (c Config) listen() (net.Listener, error) {
	if err := c.tryAddresses(); err != nil {
		return nil, err
	}
	return listen(c.Listen)
}

// listen takes an address; a taken port is told apart from a wrong address.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, hub.E(hub.CodePort, "box.port", addr).Because(err)
	}
	return nil, hub.E(hub.CodePort, "box.address", addr).Because(err)
}

// serve runs every part under one supervisor until ctx ends. A part that dies is
// started again; the death of one never stops the desk.
func (b *Box) serve(ctx context.Context, door *door, served <-chan error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pages := b.pages()
	boss := suture.New("box", suture.Spec{EventHook: func(e suture.Event) {
		b.cfg.Log.Warn("a part stopped and is started again", "event", e.String())
	}})
	boss.Add(part{"follow", b.follow})
	boss.Add(part{"looks", b.looks.Run})
	boss.Add(part{"nightly", b.runNightly})
	boss.Add(part{"clock", b.time.Run})
	boss.Add(part{"counting", b.runCounting})
	if b.cfg.Command != nil {
		boss.Add(part{"control", b.serveControl})
	}
	boss.Add(part{"network", b.runNetwork})
	boss.Add(part{"alarm", b.bell.run})
	if !b.isCounty() {
		boss.Add(part{"loudspeaker", b.loud.Run})
		boss.Add(part{"siren", b.loud.runSiren})
		boss.Add(part{"studio", b.studio.Run})
		boss.Add(part{"nearby", b.nearby.run})
		boss.Add(part{"near-recordings", b.nearby.runTapes})
		boss.Add(part{"class", b.class.Run})
	}
	boss.Add(part{"files", b.files.run})
	boss.Add(part{"packs", b.packs.run})
	boss.Add(part{"replace", b.runReplace})
	boss.Add(part{"sticks", b.usb.Watch})
	boss.Add(part{"print", b.paper.Run})
	boss.Add(part{"phones", b.runPhones})
	boss.Add(part{"joining", b.runJoining})
	boss.Add(part{"gossip", b.ageGossip})
	boss.Add(part{"relist", b.runRelist})
	boss.Add(part{"wonder", b.runWonder})
	boss.Add(part{"together", b.runTogether})
	boss.Add(part{"practice", b.trial.run})
	boss.Add(part{"health", b.runHealth})
	if b.isCounty() {
		boss.Add(part{"meetings", b.fleet.KeepMeetings})
		boss.Add(part{"public", b.runPublic})
	}
	done := boss.ServeBackground(ctx)
	door.Store(pages)
	var err error
	select {
	case <-ctx.Done():
	case <-b.again.asked():
		cancel()
	case err = <-served:
		cancel()
	}
	<-done
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// part is a named piece of the box with its loop.
type part struct {
	name string
	run  func(context.Context) error
}

func (p part) String() string { return p.name }

func (p part) Serve(ctx context.Context) error {
	err := p.run(ctx)
	if err == nil && ctx.Err() == nil {
		return suture.ErrDoNotRestart
	}
	return err
}
