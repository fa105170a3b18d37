package station

import (
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
)

// changing is one field that is being corrected: what was tapped and typed so far.
// It is kept after every press like a registration, whose pages it shows.
type changing struct {
	registering
	leaf         // At: path of the page
	Seen  hub.ID // the commit that the page showed
	Typed string // figures
	Told  string // what was asked about: the next press on the button says yes
}

// changeDraft is where a page keeps its draft: a village on the list and one that is
// written share theirs.
func changeDraft(path string) string { return "change" + strings.TrimSuffix(path, "-name") }

// changed is what was left on this page, or else what the record says. A form that
// comes after a page in between was opened goes on with what the record says.
func (v *visit) changed(seen hub.ID, as leaf, begin func(*changing)) (*changing, error) {
	as.At = v.URL.Path
	d := &changing{leaf: as, Seen: seen}
	var left changing
	ok, err := v.draft(changeDraft(as.At), &left)
	if err != nil {
		return nil, err
	}
	if ok && left.At == as.At {
		return &left, nil
	}
	begin(d)
	return d, nil
}

func (v *visit) keepChange(d *changing) error { return v.keepDraft(changeDraft(d.At), d.leaf, d) }

// goOn keeps what was pressed and shows the same page again.
func (v *visit) goOn(d *changing) error {
	if err := v.keepChange(d); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return v.see(v.URL.Path)
}

// over drops the draft and goes where the change is seen, with its undo.
func (v *visit) over(path string, out hub.Outcome) error {
	if err := v.dropDraft(changeDraft(v.URL.Path)); err != nil {
		return err
	}
	if out.Commit.IsZero() {
		return v.see(path)
	}
	return v.done(path, out)
}

// saidOf fills the pages of a registration with what the record says.
func (d *changing) saidOf(c care.Child) {
	d.As, d.Name = asFull, typing{Text: c.Name, Keys: true}
	switch {
	case c.Unnamed:
		d.Name.Text = care.Surname(c.Name)
	case c.Name == "":
		d.As, d.Name.Text = asNick, c.Nick
	}
	d.Sex, d.Village = c.Sex, village{c.Village, c.VillageName}
	d.dating = datingOf(c.Birth)
}
