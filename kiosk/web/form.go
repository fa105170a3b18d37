package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
)

// Form is a parsed post; the zero one is that of a page which was only asked for. Its
// getters never fail: what cannot be read is empty, and the Desk says what is missing.
type Form struct{ posted url.Values }

// ParseForm reads a form post, and refuses broken UTF-8 and oversized bodies.
func ParseForm(r *http.Request) (Form, error) {
	if err := r.ParseForm(); err != nil {
		return Form{}, hub.E(hub.CodeInvalid, "web.unreadable").Because(err)
	}
	for name, values := range r.PostForm {
		for _, v := range values {
			if !utf8.ValidString(v) || !utf8.ValidString(name) {
				return Form{}, hub.E(hub.CodeInvalid, "web.unreadable")
			}
		}
	}
	return Form{r.PostForm}, nil
}

// Text is a field without surrounding space.
func (f Form) Text(name string) string { return strings.TrimSpace(f.posted.Get(name)) }

// All is every value of a repeated field.
func (f Form) All(name string) []string { return f.posted[name] }

// Has says whether the field was posted at all.
func (f Form) Has(name string) bool { return f.posted.Has(name) }

// ID is a field that names a record; zero where it is missing or unreadable.
func (f Form) ID(name string) hub.ID {
	id, err := hub.ParseID(f.Text(name))
	if err != nil {
		return hub.ID{}
	}
	return id
}

// IDs is a repeated field of ids.
func (f Form) IDs(name string) []hub.ID {
	var out []hub.ID
	for _, v := range f.All(name) {
		for part := range strings.SplitSeq(v, ",") {
			if id, err := hub.ParseID(strings.TrimSpace(part)); err == nil {
				out = append(out, id)
			}
		}
	}
	return out
}

// Int is a number; 0 where it is missing.
func (f Form) Int(name string) int {
	n, err := strconv.Atoi(f.Text(name))
	if err != nil {
		return 0
	}
	return n
}

// Encode is the whole post in one order, to tell two posts apart.
func (f Form) Encode() string { return f.posted.Encode() }

// Request is the idempotency id that every form carries. A post without one (an
// old page, a hand-made request) gets a fresh id and is carried out once.
func (f Form) Request() hub.ID {
	if id := f.ID("request"); !id.IsZero() {
		return id
	}
	return hub.NewID()
}

// IsUpload says whether a post carries files; its handler reads it with its own cap.
func IsUpload(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data")
}
