package station

import "net/http"

// registerRoutes are 快速登记, one question a page, and the consent sheets.
func (s *Station) registerRoutes(mux *http.ServeMux) {
}
