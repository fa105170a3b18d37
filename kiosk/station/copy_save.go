package station

import (
	"bytes"
	"regexp"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// copySaveAsk offers the ways in which a family takes its copy along.
func (s *Station) copySaveAsk(v *visit) error {
	return s.copied(v, func(k desk.Kept, _ report.Copy, _ familyAsk) error {
		if _, err := s.Desk.Reader(v.who.Actor, hub.ActExport); err != nil {
			return err
		}
		at := childAt(k.Child.ID) + "/copy"
		f := v.copyFrame(k, "给家里带走", "/copy")
		p := page.Message{Frame: f, Icon: "i-print", Kind: "calm", Head: "把这一份给家里",
			Lines: []string{"只有这个孩子的，名字、电话都是全的。给家里人，站里不另留。", "谁要的、谁给的，会记下来。"},
			Post: []page.Post{
				{Action: at + "/save", Field: "format", Value: "json", Text: "给电脑读的", Icon: "i-stick"},
				{Action: at + "/save", Field: "format", Value: "xlsx", Text: "存成表格", Icon: "i-stick"},
				{Action: at + "/paper", Field: "go", Value: "paper", Text: "印出来", Icon: "i-print", Main: true},
			}}
		if s.stickTakes() {
			p.Lines = append(p.Lines, "U 盘插着，文件存到 U 盘上，别的不动。")
		} else {
			p.Lines = append(p.Lines, "要存文件，先把家里的 U 盘插上。")
		}
		return v.render(p)
	})
}

// copySave writes the copy as a file: to the stick where one is plugged in.
func (s *Station) copySave(v *visit) error {
	return s.copied(v, func(k desk.Kept, c report.Copy, ask familyAsk) error {
		format := v.form.Text("format")
		if format != "xlsx" && format != "json" {
			return hub.E(hub.CodeInvalid, "copy.format")
		}
		if err := s.noteTaken(v, k, ask, "export"); err != nil {
			return err
		}
		var b bytes.Buffer
		write := func() error { return c.XLSX(&b) }
		if format == "json" {
			write = func() error { return c.JSON(&b) }
		}
		if err := write(); err != nil {
			return err
		}
		name := "家庭副本" + string(c.Made) + "." + format // no child's name: sticks are found by others
		if s.stickTakes() {
			return v.toStick(name, b.Bytes(), childAt(k.Child.ID)+"/copy")
		}
		return v.download(name, b.Bytes())
	})
}

// copyPaper is the copy on paper.
func (s *Station) copyPaper(v *visit) error {
	return s.copied(v, func(k desk.Kept, c report.Copy, ask familyAsk) error {
		if err := s.noteTaken(v, k, ask, "print"); err != nil {
			return err
		}
		f := v.copyFrame(k, "印给家里", "/copy")
		p := paper(f, c)
		p.Print = v.printAt(childAt(k.Child.ID) + "/copy/print")
		return v.render(p)
	})
}

// copyPrint puts it on the box's own paper.
func (s *Station) copyPrint(v *visit) error {
	return s.copied(v, func(k desk.Kept, c report.Copy, _ familyAsk) error {
		p := paper(v.copyFrame(k, "印给家里", "/copy"), c)
		return v.print(copyDoc(p, k.Child.ID), childAt(k.Child.ID)+"/copy")
	})
}

// paper is the copy as it is printed: a record a line.
func paper(f page.Frame, c report.Copy) page.CopyPaper {
	p := page.CopyPaper{Frame: f, Child: c.Child, Site: c.Site, Made: calendar.LongDate(c.Made), Prev: f.Back}
	for _, section := range c.Sections {
		part := page.CopyPart{Title: section.Title}
		for _, rec := range section.Records {
			var parts []string
			for _, f := range rec.Fields {
				parts = append(parts, f.Label+" "+asWritten(f.Text))
			}
			if rec.Sealed {
				parts = append(parts, "还有写着的，这台机器打不开")
			}
			part.Lines = append(part.Lines, page.CopyLine{Head: asWritten(rec.Head), Text: strings.Join(parts, "，"), Who: joinFacts(rec.Who, asWritten(rec.When))})
		}
		p.Parts = append(p.Parts, part)
	}
	return p
}

// noteTaken puts on the trail that the copy leaves, before it does.
func (s *Station) noteTaken(v *visit, k desk.Kept, ask familyAsk, what string) error {
	return s.Desk.NoteFamily(v.ctx(), v.who.Actor, trailLane(s.Box.Lane()), desk.FamilyAsks{
		Child: k.Child.ID, Who: ask.Who, Known: ask.Known, What: what})
}

// machineDay and machinePhone are figures as files have them.
var (
	machineDay   = regexp.MustCompile(`\b\d{4}-\d\d-\d\d\b`)
	machinePhone = regexp.MustCompile(`\b1\d{10}\b`)
)

// asWritten is a text with its days and telephone numbers as people write them.
func asWritten(text string) string {
	text = machineDay.ReplaceAllStringFunc(text, func(day string) string { return calendar.LongDate(hub.Day(day)) })
	return machinePhone.ReplaceAllStringFunc(text, spaced)
}
