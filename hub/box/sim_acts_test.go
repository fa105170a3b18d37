package box

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// deskLog is the log as a Desk writes to it: a control may put a worse one there.
type deskLog = desk.Log

// desk is the use cases of a running hub.
func (h *simHub) desk() *desk.Desk {
	b := h.life.box
	if h.w.deskOf == nil {
		return b.desk
	}
	return desk.New(h.w.deskOf(h, b), b.forms, b.cfg.Clock, b.names)
}

// head is who acts at a hub: the 站长, or the county's owner.
func (h *simHub) head() hub.Actor {
	sites, err := h.life.box.Sites(h.w.ctx)
	h.w.must(err)
	if h.no == 0 || len(sites) == 0 {
		return hub.Actor{Role: hub.RoleBox, Lane: hub.TownshipLane(sudian)}
	}
	return hub.Actor{Role: hub.RoleHead, Site: sites[0].ID, Lane: h.life.box.Lane()}
}

// step does one step and says what came of it.
func (w *simWorld) step(s simStep) string {
	if befalls := w.befall(s); befalls != "" {
		return befalls
	}
	on := w.live()
	if len(on) == 0 {
		return "every hub is off"
	}
	h := w.doer(on, s)
	if h.life == nil {
		return h.name + " is off"
	}
	done, err := w.act(h, s)
	if s.what != "revoke" || w.book.lost != nil {
		w.book.count(s.what, err)
	}
	if err == nil {
		return fmt.Sprintf("at %s: %s", h.name, done)
	}
	switch hub.CodeOf(err) {
	case hub.CodeInvalid, hub.CodeQuestion, hub.CodeConflict, hub.CodeForbidden, hub.CodeNotFound:
		return fmt.Sprintf("at %s: not done: %v", h.name, err)
	}
	w.t.Errorf("%s at %s: %v", s.what, h.name, err)
	return err.Error()
}

// doer is the hub at which a step is done: three times in four, if it is about a child,
// where the child is at home, because others can do little for it.
func (w *simWorld) doer(on []*simHub, s simStep) *simHub {
	if s.what == "erase" || s.what == "revoke" {
		return w.hubs[0]
	}
	if c := w.book.child(s.child); c != nil && s.what != "register" && s.other%4 > 0 && w.hubs[c.home].life != nil {
		return w.hubs[c.home]
	}
	return on[s.hub%len(on)]
}

// act is what somebody does at a hub.
func (w *simWorld) act(h *simHub, s simStep) (string, error) {
	switch s.what {
	case "register", "import", "interrupted":
		return w.register(h, s)
	case "look":
		return w.look(h, s)
	case "revoke":
		return w.revoke(s)
	}
	c := w.book.child(s.child)
	if c == nil {
		return "there is no child yet", nil
	}
	d, head, note := h.desk(), h.head(), func(out hub.Outcome, err error) (string, error) {
		w.book.confirm(h, s.what, out, err)
		return c.name, err
	}
	switch s.what {
	case "photo":
		return note(d.Correct(w.ctx, head, hub.NewID(), "child", c.id, hub.ID{}, form.Values{"photo": form.Picture{Hash: hub.Hash{byte(s.arg)}, Thumb: fmt.Appendf(nil, "照片%d", s.arg)}.Value()}))
	case "correct":
		values := []form.Values{{"village_name": fmt.Sprint("第", s.arg%5, "村")}, {"name": c.rename(s.arg)}, {"peg": fmt.Sprint("shi", s.arg%9)}}[s.arg%3]
		return note(d.Correct(w.ctx, head, hub.NewID(), "child", c.id, hub.ID{}, values))
	case "yes", "no":
		sheet := desk.ConsentSheet{Request: hub.NewID(), Child: c.id, Way: "paper", ByName: "李秀英", Day: d.Today()}
		if s.what == "no" {
			sheet.Refused = []hub.Purpose{"photo"}
		}
		return note(d.Consent(w.ctx, head, sheet))
	case "measure":
		return note(d.Measure(w.ctx, head, desk.Measuring{Request: hub.NewID(), Child: c.id, Day: hub.Day("2026-11-01").Add(s.arg % 20), Weight: 8000 + 10*s.arg}))
	case "enrol":
		return note(d.Enrol(w.ctx, head, desk.Enrolling{Request: hub.NewID(), Child: c.id, Mode: "full", From: "2026-11-02"}))
	case "arrive":
		out, err := d.Arrive(w.ctx, head, w.tap(c, s))
		if hub.CodeOf(err) == hub.CodeNotFound {
			return note(d.Enrol(w.ctx, head, desk.Enrolling{Request: hub.NewID(), Child: c.id, Mode: "full", From: "2026-11-02"}))
		}
		return note(out, err)
	case "leave":
		out, err := d.Leave(w.ctx, head, w.tap(c, s))
		if hub.CodeOf(err) == hub.CodeInvalid { // she is not there
			return note(d.Arrive(w.ctx, head, w.tap(c, s)))
		}
		return note(out, err)
	case "undo":
		return note(w.undo(h, c))
	case "erase":
		return note(w.erase(c, s))
	}
	return "", fmt.Errorf("nobody knows how to %s", s.what)
}

