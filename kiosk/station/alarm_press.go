package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// alarmShow is the big button; while a call of this station is open, that call.
func (s *Station) alarmShow(v *visit) error {
	open, err := s.Desk.OpenAlarms(v.ctx())
	if err != nil {
		return err
	}
	for _, a := range open {
		if a.Subject == v.site.ID && !a.Drill {
			return v.see("/alarm/" + a.ID.String())
		}
	}
	return v.render(s.alarmPressPage(v))
}

func (s *Station) alarmPressPage(v *visit) page.AlarmPress {
	f := v.frame("报警")
	f.Alarm, f.Idle, f.Help = false, 0, "alarm"
	p := page.AlarmPress{Frame: f, Last: "还没试过", Button: v.URL.Query().Has("button")}
	all, err := s.Desk.Alarms(v.ctx(), v.site.ID)
	if err != nil { // the button has to come all the same
		s.Log.Error("earlier alarms were not read", "cause", err)
		return p
	}
	for _, a := range all {
		if a.Drill {
			if p.Last = "上次试：" + calendar.Date(a.Day, s.Desk.Today()); a.How == "usb" {
				p.Last += "，用按钮"
			}
			break
		}
	}
	return p
}

// alarmPress calls for help. Nothing is asked.
func (s *Station) alarmPress(v *visit) error {
	how := v.form.Text("how")
	if how != "hold" && how != "usb" {
		how = "page"
	}
	actor := v.openActor()
	id, err := s.Desk.Ring(v.ctx(), actor, v.form.Request(), how, v.form.Text("do") == "drill")
	if err != nil {
		if !question(err) {
			return err
		}
		p := s.alarmPressPage(v)
		p.Errors = page.Faults(err)
		return v.again(err, p)
	}
	if s.Bell != nil {
		s.Bell.Ring()
	}
	s.Room.Changed()
	return v.see("/alarm/" + id.String())
}

// alarmID is the call that a path names.
func (v *visit) alarmID() (hub.ID, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return id, hub.E(hub.CodeNotFound, "alarm.gone")
	}
	return id, nil
}

// atMinute says when a word came, where it says so.
func atMinute(day, today hub.Day, minute int) string {
	if day == today || day == "" {
		return clock(minute)
	}
	return fmt.Sprintf("%s %s", calendar.Date(day, today), clock(minute))
}
