package station

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

func (s *Station) wallMorning(v *visit) error { return s.wall(v, "/wall/morning") }
func (s *Station) wallEvening(v *visit) error { return s.wall(v, "/wall/evening") }
func (s *Station) wallMissing(v *visit) error { return s.wall(v, "/wall/missing") }

// wallLook is what one open page shows of the wall, for as long as it is open.
type wallLook struct {
	screen  wallScreen
	frame   page.Frame
	at      string
	sheet   string
	picking bool // 请假
}

// wall shows the 登记台. Until somebody says who acts, it asks.
func (s *Station) wall(v *visit, at string) error {
	if ask, err := s.asksTime(v); err != nil || ask {
		return v.otherwise(err, "/clock?next="+at)
	}
	screen, known, err := v.wallScreen()
	if err != nil {
		return err
	}
	q := v.URL.Query()
	if !known || q.Has("who") {
		if screen.kept {
			s.walls.change(screen.id, func(st *wallState) { st.at = at })
		}
		return s.wallWho(v, at)
	}
	look := wallLook{screen: screen, frame: v.wallFrame(at), at: at, picking: q.Has("leave") && at == "/wall/morning"}
	s.walls.change(screen.id, func(st *wallState) {
		st.at = at
		if q.Has("sheet") {
			st.sheet = q.Get("sheet")
		}
		look.sheet = st.sheet
	})
	return v.shows(
		func(ctx context.Context) (page.Lively, error) { return s.wallPage(ctx, look) },
		func(p page.Lively, ticket string) page.View {
			w := p.(page.Wall)
			w.Ticket = ticket
			return w
		})
}

// boardOf is the board of an address; 补记 is the evening's.
func boardOf(at string) page.Board {
	if at == "/wall/morning" {
		return page.Morning
	}
	return page.Evening
}

// wallFrame has no idle time: the 登记台 stays open, with names and pictures only.
func (v *visit) wallFrame(at string) page.Frame {
	f := v.frame("登记台")
	f.Idle, f.Here = 0, at
	if at == "/wall/missing" {
		f.Back = "/wall/evening"
	}
	return f
}

// wallWho asks who acts; the tap also confirms the day.
func (s *Station) wallWho(v *visit, at string) error {
	p, err := s.whoPage(v, v.wallFrame(at))
	if err != nil {
		return err
	}
	p.Board = boardOf(at)
	return v.render(p)
}

// whoPage asks it in a frame.
func (s *Station) whoPage(v *visit, f page.Frame) (page.Wall, error) {
	p := page.Wall{Frame: f, Today: calendar.DateWeek(s.Desk.Today(), s.Desk.Today())}
	staff, err := s.wallStaff(v.ctx(), v.site.ID)
	p.Road, p.Unsure = v.road(), s.Clock.Now().Quality < hub.ClockConfirmed
	for _, m := range staff {
		p.Staff = append(p.Staff, colleague(m, s.roleWord(m.Role)))
	}
	return p, err
}

// roleWord is a role as the form says it: 站长.
func (s *Station) roleWord(r hub.Role) string {
	def, _ := s.Desk.Forms().Get("staff")
	role, _ := def.Field("role")
	return role.LabelOf(string(r))
}

// wallPage renders the wall as it is now.
func (s *Station) wallPage(ctx context.Context, l wallLook) (page.Wall, error) {
	read := func() (desk.Wall, error) {
		if l.at == "/wall/missing" {
			return s.Desk.Unnoted(ctx, l.screen.actor, l.screen.actor.Site)
		}
		return s.Desk.Wall(ctx, l.screen.actor, l.screen.actor.Site, s.Desk.Today())
	}
	w, err := read()
	if err != nil {
		return page.Wall{}, err
	}
	actor := colleague(l.screen.staff, "")
	p := page.Wall{Frame: l.frame, Board: boardOf(l.at), Actor: &actor, Picking: l.picking}
	state := s.walls.look(l.screen.id)
	p.Request = state.request.String()
	p.Road = s.road(ctx)
	t := wallTiles{at: l.at, picking: l.picking, wall: w, minute: s.Desk.Minute(), today: w.Day == s.Desk.Today(), absences: s.absences()}
	if w.Shut != nil {
		t.shut = s.shutWord(*w.Shut)
	}
	p.Counts = t.counts()
	if p.Undo, t.just, err = s.wallUndo(ctx, l, state.act); err != nil {
		return page.Wall{}, err
	}
	var shown []desk.WallChild
	shown, p.Pages = sheetShown(w, l.at, l.sheet)
	p.Tiles = t.families(shown)
	if n := t.unnoted(); l.at == "/wall/evening" && n > 0 {
		p.Main = &page.Link{Href: "/wall/missing", Text: fmt.Sprintf("补记 %d 个孩子", n)}
		if p.Undo != nil && len(p.Undo.Choices) > 1 { // both do not fit beside each other
			p.Undo.Choices = p.Undo.Choices[len(p.Undo.Choices)-1:]
		}
	}
	if l.at == "/wall/missing" {
		p.Title, p.Empty = "补记", "都记好了，没有漏记的。"
		if !t.today && w.Day != "" {
			p.Title = calendar.Date(w.Day, s.Desk.Today()) + "补记"
		}
	}
	return p, nil
}

// absences are the reasons of an absence as the form says them.
func (s *Station) absences() []page.Choice {
	def, _ := s.Desk.Forms().Get("day")
	absent, _ := def.Field("absent")
	var out []page.Choice
	for _, o := range absent.Choices {
		out = append(out, page.Choice{Value: o.Code, Text: o.Label})
	}
	return out
}
