package station

import (
	"net/http"

	"yizhan/kiosk/page"
)

// afieldRoutes are what is done away from the box: a list is printed and taken along,
// and entered by tiles afterwards. of is births, homes or newborns.
func (s *Station) afieldRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /afield", s.signed(s.afieldMenu))
	mux.HandleFunc("GET /afield/{of}", s.signed(s.afieldShow))
	mux.HandleFunc("POST /afield/{of}", s.signed(s.afieldTake))
	mux.HandleFunc("POST /afield/{of}/undo", s.signed(s.afieldUndo))
	mux.HandleFunc("POST /afield/{of}/paper", s.signed(s.afieldPaper))
	mux.HandleFunc("GET /afield/births/{row}", s.signed(s.afieldRegister))
}

// afieldMenu is what is done with many children one after the other.
func (s *Station) afieldMenu(v *visit) error {
	f := v.framed("体检和走访")
	f.Back, f.Help = "/more", "afield"
	doors := []page.Door{{Href: "/round", Text: "体检日", Word: "医生来了，一个一个看", Icon: "i-check-up"}}
	for _, a := range afields {
		doors = append(doors, page.Door{Href: "/afield/" + a.of, Text: a.word, Word: a.about, Icon: "i-home"})
	}
	return v.render(page.Menu{Frame: f, Doors: doors})
}
