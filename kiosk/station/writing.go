package station

import (
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/names"
	"yizhan/hub/place"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/web"
)

// writing answers the panel that the script opens, in every state of the box.
func (s *Station) writing() http.Handler { return ime.Handler{Here: s.knownTo, Accent: s.accent} }

// accent is how people spell here.
func (s *Station) accent() ime.Accent {
	code, _ := s.Box.Lane().Township()
	return ime.AccentOf(code)
}

// knownTo is whom the person at the screen may be reminded of while she writes: the
// children of her own site, once she has given her PIN, and their carers. Villages are
// no secret.
func (s *Station) knownTo(r *http.Request) ime.Known {
	who, err := s.Doors.Session(r.Context(), web.Token(r))
	if err != nil { // nobody yet, or the box is being set up
		return nil
	}
	code, _ := s.Box.Lane().Township()
	k := neighbours{places: s.Places, township: code}
	if who.Signed {
		k.people, k.site = s.Names, who.Actor.Site
		if sites, err := s.Box.Sites(r.Context()); err == nil && k.site.IsZero() && len(sites) > 0 {
			k.site = sites[0].ID // she acts for the first until she chooses
		}
	}
	return k
}

// neighbours is the ime's view of the directory and the place.
type neighbours struct {
	people   *names.Directory // nil: nobody is named
	site     hub.ID
	places   *place.Book
	township string
}

const knownAtOnce = 20

func (k neighbours) People(begin string) (list []string) {
	if k.people == nil {
		return nil
	}
	for _, m := range k.people.Find(names.Query{Text: begin, Site: k.site, Only: true, Limit: knownAtOnce}).Matches {
		switch m.By {
		case names.ByName:
			list = append(list, m.Name)
		case names.ByCarer, names.ByNick:
			list = append(list, strings.TrimSuffix(m.Key, "家的"))
		}
	}
	return list
}

func (k neighbours) Places() (list []string) {
	for _, p := range k.places.Villages(k.township) {
		list = append(list, p.Short())
	}
	return list
}
