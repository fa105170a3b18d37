package station

import (
	"bytes"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/roster"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// importAct takes the good rows as one batch, or takes the whole batch back.
func (s *Station) importAct(v *visit) error {
	j, ok, err := v.job()
	if err != nil {
		return err
	}
	at := v.URL.Path
	id, err := v.pathID("job", "import.over")
	if err != nil {
		return err
	}
	if v.form.Text("go") == "undo" {
		// one request for the whole import: what comes twice is done once
		_, _, err := s.Desk.UndoImport(v.ctx(), v.who.Actor, hub.DeriveID("batch", id, "undo"), hub.DeriveID("batch", id, "import"))
		if err != nil {
			return err
		}
		return v.see(at)
	}
	if !ok {
		return v.see(at) // which says what became of it
	}
	j.Lock()
	defer j.Unlock()
	if _, err := s.Desk.ImportOf(v.ctx(), v.who.Actor, id); err == nil || hub.CodeOf(err) != hub.CodeNotFound {
		if err != nil {
			return err
		}
		return v.see(at)
	}
	j.preview = nil // somebody may have registered one of them since
	if err := s.preview(v, j); err != nil {
		return err
	}
	if v.form.Text("go") == "births" {
		return s.takeBirths(v, j)
	}
	r, opts, err := s.roster(v)
	if err != nil {
		return err
	}
	if _, err := r.Take(v.ctx(), v.who.Actor, *j.preview, opts, j.id); err != nil {
		return err
	}
	if err := v.dropDraft(importDraft(j.id)); err != nil {
		return err
	}
	return v.see(at)
}

// takeBirths takes the rows as a list of births: nobody is registered by it.
func (s *Station) takeBirths(v *visit, j *job) error {
	var rows []desk.Registration
	for _, row := range j.preview.Rows {
		if row.Verdict != roster.Refused && (row.Child.Name != "" || row.Child.Birth != "") {
			rows = append(rows, row.Child)
		}
	}
	if _, err := s.Desk.TakeBirths(v.ctx(), v.who.Actor, j.id, rows); err != nil {
		return err
	}
	if err := v.dropDraft(importDraft(j.id)); err != nil {
		return err
	}
	return v.see("/afield/births")
}

// importDone shows what an import made, also after the file itself is forgotten.
// done is false where nothing was taken yet.
func (s *Station) importDone(v *visit, j *job) (done bool, err error) {
	id, err := v.pathID("job", "import.over")
	if err != nil {
		return false, err
	}
	stand, err := s.Desk.ImportOf(v.ctx(), v.who.Actor, id)
	if err != nil {
		if hub.CodeOf(err) == hub.CodeNotFound {
			err = nil
		}
		return false, err
	}
	f := v.frame("名册收好了")
	f.Help = "import"
	p := page.ImportDone{Frame: f, Job: id.String(), Head: fmt.Sprintf("收进 %d 个孩子", stand.Batch.Taken), Undone: stand.Batch.Undone}
	if stand.Batch.Undone {
		p.Title, p.Head = "退回去了", fmt.Sprintf("退回 %d 个孩子", stand.Undone)
		if stand.Still > 0 {
			p.Lines = append(p.Lines, fmt.Sprintf("%d 个孩子后来有人改过，留着没动。", stand.Still))
		}
		return true, v.render(p)
	}
	if j != nil && j.preview != nil {
		if n := j.preview.Count().Known; n > 0 {
			p.Lines = append(p.Lines, fmt.Sprintf("%d 个已经登记过，没有重复。", n))
		}
	}
	if stand.Batch.Refused > 0 {
		p.Lines = append(p.Lines, fmt.Sprintf("%d 行没收，改好了可以再收一次。", stand.Batch.Refused))
		if j != nil && j.preview != nil {
			p.Bad = "/import/" + id.String() + "/bad.xlsx"
		}
	}
	p.Lines = append(p.Lines, "同意书还没签，记在待签里。")
	return true, v.render(p)
}

// importBad is the rows that were not taken, each with its reason in words.
func (s *Station) importBad(v *visit) error {
	j, err := v.theJob()
	if err != nil {
		return err
	}
	j.Lock()
	defer j.Unlock()
	if err := s.preview(v, j); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := j.preview.WriteRefused(&b, words.Of); err != nil {
		return err
	}
	return v.download("没收的行.xlsx", b.Bytes())
}
