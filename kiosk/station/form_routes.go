package station

import (
	"net/http"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// formRoutes are sheets of any form: the menu, the list of one, its steps, its record.
func (s *Station) formRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /forms", s.signed(s.formsShow))
	mux.HandleFunc("GET /forms/{key}", s.signed(s.formList))
	mux.HandleFunc("GET /forms/{key}/save", s.signed(s.formSave))
	mux.HandleFunc("POST /forms/{key}/save", s.signed(s.formSaveTake))
	mux.HandleFunc("POST /forms/{key}/undo", s.signed(s.formUndo))
	mux.HandleFunc("POST /forms/{key}/paper", s.signed(s.formBlank))
	mux.HandleFunc("POST /forms/{key}/sheet/{record}/paper", s.signed(s.formPrint))
	mux.HandleFunc("GET /forms/{key}/new", s.signed(s.formBegin))
	mux.HandleFunc("POST /forms/{key}/new", s.signed(s.formAnew))
	mux.HandleFunc("GET /forms/{key}/whose", s.signed(s.formWhose))
	mux.HandleFunc("POST /forms/{key}/whose", s.signed(s.formWhoseTake))
	mux.HandleFunc("GET /forms/{key}/many", s.signed(s.formMany))
	mux.HandleFunc("POST /forms/{key}/many", s.signed(s.formManyNote))
	mux.HandleFunc("GET /forms/{key}/many/{subject}/{field}", s.signed(s.formCell))
	mux.HandleFunc("POST /forms/{key}/many/{subject}/{field}", s.signed(s.formCellTake))
	mux.HandleFunc("GET /forms/{key}/many/{subject}", s.signed(s.formManyOne))
	mux.HandleFunc("GET /forms/{key}/fill/{record}", s.signed(s.formSum))
	mux.HandleFunc("POST /forms/{key}/fill/{record}", s.signed(s.formNote))
	mux.HandleFunc("GET /forms/{key}/fill/{record}/{no}", s.signed(s.formStep))
	mux.HandleFunc("POST /forms/{key}/fill/{record}/{no}", s.signed(s.formTake))
	mux.HandleFunc("GET /forms/{key}/fill/{record}/{no}/{field}", s.signed(s.formStep))
	mux.HandleFunc("POST /forms/{key}/fill/{record}/{no}/{field}", s.signed(s.formTake))
	mux.HandleFunc("GET /forms/{key}/sheet/{record}", s.signed(s.formShow))
	mux.HandleFunc("POST /forms/{key}/sheet/{record}", s.signed(s.formMove))
	mux.HandleFunc("GET /forms/{key}/sheet/{record}/mend", s.signed(s.formMend))
	mux.HandleFunc("GET /forms/{key}/sheet/{record}/trail", s.signed(s.formTrail))
	mux.HandleFunc("GET /forms/{key}/sheet/{record}/away", s.signed(s.formAway))
	mux.HandleFunc("POST /forms/{key}/sheet/{record}/away", s.signed(s.formAwayTake))
}

// formOf is the form of the path. What it may be used for is the Desk's to say.
func (v *visit) formOf() (*form.Definition, error) {
	def, ok := v.s.Desk.Forms().Get(hub.Kind(v.PathValue("key")))
	if !ok || !def.Sheet() {
		return nil, hub.E(hub.CodeNotFound, "fill.kind")
	}
	return def, nil
}

// formToFill is the form of the path for whoever may fill it in: who may not is told before
// she has chosen anybody.
func (v *visit) formToFill() (*form.Definition, error) {
	def, err := v.formOf()
	switch {
	case err != nil:
		return nil, err
	case !def.MayBegin(v.who.Actor.Role):
		return nil, hub.E(hub.CodeForbidden, "fill.may-not")
	case def.Retired:
		return nil, hub.E(hub.CodeInvalid, "fill.kind")
	}
	return def, nil
}

// sheetAt is the form and the draft of the path.
func (v *visit) sheetAt() (def *form.Definition, id hub.ID, d *sheeting, err error) {
	if def, err = v.formOf(); err != nil {
		return nil, id, nil, err
	}
	if id, err = v.pathID("record", "form.no-sheet"); err != nil {
		return nil, id, nil, err
	}
	d = &sheeting{}
	ok, err := v.draft(sheetDraft(id), d)
	if err != nil {
		return nil, id, nil, err
	}
	if !ok || d.Answers == nil {
		return nil, id, nil, hub.E(hub.CodeNotFound, "form.no-sheet")
	}
	if d.Rows == nil {
		d.Rows = map[string][]map[string]string{}
	}
	return def, id, d, nil
}

func formAt(kind hub.Kind) string { return "/forms/" + string(kind) }

func fillAt(kind hub.Kind, id hub.ID) string { return formAt(kind) + "/fill/" + id.String() }

func recordAt(kind hub.Kind, id hub.ID) string { return formAt(kind) + "/sheet/" + id.String() }

// formFrame is the frame of a page of a form: what the form says of itself leads to its
// page of the handbook.
func (v *visit) formFrame(def *form.Definition, b desk.Blank) page.Frame {
	f := v.frame(def.Title)
	f.Hint, f.Back, f.Help = joinFacts(b.Whose.Name, b.Whose.Age), formAt(def.Kind), "form"
	return f
}

// looked notes that somebody saw a sheet with what is sensitive on it.
func (v *visit) lookedAt(def *form.Definition, subject hub.ID, what string) {
	if def.Sensitive() {
		v.s.Doors.Looked(v.who.Actor, subject, what)
	}
}
