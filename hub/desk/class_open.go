package desk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/form"
)

// OpenClass notes that a class begins, whatever day it was planned for, or goes on after a
// cut, and says what it is about. One that was ended today by mistake goes on too. Errors:
// CodeForbidden, CodeNotFound class.gone, CodeConflict class.was-held, class.was-off.
func (d *Desk) OpenClass(ctx context.Context, actor hub.Actor, request, of hub.ID) (class.Plan, hub.Outcome, error) {
	c, err := d.classAt(ctx, actor, of)
	if err != nil {
		return class.Plan{}, hub.Outcome{}, err
	}
	today := d.Today()
	switch {
	case c.Off():
		return class.Plan{}, hub.Outcome{}, hub.E(hub.CodeConflict, "class.was-off")
	case c.Held() && c.HeldOn != today:
		return class.Plan{}, hub.Outcome{}, hub.E(hub.CodeConflict, "class.was-held")
	}
	values := form.Values{"state": "open"}
	switch {
	case c.Planned() || c.Began < 0:
		values["day"], values["held"], values["began"] = today, today, d.Minute()
	case c.Held() && c.Ended >= 0:
		values["paused"] = min(c.Paused+max(0, d.Minute()-c.Ended), mostMinutes)
	}
	out, err := d.append(ctx, actor, request, d.forms.Edit("class", of, c.Subject, values))
	return class.Plan{Class: of, Site: c.Site, Title: c.Title, Lecturer: c.Lecturer, Near: c.Way != "room", Slides: d.slidesOf(c)}, out, err
}

// CloseClass notes that a class is over, who came in numbers, and its recording.
func (d *Desk) CloseClass(ctx context.Context, actor hub.Actor, request hub.ID, held class.Held) (hub.Outcome, error) {
	c, err := d.classAt(ctx, actor, held.Class)
	if err != nil {
		return hub.Outcome{}, err
	}
	f, err := d.classFile(ctx, c)
	if err != nil {
		return hub.Outcome{}, err
	}
	values := f.Heads.values(f.Quiz)
	paused := min(c.Paused+held.Paused, mostMinutes)
	values["state"], values["paused"], values["near"] = "held", orNil(paused), orNil(held.Near)
	values["held"] = cmp.Or(c.HeldOn, d.Today())
	ended := d.Minute()
	if !held.Ended.IsZero() {
		at := held.Ended.In(hub.China)
		ended = at.Hour()*60 + at.Minute()
	}
	values["ended"] = ended
	if c.Began >= 0 {
		long := ended - c.Began
		if long < 0 { // over midnight
			long += 24 * 60
		}
		values["minutes"] = min(max(1, long-paused), mostMinutes)
	}
	edits := []hub.Edit{d.forms.Edit("class", c.ID, c.Subject, values)}
	if held.Recorded.Recorded > 0 {
		edits = append(edits, d.recordingEdit(c, &held, f))
	}
	return d.append(ctx, actor, request, edits...)
}

// What fits in the records: minutes of a class, chapters of a recording.
const (
	mostMinutes  = 480
	mostChapters = 50
)

// recordingEdit says that the sound of a class lies on this box. One that was ended by
// mistake and went on keeps the chapters from before.
func (d *Desk) recordingEdit(c *care.Class, held *class.Held, f *ClassFile) hub.Edit {
	chapters := held.Chapters
	if bytes.Equal(f.Recording.Hub, d.hub[:]) {
		n := 0
		for n < len(f.Chapters) && (len(chapters) == 0 || f.Chapters[n].MS < chapters[0].MS) {
			n++
		}
		chapters = append(slices.Clone(f.Chapters[:n]), chapters...)
	}
	format := "wav"
	if strings.Contains(held.Recorded.Format.MIME, "mpeg") {
		format = "mp3"
	}
	length := int(held.Recorded.Recorded / time.Millisecond)
	return d.forms.EditOnce("recording", c.Site, c.ID.String()+" "+hex.EncodeToString(d.hub[:4]), form.Values{
		"class": c.ID, "day": cmp.Or(c.HeldOn, d.Today()), "ms": length, "format": format, "site": c.Site, "hub": d.hub[:],
		"chapters": chapterRows(chapters, length),
	})
}

// chapterRows keeps the longest, where somebody turned the pages to and fro.
func chapterRows(all []class.Chapter, length int) []form.Row {
	var out []class.Chapter
	for _, c := range all {
		if n := len(out); n > 0 && out[n-1].MS == c.MS {
			out = out[:n-1] // turned past
		}
		if n := len(out); n > 0 && out[n-1].Slide == c.Slide {
			continue
		}
		out = append(out, c)
	}
	for len(out) > mostChapters {
		shortest, least := 1, length+1
		for i := 1; i < len(out); i++ {
			end := length
			if i+1 < len(out) {
				end = out[i+1].MS
			}
			if end-out[i].MS < least {
				shortest, least = i, end-out[i].MS
			}
		}
		out = append(out[:shortest], out[shortest+1:]...)
	}
	rows := make([]form.Row, len(out))
	for i, c := range out {
		rows[i] = form.Row{"slide": c.Slide, "ms": c.MS}
	}
	return rows
}

// chaptersOf reads them.
func (d *Desk) chaptersOf(r *care.Recording) []class.Chapter {
	f, ok := d.field("recording", "chapters")
	if !ok {
		return nil
	}
	var out []class.Chapter
	for _, row := range f.Rows(r.Chapters) {
		slide, _ := row["slide"].(int64)
		ms, _ := row["ms"].(int64)
		out = append(out, class.Chapter{Slide: int(slide), MS: int(ms)})
	}
	return out
}
