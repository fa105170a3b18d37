package station

import (
	"bytes"

	"yizhan/hub"
	"yizhan/hub/roster"
	"yizhan/hub/sheet"
	"yizhan/kiosk/page"
)

const mostRoster = 20 << 20 // bytes of a file; a township's roster has some hundred KB

// importFile asks which file the roster is in.
func (s *Station) importFile(v *visit) error {
	p, err := s.importFilePage(v, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) importFilePage(v *visit, faults page.Errors) (page.View, error) {
	if _, err := s.Desk.Reader(v.who.Actor, hub.ActImport); err != nil {
		return nil, err
	}
	f := v.frame("收名册")
	f.Help, f.Errors, f.Back = "import", faults, "/more"
	files, err := s.Box.Files(v.ctx(), ".xlsx", ".csv", ".jsonl")
	return page.ImportFile{Frame: f, Files: fileChoices(files)}, err
}

// importRead reads a file. Nothing of it is a record before somebody has seen what it
// would do, row by row.
func (s *Station) importRead(v *visit) error {
	if _, err := s.Desk.Reader(v.who.Actor, hub.ActImport); err != nil {
		return err
	}
	j, err := s.readRoster(v)
	if err != nil {
		return s.notTaken(v, err, func(faults page.Errors) (page.View, error) { return s.importFilePage(v, faults) })
	}
	s.jobs.add(j)
	at := "/import/" + j.id.String() + "/columns"
	if err := v.keepJob(j, "在看每一列", at); err != nil {
		return err
	}
	return v.see(at)
}

func (s *Station) readRoster(v *visit) (*job, error) {
	body, given, err := s.fileOf(v, mostRoster)
	if err != nil {
		return nil, err
	}
	if !given {
		return nil, hub.E(hub.CodeInvalid, "file.none").In("file")
	}
	tables, err := sheet.Read(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, err
	}
	j := &job{id: hub.NewID(), staff: v.who.Actor.Staff, at: s.Clock.Now().Wall}
	j.proposal, err = roster.Propose(tables)
	if err != nil && len(j.proposal.Columns) == 0 {
		return nil, err
	}
	return j, nil // without a name column she is asked which one it is
}

// job is the file of the path.
func (v *visit) job() (*job, bool, error) {
	if _, err := v.s.Desk.Reader(v.who.Actor, hub.ActImport); err != nil {
		return nil, false, err
	}
	id, err := v.pathID("job", "import.over")
	if err != nil {
		return nil, false, err
	}
	return v.jobOf(id)
}

// theJob is the file of the path, which has to be there still.
func (v *visit) theJob() (*job, error) {
	j, ok, err := v.job()
	if err == nil && !ok {
		err = hub.E(hub.CodeNotFound, "import.over")
	}
	return j, err
}
