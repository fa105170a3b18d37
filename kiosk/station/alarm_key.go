package station

import (
	"fmt"
	"net/http"

	"yizhan/kiosk/page"
)

// usualKeys is what a button on a cable types where nobody has shown another.
const usualKeys = "F12 或暂停键"

// keyWord is which key a button types.
func (v *visit) keyWord() string {
	if v.site.AlarmKey == "" {
		return usualKeys
	}
	return v.site.AlarmKey
}

// alarmKeyShow learns the button on a cable by being pressed once; nothing rings here.
func (s *Station) alarmKeyShow(v *visit) error { return v.render(s.alarmKeyPage(v)) }

func (s *Station) alarmKeyPage(v *visit) page.AlarmLearn {
	f := v.frame("外接的报警按钮")
	f.Back, f.Help, f.Idle, f.Alarm = "/settings/sites", "alarm", 0, false
	p := page.AlarmLearn{Frame: f, Action: "/settings/alarm-key", Now: v.keyWord(), Own: v.site.AlarmKey != ""}
	if v.URL.Query().Has("known") {
		p.Note = &page.Note{Kind: "good", Icon: "i-check", Bold: "认得这个按钮了。", Text: fmt.Sprintf("它打出 %s，按一下就是报警。每个月用它试一回。", v.keyWord())}
	}
	return p
}

func (s *Station) alarmKeySet(v *visit) error {
	key := v.form.Text("key")
	if key == "F12" || key == "Pause" {
		key = "" // what is usual stays so
	}
	_, err := s.Desk.SetAlarmKey(v.ctx(), v.who.Actor, v.form.Request(), key)
	switch {
	case err == nil:
		return v.see("/settings/alarm-key?known=1")
	case !question(err):
		return err
	}
	p := s.alarmKeyPage(v)
	p.Errors = page.Faults(err)
	return v.again(err, p)
}

// alarmKeyRoutes are of who runs the site.
func (s *Station) alarmKeyRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /settings/alarm-key", s.mayRun(s.alarmKeyShow))
	mux.HandleFunc("POST /settings/alarm-key", s.mayRun(s.alarmKeySet))
}
