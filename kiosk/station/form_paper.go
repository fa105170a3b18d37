package station

import (
	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/print"
)

// formBlank prints an empty sheet, to be written on by hand.
func (s *Station) formBlank(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	if !def.MayRead(v.who.Actor.Role) {
		return hub.E(hub.CodeForbidden, "fill.may-not")
	}
	return v.print(s.sheetDoc(v, def, nil), formAt(def.Kind))
}

// formPrint prints a filled-in sheet.
func (s *Station) formPrint(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	b, err := v.record(def)
	if err != nil {
		return err
	}
	return v.print(s.sheetDoc(v, def, &b), recordAt(def.Kind, b.Record.ID))
}

// sheetDoc is a sheet on paper: filled in, or with lines and boxes to tick.
func (s *Station) sheetDoc(v *visit, def *form.Definition, b *desk.Blank) print.Doc {
	doc := print.Doc{Name: def.Title, Paper: print.Sheet, Blocks: []print.Block{{Kind: print.Title, Text: v.site.Name + " " + def.Title}}}
	t := print.Block{Kind: print.Table, Widths: []int{2, 5}, MM: 11}
	if b != nil && b.Whose.Kind == "child" {
		doc.About = []hub.ID{b.Whose.ID}
	}
	if b != nil && b.Whose.Name != "" && def.Subject != "site" {
		t.Rows = append(t.Rows, []string{"谁的", joinFacts(b.Whose.Name, b.Whose.Age)})
	} else if def.Subject == "child" || def.Subject == "staff" {
		t.Rows = append(t.Rows, []string{"谁的", ""})
	}
	for i := range def.Fields {
		f := &def.Fields[i]
		switch {
		case b != nil:
			if line, ok := s.recordLine(v, *b, f); ok {
				t.Rows = append(t.Rows, []string{line.Label, line.Text})
			}
		case answerable(f) && !workflowField(def, f) && f.Type != form.Drawing:
			t.Rows = append(t.Rows, []string{f.Label, f.Blank()})
		}
	}
	doc.Blocks = append(doc.Blocks, t)
	doc.Blocks = append(doc.Blocks, signing("填的人签名：")...)
	return doc
}
