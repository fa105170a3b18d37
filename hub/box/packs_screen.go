package box

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path/filepath"
	"time"

	"yizhan/hub"
	"yizhan/hub/lesson"
	"yizhan/kiosk/brought"
	"yizhan/kiosk/station"
	"yizhan/media/pack"
)

// Packs is everything that the page of brought lessons shows.
func (p *packs) Packs(context.Context) (out brought.All) {
	for _, k := range p.shelf.Packs() {
		one := p.shown(k.Manifest, k.Signer)
		one.Value, one.Mine = k.Key, k.Signer.Rank != pack.County || p.b.isCounty()
		one.Only = k.Signer.Rank != pack.County && p.alone(k.ID)
		out.Here = append(out.Here, one)
	}
	for _, a := range p.shelf.Arrivals() {
		one := p.shown(a.Manifest, a.Signer)
		one.Value, one.Held = hex.EncodeToString(a.ID[:]), a.Held()
		out.Coming = append(out.Coming, one)
	}
	if k, ok := p.shelf.Removed(); ok {
		one := p.shown(k.Manifest, k.Signer)
		out.Removed = &one
	}
	p.mu.Lock()
	for id, o := range p.offers {
		one := p.shown(o.pack, o.signer)
		one.Value = hex.EncodeToString(id[:])
		out.Offered = append(out.Offered, one)
	}
	for _, l := range p.lacks {
		out.Lost = append(out.Lost, brought.Pack{Value: l.Key, Key: l.Key, Title: l.Title, Version: l.Version})
	}
	if p.work.Title != "" {
		now := p.work
		out.Work = &now
	}
	p.mu.Unlock()
	for _, f := range p.onSticks() {
		out.Sticks = append(out.Sticks, f.Pack)
	}
	byTitle := func(a, b brought.Pack) int {
		switch {
		case a.Title < b.Title:
			return -1
		case a.Title > b.Title:
			return 1
		}
		return 0
	}
	hub.Sort(out.Coming, byTitle)
	hub.Sort(out.Lost, byTitle)
	hub.Sort(out.Offered, byTitle)
	return out
}

// alone says whether nobody is known to have a pack besides this box.
func (p *packs) alone(id hub.Hash) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.has[id]) == 0
}

// Offered is how many packs neighbours have that are not here.
func (p *packs) Offered() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.offers)
}

// shown is a pack as screens show it.
func (p *packs) shown(m *pack.Manifest, by pack.Signer) brought.Pack {
	one := brought.Pack{Key: m.Key, Title: m.Title, Version: int(m.Version), Bytes: m.Bytes(), Machine: m.Machine, By: by.Name,
		Licence: m.Licence}
	one.For = (&lesson.Lesson{Class: lesson.Class(m.Class), From: int(m.From), To: int(m.To)}).For()
	for _, f := range m.Files {
		switch filepath.Ext(f.Name) {
		case ".mp3", ".m4a", ".wav":
			one.Sounds++
		case ".jpg":
			one.Photos++
		}
	}
	return one
}

// lyingPack is a pack, or a folder that may become one, on a stick.
type lyingPack struct {
	brought.Pack
	dir         string // of a pack
	stick, name string // of a folder
}

// lookEvery is how long what was found on the sticks is believed: pages are drawn more
// often than that while one is being read.
const lookEvery = 2 * time.Second

// onSticks are the packs and the folders with lessons on all sticks.
func (p *packs) onSticks() []lyingPack {
	p.lying.Lock()
	defer p.lying.Unlock()
	if time.Since(p.lying.at) > lookEvery {
		p.lying.all = p.lookAtSticks()
		p.lying.at = time.Now()
	}
	return p.lying.all
}

func (p *packs) lookAtSticks() (out []lyingPack) {
	for _, stick := range p.places() {
		for _, f := range p.shelf.Look(stick) {
			one := lyingPack{dir: f.Dir}
			if f.Manifest != nil {
				one.Pack = p.shown(f.Manifest, f.Signer)
			} else {
				one.Title = filepath.Base(f.Dir)
			}
			one.Value, one.Stick, one.Err = valueOf(f.Dir), placeName(stick), f.Err
			out = append(out, one)
		}
		for _, name := range pack.Folders(stick) {
			out = append(out, p.folderOn(stick, name))
		}
	}
	return out
}

