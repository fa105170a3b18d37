package box

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/kiosk/station"
	"yizhan/mesh/stream"
)

// Recordings of neighbours' classes that were followed here. Whoever was cut off hears the
// rest later: once the neighbour gives a recording to families, it is fetched while no
// class is held, and it goes when the neighbour takes it back.

const (
	lentSetting = "nextdoor/lent" // in local.db
	lentMost    = 30
	lentFor     = 60 * 24 * time.Hour // that a recording is waited for
	lentEvery   = 30 * time.Minute
	lentRate    = 128 << 10 // bytes a second: records and pages go first
)

// lentClass is a class that was followed here.
type lentClass struct {
	Class   hub.ID       `json:"class"`
	Site    hub.ID       `json:"site"`
	Station string       `json:"station"`
	Left    time.Time    `json:"left"`
	About   stream.About `json:"about"`
	Whole   bool         `json:"whole"` // its recording is here to the last frame
}

func (n *nextdoor) lent(ctx context.Context) (all []lentClass, err error) {
	text, err := n.b.local.Setting(ctx, lentSetting)
	if err != nil || text == "" {
		return nil, err
	}
	return all, json.Unmarshal([]byte(text), &all)
}

// changeLent changes the list; what it throws out first are the oldest.
func (n *nextdoor) changeLent(ctx context.Context, change func([]lentClass) []lentClass) error {
	n.lending.Lock()
	defer n.lending.Unlock()
	all, err := n.lent(ctx)
	if err != nil {
		return err
	}
	all = change(all)
	for len(all) > lentMost {
		if err := n.b.tapes.Remove(all[0].Class); err != nil {
			return err
		}
		all = all[1:]
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return n.b.local.PutSetting(ctx, lentSetting, string(text))
}

// wantTape notes that a class was followed here.
func (n *nextdoor) wantTape(c care.Class, name string) {
	ctx, done := context.WithTimeout(context.Background(), 10*time.Second)
	defer done()
	err := n.changeLent(ctx, func(all []lentClass) []lentClass {
		if slices.ContainsFunc(all, func(l lentClass) bool { return l.Class == c.ID }) {
			return all
		}
		return append(all, lentClass{Class: c.ID, Site: c.Site, Station: name, Left: n.b.cfg.Clock.Now().Wall})
	})
	if err != nil {
		n.b.cfg.Log.Warn("that a class was followed was not kept; its recording will not follow", "cause", err)
	}
}

// runTapes fetches recordings until ctx ends, while no class is held here.
func (n *nextdoor) runTapes(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(lentEvery):
		}
		if err := n.fetchTapes(ctx); err != nil {
			return err
		}
	}
}

// fetchTapes asks for every recording that is not whole, and whether the others are still
// given out. Its error is local.db's own.
func (n *nextdoor) fetchTapes(ctx context.Context) error {
	all, err := n.lent(ctx)
	if err != nil {
		return err
	}
	for _, l := range all {
		if now, _ := n.b.class.Now(); now.State != class.None || ctx.Err() != nil {
			return nil
		}
		was := l
		gone, err := n.fetchTape(ctx, &l)
		if err != nil && ctx.Err() == nil {
			n.b.cfg.Log.Info("a neighbour's recording did not come whole; it goes on later", "cause", err)
		}
		if !gone && l == was {
			continue
		}
		err = n.changeLent(ctx, func(all []lentClass) []lentClass {
			if gone {
				return slices.DeleteFunc(all, func(o lentClass) bool { return o.Class == l.Class })
			}
			for i := range all {
				if all[i].Class == l.Class {
					all[i] = l
				}
			}
			return all
		})
		if err != nil {
			return err
		}
		n.b.room.Changed()
	}
	return nil
}

// fetchTape fetches what lacks of a recording. Gone says that it is not waited for any more.
func (n *nextdoor) fetchTape(ctx context.Context, l *lentClass) (gone bool, err error) {
	late := n.b.cfg.Clock.Now().Wall.Sub(l.Left) > lentFor
	far, err := n.farOf(ctx, l.Site)
	if err != nil {
		return late && !l.Whole, nil // it is away: what is here stays
	}
	about, err := far.Recording(ctx, l.Class)
	if errors.Is(err, stream.ErrOver) {
		if l.About.Title == "" {
			return late, nil // not given out yet
		}
		return true, n.b.tapes.Remove(l.Class) // taken back
	}
	if err != nil {
		return false, err
	}
	if l.About != (stream.About{}) && l.About != about { // it was cut anew: other parts are silence now
		if err := n.b.tapes.Remove(l.Class); err != nil {
			return false, err
		}
		l.Whole = false
	}
	l.About = about
	if l.Whole {
		return false, nil
	}
	at, err := n.b.tapes.Borrowed(l.Class, about.Format())
	if err != nil {
		return false, err
	}
	frames, err := far.Frames(ctx, l.Class, at)
	if err != nil {
		return false, err
	}
	defer frames.Close()
	err = n.b.tapes.Borrow(l.Class, about.Format(), &slowly{ctx: ctx, from: frames, room: n.b.class})
	l.Whole = err == nil
	return false, err
}

// slowly reads at a rate, and no more once a class is held here.
type slowly struct {
	ctx  context.Context
	from io.Reader
	room *class.Room
}

var errClassFirst = errors.New("a class is held here")

func (s *slowly) Read(p []byte) (int, error) {
	if now, _ := s.room.Now(); now.State != class.None {
		return 0, errClassFirst
	}
	n, err := s.from.Read(p[:min(len(p), lentRate/8)])
	select {
	case <-s.ctx.Done():
		return n, s.ctx.Err()
	case <-time.After(time.Duration(n) * time.Second / lentRate):
	}
	return n, err
}

// Recordings are those of neighbours' classes that lie here whole, the newest first.
func (n *nextdoor) Recordings(ctx context.Context) ([]station.NearRecording, error) {
	all, err := n.lent(ctx)
	var out []station.NearRecording
	for _, l := range all {
		if l.Whole {
			out = append(out, station.NearRecording{Class: l.Class, Station: l.Station, Title: l.About.Title, Lecturer: l.About.Lecturer,
				Day: l.About.Day, MS: l.About.MS, From: l.About.From, To: l.About.To})
		}
	}
	slices.Reverse(out)
	return out, err
}

// lentOut is a recording of this box as its neighbours may have it: once it is given to
// families, and as long as it is.
func (b *Box) lentOut(ctx context.Context, of hub.ID) (about stream.About, frames stream.Frames, err error) {
	sites, err := b.Sites(ctx)
	if err != nil {
		return about, nil, err
	}
	for _, site := range sites {
		open, err := b.desk.OpenRecordings(ctx, site.ID)
		if err != nil {
			return about, nil, err
		}
		for _, one := range open {
			if one.Class.ID != of || one.Class.Way == "room" {
				continue
			}
			r := one.Recording
			lent, err := b.tapes.Lend(of, time.Duration(r.From)*time.Millisecond, time.Duration(r.To)*time.Millisecond)
			if err != nil {
				return about, nil, err
			}
			f := lent.Format
			return stream.About{Title: one.Class.Title, Lecturer: one.Class.Lecturer, Day: r.Day, MS: r.MS, From: r.From, To: r.To,
				MIME: f.MIME, Bytes: f.Bytes, Lasts: f.Lasts}, lent, nil
		}
	}
	return about, nil, hub.E(hub.CodeNotFound, "class.no-recording")
}
