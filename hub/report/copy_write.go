package report

import (
	"encoding/json"
	"io"
	"slices"

	"yizhan/hub/sheet"
)

// JSON writes the copy for a program.
func (c Copy) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(c)
}

// XLSX writes the copy as a table: one thing that is written a line.
func (c Copy) XLSX(w io.Writer) error {
	table, err := sheet.NewXLSX(w, "记着的都在这里", []sheet.Column{
		{Title: "哪一类", Width: 18}, {Title: "哪一条", Width: 22}, {Title: "哪一项", Width: 22},
		{Title: "写的是", Width: 40}, {Title: "什么时候写的", Width: 20}, {Title: "谁写的", Width: 18}})
	if err != nil {
		return err
	}
	for _, s := range c.Sections {
		for _, r := range s.Records {
			fields := r.Fields
			if r.Sealed {
				fields = append(slices.Clip(fields), CopyField{Label: "还有", Text: "这台机器打不开"})
			}
			for _, f := range fields {
				if err := table.Write([]sheet.Cell{sheet.Text(s.Title), sheet.Text(r.Head), sheet.Text(f.Label),
					sheet.Text(f.Text), sheet.Text(r.When), sheet.Text(r.Who)}); err != nil {
					table.Close()
					return err
				}
			}
		}
	}
	return table.Close()
}
