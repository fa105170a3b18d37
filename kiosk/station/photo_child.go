package station

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

func photoAt(child hub.ID) string { return childAt(child) + "/photo" }

// photoShow shows a child's photo; where there is none, or another is wanted, it asks for
// one. A family that has not agreed is asked first.
func (s *Station) photoShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	if p, ok := file.Child.Picture(); ok && !v.URL.Query().Has("new") {
		f := v.frame(file.Child.Called())
		f.Hint, f.Back = "照片", childAt(file.Child.ID)
		show := page.PhotoShow{Frame: f, Action: photoAt(file.Child.ID), Thumb: small(p)}
		if _, err := s.Photos.Whole(p); err == nil {
			show.Image = photoAt(file.Child.ID) + "/whole"
		} else {
			show.Says = words.Say("photo.away")
		}
		if v.who.Actor.May(hub.ActCorrect) {
			show.New = photoAt(file.Child.ID) + "?new=1"
		}
		return v.render(show)
	}
	if err := s.Desk.MayPhotograph(v.ctx(), v.who.Actor, file.Child.ID); err != nil {
		return err
	}
	return s.photoWait(v, file, s.childTicket(v, file.Child.ID), nil)
}

// childTicket lets a telephone send a child's photo while its family agrees.
func (s *Station) childTicket(v *visit, child hub.ID) hub.ID {
	actor := v.who.Actor
	return s.Photos.Ticket(actor.Staff, func(ctx context.Context) error { return s.Desk.MayPhotograph(ctx, actor, child) })
}

// photoWait shows by itself what a telephone sends.
func (s *Station) photoWait(v *visit, file desk.File, shot hub.ID, faults page.Errors) error {
	return v.shows(func(context.Context) (page.Lively, error) {
		return s.photoPage(v, file, shot, faults)
	}, func(p page.Lively, ticket string) page.View {
		ask := p.(page.PhotoAsk)
		ask.Ticket = ticket
		return ask
	})
}

func (s *Station) photoPage(v *visit, file desk.File, shot hub.ID, faults page.Errors) (page.PhotoAsk, error) {
	f := v.frame(file.Child.Called())
	f.Hint, f.Back, f.Errors = "照片", childAt(file.Child.ID), faults
	p, err := s.photoAsk(v, f, shot)
	if p.Came != "" {
		p.Errors = nil
	}
	p.Action, p.Prev, p.What, p.Live = photoAt(file.Child.ID), childAt(file.Child.ID), "给"+file.Child.Called()+"拍一张", true
	return p, err
}

// photoTake keeps the photo that came, or takes it back.
func (s *Station) photoTake(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	var out hub.Outcome
	switch v.form.Text("go") {
	case "drop":
		out, err = s.Desk.DropPhoto(v.ctx(), v.who.Actor, v.form.Request(), file.Child.ID)
	case "again":
		return s.photoWait(v, file, s.childTicket(v, file.Child.ID), nil)
	case "look":
		shot := v.form.ID("shot")
		faults := page.Faults(hub.E(hub.CodeInvalid, "photo.not-yet").In("file"))
		return s.photoWait(v, file, shot, faults)
	default:
		if err = s.Desk.MayPhotograph(v.ctx(), v.who.Actor, file.Child.ID); err == nil {
			out, err = s.photograph(v, file.Child.ID)
		}
	}
	if faults := page.Faults(err); err != nil && faults["file"] != "" {
		shot := v.form.ID("shot")
		if shot.IsZero() {
			shot = s.childTicket(v, file.Child.ID)
		}
		return s.photoWait(v, file, shot, faults)
	}
	if err != nil {
		return err
	}
	return v.see(childAt(file.Child.ID) + "?done=" + out.Commit.String())
}

func (s *Station) photograph(v *visit, child hub.ID) (hub.Outcome, error) {
	p, ok, err := s.photoSent(v)
	if err == nil && !ok {
		err = hub.E(hub.CodeInvalid, "photo.not-yet").In("file")
	}
	if err != nil {
		return hub.Outcome{}, err
	}
	return s.Desk.Photograph(v.ctx(), v.who.Actor, v.form.Request(), child, p)
}
