// Package roster takes children from tables as stations keep them. A table goes
// through three steps, and a person sees each of them:
//
//	Propose  finds the header and what each column means; a person may change it
//	Preview  says per row what will happen, and why a row cannot be taken
//	Take     registers the good rows as one batch, through the Desk
//
// Nothing is remembered between files: columns are matched by meaning each time.
// Rows that cannot be taken go back to the person as a table with a column 原因.
package roster

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

// Desk is what taking a roster needs of hub/desk. Check tidies a registration in
// place and says what cannot be, without writing: the same rules as at the desk.
type Desk interface {
	Check(r *desk.Registration) error
	Import(ctx context.Context, actor hub.Actor, im desk.Import) (desk.Imported, error)
}

// Records is where known children are looked up.
type Records interface {
	Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error
}

// Roster previews and takes tables.
type Roster struct {
	Forms   *form.Registry
	Records Records
	Desk    Desk
	// Village is the code of a village that is listed hereabouts; "" keeps the
	// name as written.
	Village func(name string) (code string)
}

// Options is what the person says once for the whole file.
type Options struct {
	Today    hub.Day
	Site     hub.ID
	Category string // of children whose row does not say; empty: home (散居)
}

// Verdict is what will happen to a row.
type Verdict string

const (
	Take    Verdict = "take"    // a new child
	Hint    Verdict = "hint"    // a new child, but somebody may look at it again
	Known   Verdict = "known"   // the child is here already, or stands in an earlier row
	Refused Verdict = "refused" // a person has to mend it first
	Passed  Verdict = "passed"  // no child: a title, a total, an empty number
)

// Row is one row of the table after the preview.
type Row struct {
	Line    int // in the file
	Cells   []sheet.Cell
	Child   desk.Registration // as it would be taken
	Verdict Verdict
	Why     []*hub.Error // sentences of hub/words, in the order of the columns
	Same    hub.ID       // the registered child that it is or resembles
	SameRow int          // the earlier line with that child, else 0

	family    hub.ID // of a registered brother or sister
	familyRow int    // the first line with a child of this family
}

// Counts is a preview in numbers.
type Counts struct{ Take, Hint, Known, Refused, Passed int }

// New is how many children would be taken.
func (c Counts) New() int { return c.Take + c.Hint }

// Preview is what will happen to each row.
type Preview struct {
	Proposal Proposal
	Rows     []Row
}

// Count adds the rows up by verdict.
func (p Preview) Count() Counts {
	var c Counts
	for _, r := range p.Rows {
		switch r.Verdict {
		case Take:
			c.Take++
		case Hint:
			c.Hint++
		case Known:
			c.Known++
		case Refused:
			c.Refused++
		case Passed:
			c.Passed++
		}
	}
	return c
}
