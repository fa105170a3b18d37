package box

import (
	"context"
	"slices"
	"sync"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/station"
	"yizhan/mesh"
	"yizhan/mesh/stream"
)

// nextdoor is the classes of the neighbours: which are held now, and the one that is followed
// here. That a class is held stands in its record, which the lane brings within a second;
// what is shown and said in it comes over a link, and is kept nowhere.
type nextdoor struct {
	b *Box

	mu     sync.Mutex
	open   map[hub.ID]care.Class // held now at other sites, by class
	follow *following            // nil: none is followed
	over   *following            // that was followed to its end, until somebody has seen it

	joining sync.Mutex // held while one is joined: a second tap finds it followed
	lending sync.Mutex // held while what was followed is written down
}

func newNextdoor(b *Box) *nextdoor { return &nextdoor{b: b, open: map[hub.ID]care.Class{}} }

// run keeps what is held at the neighbours until ctx ends.
func (n *nextdoor) run(ctx context.Context) error {
	defer n.Leave()
	news, stop := n.b.store.Watch()
	defer stop()
	if err := n.look(ctx); err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case told, ok := <-news:
			if !ok {
				return nil
			}
			if told.Commit.IsZero() {
				if err := n.look(ctx); err != nil {
					return err
				}
				continue
			}
			if !slices.Contains(told.Kinds, "class") {
				continue
			}
			for _, subject := range told.Subjects {
				recs, err := n.b.store.Of(ctx, subject, "class")
				if err != nil {
					return err
				}
				for _, rec := range recs {
					n.note(rec)
				}
			}
		}
	}
}

// look reads all classes.
func (n *nextdoor) look(ctx context.Context) error {
	return n.b.store.Each(ctx, "class", func(rec hub.Record) error { n.note(rec); return nil })
}

// note keeps a class that is held elsewhere.
func (n *nextdoor) note(rec hub.Record) {
	c := care.AsClass(n.b.forms, rec)
	n.mu.Lock()
	defer n.mu.Unlock()
	if c.State == "open" && rec.Lane == n.b.Lane() {
		n.open[c.ID] = c
	} else {
		delete(n.open, c.ID)
		n.b.class.FarOver(c.ID)
	}
}

// Classes are those that are held today at neighbours whose hubs can be reached now, and
// that neighbours may follow.
func (n *nextdoor) Classes(ctx context.Context) ([]station.NearClass, error) {
	own, err := n.b.Sites(ctx)
	if err != nil {
		return nil, err
	}
	today := n.b.desk.Today()
	n.mu.Lock()
	var held []care.Class
	for _, c := range n.open {
		ours := slices.ContainsFunc(own, func(s care.Site) bool { return s.ID == c.Site })
		if !ours && c.Day == today && c.Way != "room" {
			held = append(held, c)
		}
	}
	n.mu.Unlock()
	var out []station.NearClass
	for _, c := range held {
		if hub, ok := n.hubOf(ctx, c.Site); ok {
			out = append(out, station.NearClass{Class: c.ID, Title: c.Title, Station: hub.Name})
		}
	}
	hub.Sort(out, func(a, b station.NearClass) int { return slices.Compare(a.Class[:], b.Class[:]) })
	return out, nil
}

// hubOf is the hub of a site, if it is alive.
func (n *nextdoor) hubOf(ctx context.Context, site hub.ID) (mesh.Near, bool) {
	m := n.b.net.mesh.Load()
	rec, err := n.b.store.Record(ctx, "site", site)
	if m == nil || err != nil {
		return mesh.Near{}, false
	}
	key := care.As[care.Site](n.b.forms, rec).Hub
	all := m.Near()
	i := slices.IndexFunc(all, func(h mesh.Near) bool { return slices.Equal(h.Key[:], key) })
	if i < 0 {
		return mesh.Near{}, false
	}
	return all[i], true
}

// farOf is the way to a site's class.
func (n *nextdoor) farOf(ctx context.Context, site hub.ID) (*stream.Far, error) {
	h, ok := n.hubOf(ctx, site)
	l := n.b.net.link.Load()
	if !ok || l == nil {
		return nil, hub.E(hub.CodeUnknown, "class.far-lost")
	}
	return stream.NewFar(l.Client(h.URL, h.Key)), nil
}
