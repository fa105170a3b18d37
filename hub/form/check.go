package form

import (
	"time"
	"unicode"
	"unicode/utf8"

	"yizhan/hub"
)

// Check says what cannot be stored of an edit, field by field: wrong type,
// outside its range, not one of its choices, control characters. Rules across
// fields are hub/care's. A new record also needs its required fields.
func (r *Registry) Check(e hub.Edit, isNew bool) error {
	def, ok := r.all()[e.Kind]
	if !ok {
		return hub.E(hub.CodeInternal, "form.unknown").In(string(e.Kind))
	}
	var errs hub.Errors
	for no, v := range e.Set {
		f, ok := def.byNo[no]
		if !ok {
			errs = append(errs, hub.E(hub.CodeInternal, "form.unknown").In(string(e.Kind)))
			continue
		}
		if err := f.check(v); err != nil {
			errs = append(errs, err.In(f.Name))
		}
	}
	for i := range def.Fields {
		if f := &def.Fields[i]; isNew && f.Required && f.ShownIf == "" && e.Set[f.No] == nil {
			errs = append(errs, hub.E(hub.CodeInvalid, "form.required", f.Label).In(f.Name))
		}
	}
	return errs.Or()
}

func (f *Field) check(v any) *hub.Error {
	if v == nil {
		if f.Required && f.ShownIf == "" {
			return hub.E(hub.CodeInvalid, "form.required", f.Label)
		}
		return nil
	}
	wrong := hub.E(hub.CodeInvalid, "form.type", f.Label)
	switch f.Type {
	case Text:
		s, ok := v.(string)
		if !ok || !clean(s) {
			return wrong
		}
		if f.Max != nil && int64(utf8.RuneCountInString(s)) > *f.Max {
			return hub.E(hub.CodeInvalid, "form.long", f.Label, *f.Max)
		}
	case Int, Time:
		n, ok := v.(int64)
		if !ok {
			return wrong
		}
		if f.Type == Time && (n < 0 || n >= 24*60) {
			return wrong
		}
		if f.Min != nil && (n < *f.Min || n > *f.Max) {
			return hub.E(hub.CodeInvalid, "form.range", f.Label, f.number(*f.Min), f.number(*f.Max), f.Unit)
		}
	case Bool:
		if _, ok := v.(bool); !ok {
			return wrong
		}
	case Choice:
		if s, ok := v.(string); !ok || !f.has(s) {
			return wrong
		}
	case Choices:
		list, ok := v.([]any)
		for _, e := range list {
			s, isText := e.(string)
			ok = ok && isText && f.has(s)
		}
		if !ok {
			return wrong
		}
	case Day:
		if s, ok := v.(string); !ok || !isDay(s) {
			return wrong
		}
	case Ref:
		if _, ok := v.(hub.ID); !ok {
			return wrong
		}
	case Bytes, Drawing:
		if b, ok := v.([]byte); !ok || f.Type == Drawing && len(b) > MaxDrawing {
			return wrong
		}
	case DateTime:
		if s, ok := v.(string); !ok || !isMoment(s) {
			return wrong
		}
	case Photo:
		if _, ok := PictureOf(v); !ok {
			return wrong
		}
	case Group:
		return f.checkRows(v)
	case List:
		if _, ok := v.([]any); !ok {
			return wrong
		}
	}
	return nil
}

func (f *Field) has(code string) bool {
	for _, o := range f.Choices {
		if o.Code == code {
			return true
		}
	}
	return false
}

// momentLayout is how a day and time is stored.
const momentLayout = "2006-01-02T15:04"

func isMoment(s string) bool { _, err := time.Parse(momentLayout, s); return err == nil }

func isDay(s string) bool { _, ok := hub.Day(s).Time(); return ok }

// clean refuses broken UTF-8 and characters that have no picture: control codes
// and the marks that turn the direction of writing.
func clean(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return false
		}
	}
	return true
}
