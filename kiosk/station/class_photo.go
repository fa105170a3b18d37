package station

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// A photo of a class is one that is shown, or one of the room for the 台账. Who is on it is
// written nowhere.

// mostPhotos is how many a 台账 holds: what fits on one sheet.
const mostPhotos = 4

// ledgerPhotos is the second page of a 台账: what was taken so far, or the way to take one.
func (s *Station) ledgerPhotos(v *visit, file desk.ClassFile) error {
	at := classAt(file.Class.ID)
	if s.Photos == nil {
		return v.see(at + "/ledger/materials")
	}
	if len(file.Photos) == 0 {
		return v.see(at + "/photo?what=room")
	}
	f := v.classFrame(file.Class, "台账")
	f.Undo = v.undo(at+"/undo", "", "照片放好了")
	p := page.Rows{Frame: f, Action: at + "/photo?what=room", Prev: at + "/ledger/heads", Lead: fmt.Sprintf("照片 %d 张，印的时候下面写着日子和地方。", len(file.Photos)), Last: true}
	for i, one := range file.Photos {
		row := page.Row{Icon: "s-photo", Bold: fmt.Sprintf("第 %d 张", i+1), Text: s.sayDay(one.Day) + " " + clock(max(0, one.Minute)), Do: []page.Choice{{Value: one.ID.String(), Text: "不要"}}}
		row.Href, row.Way = at+"/photo/"+one.ID.String(), "看"
		p.Rows = append(p.Rows, row)
	}
	if len(file.Photos) < mostPhotos {
		p.Ways = append(p.Ways, page.Link{Href: at + "/photo?what=room", Text: "再来一张", Icon: "s-photo"})
	}
	p.Ways = append(p.Ways, page.Link{Href: at + "/ledger/materials", Text: "下一步：发了什么"})
	return v.render(p)
}

// photoOf says what a photo is for, and where its page leads.
func (v *visit) photoOf(file desk.ClassFile) (what, prev, next string) {
	at := classAt(file.Class.ID)
	if v.URL.Query().Get("what") == "slide" {
		return "slide", at + "/slides", at + "/slides"
	}
	return "room", at + "/ledger/heads", at + "/ledger/photos"
}

// classPhotoAsk waits for a photo from a phone, or from a stick.
func (s *Station) classPhotoAsk(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	return s.classPhotoWait(v, file, s.classTicket(v), nil)
}

// classTicket lets a phone send one photo while the worker may hold classes.
func (s *Station) classTicket(v *visit) hub.ID {
	actor := v.who.Actor
	return s.Photos.Ticket(actor.Staff, func(context.Context) error {
		if !actor.May(hub.ActTeach) {
			return hub.E(hub.CodeForbidden, "desk.may-not")
		}
		return nil
	})
}

func (s *Station) classPhotoWait(v *visit, file desk.ClassFile, shot hub.ID, faults page.Errors) error {
	what, prev, _ := v.photoOf(file)
	return v.shows(func(context.Context) (page.Lively, error) {
		f := v.classFrame(file.Class, "照片")
		f.Back, f.Errors = prev, faults
		p, err := s.photoAsk(v, f, shot)
		if p.Came != "" {
			p.Errors = nil
		}
		p.Action, p.Prev, p.Live, p.What = v.URL.RequestURI(), prev, true, "放一张讲的时候看的"
		if what == "room" {
			p.What, p.Skip = "拍一张屋里上课的", "没拍，先不放"
		}
		return p, err
	}, func(p page.Lively, ticket string) page.View {
		ask := p.(page.PhotoAsk)
		ask.Ticket = ticket
		return ask
	})
}

// classPhotoTake keeps the photo that came, or takes one down.
func (s *Station) classPhotoTake(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	what, _, next := v.photoOf(file)
	if photo, err := hub.ParseID(v.form.Text("do")); err == nil {
		out, err := s.Desk.DropClassPhoto(v.ctx(), v.who.Actor, v.form.Request(), photo)
		if err != nil {
			return err
		}
		return v.done(next, out)
	}
	switch v.form.Text("go") {
	case "skip":
		return v.see(classAt(file.Class.ID) + "/ledger/materials")
	case "again":
		return s.classPhotoWait(v, file, s.classTicket(v), nil)
	}
	picture, ok, err := s.photoSent(v)
	if err == nil && (!ok || v.form.Text("go") == "look") {
		err = hub.E(hub.CodeInvalid, "photo.not-yet").In("file")
	}
	if faults := page.Faults(err); err != nil && faults["file"] != "" {
		shot := v.form.ID("shot")
		if shot.IsZero() {
			shot = s.classTicket(v)
		}
		return s.classPhotoWait(v, file, shot, faults)
	}
	if err != nil {
		return err
	}
	out, err := s.Desk.AddClassPhoto(v.ctx(), v.who.Actor, desk.ClassPicture{Request: v.form.Request(), Class: file.Class.ID, What: what, Day: s.Desk.Today(), Minute: s.Desk.Minute(), Picture: picture})
	if err != nil {
		return err
	}
	if what == "slide" && len(out.Records) > 0 {
		slides := append(file.Slides[:len(file.Slides):len(file.Slides)], class.Slide{Picture: out.Records[0]})
		if _, err := s.Desk.SetSlides(v.ctx(), v.who.Actor, hub.DeriveID("slide", v.form.Request(), "photo"), file.Class.ID, slides); err != nil {
			return err
		}
	}
	return v.done(next, out)
}

// classPhotoShow is a photo of the room, with the way back to the others.
func (s *Station) classPhotoShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	id, err := v.pathID("photo", "photo.none")
	if err != nil {
		return err
	}
	for i, one := range file.Photos {
		if one.ID == id {
			f := v.classFrame(file.Class, fmt.Sprintf("第 %d 张", i+1))
			f.Back = classAt(file.Class.ID) + "/ledger/photos"
			return v.render(page.PhotoShow{Frame: f, Image: "/class-photo/" + id.String(), Says: s.sayDay(one.Day) + " " + clock(max(0, one.Minute))})
		}
	}
	return hub.E(hub.CodeNotFound, "photo.none")
}

// classPhoto is a picture for a worker.
func (s *Station) classPhoto(v *visit) error {
	id, err := v.pathID("photo", "photo.none")
	if err != nil {
		return err
	}
	p, err := s.Desk.ClassPhoto(v.ctx(), v.who.Actor, id)
	return s.wholePicture(v, p, err)
}

// slidePhoto is a picture that the class which is held now shows: everybody in the room
// sees it.
func (s *Station) slidePhoto(v *visit) error {
	id, err := v.pathID("photo", "photo.none")
	if err != nil {
		return err
	}
	if s.Class == nil {
		return hub.E(hub.CodeNotFound, "photo.none")
	}
	now, _ := s.Class.Now()
	if now.State == class.None {
		return hub.E(hub.CodeNotFound, "photo.none")
	}
	p, err := s.Desk.SlidePhoto(v.ctx(), now.Class, id)
	return s.wholePicture(v, p, err)
}

// wholePicture answers with the bytes; the small picture stands in while they are elsewhere.
func (s *Station) wholePicture(v *visit, p form.Picture, err error) error {
	if err != nil {
		return err
	}
	body, err := s.Photos.Whole(p)
	if err != nil {
		body = p.Thumb
	}
	return v.picture(body)
}
