package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/form"
)

// slidesOf is what a class shows: what somebody chose, else its lesson page by page.
func (d *Desk) slidesOf(c *care.Class) []class.Slide {
	def, _ := d.forms.Get("class")
	f, _ := def.Field("slides")
	var out []class.Slide
	for _, row := range f.Rows(c.Slides) {
		s := class.Slide{}
		s.Title, _ = row["title"].(string)
		s.Lesson, _ = row["lesson"].(string)
		s.Text, _ = row["text"].(string)
		s.Picture, _ = row["picture"].(hub.ID)
		page, _ := row["page"].(int64)
		s.Page = int(page)
		out = append(out, s)
	}
	if l, ok := d.Lessons().Get(c.Lesson); ok && len(out) == 0 {
		for i, p := range l.Pages {
			out = append(out, class.Slide{Title: p.Title, Lesson: l.Key, Page: i + 1})
		}
	}
	return out
}

// SetSlides says what a class shows, in its order; none is its lesson page by page.
// Pictures are class-photo records of this class. Errors: CodeNotFound class.gone,
// class.no-slide, those of the form.
func (d *Desk) SetSlides(ctx context.Context, actor hub.Actor, request, of hub.ID, slides []class.Slide) (hub.Outcome, error) {
	if _, err := d.classAt(ctx, actor, of); err != nil {
		return hub.Outcome{}, err
	}
	rows := make([]form.Row, len(slides))
	for i, s := range slides {
		if !s.Picture.IsZero() {
			if _, err := d.classPhoto(ctx, s.Picture, of); err != nil {
				return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.no-slide")
			}
		}
		if l, ok := d.Lessons().Get(s.Lesson); s.Lesson != "" && (!ok || s.Page < 1 || s.Page > len(l.Pages)) {
			return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.no-slide")
		}
		rows[i] = form.Row{"title": orNil(s.Title), "lesson": orNil(s.Lesson), "page": orNil(s.Page), "text": orNil(s.Text), "picture": orNil(s.Picture)}
	}
	var value any
	if len(rows) > 0 {
		value = rows
	}
	return d.append(ctx, actor, request, d.forms.Edit("class", of, actor.Site, form.Values{"slides": value}))
}

// AddClassPhoto keeps a picture: one to show, or one for the 台账. The record's id is in
// Outcome.Records.
func (d *Desk) AddClassPhoto(ctx context.Context, actor hub.Actor, p ClassPicture) (hub.Outcome, error) {
	if err := d.MayClassPhoto(ctx, actor, p.Class); err != nil {
		return hub.Outcome{}, err
	}
	id := hub.DeriveID("class-photo", p.Request, "photo")
	return d.append(ctx, actor, p.Request, d.forms.Edit("class-photo", id, actor.Site, compact(form.Values{
		"class": p.Class, "what": orNil(p.What), "photo": p.Picture, "day": orNil(p.Day), "minute": p.Minute, "site": orNil(actor.Site),
	})))
}

// MayClassPhoto says whether a picture of a class would be taken, before anybody holds a
// telephone up.
func (d *Desk) MayClassPhoto(ctx context.Context, actor hub.Actor, of hub.ID) error {
	_, err := d.classAt(ctx, actor, of)
	return err
}

// DropClassPhoto takes a picture down: at once from every page, and its file the day after
// tomorrow, when nobody can undo it any more.
func (d *Desk) DropClassPhoto(ctx context.Context, actor hub.Actor, request, photo hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.log.Record(ctx, "class-photo", photo)
	if err != nil {
		return hub.Outcome{}, err
	}
	p := care.As[care.ClassPhoto](d.forms, rec)
	if p.Site != actor.Site {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "photo.none")
	}
	edits := []hub.Edit{d.forms.Edit("class-photo", photo, rec.Subject, form.Values{"gone": d.Today()})}
	if c, err := d.class(ctx, p.Class); err == nil && p.What == "slide" {
		def, _ := d.forms.Get("class")
		f, _ := def.Field("slides")
		rows := f.Rows(c.Slides)
		left := slices.DeleteFunc(slices.Clone(rows), func(r form.Row) bool { return r["picture"] == photo })
		if len(left) < len(rows) {
			edits = append(edits, d.forms.Edit("class", c.ID, c.Subject, form.Values{"slides": left}))
		}
	}
	return d.append(ctx, actor, request, edits...)
}

// ClassPhoto is a picture for a worker of its station. Errors: CodeNotFound photo.none.
func (d *Desk) ClassPhoto(ctx context.Context, actor hub.Actor, photo hub.ID) (form.Picture, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return form.Picture{}, err
	}
	p, err := d.classPhoto(ctx, photo, hub.ID{})
	if err == nil && p.Site != actor.Site {
		return form.Picture{}, hub.E(hub.CodeNotFound, "photo.none")
	}
	pic, _ := p.Picture()
	return pic, err
}

// SlidePhoto is a picture that a class shows, for whoever follows it. Errors: CodeNotFound
// photo.none.
func (d *Desk) SlidePhoto(ctx context.Context, of, photo hub.ID) (form.Picture, error) {
	p, err := d.classPhoto(ctx, photo, of)
	if err == nil && p.What != "slide" {
		err = hub.E(hub.CodeNotFound, "photo.none")
	}
	if err != nil {
		return form.Picture{}, err
	}
	pic, _ := p.Picture()
	return pic, nil
}

// classPhoto reads a picture that stands; of zero: whatever class it is of.
func (d *Desk) classPhoto(ctx context.Context, id, of hub.ID) (care.ClassPhoto, error) {
	rec, err := d.log.Record(ctx, "class-photo", id)
	if err := unlessMissing(err); err != nil {
		return care.ClassPhoto{}, err
	}
	p := care.As[care.ClassPhoto](d.forms, rec)
	if _, ok := p.Picture(); !ok || !of.IsZero() && p.Class != of {
		return p, hub.E(hub.CodeNotFound, "photo.none")
	}
	return p, nil
}
