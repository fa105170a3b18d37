package box

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/box/clock"
	"yizhan/hub/box/county"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
	"yizhan/mesh/bundle"
)

// carryStick plugs the one stick of the simulation into a hub: what is on it for the
// hub is taken, and what others lack is written.
func (w *simWorld) carryStick(h *simHub) string {
	if h.life == nil {
		return h.name + " is off"
	}
	dir := w.stick()
	b := h.life.box
	conf := carrier{b}.Bundle()
	conf.Log = w.watch(h, b)
	took, err := bundle.Import(w.ctx, conf, dir)
	w.stickMay(h, err)
	wrote, err := bundle.Export(w.ctx, conf, dir, bundle.Options{})
	w.stickMay(h, err)
	if took.New() > 0 {
		w.book.count("stick", nil)
	}
	return fmt.Sprintf("%s: %d commits taken, %d written", h.name, took.New(), wrote.Written)
}

func (w *simWorld) stick() string {
	dir := filepath.Join(w.dir, "stick")
	w.must(os.MkdirAll(dir, 0o700))
	return dir
}

// stickMay is for what a stick may say: somebody has pulled it, put an old copy back, or
// spoilt it, and hubs were put out.
func (w *simWorld) stickMay(h *simHub, err error) {
	switch hub.CodeOf(err) {
	case hub.CodeInvalid, hub.CodeQuestion, hub.CodeUntrusted:
		return
	}
	if err != nil {
		w.t.Errorf("stick at %s: %v", h.name, err)
	}
}

// spoilStick does to the stick what happens to sticks: a file loses its end or a bit, or
// everything is as it was some time ago.
func (w *simWorld) spoilStick(s simStep) string {
	dir, old := w.stick(), filepath.Join(w.dir, "old stick")
	switch s.arg % 4 {
	case 0:
		w.must(os.RemoveAll(old))
		w.must(copyFolder(dir, old))
		return "a copy is kept"
	case 1:
		if _, err := os.Stat(old); err != nil {
			return "there is no old copy"
		}
		w.must(os.RemoveAll(dir))
		w.must(copyFolder(old, dir))
		return "the old copy is back"
	}
	var files []string
	w.must(filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	}))
	if len(files) == 0 {
		return "it is empty"
	}
	name := files[s.child%len(files)]
	body, err := os.ReadFile(name)
	w.must(err)
	if s.arg%4 == 2 || len(body) == 0 {
		body = body[:len(body)/2]
	} else {
		body[s.other%len(body)] ^= 4
	}
	w.must(os.WriteFile(name, body, 0o600))
	return filepath.Base(name)
}

// newBox is a box that works alone at first and is let in later; half the time its power
// goes right after it has taken the county's file.
func (w *simWorld) newBox(s simStep) string {
	at := w.hubs[0]
	if at.life == nil || w.late {
		return "not now"
	}
	w.late = true
	h := w.addHub([32]byte{}, "a late one")
	b, err := Open(w.ctx, Config{Data: h.dir, Clock: clock.On(h.clock.now, simSince)})
	w.must(err)
	key := b.trust.Identity().Key()
	w.mu.Lock()
	w.keys[h.no] = key
	w.mu.Unlock()
	made, err := b.desk.SetUp(w.ctx, hub.Actor{Role: hub.RoleHead, Lane: hub.LaneLocal}, desk.Setup{
		Request: hub.NewID(), Worker: desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
		SiteFacts: desk.SiteFacts{Name: "早开的驿站", Role: "station", Hub: key[:]},
	})
	w.must(err)
	head := hub.Actor{Role: hub.RoleHead, Site: made.Site, Lane: hub.LaneLocal}
	for range 2 {
		reg := w.newcomer(s, head)
		child, err := b.desk.Register(w.ctx, head, reg)
		w.must(err)
		w.book.born(&simChild{id: child.Child, home: h.no, names: []string{reg.Name}, early: true})
	}
	file, err := at.life.box.office.Issue(w.ctx, county.Issue{Grant: trust.Grant{Name: "早开的驿站", Township: sudian}})
	w.must(err)
	if s.arg%2 == 0 {
		_, err = b.trust.Accept(file)
	} else {
		_, err = b.Enroll(w.ctx, file)
	}
	w.must(err)
	w.must(b.Close())
	h.start()
	w.book.count("newbox", nil)
	return h.name
}
