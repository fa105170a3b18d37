package station

import (
	"net/url"
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// alarmReasons are why a call was none.
var alarmReasons = []page.Choice{{Value: "bumped", Text: "碰到了"}, {Value: "child", Text: "孩子按的"}, {Value: "nothing", Text: "看清了，没有事"}}

// alarmSay takes what is pressed on the page of a call.
func (s *Station) alarmSay(v *visit) error {
	a, _, err := s.alarmFind(v)
	if err != nil {
		return err
	}
	do, got, what, reason := v.form.Text("do"), v.form.Text("got"), v.form.Text("what"), v.form.Text("reason")
	switch {
	case do == "hush":
		s.hushes.hush(a.ID)
	case slices.Contains([]string{"110", "120", "119"}, got):
		return v.see("/alarm/" + a.ID.String() + "/who?what=" + got)
	case what != "":
		return s.alarmSaid(v, a, what)
	case reason != "":
		return s.alarmEnd(v, a, "false", reason)
	case do == "over":
		return s.alarmEnd(v, a, "over", "")
	case do == "false":
		if !v.who.Signed && !a.Drill {
			return v.see("/pin?next=" + url.QueryEscape("/alarm/"+a.ID.String()+"?end=1"))
		}
		return v.see("/alarm/" + a.ID.String() + "?end=1")
	}
	return v.see("/alarm/" + a.ID.String())
}

// alarmEnd needs a PIN: she gives it, comes back, and says it again.
func (s *Station) alarmEnd(v *visit, a desk.Alarm, state, reason string) error {
	at := "/alarm/" + a.ID.String()
	if !v.who.Signed && !a.Drill {
		return v.see("/pin?next=" + at)
	}
	actor := v.who.Actor
	actor.Site = v.site.ID
	if _, err := s.Desk.EndAlarm(v.ctx(), actor, v.form.Request(), a.ID, state, reason); err != nil {
		return err
	}
	s.Room.Changed()
	return v.see(at)
}

func (s *Station) alarmSaid(v *visit, a desk.Alarm, what string) error {
	_, err := s.Desk.SayToAlarm(v.ctx(), v.openActor(), desk.AlarmSaid{
		Request: v.form.Request(), Alarm: a.ID, Of: a.Subject, What: what, By: v.form.ID("by"), Seconds: s.hushes.seconds(a.ID),
	})
	if err != nil {
		if !question(err) {
			return err
		}
		p, perr := s.alarmWhoPage(v, a.ID, what)
		if perr != nil {
			return perr
		}
		p.Errors = page.Faults(err)
		return v.again(err, p)
	}
	s.Room.Changed()
	return v.see("/alarm/" + a.ID.String())
}

// alarmWho asks whose word it is.
func (s *Station) alarmWho(v *visit) error {
	id, err := v.alarmID()
	if err != nil {
		return err
	}
	p, err := s.alarmWhoPage(v, id, v.URL.Query().Get("what"))
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) alarmWhoPage(v *visit, id hub.ID, what string) (page.AlarmWho, error) {
	titles := map[string]string{"calling": "我看到了，正在联系", "going": "我去", "110": "110 打通了", "120": "120 打通了", "119": "119 打通了"}
	title, ok := titles[what]
	if !ok {
		return page.AlarmWho{}, hub.E(hub.CodeNotFound, "alarm.gone")
	}
	staff, err := s.Desk.Staff(v.ctx(), v.site.ID)
	p := page.AlarmWho{Frame: alarmFrame(v, title, false), Action: "/alarm/" + id.String(), What: what}
	for _, m := range staff {
		p.People = append(p.People, colleague(m, ""))
	}
	if what == "calling" || what == "going" {
		p.Nobody = "不在这里"
	}
	return p, err
}
