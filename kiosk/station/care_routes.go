package station

import "net/http"

// careRoutes are the day of the children in the house: what they ate, how they slept.
func (s *Station) careRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /care", s.signed(s.careShow))
	mux.HandleFunc("POST /care/undo", s.signed(s.careUndo))
	mux.HandleFunc("GET /care/note/{thing}", s.signed(s.careNoteShow))
	mux.HandleFunc("POST /care/note/{thing}", s.signed(s.careNoteTake))
	mux.HandleFunc("GET /care/yard", s.signed(s.yardShow))
	mux.HandleFunc("POST /care/yard", s.signed(s.yardTake))
	mux.HandleFunc("GET /care/yard/why", s.signed(s.yardWhy))
	mux.HandleFunc("POST /care/yard/why", s.signed(s.yardWhyTake))
	mux.HandleFunc("GET /care/medicine", s.signed(s.medicineShow))
	mux.HandleFunc("POST /care/medicine", s.signed(s.medicineBack))
	mux.HandleFunc("GET /care/medicine/new", s.signed(s.medicineFor))
	mux.HandleFunc("POST /care/medicine/new", s.signed(s.medicineForTake))
	mux.HandleFunc("POST /care/medicine/undo", s.signed(s.medicineUndo))
	mux.HandleFunc("GET /care/medicine/{record}/{no}", s.signed(s.doseShow))
	mux.HandleFunc("POST /care/medicine/{record}/{no}", s.signed(s.doseTake))
	mux.HandleFunc("GET /child/{child}/care", s.signed(s.childCare))
	mux.HandleFunc("GET /child/{child}/slip", s.signed(s.daySlipShow))
	mux.HandleFunc("POST /child/{child}/slip", s.signed(s.daySlipPrint))
}
