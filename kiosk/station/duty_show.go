package station

import (
	"context"
	"fmt"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// dutyRoutes are 谁在岗: staff come and go by tile, so that the ratio is live.
func (s *Station) dutyRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /staff", s.open(s.dutyShow))
	mux.HandleFunc("POST /staff", s.open(s.dutyTap))
}

// dutyShow shows who is in the house, and whether they are enough.
func (s *Station) dutyShow(v *visit) error {
	f, actor := v.dutyFrame(), v.openActor()
	request := hub.NewID()
	return v.shows(
		func(ctx context.Context) (page.Lively, error) {
			w, err := s.Desk.Wall(ctx, actor, actor.Site, s.Desk.Today())
			if err != nil {
				return nil, err
			}
			p := s.dutyPage(w, f)
			p.Request, p.Road = dutyRequest(request, w).String(), s.road(ctx)
			return p, nil
		},
		func(p page.Lively, ticket string) page.View {
			staff := p.(page.Staff)
			staff.Ticket = ticket
			return staff
		})
}

// dutyRequest changes with what the page shows: a tile that is tapped twice in a day
// means two things, a form that comes twice means one.
func dutyRequest(page hub.ID, w desk.Wall) hub.ID {
	shown := ""
	for _, m := range w.Staff {
		shown += m.Duty.Commit.String()
	}
	return hub.DeriveID("duty", page, shown)
}

func (v *visit) dutyFrame() page.Frame {
	f := v.frame("谁在岗")
	f.Idle, f.Hint, f.Here = 0, v.s.todayInWords(), "/staff"
	return f
}

// openActor is whoever stands at the open screen: no worker in particular.
func (v *visit) openActor() hub.Actor {
	return hub.Actor{Site: v.site.ID, Role: hub.RoleCarer, Lane: v.who.Actor.Lane, Open: true}
}

func (s *Station) dutyPage(w desk.Wall, f page.Frame) page.Staff {
	p := page.Staff{Frame: f}
	for _, m := range w.Staff {
		c := colleague(m.Staff, s.roleWord(m.Staff.Role)+" · 还没来")
		switch d := m.Duty; {
		case d.Here():
			c.On, c.Word = true, clock(d.In)+" 来的"
		case d.In >= 0:
			c.Word = clock(d.Out) + " 走的"
		}
		p.People = append(p.People, c)
	}
	house, classes := s.Desk.Ratio(w)
	all := page.Ratio{Group: "全站", Children: fmt.Sprintf("%d 个孩子", house.Children), Staff: fmt.Sprintf("%d 位老师", house.Carers), Word: "够"}
	if n := house.Short(); n > 0 {
		all.Staff += fmt.Sprintf("，要 %d 位", house.Needed)
		all.Word, all.Short = fmt.Sprintf("差 %d 位", n), true
	}
	p.Groups = append(p.Groups, all)
	for _, c := range classes {
		if c.Children == 0 || c.Children == house.Children {
			continue // one class is the whole house
		}
		name := c.Group.Name
		if name == "" {
			name = "没分班"
		}
		p.Groups = append(p.Groups, page.Ratio{Group: name, Children: fmt.Sprintf("%d 个孩子", c.Children), Staff: fmt.Sprintf("要 %d 位", c.Needed)})
	}
	return p
}

// dutyTap notes that a worker comes or goes: her own tap says who acts.
func (s *Station) dutyTap(v *visit) error {
	staff := v.form.ID("tap")
	actor := v.openActor()
	actor.Staff = staff
	w, err := s.Desk.Wall(v.ctx(), actor, actor.Site, s.Desk.Today())
	if err != nil {
		return err
	}
	request := hub.DeriveID("duty", v.form.Request(), staff.String())
	for _, m := range w.Staff {
		if m.Staff.ID != staff {
			continue
		}
		if m.Duty.Here() {
			_, err = s.Desk.Go(v.ctx(), actor, request, staff, s.Desk.Today(), s.Desk.Minute())
		} else {
			_, err = s.Desk.Come(v.ctx(), actor, request, staff, s.Desk.Today(), s.Desk.Minute())
		}
	}
	if err != nil {
		return err
	}
	return v.see("/staff")
}
