package station

import (
	"net/http"
	"strings"

	"yizhan/hub/care"
	"yizhan/hub/names"
	"yizhan/hub/place"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/web"
)

// writing answers the panel that the script opens, in every state of the box.
func (s *Station) writing() http.Handler { return ime.Handler{Here: s.knownTo} }

// knownTo is whom the person at the screen may be reminded of while she writes, and
// how people spell here: the children of her own site, once she has given her PIN, and
// their carers. Villages are no secret.
func (s *Station) knownTo(r *http.Request) (ime.Known, ime.Accent) {
	sites, err := s.Box.Sites(r.Context())
	if err != nil || len(sites) == 0 { // the box is being set up, or has other worries
		return nil, ime.Everywhere
	}
	k := neighbours{places: s.Places, site: sites[0]}
	who, err := s.Doors.Session(r.Context(), web.Token(r))
	if err == nil && who.Signed {
		k.people = s.Names
	}
	for _, site := range sites {
		if site.ID == who.Actor.Site {
			k.site = site
		}
	}
	return k, ime.AccentOf(k.site.Township)
}

// neighbours is the ime's view of the directory and the place.
type neighbours struct {
	people *names.Directory // nil: nobody is named
	site   care.Site
	places *place.Book
}

const knownAtOnce = 20

func (k neighbours) People(begin string) (list []string) {
	if k.people == nil {
		return nil
	}
	for _, m := range k.people.Find(names.Query{Text: begin, Site: k.site.ID, Only: true, Limit: knownAtOnce}).Matches {
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
	for _, p := range k.places.Villages(k.site.Township) {
		list = append(list, p.Short())
	}
	return list
}
