package station

import "net/http"

func (s *Station) setupRoutes(mux *http.ServeMux)    {}
func (s *Station) pinRoutes(mux *http.ServeMux)      {}
func (s *Station) settingsRoutes(mux *http.ServeMux) {}
func (s *Station) staffRoutes(mux *http.ServeMux)    {}
func (s *Station) standRoutes(mux *http.ServeMux)    {}
func (s *Station) unfinished(v *visit) (bool, error) { return false, nil }

type tickets struct{}
