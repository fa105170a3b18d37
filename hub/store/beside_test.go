package store_test

import (
	"testing"

	"yizhan/hub/form"
)

// An edit beside what is there makes two versions that a person chooses from, on
// every hub; what is there already is not put beside itself.
func TestBesideReplacesNothing(t *testing.T) {
	m := members{}
	a, b := newStation(t, m), newStation(t, m)
	id := a.child("李牧阳")
	beside := child(id, form.Values{"name": "李木阳"})
	beside.Beside = true
	a.append(beside)
	if again := a.append(beside); !again.Commit.IsZero() {
		t.Error("the same was put beside itself")
	}
	b.keys.to = nil
	b.pull(a)
	converged(t, a, b)
	rec := a.record("child", id)
	if len(rec.Conflict) != 1 || len(rec.Conflict[0].Versions) != 2 || value(rec, "name") != "李木阳" {
		t.Fatalf("%+v", rec.Conflict)
	}
	a.append(child(id, form.Values{"name": "李牧阳"}))
	if rec = a.record("child", id); len(rec.Conflict) != 0 || value(rec, "name") != "李牧阳" {
		t.Errorf("chosen again: %+v %v", rec.Conflict, value(rec, "name"))
	}
}
