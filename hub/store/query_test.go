package store_test

import (
	"context"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
)

// byVillage finds children by county.
type byVillage struct{}

func (byVillage) Name() string      { return "near/1" }
func (byVillage) Kinds() []hub.Kind { return []hub.Kind{"child"} }

func (byVillage) Project(rec hub.Record) []store.Row {
	village, _ := value(rec, "village").(string)
	if len(village) < 6 {
		return nil
	}
	return []store.Row{{Name: "near", Value: village[:6]}}
}

func TestFindFollowsEveryChange(t *testing.T) {
	ctx := context.Background()
	s := newStation(t, members{}, func(o *store.Options) { o.Projections = []store.Projection{byVillage{}} })
	id := s.child("王小满")
	count := func(field string, v any) int {
		t.Helper()
		found, err := s.Find(ctx, "child", field, v)
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	s.append(child(id, form.Values{"category": "care"}))
	s.append(child(id, form.Values{"village": "140428100200"}))
	for _, tt := range []struct {
		field string
		value any
		want  int
	}{
		{"category", "home", 0}, {"category", "care", 1},
		{"village", "140427103201", 0}, {"village", "140428100200", 1},
		{"near", "140427", 0}, {"near", "140428", 1},
	} {
		if got := count(tt.field, tt.value); got != tt.want {
			t.Errorf("%s %v: %d found, want %d", tt.field, tt.value, got, tt.want)
		}
	}
	s.append(child(id, form.Values{"village": nil}))
	if got := count("near", "140428"); got != 0 {
		t.Errorf("cleared, but found %d times", got)
	}
}

func TestFindRangeIsInOrder(t *testing.T) {
	ctx := context.Background()
	s := newStation(t, members{})
	for _, village := range []string{"140427103203", "140427103201", "140427103299", "140428100200"} {
		s.append(child(hub.NewID(), form.Values{"village": village}))
	}
	found, err := s.FindRange(ctx, "child", "village", "140427103202", "140427103999")
	if err != nil || len(found) != 2 || value(found[0], "village") != "140427103203" {
		t.Errorf("found %v, %v", found, err)
	}
	if _, err := s.Find(ctx, "child", "name", "王小满"); err == nil {
		t.Error("a sealed field was searched in an index")
	}
}

func TestHistorySaysWhoChangedWhat(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	a.keys.to = append(a.keys.to, b.keys.recipient())
	b.keys.to = append(b.keys.to, a.keys.recipient())
	id := a.child("王小满")
	b.pull(a)
	a.append(child(id, form.Values{"name": "王小曼"})) // both correct it while apart
	b.append(child(id, form.Values{"name": "王晓满"}))
	a.pull(b)
	rec := a.record("child", id)
	if len(rec.Conflict) != 1 || len(rec.Conflict[0].Versions) != 2 {
		t.Fatalf("conflict %+v", rec.Conflict)
	}
	a.append(child(id, form.Values{"name": value(rec, "name").(string)}))
	if rec := a.record("child", id); len(rec.Conflict) != 0 {
		t.Errorf("settled, but conflict %+v", rec.Conflict)
	}
	acts, err := a.History(ctx, id)
	if err != nil || len(acts) != 4 {
		t.Fatalf("%d acts, %v", len(acts), err)
	}
	if got := acts[0].Changes[0]; len(got.From) != 2 || got.To != value(rec, "name") {
		t.Errorf("settling: %+v", got)
	}
	if acts[0].Author != (hub.ID{9}) || !acts[0].Own || acts[0].At.Quality != hub.ClockConfirmed || acts[0].At.Wall.IsZero() {
		t.Errorf("who and when: %+v", acts[0])
	}
	own := 0
	for _, act := range acts {
		if act.Own {
			own++
		}
	}
	if own != 3 || acts[3].Changes[0].From != nil {
		t.Errorf("%d own acts, first %+v", own, acts[3])
	}
}

func TestLocalLaneLivesOnInTheTownship(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	id := hub.NewID()
	write := func(l hub.Lane, e ...hub.Edit) hub.Outcome {
		t.Helper()
		out, err := a.Append(ctx, hub.Draft{Lane: l, Edits: e})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	write(hub.LaneLocal, child(id, form.Values{"name": "王小满", "category": "home", "photo": []byte("照片")}))
	write(hub.LaneLocal, form.Builtin().EditOnce("consent", id, "remind", form.Values{"answer": "yes"}))
	a.keys.to = append(a.keys.to, b.keys.recipient())
	if n, err := a.Continue(ctx, hub.LaneLocal, lane); err != nil || n != 1 {
		t.Fatalf("%d commits, %v", n, err)
	}
	if n, err := a.Continue(ctx, hub.LaneLocal, lane); err != nil || n != 0 {
		t.Errorf("again: %d commits, %v", n, err)
	}
	for round := range 2 {
		found, err := a.Find(ctx, "child", "category", "home")
		if err != nil || len(found) != 1 || found[0].Lane != lane || value(found[0], "name") != "王小满" {
			t.Errorf("round %d: found %+v, %v", round, found, err)
		}
		if recs, err := a.Subject(ctx, id); err != nil || len(recs) != 2 { // child, consent
			t.Errorf("round %d: subject has %d records, %v", round, len(recs), err)
		}
		if err := a.Rebuild(ctx); err != nil {
			t.Fatal(err)
		}
	}
	b.pull(a)
	if rec := b.record("child", id); value(rec, "name") != "王小满" || value(rec, "photo") != nil {
		t.Errorf("next door: %+v", rec)
	}
	converged(t, a, b)
	if acts, err := a.History(ctx, id); err != nil || len(acts) != 3 || acts[0].Lane != lane {
		t.Errorf("history %+v, %v", acts, err)
	}
}

func TestRecordNotHere(t *testing.T) {
	s := newStation(t, members{})
	if _, err := s.Record(context.Background(), "child", hub.NewID()); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("error %v", err)
	}
	if _, err := s.Commit(context.Background(), hub.NewID()); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("error %v", err)
	}
	if _, err := s.RecordCopies(context.Background(), "child", hub.NewID()); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("error %v", err)
	}
}