// folderOn is a folder with a lesson's text: it is called after its lesson where that can
// be read, and says where that stands here already.
func (p *packs) folderOn(stick, name string) lyingPack {
	out := lyingPack{stick: stick, name: name, Pack: brought.Pack{
		Title: name, Value: valueOf(filepath.Join(stick, name)), Stick: placeName(stick), Folder: true}}
	if name == "." {
		out.Title = placeName(stick)
	}
	src, err := pack.ReadFolder(stick, name)
	if err != nil {
		return out // what is the matter is said when it is opened
	}
	defer src.Close()
	if l, faults := lesson.Check(src); len(faults) == 0 {
		out.Title, out.Version = l.Title, l.Version
		k, here := p.shelf.Get(l.Key)
		out.Made = here && int(k.Version) >= l.Version
	}
	return out
}

// valueOf names a folder in a post; it says nothing.
func valueOf(dir string) string {
	h := sha256.Sum256([]byte(dir))
	return hex.EncodeToString(h[:8])
}

func (p *packs) find(value string) (lyingPack, error) {
	for _, f := range p.onSticks() {
		if f.Value == value {
			return f, nil
		}
	}
	return lyingPack{}, hub.E(hub.CodeNotFound, "pack.none")
}

// Take lets a pack of a stick or of a neighbour come.
func (p *packs) Take(ctx context.Context, actor hub.Actor, value string) error {
	if err := p.b.mayPack(actor); err != nil {
		return err
	}
	if o, ok := p.offered(value); ok {
		_, err := p.shelf.Begin(o.raw)
		if err == nil {
			p.mu.Lock()
			delete(p.offers, pack.IDOf(o.raw))
			p.mu.Unlock()
			p.soon()
		}
		return err
	}
	f, err := p.find(value)
	if err != nil {
		return err
	}
	if f.Err != nil {
		return f.Err
	}
	return p.begin(ctx, brought.Taken, f.Title, func(step func(done, all int64)) error {
		_, err := p.b.takePack(context.WithoutCancel(ctx), actor, f.dir, step)
		return p.used(f.dir, err)
	})
}

// stepPace is the least time between two steps that screens are told of.
const stepPace = 250 * time.Millisecond

func (p *packs) offered(value string) (offer, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, o := range p.offers {
		if hex.EncodeToString(id[:]) == value {
			return o, true
		}
	}
	return offer{}, false
}

// begin does something with a stick that takes its time; screens are told how far it is.
// While something is being done already nothing else is begun.
func (p *packs) begin(ctx context.Context, what, title string, do func(step func(done, all int64)) error) error {
	if !p.one.TryLock() {
		return hub.E(hub.CodeQuestion, "pack.busy")
	}
	p.mu.Lock()
	p.work = brought.Work{What: what, Title: title}
	p.mu.Unlock()
	ctx = context.WithoutCancel(ctx)
	go func() {
		defer p.one.Unlock()
		err := survive(ctx, func(context.Context) error {
			told := time.Now()
			return do(func(done, all int64) {
				p.mu.Lock()
				p.work.Done, p.work.All = done, all
				p.mu.Unlock()
				if time.Since(told) > stepPace {
					told = time.Now()
					p.b.room.Changed()
				}
			})
		})
		if err != nil {
			p.b.cfg.Log.Info("a lesson was not carried", "cause", err)
		}
		p.lookAgain()
		p.mu.Lock()
		p.work.Ended, p.work.Err = true, err
		p.mu.Unlock()
		p.b.changed()
	}()
	return nil
}

// Check says what a folder on a stick is, and what keeps it from becoming a pack.
func (p *packs) Check(_ context.Context, value string) (out brought.Folder, err error) {
	src, f, err := p.source(value)
	if err != nil {
		return out, err
	}
	defer src.Close()
	l, faults := src.Check()
	out.Name = f.Title
	if l != nil {
		out.Title, out.Version, out.For, out.Pages = l.Title, l.Version, l.For(), len(l.Pages)
		out.Sounds = src.Sounds()
	}
	for _, fault := range faults {
		out.Faults = append(out.Faults, brought.Fault{File: fault.File, Line: fault.Line, Why: fault.Why})
	}
	return out, nil
}

