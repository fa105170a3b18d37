package station

import (
	"net/http"

	"yizhan/hub"
)

// settingsRoutes are 更多 and what stands behind it, but for who works here.
func (s *Station) settingsRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /more", s.signed(s.moreShow))
	mux.HandleFunc("GET /settings", s.signed(s.settingsShow))
	mux.HandleFunc("GET /settings/display", s.signed(s.displayShow))
	mux.HandleFunc("POST /settings/display", s.signed(s.displaySet))
	mux.HandleFunc("GET /settings/groups", s.mayRun(s.groupsShow))
	mux.HandleFunc("POST /settings/groups", s.mayRun(s.groupsSet))
	mux.HandleFunc("GET /settings/week", s.mayRun(s.weekShow))
	mux.HandleFunc("POST /settings/week", s.mayRun(s.weekSet))
	mux.HandleFunc("GET /settings/cover", s.mayRun(s.idleShow))
	mux.HandleFunc("POST /settings/cover", s.mayRun(s.idleSet))
	mux.HandleFunc("GET /settings/county", s.mayRun(s.countyShow))
	mux.HandleFunc("POST /settings/county", s.mayRun(s.countySet))
	s.alarmKeyRoutes(mux)
	mux.HandleFunc("GET /settings/sites", s.signed(s.sitesShow))
	mux.HandleFunc("POST /settings/sites", s.signed(s.sitesSet))
}

// mayRun serves those who run the site; the Desk asks again.
func (s *Station) mayRun(h handler) http.HandlerFunc {
	return s.signed(func(v *visit) error {
		if !v.who.Actor.May(hub.ActSite) {
			return hub.E(hub.CodeForbidden, "desk.may-not")
		}
		return h(v)
	})
}
