package station

import (
	"context"
	"fmt"

	"yizhan/hub/care/day"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// Most children are looked at where they come in: a tap on the morning's 登记台 says 到了
// and 好着呢 at once, because she who taps has the child before her. For thirty children
// that is thirty taps, where an arrival and a check of its own would be sixty, and nobody
// taps sixty times at eight in the morning. This page is for the rest: who came in
// unseen, the noon check after the nap, and the child in whom somebody notices something.

// checkLook is what one open page shows of the check.
type checkLook struct {
	screen  wallScreen
	frame   page.Frame
	sheet   string
	picking bool // 有点不对
}

// checkShow shows who is here, the unseen ones raised.
func (s *Station) checkShow(v *visit) error {
	screen, known, err := v.wallScreen()
	if err != nil {
		return err
	}
	q := v.URL.Query()
	if !known || q.Has("who") {
		p, err := s.whoPage(v, v.checkFrame())
		if err != nil {
			return err
		}
		p.Board = page.Checks
		return v.render(p)
	}
	look := checkLook{screen: screen, frame: v.checkFrame(), picking: q.Has("odd")}
	s.walls.change(screen.id, func(st *wallState) {
		if q.Has("sheet") {
			st.sheet = q.Get("sheet")
		}
		look.sheet = st.sheet
	})
	return v.shows(
		func(ctx context.Context) (page.Lively, error) { return s.checkPage(ctx, look) },
		func(p page.Lively, ticket string) page.View {
			w := p.(page.Wall)
			w.Ticket = ticket
			return w
		})
}

// checkFrame has no idle time, as the 登记台.
func (v *visit) checkFrame() page.Frame {
	f := v.frame(slotTitle(v.s.Desk.Daily().SlotAt(v.s.Desk.Minute())))
	f.Idle, f.Here, f.Help = 0, "/check", "check"
	return f
}

// slotTitle is a look as people call it.
func slotTitle(s day.Slot) string {
	if s == day.Noon {
		return "午检"
	}
	return "晨检"
}

func (s *Station) checkPage(ctx context.Context, l checkLook) (page.Wall, error) {
	w, err := s.Desk.Wall(ctx, l.screen.actor, l.screen.actor.Site, s.Desk.Today())
	if err != nil {
		return page.Wall{}, err
	}
	actor := colleague(l.screen.staff, "")
	p := page.Wall{Frame: l.frame, Board: page.Checks, Actor: &actor, Picking: l.picking, Empty: "现在园里没有孩子。"}
	state := s.walls.look(l.screen.id)
	p.Request, p.Road = state.request.String(), s.road(ctx)
	p.Undo = s.checkUndo(w, state.act)
	seen := 0
	var here []desk.WallChild
	for _, c := range w.Children {
		if !c.Here() {
			continue
		}
		if here = append(here, c); c.Check.Done() {
			seen++
		}
	}
	p.Counts = []page.Count{{Number: fmt.Sprint(seen), Word: "看过"}, {Number: fmt.Sprint(len(here) - seen), Word: "还没看"}}
	w.Children = here
	var shown []desk.WallChild
	shown, p.Pages = sheetShown(w, "/check", l.sheet)
	if left := together(shown, unseen); left != "" && !l.picking {
		p.All = page.Choice{Value: left, Text: allWell(shown)}
	}
	p.Tiles, err = s.lookTiles(ctx, l, shown)
	return p, err
}

func unseen(c desk.WallChild) bool { return !c.Check.Done() }

// allWell is the word of the button that says it of all who are left.
func allWell(children []desk.WallChild) string {
	n := 0
	for _, c := range children {
		if unseen(c) {
			n++
		}
	}
	if n == 1 {
		return "这一个也好"
	}
	return fmt.Sprintf("这 %d 个都好", n)
}

// lookTiles are the tiles; brothers and sisters stand together, but each is looked at. A
// child that is warm says when it is measured again, and nothing else: the wall is open.
func (s *Station) lookTiles(ctx context.Context, l checkLook, children []desk.WallChild) ([]page.Family, error) {
	var out []page.Family
	for _, c := range children {
		k := page.Kid{ID: c.Child.ID.String(), Value: c.Child.ID.String(), Name: c.Child.Called(), Peg: page.PegOf(c.Child.Peg, c.Child.ID), Word: "还没看"}
		if c.Check.Done() {
			k.State, k.Word = page.Seen, clock(c.Check.Minute)+" 看过"
		}
		if c.Check.Done() && !l.picking {
			k.Value, k.Href = "", "/check/child/"+k.ID
		}
		if c.Check.Result == "odd" && c.Ill.State == "" {
			next, err := s.Desk.FeverOf(ctx, l.screen.actor, c.Child.ID)
			if err != nil {
				return nil, err
			}
			if word := tempWord(next); word != "" {
				k.State, k.Word, k.Href = page.Unnoted, word, k.Href+"?again=1"
			}
		}
		out = append(out, page.Family{Kids: []page.Kid{k}})
	}
	return out, nil
}
