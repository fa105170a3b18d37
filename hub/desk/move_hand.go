package desk

import (
	"context"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// goesAlong is what a child takes to another township: its state and health history.
// Who looked at it, who else may be the same child, and keys stay behind.
var goesAlong = []hub.Kind{"consent", "child", "person", "enrolment", "day", "growth", "handover", "pair", "same-fact",
	"dose", "visit", "warning-signs", "screening", "health-check", "vaccine-book", "home-visit", "insurance", "snooze"}

// handedPerCommit keeps a file in commits that travel well.
const handedPerCommit = 40

// Pending is a transfer to another township as the county sees it.
type Pending struct {
	Transfer care.Transfer
	Child    care.Child
	From, To hub.Lane
}

// PendingTransfers are those that the county has to hand over, and those it has that
// nobody has received.
func (d *Desk) PendingTransfers(ctx context.Context, actor hub.Actor) (out []Pending, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	for _, state := range []string{"asked", "handed"} {
		recs, err := d.log.Find(ctx, "transfer", "state", state)
		if err != nil {
			return nil, err
		}
		for _, t := range care.All[care.Transfer](d.forms, "transfer", recs) {
			to := hub.TownshipLane(t.Township)
			if t.Township == "" || t.Lane == to || t.State == "handed" && d.stateIn(ctx, t.ID, to) != "handed" {
				continue
			}
			c, err := d.child(ctx, t.Subject)
			if hub.CodeOf(err) == hub.CodeNotFound && err != nil {
				continue
			}
			if err != nil {
				return nil, err
			}
			out = append(out, Pending{t, c, t.Lane, to})
		}
	}
	return out, nil
}

// stateIn is how far a transfer has got in one lane.
func (d *Desk) stateIn(ctx context.Context, id hub.ID, lane hub.Lane) string {
	copies, err := d.transferCopies(ctx, id)
	if err != nil {
		return ""
	}
	return copies[lane].State
}

// transferCopies is a transfer in each lane that holds it.
func (d *Desk) transferCopies(ctx context.Context, id hub.ID) (map[hub.Lane]care.Transfer, error) {
	rec, err := d.log.Record(ctx, "transfer", id)
	if err != nil {
		return nil, err
	}
	recs, err := d.log.Of(ctx, rec.Subject, "transfer")
	if err != nil {
		return nil, err
	}
	out := map[hub.Lane]care.Transfer{}
	for _, t := range care.All[care.Transfer](d.forms, "transfer", recs) {
		if t.ID == id {
			out[t.Lane] = t
		}
	}
	return out, nil
}

// HandOver writes a child's file into the lane of another township, same records,
// under keys of that lane, and closes the old copy: one act in two lanes. Only a hub
// that holds both can do it; until the station has received it, TakeBackHandOver
// undoes it.
func (d *Desk) HandOver(ctx context.Context, actor hub.Actor, request, transfer, site hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActMove); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.log.Record(ctx, "site", site)
	if err != nil {
		return hub.Outcome{}, err
	}
	to := care.As[care.Site](d.forms, rec)
	copies, err := d.transferCopies(ctx, transfer)
	if err != nil {
		return hub.Outcome{}, err
	}
	var t care.Transfer
	for lane, c := range copies {
		if lane != to.Lane {
			t = c
		}
	}
	if t.State != "asked" || to.Lane != hub.TownshipLane(t.Township) {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "move.not-here")
	}
	drafts, err := d.handed(ctx, t, to)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.appendActs(ctx, actor, "hand", request, drafts)
}

// handed is the file in the new lane, of all records of the child that live in the old
// one, and the end of the old copies.
func (d *Desk) handed(ctx context.Context, t care.Transfer, to care.Site) (drafts []hub.Draft, err error) {
	group, err := d.goingFrom(ctx, t.Subject, t.Lane)
	if err != nil {
		return nil, err
	}
	var edits, closing []hub.Edit
	for _, id := range group {
		some, err := d.fileOf(ctx, id, group)
		if err != nil {
			return nil, err
		}
		ended, err := d.leavings(ctx, id, form.Values{"withdrawn": withdrawnMoved})
		if err != nil {
			return nil, err
		}
		edits, closing = append(edits, some...), append(closing, ended...)
	}
	edits = append(edits, d.forms.Edit("transfer", t.ID, t.Subject, compact(form.Values{
		"state": "handed", "from": orNil(t.From), "from_name": orNil(t.FromName), "to": to.ID, "to_name": to.Name,
		"township": t.Township, "day": orNil(t.Day), "agreed_by": orNil(t.AgreedBy),
	})))
	for some := range slices.Chunk(edits, handedPerCommit) {
		drafts = append(drafts, hub.Draft{Lane: to.Lane, Edits: some})
	}
	return append(drafts, hub.Draft{Lane: t.Lane, Edits: append(closing,
		d.forms.Edit("transfer", t.ID, t.Subject, form.Values{"state": "handed", "to": to.ID, "to_name": to.TownshipName + to.Name}))}), nil
}

// goingFrom are all records of a child that live in a lane, the one that goes first.
func (d *Desk) goingFrom(ctx context.Context, child hub.ID, lane hub.Lane) ([]hub.ID, error) {
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	out := []hub.ID{child}
	for _, id := range g.all(child) {
		if id == child {
			continue
		}
		c, err := d.child(ctx, id)
		if err != nil {
			return nil, err
		}
		if c.Lane == lane && c.Withdrawn == "" {
			out = append(out, id)
		}
	}
	return out, nil
}

