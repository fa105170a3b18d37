package box

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/box/county"
	"yizhan/hub/demo"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

// demoSeed makes the same township every time.
const demoSeed = 1

// demoMark stands in a folder that demo data made; real records never share one.
const demoMark = "演示"

// openDemo makes sure that a folder holds the demo: it fills an empty one, finds a
// filled one as it was, begins anew where filling was cut off, and refuses one with
// real records.
func openDemo(ctx context.Context, cfg Config, folder *store.Folder) error {
	mark := folder.Path(demoMark)
	said, err := os.ReadFile(mark)
	switch {
	case err == nil && string(said) == demoDone:
		return nil
	case err == nil:
		if err := emptyDemo(folder); err != nil {
			return fmt.Errorf("box: demo: %w", err)
		}
	default:
		if _, err := os.Stat(folder.Path("log.db")); err == nil {
			return hub.E(hub.CodeFolder, "box.demo-real")
		}
	}
	if err := os.WriteFile(mark, nil, 0o600); err != nil {
		return fmt.Errorf("box: demo: %w", err)
	}
	if err := makeDemo(ctx, cfg, folder); err != nil {
		return fmt.Errorf("box: demo: %w", err)
	}
	return os.WriteFile(mark, []byte(demoDone), 0o600)
}

// OpenDemo makes sure that a folder holds the demo, and says where in it the county's own
// folder is.
func OpenDemo(ctx context.Context, cfg Config) (county string, err error) {
	if said, err := os.ReadFile(filepath.Join(cfg.Data, demoMark)); err == nil && string(said) == demoDone {
		return demoCounty(cfg.Data), nil // a station may be at work in it
	}
	folder, err := store.OpenFolder(cfg.Data)
	if err != nil {
		return "", err
	}
	err = openDemo(ctx, cfg.withDefaults(), folder)
	return demoCounty(cfg.Data), errors.Join(err, folder.Close())
}

// demoCounty is where the county's folder lies in the demo's.
func demoCounty(root string) string { return filepath.Join(root, "county") }

const demoDone = "这个文件夹里都是编出来的。\n"

// emptyDemo removes what an interrupted filling left.
func emptyDemo(folder *store.Folder) error {
	names, err := filepath.Glob(folder.Path("*"))
	if err != nil {
		return err
	}
	for _, name := range names {
		switch filepath.Base(name) {
		case "lock", "tmp", demoMark:
			continue
		}
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	return nil
}

// makeDemo founds a made-up county in a folder of its own, enrols three stations,
// lives through twelve weeks with all of them, and leaves the first one in folder;
// the others lie beside it, so that they can be started too.
func makeDemo(ctx context.Context, cfg Config, folder *store.Folder) (err error) {
	root := cfg.Data
	above, err := Open(ctx, Config{Data: demoCounty(root), AtCounty: true, Clock: cfg.Clock})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, above.Close()) }()
	// its county has the one township, called the same on every page
	if err := (screen{b: above}).KeepPlaces(ctx, fmt.Appendf(nil, "代码,名称\n%s,%s\n", demo.Township, demo.TownshipName)); err != nil {
		return err
	}
	now := cfg.Clock.Now().Wall
	var boxes []*Box
	var stations []*demo.Station
	for i, place := range demo.Places {
		at := Config{Data: root}
		if i > 0 {
			at.Data = filepath.Join(root, fmt.Sprintf("station-%d", i+1))
		}
		clock := &demo.Clock{At: now}
		at.Clock = clock
		b, err := openDemoStation(ctx, at, folder, i == 0)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, b.closeStores()) }()
		file, err := above.office.Issue(ctx, county.Issue{
			Grant:        trust.Grant{Name: place.Name, Township: demo.Township},
			TownshipName: demo.TownshipName, CountyName: demo.CountyName,
		})
		if err != nil {
			return err
		}
		if _, err := b.trust.Accept(file); err != nil {
			return err
		}
		key := b.trust.Identity().Key()
		boxes = append(boxes, b)
		stations = append(stations, &demo.Station{Desk: b.desk, Clock: clock, Lane: b.Lane(), Key: key[:]})
	}
	all := append([]*Box{above}, boxes...)
	meet := func(ctx context.Context) error { return exchangeAll(ctx, all) }
	today := hub.DayOf(now)
	if err := demo.Fill(ctx, stations, today, demoSeed, meet); err != nil {
		return err
	}
	if err := demoTrouble(ctx, all, stations, today, meet); err != nil {
		return err
	}
	if err := demo.Cases(ctx, above.desk, stations, today, meet); err != nil {
		return err
	}
	if err := demoHeard(ctx, above, boxes[0], stations[0], today, meet); err != nil {
		return err
	}
	if err := above.office.PutOfficer(ctx, access.Login{Name: demo.Officer, Shown: demo.Officer, Person: access.Person{Role: hub.RoleCounty, Admin: true}}, demo.Password); err != nil {
		return err
	}
	return demoPINs(ctx, boxes)
}