func (w *simWorld) tap(c *simChild, s simStep) desk.Tap {
	return desk.Tap{Request: hub.NewID(), Day: hub.Day("2026-11-23").Add(-(s.arg % 2)), Minute: 480 + s.arg, Children: []hub.ID{c.id}}
}

// undo takes back the newest thing that is known of a child.
func (w *simWorld) undo(h *simHub, c *simChild) (hub.Outcome, error) {
	head := h.head()
	entries, err := h.desk().History(w.ctx, head, c.id)
	if err != nil || len(entries) < 2 { // not the registration itself
		return hub.Outcome{}, err
	}
	c.undone = true // what is newest to a hub whose clock was wrong may be the registration
	return h.desk().Undo(w.ctx, head, hub.NewID(), entries[0].Commit)
}

func (w *simWorld) look(h *simHub, s simStep) (string, error) {
	c := w.book.child(s.child)
	if c == nil {
		return "there is no child yet", nil
	}
	return c.name, h.desk().NoteLooks(w.ctx, hub.TrailLane(sudian), []desk.Look{{
		Child: c.id, By: hub.ID{7}, Day: "2026-11-23", Minute: s.arg, Pages: 1, What: "page",
	}})
}

// register makes children known: one, some from a roster, or one whose box dies before
// it has said so and is asked again with the same request.
func (w *simWorld) register(h *simHub, s simStep) (string, error) {
	if h.no == 0 {
		return "the county registers nobody", nil
	}
	head := h.head()
	if s.what == "import" {
		rows := []desk.Registration{w.newcomer(s, head), w.newcomer(s, head), w.newcomer(s, head)}
		im, err := h.desk().Import(w.ctx, head, desk.Import{Request: hub.NewID(), Rows: rows, Day: "2026-11-23"})
		if err != nil {
			return "", err
		}
		ids, err := h.life.box.store.Batch(w.ctx, im.Batch)
		w.must(err)
		for i, id := range im.Children {
			w.book.born(&simChild{id: id, home: h.no, names: []string{rows[i].Name}})
		}
		for _, id := range ids {
			w.book.confirm(h, "import", hub.Outcome{Commit: id, Lane: head.Lane}, nil)
		}
		return fmt.Sprint(len(im.Children), " children"), nil
	}
	reg := w.newcomer(s, head)
	if s.what == "interrupted" {
		if err := w.interrupt(h, head, reg, s.arg); err != nil {
			return "", err
		}
		if w.forgets {
			reg.Request = hub.NewID()
		}
	}
	if s.arg%3 == 0 && s.what == "register" {
		reg.Consent = &desk.ConsentSheet{Way: "paper", ByName: "李秀英", Day: "2026-11-23"}
	}
	made, err := h.desk().Register(w.ctx, head, reg)
	if err != nil {
		return "", err
	}
	w.book.born(&simChild{id: made.Child, home: h.no, names: []string{reg.Name}})
	w.book.confirm(h, s.what, made.Outcome, nil)
	return reg.Name, nil
}

// newcomer is a child whom nobody else is called like.
func (w *simWorld) newcomer(s simStep, head hub.Actor) desk.Registration {
	return desk.Registration{
		Request: hub.NewID(), Name: w.book.newName(), Sex: "2", Birth: hub.Day("2024-12-01").Add(s.arg), Category: "home",
		VillageName: "南董村", Site: head.Site, Surely: true,
		People: []desk.Person{{Name: "李秀英", Kinship: "paternal-grandmother", Phone: "13812340421", Carer: true, Pickup: true, Adult: true}},
	}
}

// errCut is what a screen gets when the box dies.
var errCut = errors.New("the box died")

// cutLog is a log whose box dies at an act: before it is stored, or after.
type cutLog struct {
	desk.Log
	append func(hub.Draft) error
}

func (l cutLog) Append(_ context.Context, d hub.Draft) (hub.Outcome, error) {
	if err := l.append(d); err != nil {
		return hub.Outcome{}, err
	}
	return hub.Outcome{}, errCut
}

