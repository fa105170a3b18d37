package station

import (
	"strings"

	"yizhan/hub"
)

// toldBy is who was told once a number was reached, as an accident's record names them.
var toldBy = map[string]string{"110": "police", "120": "ambulance", "119": "fire"}

// fromAlarm begins an accident's record with what its call knows: when, and whom somebody
// said to have reached. A call that is not known, or not of this site, begins it empty.
func (s *Station) fromAlarm(v *visit, d *sheeting) {
	id, err := hub.ParseID(v.URL.Query().Get("alarm"))
	if err != nil {
		return
	}
	a, err := s.Desk.AlarmOf(v.ctx(), id)
	if err != nil || a.Subject != v.site.ID {
		return
	}
	d.Day, d.Answers["at"] = a.Day, clock(a.Minute)
	var told []string
	for number, who := range toldBy {
		for _, w := range a.Words {
			if w.What == number {
				told = append(told, who)
				break
			}
		}
	}
	hub.Sort(told, strings.Compare)
	d.Answers["told"] = strings.Join(told, ",")
}
