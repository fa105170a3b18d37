package station

import (
	"net/http"
	"slices"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// setupRoutes are the first-run set-up, one question a page, and the pages by which
// a further site is added later.
func (s *Station) setupRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /setup", s.settingUp(s.setupResume))
	mux.HandleFunc("GET /setup/{step}", s.settingUp(s.setupShow))
	mux.HandleFunc("POST /setup/welcome", s.settingUp(s.setupWelcome))
	mux.HandleFunc("POST /setup/place", s.settingUp(s.setupPlace))
	mux.HandleFunc("POST /setup/town", s.settingUp(s.setupTown))
	mux.HandleFunc("POST /setup/village", s.settingUp(s.setupVillage))
	mux.HandleFunc("POST /setup/places", s.settingUp(s.setupPlaces))
	mux.HandleFunc("POST /setup/site", s.settingUp(s.setupSite))
	mux.HandleFunc("POST /setup/site-name", s.settingUp(s.setupSiteName))
	mux.HandleFunc("POST /setup/groups", s.settingUp(s.setupGroups))
	mux.HandleFunc("POST /setup/worker", s.settingUp(s.setupWorker))
	mux.HandleFunc("POST /setup/peg", s.settingUp(s.setupPeg))
	mux.HandleFunc("POST /setup/pin", s.settingUp(s.setupPIN))
	mux.HandleFunc("POST /setup/county", s.settingUp(s.setupCounty))
	mux.HandleFunc("GET /setup/done", s.signed(s.setupDone))
}

// setupResume goes on where the last tap was.
func (s *Station) setupResume(v *visit, d *settingUp) error { return v.see("/setup/" + d.Step) }

// setupShow shows a step, but none that is ahead of what was said, and none that
// cannot be changed any more.
func (s *Station) setupShow(v *visit, d *settingUp) error {
	step := v.PathValue("step")
	of := map[string]string{"town": "place", "village": "place", "places": "place", "site-name": "site"}[step]
	if of == "" {
		of = step
	}
	at, wanted := slices.Index(setupSteps, d.Step), slices.Index(setupSteps, of)
	fixed := !d.WorkerMade.IsZero() && of != d.Step || !d.Site.IsZero() && wanted < slices.Index(setupSteps, "worker")
	if wanted < 0 || wanted > at || fixed || d.Further && wanted == 0 {
		return v.see("/setup/" + d.Step)
	}
	p, err := s.setupPage(v, d, step, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

// setupPage is a step's page with what was said so far.
func (s *Station) setupPage(v *visit, d *settingUp, step string, faults page.Errors) (page.View, error) {
	f := v.frame("第一次用")
	f.Back, f.Help, f.Idle, f.Errors = "", "setup", 0, faults
	if d.Further {
		f.Title, f.Back = "再加一个站点", "/settings/sites"
	}
	switch step {
	case "welcome":
		return page.Welcome{Frame: f, Restore: s.Backups != nil}, nil
	case "place":
		return s.setupPlacePage(d, f), nil
	case "town":
		return s.setupTownPage(v, d, f), nil
	case "village":
		return s.setupVillagePage(v, d, f), nil
	case "places":
		return s.setupPlacesPage(v, d, f)
	case "site":
		return s.setupSitePage(d, f), nil
	case "site-name":
		return s.setupSiteNamePage(v, d, f), nil
	case "groups":
		return s.setupGroupsPage(d, f), nil
	case "worker":
		return s.setupWorkerPage(v, d, f), nil
	case "peg":
		return s.setupPegPage(v, d, f)
	case "pin":
		return s.setupPINPage(v, d, f), nil
	case "county":
		return s.setupCountyPage(v, d, f)
	}
	return nil, hub.E(hub.CodeNotFound, "station.lost")
}

// setupWrong shows a step once more, with what is the matter beside its field.
func (s *Station) setupWrong(v *visit, d *settingUp, step, field string, err error) error {
	if !question(err) {
		return err
	}
	if kept := s.keepSetup(v, d); kept != nil {
		return kept
	}
	p, perr := s.setupPage(v, d, step, faultAt(err, field))
	if perr != nil {
		return perr
	}
	return v.again(err, p)
}

// setupAgain keeps what was pressed and shows the same page.
func (s *Station) setupAgain(v *visit, d *settingUp, step string) error {
	if err := s.keepSetup(v, d); err != nil {
		return err
	}
	if v.form.Text("keep") != "" {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	p, err := s.setupPage(v, d, step, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

// setupWelcome is the first tap.
func (s *Station) setupWelcome(v *visit, d *settingUp) error { return s.setupTo(v, d, "place") }

// stops is the head's road through the set-up; a further site ends with its groups.
func (d *settingUp) stops(now int) []page.Step {
	steps := page.SetupSteps(now)
	if d.Further {
		return steps[:3]
	}
	return steps
}
