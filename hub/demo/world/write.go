package world

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Delivery is how a county gets what its stations wrote.
type Delivery struct {
	// Accept takes a batch, as a store does.
	Accept func(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) error
	// Night is called when all that arrives on a day has been accepted; nil: nobody.
	Night func(ctx context.Context, day int) error
	// Rough brings some of it twice, and some of a station's later commits before its
	// earlier ones.
	Rough bool
	// Rest brings at last what the silence of the last days held back.
	Rest bool
	// Writers is how many townships are written at once; 0: two.
	Writers int
	// Batch is how many commits are brought at once; 0: as many as travel at once
	// (mesh/sync).
	Batch int
}

// most commits and bytes of a batch.
const (
	mostCommits = 500
	mostBytes   = 384 << 10
)

// Write has the stations write all that a plan says and brings it to the county, day by
// day.
func (p *Plan) Write(ctx context.Context, d Delivery) error {
	w := p.writer()
	days := make(chan [][]hub.Commit, 2) // what was written on a day, by station and then by office
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	failed := make(chan error, 1)
	go func() {
		defer close(days)
		for day := range p.Days {
			written, err := w.day(day, max(d.Writers, 2))
			if err != nil {
				failed <- err
				return
			}
			select {
			case days <- written:
			case <-ctx.Done():
				return
			}
		}
	}()
	b := bringer{Delivery: d, Plan: p, proofs: w.proofs(), waiting: make([][]hub.Commit, len(p.Stations)), dice: rand.New(rand.NewPCG(p.Seed, 77))}
	day := 0
	for written := range days {
		if err := b.day(ctx, day, written); err != nil {
			return err
		}
		if d.Night != nil {
			if err := d.Night(ctx, day); err != nil {
				return err
			}
		}
		day++
	}
	select {
	case err := <-failed:
		return err
	default:
	}
	if d.Rest {
		return b.rest(ctx)
	}
	return nil
}

// writer is all the stations' boxes.
type writer struct {
	*Plan
	acts    []Act     // still to be written
	authors []*author // by station
	offices []*author // by township: what the county's office writes there
	here    [][]int   // by station: the children that ever have a place there
	minutes time.Time
}

func (p *Plan) writer() *writer {
	w := &writer{Plan: p, acts: p.Acts(), here: make([][]int, len(p.Stations))}
	w.minutes, _ = p.First.Time()
	lanes := make([]*lane, len(p.Townships))
	for i, t := range p.Townships {
		lanes[i] = &lane{name: t.Lane(), live: map[place]value{}, keys: map[hub.ID]codec.SubjectKey{}}
	}
	for _, l := range lanes {
		w.offices = append(w.offices, p.author(officeKey, l))
	}
	for i, s := range p.Stations {
		w.authors = append(w.authors, p.author(i, lanes[s.Township]))
	}
	for i := range p.Children {
		for _, st := range p.Children[i].Stays {
			if !slices.Contains(w.here[st.Station], i) {
				w.here[st.Station] = append(w.here[st.Station], i)
			}
		}
	}
	return w
}

func (w *writer) proofs() map[hub.Origin]hub.OriginProof {
	out := map[hub.Origin]hub.OriginProof{}
	for _, a := range slices.Concat(w.authors, w.offices) {
		out[a.self] = a.proof
	}
	return out
}

// day has every station write its day; so many townships at once.
func (w *writer) day(day, writers int) ([][]hub.Commit, error) {
	n := 0
	for n < len(w.acts) && w.acts[n].Day == day {
		n++
	}
	today := w.acts[:n]
	w.acts = w.acts[n:]
	out, errs := make([][]hub.Commit, len(w.Stations)+len(w.offices)), make([]error, len(w.Townships))
	if err := w.handsOver(day); err != nil {
		return nil, err
	}
	for i, a := range w.offices {
		out[len(w.Stations)+i] = a.send()
	}
	var wait sync.WaitGroup
	room := make(chan struct{}, writers)
	for t := range w.Townships {
		wait.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			errs[t] = w.township(t, day, today, out)
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("world: day %d: %w", day, err)
		}
	}
	return out, nil
}

