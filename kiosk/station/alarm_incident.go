package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// toldBy is who was told once a number was reached, as an accident's record names them.
var toldBy = map[string]string{"110": "police", "120": "ambulance", "119": "fire"}

// call is a call of this site whose accident is written down.
type call struct {
	desk.Alarm
	request hub.ID
	Written hub.ID // the record that there is; zero: none yet
}

// callOf is the call that an accident's record is begun from. One that is not known, or not
// of this site, is none: the record begins empty.
func (s *Station) callOf(v *visit, def *form.Definition) (c call, ok bool) {
	id, err := hub.ParseID(v.URL.Query().Get("alarm"))
	if err != nil || def.Kind != "incident" {
		return c, false
	}
	if c.Alarm, err = s.Desk.AlarmOf(v.ctx(), id); err != nil || c.Subject != v.site.ID {
		return c, false
	}
	request, record, written, err := s.Desk.IncidentOf(v.ctx(), id)
	if c.request = request; written {
		c.Written = record
	}
	return c, err == nil
}

// begins writes down what the call knows: when it was, and whom somebody said to have
// reached.
func (c call) begins(d *sheeting) {
	d.Request, d.Day, d.Answers["at"] = c.request, c.Day, clock(c.Minute)
	var told []string
	for number, who := range toldBy {
		for _, w := range c.Words {
			if w.What == number {
				told = append(told, who)
				break
			}
		}
	}
	hub.Sort(told, strings.Compare)
	d.Answers["told"] = strings.Join(told, ",")
}
