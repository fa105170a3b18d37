package store_test

import (
	"context"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

// The questions that pages ask, each answered from an index.
func TestWhatPagesAsk(t *testing.T) {
	ctx, reg := context.Background(), form.Builtin()
	s := newStation(t, members{})
	child, batch := hub.NewID(), hub.NewID()
	draft := func(edits ...hub.Edit) hub.Draft {
		return hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Batch: batch, Edits: edits}
	}
	first, err := s.Append(ctx, draft(
		reg.Edit("child", child, child, form.Values{"name": "王梓涵", "category": "home"}),
		reg.EditOnce("day", child, "2026-11-23", form.Values{"in": 480}),
	))
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.Append(ctx, draft(reg.Edit("child", child, child, form.Values{"category": "care"})))
	if err != nil {
		t.Fatal(err)
	}

	days, err := s.FindPeriod(ctx, "day", "2026-11-23")
	if err != nil || len(days) != 1 || days[0].Subject != child || days[0].Period != "2026-11-23" {
		t.Errorf("days: %+v, %v", days, err)
	}
	if other, err := s.FindPeriod(ctx, "day", "2026-11-24"); err != nil || len(other) != 0 {
		t.Errorf("another day: %+v, %v", other, err)
	}
	if recs, err := s.Of(ctx, child, "day"); err != nil || len(recs) != 1 || recs[0].Kind != "day" {
		t.Errorf("of one kind: %+v, %v", recs, err)
	}
	if ids, err := s.Batch(ctx, batch); err != nil || len(ids) != 2 || ids[0] != first.Commit || ids[1] != second.Commit {
		t.Errorf("batch: %v, %v", ids, err)
	}
	entry, err := s.Entry(ctx, second.Commit)
	if err != nil || len(entry.Changes) != 1 || entry.Changes[0].Was() != "home" || entry.Changes[0].To != "care" || !entry.Own {
		t.Errorf("entry: %+v, %v", entry, err)
	}
	// The trail of a record is the part of its subject's history that is about it.
	if trail, err := s.Trail(ctx, "child", child); err != nil || len(trail) != 2 || trail[0].Commit != second.Commit || trail[0].Changes[0].Was() != "home" ||
		len(trail[1].Changes) != 2 || trail[1].Changes[0].Kind != "child" {
		t.Errorf("trail: %+v, %v", trail, err)
	}
	if trail, err := s.Trail(ctx, "day", days[0].ID); err != nil || len(trail) != 1 || len(trail[0].Changes) != 1 {
		t.Errorf("trail of a day: %+v, %v", trail, err)
	}
	if _, err := s.Entry(ctx, hub.NewID()); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("an unknown commit: %v", err)
	}
	if recs, err := s.Conflicted(ctx); err != nil || len(recs) != 0 {
		t.Errorf("no conflict yet: %+v, %v", recs, err)
	}
}