// interrupt has the box die in the middle of a registration and start again.
func (w *simWorld) interrupt(h *simHub, head hub.Actor, reg desk.Registration, arg int) error {
	b := h.life.box
	d := desk.New(cutLog{b.store, func(d hub.Draft) error {
		if arg%2 == 0 {
			return nil
		}
		_, err := b.store.Append(w.ctx, d)
		return err
	}}, b.forms, b.cfg.Clock, b.names)
	if _, err := d.Register(w.ctx, head, reg); !errors.Is(err, errCut) {
		return err
	}
	h.crash()
	h.start()
	return nil
}

// befall is what happens to hubs and lines; "" if the step is somebody's act.
func (w *simWorld) befall(s simStep) string {
	h := w.hubs[s.hub%len(w.hubs)]
	switch s.what {
	case "crash":
		h.crash()
		h.startAgain()
	case "off":
		h.crash()
	case "on":
		for _, h := range w.hubs {
			h.startAgain()
		}
		return "all"
	case "stop":
		h.end()
		h.startAgain()
	case "keep":
		dir := h.folder()
		w.must(copyOpen(h.dir, dir))
		h.olds = append(h.olds, dir)
	case "restore":
		return w.restore(h, s)
	case "clone":
		return w.clone(s)
	case "stick":
		return w.carryStick(h) + "; " + w.carryStick(w.hubs[s.other%len(w.hubs)])
	case "spoil":
		return w.spoilStick(s)
	case "newbox":
		return w.newBox(s)
	case "clock":
		now := simToday.Add(time.Since(bubbleEpoch))
		to := []time.Time{time.Date(1970, 1, 1, 0, 0, 7, 0, time.UTC), time.Date(2099, 5, 1, 0, 0, 0, 0, time.UTC), now, now.Add(-40 * time.Minute), now}[s.arg%5]
		h.clock.jump(to.Sub(now))
		return fmt.Sprint(h.name, " ", to.Year())
	default:
		return w.befallLines(s, h)
	}
	return h.name
}

func (w *simWorld) befallLines(s simStep, h *simHub) string {
	other := w.hubs[s.other%len(w.hubs)]
	switch s.what {
	case "part": // in two, by the bits of a number
		for _, a := range w.hubs {
			for _, b := range w.hubs {
				w.net.set(a.no, b.no, (s.arg>>a.no)&1 == (s.arg>>b.no)&1)
			}
		}
		return fmt.Sprintf("%06b", s.arg)
	case "oneway":
		w.net.set(h.no, other.no, false)
		return h.name + " is not heard by " + other.name
	case "badlines":
		w.net.mu.Lock()
		w.net.breaks, w.net.loss = float64(s.arg)/64, float64(s.other)/64
		w.net.mu.Unlock()
		return fmt.Sprintf("streams break %.2f, messages are lost %.2f", w.net.breaks, w.net.loss)
	case "mend":
		w.net.heal()
		for _, h := range w.live() {
			h.life.engine.Nudge()
		}
		return "all lines"
	case "wait":
		time.Sleep(time.Minute)
		return "a minute"
	}
	return ""
}

// startAgain starts a hub that is off.
func (h *simHub) startAgain() {
	if h.life == nil {
		h.start()
	}
}

// restore puts an old copy of a hub's folder in its place, as somebody does who knows
// no better. What only this hub had is gone, and nobody may expect it.
func (w *simWorld) restore(h *simHub, s simStep) string {
	for range w.hubs {
		if len(h.olds) > 0 {
			break
		}
		h = w.hubs[(h.no+1)%len(w.hubs)]
	}
	if len(h.olds) == 0 {
		return "nothing was kept of anybody"
	}
	h.crash()
	next := h.folder()
	w.must(copyFolder(h.olds[s.arg%len(h.olds)], next))
	h.moveTo(next)
	h.start()
	if w.book.putBack == nil {
		w.book.putBack = map[int]bool{}
	}
	w.book.putBack[h.no] = true
	w.book.count("restore", nil)
	return fmt.Sprintf("%s; %d commits were nowhere else", h.name, w.book.forget(w.live()))
}

// clone copies a station's card into another box, and both run on.
func (w *simWorld) clone(s simStep) string {
	h := w.hubs[1+s.hub%(len(w.hubs)-1)]
	if len(w.hubs) > w.plan.stations+3 {
		return "two clones are enough"
	}
	twin := w.addHub(h.key(), "twin of "+h.name)
	w.must(copyOpen(h.dir, twin.dir))
	twin.start()
	w.book.count("clone", nil)
	return twin.name
}

// rename is another name that the child may have, remembered.
func (c *simChild) rename(arg int) string {
	name := fmt.Sprint(c.name, []string{"甲", "乙", "丙"}[arg%3])
	if !slices.Contains(c.names, name) {
		c.names = append(c.names, name)
	}
	return name
}
