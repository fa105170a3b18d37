package station

import (
	"net/url"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// wallGone asks when children left, once everybody should have been fetched: a tap
// then tells of something that was, and its own time says nothing.
func (s *Station) wallGone(v *visit) error {
	q := v.URL.Query()
	ids := idList(q.Get("child"))
	return s.onWall(v, "/wall/evening", s.Desk.Today(), ids, func(_ wallScreen, of []desk.WallChild) error {
		f := v.frame("补记")
		f.Idle, f.Back = 0, "/wall/evening"
		p := page.WallGone{Frame: f, Child: onTile(of[0]), Value: joined(ids), By: q.Get("by"), Prev: "/wall/evening"}
		p.Child.Name = calledTogether(of)
		now := s.Desk.Minute()
		p.Times = []page.Choice{{Value: strconv.Itoa(now), Text: clock(now), Small: "刚走"}}
		if usual := desk.LeaveBy(v.site); usual < now {
			p.Times = append(p.Times, page.Choice{Value: strconv.Itoa(usual), Text: clock(usual), Small: "放学"})
		}
		p.Time = timing{q.Get("hour"), q.Get("minute")}.tiles(now)
		return v.render(p)
	})
}

// leftAt is the minute of a leaving that is being noted; ask is where it is asked for,
// if the time of the tap cannot be it.
func (v *visit) leftAt(children []hub.ID, by hub.ID) (minute int, ask string) {
	now := v.s.Desk.Minute()
	var tapped timing
	tapped.take(v.form)
	said, ok := tapped.minute()
	if n, err := strconv.Atoi(v.form.Text("time")); err == nil {
		said, ok = n, true
	}
	switch {
	case ok && said >= 0 && said <= now:
		return said, ""
	case now < desk.LeaveBy(v.site):
		return now, ""
	}
	q := url.Values{"child": {joined(children)}, "hour": {tapped.Hour}, "minute": {tapped.Minute}}
	if !by.IsZero() {
		q.Set("by", by.String())
	}
	return 0, "/wall/gone?" + q.Encode()
}