// fileOf is what goes along of one record of a child; of what was said about pairs,
// only what makes the group one.
func (d *Desk) fileOf(ctx context.Context, child hub.ID, group []hub.ID) ([]hub.Edit, error) {
	recs, err := d.log.Of(ctx, child)
	if err != nil {
		return nil, err
	}
	pairs := map[hub.ID]bool{}
	for _, p := range care.All[care.Pair](d.forms, "pair", recs) {
		pairs[p.ID] = slices.Contains(group, p.Other)
	}
	recs = slices.DeleteFunc(living(recs), func(rec hub.Record) bool {
		return !slices.Contains(goesAlong, rec.Kind) || rec.Kind == "pair" && !pairs[rec.ID]
	})
	if slices.ContainsFunc(recs, func(rec hub.Record) bool { return rec.Sealed }) {
		return nil, hub.E(hub.CodeConflict, "move.sealed")
	}
	hub.SortStable(recs, func(a, b hub.Record) int { // consents first: parts wait for them
		return slices.Index(goesAlong, a.Kind) - slices.Index(goesAlong, b.Kind)
	})
	var edits []hub.Edit
	for _, rec := range recs {
		edits = append(edits, hub.Edit{Kind: rec.Kind, Record: rec.ID, Subject: rec.Subject, Period: rec.Period, Set: rec.Fields})
	}
	return append(edits, d.forms.Edit("child", child, child, form.Values{"category": "home", "withdrawn": nil})), nil
}

// TakeBackHandOver opens the old copies again and closes the new ones, as long as the
// station there has not received the child.
func (d *Desk) TakeBackHandOver(ctx context.Context, actor hub.Actor, request, transfer hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActMove); err != nil {
		return hub.Outcome{}, err
	}
	copies, err := d.transferCopies(ctx, transfer)
	if err != nil {
		return hub.Outcome{}, err
	}
	var drafts []hub.Draft
	for lane, t := range copies {
		values := form.Values{"withdrawn": nil}
		to := hub.TownshipLane(t.Township)
		if lane == to {
			if t.State != "handed" {
				return hub.Outcome{}, hub.E(hub.CodeConflict, "move.received", t.ToName)
			}
			values["withdrawn"] = withdrawnMoved
		}
		group, err := d.handedOver(ctx, t.Subject, to)
		if err != nil {
			return hub.Outcome{}, err
		}
		edits := []hub.Edit{d.forms.Edit("transfer", t.ID, t.Subject, form.Values{"state": "cancelled"})}
		for _, id := range group {
			edits = append(edits, d.forms.Edit("child", id, id, values))
		}
		drafts = append(drafts, hub.Draft{Lane: lane, Edits: edits})
	}
	if len(drafts) < 2 {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "move.not-here")
	}
	return d.appendActs(ctx, actor, "hand-back", request, drafts)
}

// handedOver are the records of a child that nobody has received in the lane that
// they were handed to: they stand in their old station's name, there as here.
func (d *Desk) handedOver(ctx context.Context, child hub.ID, to hub.Lane) ([]hub.ID, error) {
	group, err := d.goingFrom(ctx, child, to)
	if err != nil {
		return nil, err
	}
	var failed error
	return slices.DeleteFunc(group, func(id hub.ID) bool {
		recs, err := d.log.Of(ctx, id, "child")
		failed = firstOf(failed, err)
		sites := map[hub.ID]bool{}
		for _, c := range care.All[care.Child](d.forms, "child", recs) {
			sites[c.Site] = true
		}
		return len(recs) < 2 || len(sites) > 1
	}), failed
}

// CarryTransfers tells the sending township what became of a child in the other one.
// It is the county's, which holds both; it returns how many commits it wrote.
func (d *Desk) CarryTransfers(ctx context.Context, actor hub.Actor) (int, error) {
	if err := d.allow(actor, hub.ActMove); err != nil {
		return 0, err
	}
	recs, err := d.log.Find(ctx, "transfer", "state", "received")
	if err != nil {
		return 0, err
	}
	edits := map[hub.Lane][]hub.Edit{}
	for _, t := range care.All[care.Transfer](d.forms, "transfer", recs) {
		copies, err := d.transferCopies(ctx, t.ID)
		if err != nil {
			return 0, err
		}
		for lane, other := range copies {
			if other.State == "handed" {
				edits[lane] = append(edits[lane], d.forms.Edit("transfer", t.ID, t.Subject, compact(form.Values{
					"state": "received", "received_on": orNil(t.Received),
				})))
			}
		}
	}
	return d.appendLanes(ctx, actor, edits)
}

// appendActs writes one act that needs several commits, in one transaction and under
// one batch id; the same request is carried out once.
func (d *Desk) appendActs(ctx context.Context, actor hub.Actor, act hub.Kind, request hub.ID, drafts []hub.Draft) (hub.Outcome, error) {
	for i := range drafts {
		drafts[i].Request = hub.DeriveID(act, request, strconv.Itoa(i))
		drafts[i].Author, drafts[i].Batch = actor.Staff, request
	}
	outs, err := d.log.AppendAll(ctx, drafts)
	if err != nil {
		return hub.Outcome{}, err
	}
	return outs[0], nil
}
