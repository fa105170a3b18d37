package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// callNote says whom to telephone now, where somebody has to be told at once: the numbers
// that the site has written down, and whom to ask for one that nobody has.
func (s *Station) callNote(v *visit, first string, whom ...string) (*page.Note, error) {
	n, err := s.Desk.AlarmNumbers(v.ctx(), v.site.ID)
	if err != nil {
		return nil, err
	}
	numbers := map[string]string{"县民政": n.Civil, "卫生院": n.Clinic, "县疾控": n.CDC}
	note := &page.Note{Kind: "calm", Icon: "i-phone", Bold: first}
	var known, missing []string
	for _, w := range whom {
		if numbers[w] == "" {
			missing = append(missing, w)
		} else {
			known = append(known, w+" "+spaced(numbers[w]))
		}
	}
	if note.Text = joinFacts(known...); len(missing) > 0 {
		note.Text = joinFacts(append(known, strings.Join(missing, "、")+"的电话没写，问镇里")...)
		if v.who.Actor.May(hub.ActSite) {
			note.Link = &page.Link{Href: formAt("alarm-numbers"), Text: "写上"}
		}
	}
	return note, nil
}

// formCalls is what the first page of a form says above its sheets; nil for most.
func (s *Station) formCalls(v *visit, kind hub.Kind) (*page.Note, error) {
	if kind == "abuse-report" {
		return s.callNote(v, "先打 110。", "县民政")
	}
	return nil, nil
}
