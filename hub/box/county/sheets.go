package county

import (
	"context"
	"io"

	"yizhan/hub"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
)

// Table writes the sheets of a kind that an officer may see as an Excel file.
func (s stations) Table(ctx context.Context, w io.Writer, kind hub.Kind, personal bool, sees func(hub.Lane) bool, columns []string) error {
	_, err := report.WriteExport(ctx, w, s.Forms, seen{s.Store, sees}, report.Export{Kind: kind, Format: sheet.XLSX, Personal: personal, Columns: columns})
	return err
}

// Rows counts the sheets that Table would write.
func (s stations) Rows(ctx context.Context, kind hub.Kind, sees func(hub.Lane) bool) (n int, err error) {
	err = seen{s.Store, sees}.Each(ctx, kind, func(hub.Record) error { n++; return nil })
	return n, err
}

// seen is the records of some lanes alone.
type seen struct {
	report.Records
	sees func(hub.Lane) bool
}

func (r seen) Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error {
	return r.Records.Each(ctx, kind, func(rec hub.Record) error {
		if !r.sees(rec.Lane) {
			return nil
		}
		return visit(rec)
	})
}
