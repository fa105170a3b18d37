package station

import (
	"encoding/json"
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/care"
)

// changing is one field that is being corrected: what was tapped and typed so far.
// It is kept after every press like a registration, whose pages it shows.
type changing struct {
	registering
	At    string // path of the page
	Seen  hub.ID // the commit that the page showed
	Typed string // figures
	Told  string // what was asked about: the next press on the button says yes
}

const changeDraft = "change"

// changed is what was left on this page, or else what the record says. A form that
// comes after a page in between was opened goes on with what the record says.
func (v *visit) changed(seen hub.ID, begin func(*changing)) (*changing, error) {
	d := &changing{At: v.URL.Path, Seen: seen}
	body, ok, err := v.s.Drafts.Draft(v.ctx(), v.who.Actor.Staff, changeDraft)
	if err != nil {
		return nil, err
	}
	if ok {
		var left changing
		if json.Unmarshal(body, &left) == nil && left.At == d.At {
			return &left, nil
		}
	}
	begin(d)
	return d, nil
}

func (v *visit) keepChange(d *changing) error {
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return v.s.Drafts.PutDraft(v.ctx(), v.who.Actor.Staff, changeDraft, body)
}

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
	if err := v.s.Drafts.DropDraft(v.ctx(), v.who.Actor.Staff, changeDraft); err != nil {
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
	if t, ok := c.Birth.Time(); ok {
		d.Year, d.Month, d.Day = strconv.Itoa(t.Year()), strconv.Itoa(int(t.Month())), strconv.Itoa(t.Day())
	}
}
