// Package box is the roof: it alone knows everybody. It opens a data folder, plugs
// store, desk, trust, mesh and screens together, runs them under one supervisor,
// and closes them. What has an idea of its own has a room below: what a hub knows of
// the others (fleet), what the county does with them (county), USB sticks (sticks), the
// time (clock) and backups (backups).
package box

import (
	"context"
	"io"
	"log/slog"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/clock"
)

// Config is what a box is told; flags and the data folder's settings fill it.
type Config struct {
	Data         string   // data folder
	Listen       string   // kiosk, or at the county its desk
	Phones       string   // phones on the Wi-Fi; empty: off
	PhonesName   string   // what they call it, the same at every station; empty: phonesName
	Mesh         string   // Serf; empty: off
	Sync         string   // sync listener; empty: Mesh's address and a free port
	Join         []string // Serf addresses to try first
	Backup       string   // second path, where backups go; empty: sticks, or else beside the data
	Rate         int      // bytes a second to the county, and as many from it; 0: no cap
	County       string   // the county's address, besides what the enrolment says
	Database     string   // of the log, on PostgreSQL; empty: the one that the folder names, or its own file
	AtCounty     bool     // this is the county's hub
	Public       string   // the county's pages for anybody; empty: off
	PublicName   string   // what people call it, besides the listener's own addresses
	PublicBehind []string // proxies before it, whose word on an address is taken; none: nobody's
	SMS          string   // program that sends a text message, for the page of families at home; empty: none
	Demo         bool     // made-up data only
	Dev          bool     // storybook
	Version      string

	Retry time.Duration // how often a box on a full or read-only card tries to open; 0: openAgain

	Clock   hub.Clock                         // nil: the machine's
	Log     *slog.Logger                      // nil: nothing is logged
	Out     io.Writer                         // where the address is printed; nil: nowhere
	Command Command                           // runs what comes over the control socket
	Opened  func(ctx context.Context, b *Box) // called once before the pages are served; nil: nothing
}

func (c Config) withDefaults() Config {
	if c.Clock == nil {
		c.Clock = clock.New()
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Out == nil {
		c.Out = io.Discard
	}
	if c.PhonesName == "" {
		c.PhonesName = phonesName
	}
	if c.Retry == 0 {
		c.Retry = openAgain
	}
	return c
}
