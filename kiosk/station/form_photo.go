package station

import (
	"context"
	"errors"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// photoAnswer is a photo as it stands in a draft.
func photoAnswer(f *form.Field, text string) (p form.Picture, ok bool) {
	v, err := f.FromText(text)
	if err != nil {
		return p, false
	}
	return form.PictureOf(v)
}

// askPhoto is the screen of a question that a photo answers.
func (s *Station) askPhoto(v *visit, q posed, o *opened) page.View {
	f := q.frame
	if o.Fault != "" {
		f.Errors = page.Errors{"file": words.Say(o.Fault)}
	}
	actor, child, field := v.who.Actor, q.subject, q.f
	may := func(ctx context.Context) error { return s.mayShoot(ctx, child, field) }
	if err := may(v.ctx()); err != nil {
		f.Errors = nil
		f.Note = &page.Note{Icon: "i-pen", Kind: "calm", Text: words.Say("photo.shut"), Link: &page.Link{Href: "/consents/" + child.String(), Text: "去问家里"}}
		return page.PhotoAsk{Frame: f, Action: q.action, What: q.f.Label, Shut: true, Prev: q.prev, Skip: q.skip()}
	}
	shot := o.Shot
	if s.Photos != nil && (shot.IsZero() || s.Photos.Address(shot) == "") {
		if _, came := s.Photos.Sent(v.who.Actor.Staff, shot); !came {
			shot = s.Photos.Ticket(actor.Staff, may)
		}
	}
	p, err := s.photoAsk(v, f, shot)
	if err != nil {
		v.s.Log.Warn("the sticks could not be looked at", "cause", err)
	}
	if kept, ok := photoAnswer(q.f, q.text); ok && p.Came == "" && !o.Other {
		p.Came = small(kept)
	}
	p.Action, p.Prev, p.Skip, p.What, p.Upload = q.action, q.prev, q.skip(), q.f.Label+"：拍一张", false
	return p
}

// mayShoot says whether the family has agreed to a photo that waits for that: a picture is
// not taken first and asked about afterwards.
func (s *Station) mayShoot(ctx context.Context, child hub.ID, f *form.Field) error {
	said, err := s.Desk.Gate(ctx, child, f)
	if err == nil && said != hub.AnswerYes {
		err = hub.E(hub.CodeForbidden, "photo.consent")
	}
	return err
}

// takePhoto takes what came by telephone, or lies on a stick.
func (v *visit) takePhoto(o *opened, q posed) (text string, done bool) {
	o.Fault, o.Shot = "", v.form.ID("shot")
	if v.form.Text("go") == "again" {
		o.Other, o.Shot = true, hub.ID{}
		return q.text, false
	}
	err := v.s.mayShoot(v.ctx(), q.subject, q.f)
	var p form.Picture
	var ok bool
	if err == nil {
		p, ok, err = v.s.photoSent(v)
	}
	switch _, kept := photoAnswer(q.f, q.text); {
	case err != nil:
		o.Fault = "photo.torn"
		if e, known := errors.AsType[*hub.Error](err); known {
			o.Fault = e.Key
		}
		return q.text, false
	case ok:
		text := q.f.ToText(p.Value())
		o.Other = false
		return text, v.form.Text("go") == "take"
	case kept && v.form.Text("go") == "take" && !o.Other:
		return q.text, true
	}
	o.Fault = "photo.not-yet"
	return q.text, false
}
