package station

import "net/http"

// registerRoutes are 快速登记, one question a page, and the consent sheets of
// children who are known already.
func (s *Station) registerRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /register", s.signed(s.registerStart))
	mux.HandleFunc("POST /register/new", s.signed(s.registerNew))
	mux.HandleFunc("GET /register/{step}", s.step(s.registerShow))
	mux.HandleFunc("POST /register/name", s.step(s.registerName))
	mux.HandleFunc("POST /register/sex", s.step(s.registerSex))
	mux.HandleFunc("POST /register/birth", s.step(s.registerBirth))
	mux.HandleFunc("POST /register/carer", s.step(s.registerCarer))
	mux.HandleFunc("POST /register/carer-name", s.step(s.registerCarerName))
	mux.HandleFunc("POST /register/village", s.step(s.registerVillage))
	mux.HandleFunc("POST /register/village-name", s.step(s.registerVillageName))
	mux.HandleFunc("POST /register/phone", s.step(s.registerPhone))
	mux.HandleFunc("POST /register/same", s.step(s.registerSame))
	mux.HandleFunc("POST /register/consent", s.step(s.registerConsent))
	mux.HandleFunc("POST /register/sign", s.step(s.registerSign))

	mux.HandleFunc("GET /consents", s.signed(s.consentList))
	mux.HandleFunc("POST /consents", s.signed(s.consentTick))
	mux.HandleFunc("POST /consents/undo", s.signed(s.consentUndo))
	mux.HandleFunc("GET /consents/print", s.signed(s.consentPrint))
	mux.HandleFunc("POST /consents/print", s.signed(s.consentPaper))
	mux.HandleFunc("GET /consents/{child}", s.signed(s.consentShow))
	mux.HandleFunc("POST /consents/{child}", s.signed(s.consentAnswer))
	mux.HandleFunc("GET /consents/{child}/sign", s.signed(s.consentPad))
	mux.HandleFunc("POST /consents/{child}/sign", s.signed(s.consentSign))
	mux.HandleFunc("GET /consents/{child}/call", s.signed(s.consentCall))
	mux.HandleFunc("POST /consents/{child}/call", s.signed(s.consentCalled))
}
