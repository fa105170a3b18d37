package station

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/roster"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// importShow says row by row what will happen; once the file was taken, what did.
func (s *Station) importShow(v *visit) error {
	j, ok, err := v.job()
	if err != nil {
		return err
	}
	if ok {
		j.Lock()
		defer j.Unlock()
	}
	if done, err := s.importDone(v, j); err != nil || done {
		return err
	}
	if !ok {
		return hub.E(hub.CodeNotFound, "import.over")
	}
	if err := s.preview(v, j); err != nil {
		return err
	}
	return v.render(s.previewPage(v, j))
}

// preview makes what will happen to each row, once for the columns as they are.
func (s *Station) preview(v *visit, j *job) error {
	if j.preview != nil {
		return nil
	}
	r, opts, err := s.roster(v)
	if err != nil {
		return err
	}
	pv, err := r.Preview(v.ctx(), j.proposal, opts)
	if err != nil {
		return err
	}
	j.preview = &pv
	return nil
}

// roster is what reads and takes tables for this site.
func (s *Station) roster(v *visit) (*roster.Roster, roster.Options, error) {
	reader, err := s.Desk.Reader(v.who.Actor, hub.ActImport)
	return &roster.Roster{
			Forms: s.Desk.Forms(), Records: reader, Desk: s.Desk,
			Village: func(name string) string { return s.Places.As(v.site.Township, name).Code },
		}, roster.Options{
			Today: s.Desk.Today(), Site: v.site.ID, Category: "home",
		}, err
}

// previewShown is how many rows fit, each with two lines of reasons.
const previewShown = 4

// order of the rows: what a person has to look at comes first.
var order = []roster.Verdict{roster.Refused, roster.Hint, roster.Take, roster.Known}

func (s *Station) previewPage(v *visit, j *job) page.ImportPreview {
	f := v.frame("每一行怎么收")
	f.Help, f.Back = "import", "/import/"+j.id.String()+"/columns"
	p := page.ImportPreview{Frame: f, Job: j.id.String()}
	n := j.preview.Count()
	p.Counts = []page.Count{{Number: strconv.Itoa(n.New()), Word: "新登记"}, {Number: strconv.Itoa(n.Known), Word: "已经有"}, {Number: strconv.Itoa(n.Refused), Word: "收不了"}}
	if n.New()+n.Known > 0 {
		p.Births = "当出生底册"
	}
	if n.New() > 0 {
		p.Take = fmt.Sprintf("收进 %d 个孩子", n.New())
	} else if n.Known > 0 && n.Refused == 0 {
		p.Note = &page.Note{Kind: "calm", Icon: "i-check", Bold: "都已经登记过了。", Text: "再收一次也不会重，什么都不用做。"}
	}
	var rows []roster.Row
	for _, verdict := range order {
		for _, row := range j.preview.Rows {
			if row.Verdict == verdict {
				rows = append(rows, row)
			}
		}
	}
	shown, ways := pagedBy(rows, previewShown, v.URL.Query().Get("page"), "/import/"+j.id.String())
	for _, row := range shown {
		p.Rows = append(p.Rows, rowOf(j, row))
	}
	p.Pages = ways
	return p
}

func rowOf(j *job, row roster.Row) page.ImportRow {
	c := row.Child
	out := page.ImportRow{Line: fmt.Sprintf("第 %d 行", row.Line), Name: calledBy(c.Name, c.Nick), Why: row.Reason(words.Of)}
	if out.Name == "" {
		out.Name = writtenName(j.proposal, row)
	}
	out.Word = joinFacts(sexWord(c.Sex), calendar.LongDate(c.Birth), c.VillageName)
	switch row.Verdict {
	case roster.Refused:
		out.Will, out.State = "收不了", "care"
	case roster.Known:
		out.Will = "已经有"
	default:
		out.Will, out.State = "新登记", "good"
	}
	return out
}

// writtenName is the name as the file has it, for a row that cannot be taken.
func writtenName(p roster.Proposal, row roster.Row) string {
	i := slices.IndexFunc(p.Columns, func(c roster.Column) bool { return c.Meaning == roster.Name })
	if i < 0 || p.Columns[i].Index >= len(row.Cells) {
		return ""
	}
	return firstRunes(strings.TrimSpace(row.Cells[p.Columns[i].Index].Text), mostName)
}
