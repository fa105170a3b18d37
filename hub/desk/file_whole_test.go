package desk

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

// The closed copy of a child that moved is known by number and code, as forms are.
func TestClosedCopyIsKnownByItsForm(t *testing.T) {
	def, _ := form.Builtin().Get("child")
	f, ok := def.FieldNo(withdrawnNo)
	if !ok || f.Name != "withdrawn" || f.LabelOf(withdrawnMoved) == withdrawnMoved {
		t.Fatalf("field %d is %+v", withdrawnNo, f)
	}
	child := func(lane hub.Lane, withdrawn any) hub.Record {
		return hub.Record{Kind: "child", Lane: lane, Fields: map[uint32]any{withdrawnNo: withdrawn}}
	}
	day := hub.Record{Kind: "day", Lane: "township/140427103"}
	for _, c := range []struct {
		name string
		recs []hub.Record
		want hub.Lane
	}{
		{"moved on", []hub.Record{child("township/140427103", withdrawnMoved), child("township/140427104", nil), day}, "township/140427104"},
		{"home again", []hub.Record{child("township/140427103", nil), child("township/140427104", withdrawnMoved), day}, "township/140427103"},
		{"one copy, closed", []hub.Record{child("township/140427103", withdrawnMoved), day}, "township/140427103"},
	} {
		for _, rec := range living(c.recs) {
			if rec.Lane != c.want {
				t.Errorf("%s: a %s of %s", c.name, rec.Kind, rec.Lane)
			}
		}
	}
}