// openDemoStation opens a station's stores; the first uses the folder that the
// server holds already.
func openDemoStation(ctx context.Context, cfg Config, folder *store.Folder, held bool) (*Box, error) {
	if held {
		return openIn(ctx, cfg.withDefaults(), folder)
	}
	return Open(ctx, cfg)
}

// demoTrouble adds what people have to settle: two weights of one child, a child that
// was registered twice, one that two stations know, and one on its way.
func demoTrouble(ctx context.Context, all []*Box, stations []*demo.Station, today hub.Day, meet func(context.Context) error) error {
	county, boxes := all[0], all[1:]
	child := stations[0].First()
	card, ok, err := boxes[0].store.Card(ctx, child)
	if err != nil {
		return err
	}
	if ok {
		if _, err := boxes[1].store.OpenWithCard(ctx, child, card); err != nil {
			return err
		}
	}
	if err := demo.Visit(ctx, stations[0], stations[1], today); err != nil {
		return err
	}
	if err := demo.Twice(ctx, stations[0], today); err != nil {
		return err
	}
	if err := demo.AtBoth(ctx, stations[0], stations[2], today); err != nil {
		return err
	}
	if err := demo.Going(ctx, stations[1], stations[0], today); err != nil {
		return err
	}
	if err := errors.Join(meet(ctx), county.findSame(ctx), boxes[1].transfers(ctx)); err != nil {
		return err
	}
	return errors.Join(meet(ctx), meet(ctx)) // the second time everybody hears who holds what
}

func demoPINs(ctx context.Context, boxes []*Box) error {
	for _, b := range boxes {
		sites, err := b.Sites(ctx)
		if err != nil {
			return err
		}
		for _, site := range sites {
			staff, err := b.desk.Staff(ctx, site.ID)
			if err != nil {
				return err
			}
			for _, s := range staff {
				if err := (doors{b}).SetPIN(ctx, s.ID, demo.PIN); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// exchangeAll gives every box what the others hold, without a network.
func exchangeAll(ctx context.Context, boxes []*Box) error {
	for _, from := range boxes {
		for _, to := range boxes {
			if from == to {
				continue
			}
			if err := give(ctx, from, to); err != nil {
				return err
			}
		}
	}
	return nil
}

func give(ctx context.Context, from, to *Box) error {
	lanes, err := from.store.Lanes(ctx)
	if err != nil {
		return err
	}
	toKey := to.trust.Identity().Key()
	for _, lane := range lanes {
		cert, _ := to.trust.Certificate()
		if lane.Lane == hub.LaneLocal || from.trust.Members().Meet(toKey, cert.Raw) != nil || !from.trust.Members().MayRead(toKey, lane.Lane) {
			continue
		}
		if err := giveLane(ctx, from, to, lane.Lane); err != nil {
			return err
		}
	}
	return nil
}

func giveLane(ctx context.Context, from, to *Box, lane hub.Lane) error {
	proofs, err := from.store.Proofs(ctx, lane)
	if err != nil {
		return err
	}
	for more := true; more; {
		theirs, err := to.store.Vector(ctx, lane)
		if err != nil {
			return err
		}
		var batch []hub.Commit
		if batch, more, err = from.store.Since(ctx, lane, theirs, 500, math.MaxInt32); err != nil {
			return err
		}
		if len(batch) == 0 {
			break
		}
		if _, err := to.store.Accept(ctx, batch, proofs); err != nil {
			return err
		}
	}
	receipts, err := to.store.Held(ctx, lane)
	if err != nil {
		return err
	}
	_, err = from.store.PutReceipts(ctx, receipts)
	return err
}
