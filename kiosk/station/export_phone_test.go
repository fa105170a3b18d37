package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
)

// PhoneTicket is the ticket in a worker's picture, which tests cannot scan.
func (s *Station) PhoneTicket(staff hub.ID) hub.ID {
	for id, t := range s.phones.open {
		if t.actor.Staff == staff {
			return id
		}
	}
	return hub.ID{}
}

// IssuePhone shows a picture without a screen.
func (s *Station) IssuePhone(actor hub.Actor, prompt string) hub.ID {
	p, _ := care.PromptOf(prompt)
	return s.phones.issue(phoneTicket{actor: actor, prompt: p}, s.Clock.Now().Wall)
}
