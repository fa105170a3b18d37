package station

import "net/http"

// childRoutes are a child's page and what is changed from there.
func (s *Station) childRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /child/{child}", s.signed(s.childShow))
	mux.HandleFunc("GET /child/{child}/phone", s.signed(s.childBack))
	mux.HandleFunc("POST /child/{child}/phone", s.signed(s.childPhone))
	mux.HandleFunc("GET /child/{child}/receipt", s.signed(s.registerReceipt))
	mux.HandleFunc("POST /child/{child}/undo", s.signed(s.childUndo))

	mux.HandleFunc("GET /child/{child}/edit/{field}", s.signed(s.fieldShow))
	mux.HandleFunc("POST /child/{child}/edit/{field}", s.signed(s.fieldTake))
	mux.HandleFunc("GET /child/{child}/edit/carer", s.signed(s.carerShow))
	mux.HandleFunc("POST /child/{child}/edit/carer", s.signed(s.carerTake))

	mux.HandleFunc("GET /child/{child}/person/new", s.signed(s.personNew))
	mux.HandleFunc("POST /child/{child}/person/new", s.signed(s.personAdd))
	mux.HandleFunc("GET /child/{child}/person/{person}", s.signed(s.personShow))
	mux.HandleFunc("POST /child/{child}/person/{person}", s.signed(s.personRole))
	mux.HandleFunc("GET /child/{child}/person/{person}/{field}", s.signed(s.personFieldShow))
	mux.HandleFunc("POST /child/{child}/person/{person}/{field}", s.signed(s.personFieldTake))

	mux.HandleFunc("GET /child/{child}/pickups", s.signed(s.pickupList))
	mux.HandleFunc("POST /child/{child}/pickups", s.signed(s.pickupStop))
	mux.HandleFunc("GET /child/{child}/pickup", s.signed(s.pickupShow))
	mux.HandleFunc("POST /child/{child}/pickup", s.signed(s.pickupTake))
	mux.HandleFunc("GET /child/{child}/pickup/{field}", s.signed(s.pickupFieldShow))
	mux.HandleFunc("POST /child/{child}/pickup/{field}", s.signed(s.pickupFieldTake))

	mux.HandleFunc("GET /child/{child}/enrol", s.signed(s.enrolShow))
	mux.HandleFunc("POST /child/{child}/enrol", s.signed(s.enrolTake))
	mux.HandleFunc("GET /child/{child}/leave", s.signed(s.leaveShow))
	mux.HandleFunc("POST /child/{child}/leave", s.signed(s.leaveTake))
	mux.HandleFunc("GET /child/{child}/day/{what}", s.signed(s.dayShow))
	mux.HandleFunc("POST /child/{child}/day/{what}", s.signed(s.dayTake))

	mux.HandleFunc("GET /child/{child}/family", s.signed(s.familyShow))
	mux.HandleFunc("POST /child/{child}/family", s.signed(s.familyTake))
	mux.HandleFunc("GET /child/{child}/same", s.signed(s.sameShow))
	mux.HandleFunc("POST /child/{child}/same", s.signed(s.sameTake))
	mux.HandleFunc("GET /child/{child}/move", s.signed(s.moveShow))
	mux.HandleFunc("POST /child/{child}/move", s.signed(s.moveTake))
	mux.HandleFunc("POST /child/{child}/move/back", s.signed(s.moveBack))
	mux.HandleFunc("GET /arrivals", s.signed(s.arrivalList))
	mux.HandleFunc("POST /arrivals", s.signed(s.arrivalTake))
	mux.HandleFunc("GET /child/{child}/forms", s.signed(s.childForms))
	mux.HandleFunc("GET /child/{child}/history", s.signed(s.historyShow))
	mux.HandleFunc("POST /child/{child}/history", s.signed(s.historyTake))

	mux.HandleFunc("GET /conflict/{record}", s.signed(s.conflictShow))
	mux.HandleFunc("POST /conflict/{record}", s.signed(s.conflictTake))
	mux.HandleFunc("GET /conflict/{record}/anew", s.signed(s.anewShow))
	mux.HandleFunc("POST /conflict/{record}/anew", s.signed(s.anewTake))
}