// township writes a day of all stations of a lane, as the day goes: acts, wall, acts.
func (w *writer) township(t, day int, today []Act, out [][]hub.Commit) error {
	var mine []Act
	for _, a := range today {
		if w.Stations[a.Station].Township == t {
			mine = append(mine, a)
		}
	}
	wall := slices.IndexFunc(mine, func(a Act) bool { return a.What >= Fixes })
	if wall < 0 {
		wall = len(mine)
	}
	if err := w.write(mine[:wall]); err != nil {
		return err
	}
	for i, s := range w.Stations {
		if s.Township == t && w.Open(i, day) {
			if err := w.wall(i, day); err != nil {
				return err
			}
		}
	}
	if err := w.write(mine[wall:]); err != nil {
		return err
	}
	for i, s := range w.Stations {
		if s.Township == t {
			out[i] = w.authors[i].send()
		}
	}
	return nil
}

func (w *writer) write(acts []Act) error {
	for _, a := range acts {
		if err := w.authors[a.Station].write(w.at(a.Day, a.What.minute()), w.WorkerID(a.Station, 0), a.What == Fixes || a.What == Hard, w.edits(a)...); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) wall(station, day int) error {
	var children []int
	for _, c := range w.here[station] {
		if w.Home(c, day) == station {
			children = append(children, c)
		}
	}
	in, out := w.Taps(day, children)
	a, by := w.authors[station], w.WorkerID(station, 0)
	for i, t := range in {
		_, fixed := w.Children[t.Child].Wall.fix(day)
		if err := a.write(w.at(day, 450+i), by, fixed, w.dayEdit(t.Child, day, station, t.Says, Nothing)); err != nil {
			return err
		}
	}
	for i, t := range out {
		if err := a.write(w.at(day, 1020+i), by, false, w.goesHome(t.Child, day)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) at(day, minute int) time.Time {
	return w.minutes.AddDate(0, 0, day).Add(time.Duration(minute) * time.Minute)
}

// Home is where a child is known on a day.
func (p *Plan) Home(child, day int) int { return p.Children[child].Home(day) }

// bringer is whatever lies between the stations and the county.
type bringer struct {
	Delivery
	*Plan
	proofs  map[hub.Origin]hub.OriginProof
	waiting [][]hub.Commit // by station
	dice    *rand.Rand
	batch   []hub.Commit
	bytes   int
}

// day brings what arrives on one: the stations in any order, together in batches.
func (b *bringer) day(ctx context.Context, day int, written [][]hub.Commit) error {
	for _, office := range written[len(b.Stations):] { // it lies in the same house
		for _, run := range chunks(office) {
			if err := b.add(ctx, run); err != nil {
				return err
			}
		}
	}
	for _, station := range b.dice.Perm(len(b.Stations)) {
		b.waiting[station] = append(b.waiting[station], written[station]...)
		if b.Arrives(station, day) != day {
			continue
		}
		runs := chunks(b.waiting[station])
		b.waiting[station] = nil
		if b.Rough {
			b.dice.Shuffle(len(runs), func(i, j int) { runs[i], runs[j] = runs[j], runs[i] })
			if len(runs) > 0 && b.dice.IntN(8) == 0 {
				runs = append(runs, runs[0])
			}
		}
		for _, run := range runs {
			if err := b.add(ctx, run); err != nil {
				return err
			}
		}
	}
	return b.flush(ctx)
}

// rest brings all that waits.
func (b *bringer) rest(ctx context.Context) error {
	for station, commits := range b.waiting {
		b.waiting[station] = nil
		for _, run := range chunks(commits) {
			if err := b.add(ctx, run); err != nil {
				return err
			}
		}
	}
	return b.flush(ctx)
}

func (b *bringer) add(ctx context.Context, run []hub.Commit) error {
	for _, c := range run {
		b.bytes += len(c.Raw)
		for _, p := range c.Parts {
			b.bytes += len(p)
		}
	}
	b.batch = append(b.batch, run...)
	if len(b.batch) < max(b.Batch, mostCommits) && b.bytes < mostBytes*max(b.Batch/mostCommits, 1) {
		return nil
	}
	return b.flush(ctx)
}

func (b *bringer) flush(ctx context.Context) error {
	if len(b.batch) == 0 {
		return nil
	}
	batch := b.batch
	b.batch, b.bytes = nil, 0
	return b.Accept(ctx, batch, b.proofs)
}

// chunks are runs that each end at a signature.
func chunks(commits []hub.Commit) (out [][]hub.Commit) {
	from := 0
	for i, c := range commits {
		if c.Sig != nil && (i+1-from >= mostCommits/4 || i+1 == len(commits)) {
			out = append(out, commits[from:i+1])
			from = i + 1
		}
	}
	return out
}
