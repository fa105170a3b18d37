package station

import (
	"context"
	"fmt"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// unfinishedShow is 没写完的: what this worker has begun and left, and what she said
// she does not want, which comes back with a tap for as long as it is kept.
func (s *Station) unfinishedShow(v *visit) error {
	open, aside, err := s.leftBy(v.ctx(), v.who.Actor.Staff)
	if err != nil {
		return err
	}
	f := v.framed("没写完的")
	f.Hint, f.Here = "只有你自己看得到", "/unfinished"
	p := page.Rows{Frame: f, Action: "/unfinished", Empty: "都写完了。"}
	gone := v.URL.Query().Get("gone")
	for _, u := range open {
		row := s.draftRow(u)
		row.Do = []page.Choice{{Value: u.name, Text: "不要了"}}
		p.Rows = append(p.Rows, row)
	}
	for _, u := range aside {
		if u.name == gone {
			p.Undo = &page.Undo{Who: u.Who, Text: u.line() + "，不要了", Action: "/unfinished/undo", Token: u.name}
			continue
		}
		row := s.draftRow(u)
		row.Struck, row.Href, row.Way = true, "", ""
		row.Do = []page.Choice{{Value: AsideBefore + u.name, Text: "拿回来"}}
		p.Rows = append(p.Rows, row)
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), "/unfinished")
	if len(p.Pages) > 0 {
		p.Prev = "/"
	}
	return v.render(p)
}

// unfinishedTake puts one aside, or fetches it back.
func (s *Station) unfinishedTake(v *visit) error {
	name := v.form.Text("do")
	if back, ok := strings.CutPrefix(name, AsideBefore); ok {
		if err := v.fetchBack(back); err != nil {
			return err
		}
		return v.see("/unfinished")
	}
	if err := v.putAside(name); err != nil {
		return err
	}
	return v.see("/unfinished?gone=" + name)
}

// unfinishedUndo is the bar after 不要了.
func (s *Station) unfinishedUndo(v *visit) error {
	if err := v.fetchBack(v.form.Text("undo")); err != nil {
		return err
	}
	return v.see("/unfinished")
}

// resumeWithin is how long after the last press a worker who comes in on a screen
// that was started anew is led to where she was; later, the home page says it.
const resumeWithin = 12 * time.Hour

// resume leads to the step at which a power cut or a browser's end has stopped her.
func (s *Station) resume(v *visit) error {
	open, _, err := s.leftBy(v.ctx(), v.who.Actor.Staff)
	if err != nil {
		return err
	}
	if len(open) > 0 && s.Clock.Now().Wall.Sub(open[0].at).Abs() < resumeWithin {
		return v.see(open[0].At)
	}
	return v.see("/")
}

// leftThing is what a worker has not finished among today's things: hers alone, and
// first while it is fresh.
func (s *Station) leftThing(ctx context.Context, staff hub.ID, things []page.Thing) ([]page.Thing, error) {
	open, _, err := s.leftBy(ctx, staff)
	if err != nil || len(open) == 0 {
		return things, err
	}
	u := open[0]
	t := page.Thing{Href: u.At, Count: fmt.Sprint(len(open)), Bold: "件没写完", More: u.line() + " · " + s.when(u.at)}
	if u.Who != "" {
		t.More = u.Who + "：" + t.More
	}
	if len(open) > 1 {
		t.Href = "/unfinished"
	}
	if s.Clock.Now().Wall.Sub(u.at).Abs() < resumeWithin {
		things = append([]page.Thing{t}, things...)
	} else {
		things = append(things, t)
	}
	return things[:min(len(things), thingsShown)], nil
}
