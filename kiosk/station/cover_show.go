package station

import (
	"net/url"

	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// coverShow lies over an idle screen and names nobody. Whoever was signed in needs
// her PIN to go on, and finds what she had not finished.
func (s *Station) coverShow(v *visit) error {
	s.Doors.Cover(web.Token(v.Request))
	next := "/pin?next=/resume" // a screen that was started anew
	if from := v.URL.Query().Get("next"); from != "" {
		next = "/pin?next=" + url.QueryEscape(localPath(from))
	}
	today := s.Desk.Today()
	date := calendar.DateWeek(today, today)
	if l, ok := calendar.LunarOf(today); ok {
		date += " · 农历" + l.Text()
	}
	site := v.site.Name
	if site == "" {
		site, next = "驿站", "/setup"
	}
	f := v.frame("驿站")
	f.Idle, f.Road = 0, v.road()
	if f.Road != nil {
		f.Road.Kept = v.who.Signed
	}
	return v.render(page.Cover{Frame: f, Site: site, Time: calendar.Clock(s.now()), Date: date, Next: next})
}
