package desk

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/outside"
)

// OutsideBatch is a file for a system whose answer is awaited: what it says was fixed when it
// was made, so that it can be saved again, and so that what is then noted as entered is what
// the file said, whatever has changed here since.
type OutsideBatch struct {
	ID   hub.ID
	Day  hub.Day
	Rows []OutsideRow // by line
}

// OutsideRow is one line of it.
type OutsideRow struct {
	OutsideOne
	outside.Sent
}

// rowsPerCommit keep a commit far below its bound, however long the lines are.
const rowsPerCommit = 20

// BatchOutside makes a file of all who are new or changed; who lacks something that the
// system wants is left out and stays on the list. left is how many.
// Errors: those of OutsideList; CodeInvalid outside.nothing.
func (d *Desk) BatchOutside(ctx context.Context, actor hub.Actor, request hub.ID, ask OutsideAsk) (batch hub.ID, left int, err error) {
	sys, all, err := d.OutsideList(ctx, actor, ask)
	if err != nil {
		return batch, 0, err
	}
	batch = hub.DeriveID("outside-entry", request, "batch")
	render, by := outside.NewRenderer(sys.Template, d.forms), map[hub.Lane][]hub.Edit{}
	row := 0
	for _, o := range all {
		switch {
		case o.Stand != outside.StandNew && o.Stand != outside.StandChanged:
			continue
		case len(outside.Lacking(o.Line)) > 0:
			left++
			continue
		}
		row++
		values := d.answered(sys, actor)
		values["batch"], values["row"], values["why"] = batch.String(), row, nil
		values["sent"] = outside.Pack(outside.Cells(render.Line(o.facts, row, d.Today())))
		by[o.Lane] = append(by[o.Lane], d.forms.EditOnce("outside-entry", o.Subject, sys.ID.String(), values))
	}
	if row == 0 {
		return batch, left, hub.E(hub.CodeInvalid, "outside.nothing")
	}
	return batch, left, d.appendEach(ctx, actor, request, by)
}

// appendEach writes edits to their lanes, some to a commit, in one transaction.
func (d *Desk) appendEach(ctx context.Context, actor hub.Actor, request hub.ID, by map[hub.Lane][]hub.Edit) error {
	var drafts []hub.Draft
	lanes := make([]hub.Lane, 0, len(by))
	for lane := range by {
		lanes = append(lanes, lane)
	}
	slices.Sort(lanes)
	for _, lane := range lanes {
		for edits := range slices.Chunk(by[lane], rowsPerCommit) {
			actor.Lane = lane
			one, err := d.draft(ctx, actor, hub.DeriveID("outside-entry", request, strconv.Itoa(len(drafts))), edits...)
			if err != nil {
				return err
			}
			drafts = append(drafts, one)
		}
	}
	_, err := d.log.AppendAll(ctx, drafts)
	return err
}

// OutsideBatches are the files of a list whose answer is awaited, as far as the list has
// their lines; the newest first.
func OutsideBatches(list []OutsideOne) (out []OutsideBatch) {
	by := map[hub.ID]int{}
	for _, o := range list {
		if o.Stand != outside.StandWaiting {
			continue
		}
		at, known := by[o.Entry.Batch]
		if !known {
			at = len(out)
			by[o.Entry.Batch] = at
			out = append(out, OutsideBatch{ID: o.Entry.Batch, Day: o.Entry.Day})
		}
		out[at].Rows = append(out[at].Rows, OutsideRow{o, outside.Sent{Subject: o.Subject, Row: o.Entry.Row, Cells: o.Entry.Sent}})
	}
	for _, b := range out {
		hub.Sort(b.Rows, func(x, y OutsideRow) int { return cmp.Compare(x.Row, y.Row) })
	}
	hub.Sort(out, func(a, b OutsideBatch) int {
		return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}

// OutsideBatch is one of them. Errors: CodeNotFound outside.no-batch besides: it was answered,
// or nobody of it is hers.
func (d *Desk) OutsideBatch(ctx context.Context, actor hub.Actor, ask OutsideAsk, id hub.ID) (OutsideSystem, OutsideBatch, error) {
	sys, list, err := d.OutsideList(ctx, actor, ask)
	if err != nil {
		return sys, OutsideBatch{}, err
	}
	all := OutsideBatches(list)
	if at := slices.IndexFunc(all, func(b OutsideBatch) bool { return b.ID == id }); at >= 0 {
		return sys, all[at], nil
	}
	return sys, OutsideBatch{}, hub.E(hub.CodeNotFound, "outside.no-batch")
}

// Answering is what a system said of a file, line by line; Drop: the file was never given to
// it, and its lines are to be done as before.
type Answering struct {
	Request hub.ID
	Ask     OutsideAsk
	Batch   hub.ID
	Answers []outside.Answer
	All     bool // everything was taken; it gave no numbers
	Drop    bool
}

// AnswerOutside notes the answers: what was taken stands there as the file said it, what was
// refused goes back to the list with its reason. Of whom the system said nothing, the answer
// is still awaited. Errors: those of OutsideBatch.
func (d *Desk) AnswerOutside(ctx context.Context, actor hub.Actor, a Answering) (taken, refused int, err error) {
	sys, batch, err := d.OutsideBatch(ctx, actor, a.Ask, a.Batch)
	if err != nil {
		return 0, 0, err
	}
	by := map[hub.Lane][]hub.Edit{}
	for _, row := range batch.Rows {
		at := slices.IndexFunc(a.Answers, func(x outside.Answer) bool { return x.Subject == row.OutsideOne.Subject })
		var values form.Values
		switch {
		case a.Drop:
			values = d.answered(sys, actor)
		case a.All:
			values = d.entered(sys, actor, outside.Pack(row.Cells), "")
			taken++
		case at < 0:
			continue
		case a.Answers[at].Why != "":
			values = d.answered(sys, actor)
			values["why"] = strings.TrimSpace(a.Answers[at].Why)
			refused++
		default:
			values = d.entered(sys, actor, outside.Pack(row.Cells), a.Answers[at].Number)
			taken++
		}
		by[row.Lane] = append(by[row.Lane], d.forms.EditOnce("outside-entry", row.OutsideOne.Subject, sys.ID.String(), values))
	}
	return taken, refused, d.appendEach(ctx, actor, a.Request, by)
}
