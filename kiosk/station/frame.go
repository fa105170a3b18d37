package station

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// road says in words how far this box's records have got: the foot strip of pages
// without a next step.
func (v *visit) road() *page.Road { return v.s.road(v.ctx()) }

// road is nil where the box cannot say: a page without its strip is better than no
// page, and a claim that is not sure is not made.
func (s *Station) road(ctx context.Context) *page.Road {
	st, err := s.Box.Status(ctx)
	if err != nil {
		s.Log.Error("the strip could not be filled", "cause", err)
		return nil
	}
	r := roadOf(st, s.Desk.Today())
	r.Plugged = s.stickWord()
	return r
}

// roadOf puts a box's status in words. Receipts confirm everything up to a commit,
// so what is only here is the newest: the claim holds for all of today's records.
func roadOf(st hub.Status, today hub.Day) *page.Road {
	r := &page.Road{ReportedTo: calendar.Date(st.CountyUpto, today), Neighbours: st.Near > 0}
	switch {
	case st.Copies.OnlyHere > 0:
		r.Copies = "只有本机"
	case st.Copies.Neighbours > 0 && st.Near > 0:
		r.Copies = fmt.Sprintf("邻站 %d 份", st.Near)
	case st.Copies.Neighbours > 0:
		r.Copies = "邻站都有"
	case st.Copies.County > 0:
		r.Copies, r.County = "县里已收", true
	}
	r.Stick = lonely(st)
	if st.Unsent > 0 {
		r.Unsent = fmt.Sprintf("%d 条", st.Unsent)
	}
	r.Offline = st.Enrolled && !st.Revoked
	for _, p := range st.Peers {
		if p.County && p.Alive {
			r.Offline = false
		}
	}
	return r
}

// lonelyHours is after how long with one copy somebody is asked for a stick.
const lonelyHours = 24

// lonely says whether records have lain only here for too long.
func lonely(st hub.Status) bool { return st.AloneHours >= lonelyHours }

// framed is a frame with the foot strip filled.
func (v *visit) framed(title string) page.Frame {
	f := v.frame(title)
	f.Road = v.road()
	if v.who.Signed {
		f.Who = &page.Person{ID: v.who.Actor.Staff.String(), Name: v.who.Name, Peg: page.PegOf(v.who.Peg, v.who.Actor.Staff)}
	}
	return f
}

// todayInWords is the line below a title: 11月23日 星期一 · 十月十五.
func (s *Station) todayInWords() string {
	today := s.Desk.Today()
	text := calendar.DateWeek(today, today)
	if l, ok := calendar.LunarOf(today); ok {
		text += " · " + l.Text()
	}
	return text
}

// done sends the browser on after an act that can be taken back: the page it comes
// to offers it with v.undo, through a reload as well.
func (v *visit) done(path string, out hub.Outcome) error {
	return v.see(path + "?done=" + out.Commit.String())
}

// undo is the bar of a page that v.done has led to; nil on any other. The form
// posts undo=token to action, and the handler there calls v.takeBack.
func (v *visit) undo(action, who, text string) *page.Undo {
	id, err := hub.ParseID(v.URL.Query().Get("done"))
	if err != nil {
		return nil
	}
	return &page.Undo{Mark: "好", Who: who, Text: text, Action: action, Token: id.String()}
}

// takeBack carries out a post of the undo bar. The token is the commit.
func (v *visit) takeBack() (hub.Outcome, error) {
	return v.s.Desk.Undo(v.ctx(), v.who.Actor, v.form.Request(), v.form.ID("undo"))
}

// clock is a minute of the day on screen: 8:06.
func clock(minute int) string { return fmt.Sprintf("%d:%02d", minute/60, minute%60) }