func (p *packs) source(value string) (*pack.Source, lyingPack, error) {
	f, err := p.find(value)
	if err != nil {
		return nil, f, err
	}
	if !f.Folder {
		return nil, f, hub.E(hub.CodeNotFound, "pack.none")
	}
	src, err := pack.ReadFolder(f.stick, f.name)
	return src, f, err
}

// Make makes a pack of a folder on a stick.
func (p *packs) Make(ctx context.Context, actor hub.Actor, value string, machine bool) error {
	if err := p.b.mayPack(actor); err != nil {
		return err
	}
	src, f, err := p.source(value)
	if err != nil {
		return err
	}
	err = p.begin(ctx, brought.Made, f.Title, func(func(done, all int64)) error {
		defer src.Close()
		_, err := p.b.MakePack(context.WithoutCancel(ctx), actor, src, machine)
		return p.used(f.stick, err)
	})
	if err != nil {
		src.Close()
	}
	return err
}

// Give writes a pack to the stick that was plugged in last.
func (p *packs) Give(ctx context.Context, actor hub.Actor, key string) error {
	if err := p.b.mayPack(actor); err != nil {
		return err
	}
	k, ok := p.shelf.Get(key)
	if !ok {
		return hub.E(hub.CodeNotFound, "pack.none")
	}
	stick := p.b.usb.Writable()
	if stick == "" {
		return hub.E(hub.CodeInvalid, "bundle.no-stick")
	}
	return p.begin(ctx, brought.Given, k.Title, func(step func(done, all int64)) error {
		return p.shelf.Give(key, stick, step)
	})
}

// Remove takes a pack off the shelf, or stops it from coming.
func (p *packs) Remove(ctx context.Context, actor hub.Actor, value string) error {
	if err := p.b.mayPack(actor); err != nil {
		return err
	}
	for _, a := range p.shelf.Arrivals() {
		if hex.EncodeToString(a.ID[:]) == value {
			p.drop(a.Key)
			defer p.soon()
			return errors.Join(a.GiveUp(), p.note(ctx))
		}
	}
	lost := p.drop(value)
	p.mu.Lock()
	clear(p.passed) // a neighbour's is offered again: that is the way back
	p.mu.Unlock()
	defer p.soon()
	if err := p.shelf.Remove(value); err != nil && !lost {
		return err
	}
	return p.note(ctx)
}

// PutBack puts the pack back that was removed last.
func (p *packs) PutBack(_ context.Context, actor hub.Actor) error {
	if err := p.b.mayPack(actor); err != nil {
		return err
	}
	return p.shelf.PutBack()
}

// Leave puts the last result away.
func (p *packs) Leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.work.Ended {
		p.work = brought.Work{}
	}
}

// Page says what a page of a lesson has besides its text; the lesson is the one that is
// shown, not another version.
func (p *packs) Page(l *lesson.Lesson, page int) (out station.PackPage) {
	k, ok := p.shelf.Get(l.Key)
	if !ok || k.Lesson != l {
		return out
	}
	sound, _ := k.Sound(page)
	return station.PackPage{By: k.Signer.Name, ID: hex.EncodeToString(k.ID[:4]), Sound: sound != "", Photo: k.Photo(page) != "", Machine: k.Machine}
}

// Open opens the sound or the photo of a page.
func (p *packs) Open(key string, page int, photo bool) (io.ReadSeekCloser, string, error) {
	k, ok := p.shelf.Get(key)
	if !ok {
		return nil, "", hub.E(hub.CodeNotFound, "pack.none")
	}
	name, mime := k.Sound(page)
	if photo {
		name, mime = k.Photo(page), "image/jpeg"
	}
	if name == "" {
		return nil, "", hub.E(hub.CodeNotFound, "pack.none")
	}
	f, err := p.shelf.Open(k.ID, name)
	if err != nil {
		return nil, "", err
	}
	return f, mime, nil
}
