package box

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// What workers and officers did to a child's records is at the county under their
// names, and no child's; who wanted what is not hers stands there too.
func TestTheCountyReadsWhoLooked(t *testing.T) {
	r := newRegion(t)
	station := r.stations[0]
	child := r.register(station, "王梓涵", "13812340421")
	head := r.head(station)
	added, err := station.desk.AddStaff(r.ctx, head, hub.NewID(), desk.Worker{Name: "申巧玲", Role: hub.RoleHead})
	r.must(err)
	head.Staff = added
	lane, d := station.TrailLane(), station.desk
	r.must(d.NoteLooks(r.ctx, lane, []desk.Look{
		{Child: child, By: head.Staff, Day: d.Today(), Minute: 600, Pages: 3, What: "page"},
		{Child: child, By: head.Staff, Day: d.Today(), Minute: 600, Pages: 1, What: "phone"}, // the same minute hides nothing
	}))
	r.must(d.NoteExport(r.ctx, head, lane, true, "health"))
	r.meet(station)
	granny := r.person(child).ID
	asks := desk.FamilyAsks{Child: child, Who: granny, Known: "self", What: "copy"}
	if err := d.NoteFamily(r.ctx, head, lane, asks); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a grandmother who is no guardian: %v", err)
	}
	asks.Known = "guardian"
	r.must(d.NoteFamily(r.ctx, head, lane, asks))
	r.meet(r.stations...)

	zhao := r.officer("赵敏", hub.RoleCounty, "")
	township, _ := station.Lane().Township()
	sun := r.officer("孙丽", hub.RoleTownship, township)
	sun.get("/audit").answers(http.StatusForbidden)
	sun.get("/audit.xlsx").answers(http.StatusForbidden)
	zhao.get("/roster.xlsx").answers(http.StatusOK, "名册拿去做什么用")
	zhao.get("/roster.xlsx?for=check").answers(http.StatusOK)
	ended, stop := context.WithCancel(r.ctx)
	stop()
	if err := r.county.looks.Run(ended); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}

	zhao.get("/audit").answers(http.StatusOK, "打针、体检对名单", "给家里抄一份", "家里要的", "上面来检查").saysNot("王梓涵", "李秀英")
	for name, want := range map[string]string{"申巧玲": "申巧玲 南董驿站 1 1 5 1 1 1", "赵敏": "赵敏 县里 0 0 0 1", "孙丽": "孙丽 县里 0 0 0 2"} {
		if got := zhao.row(name); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	zhao.get("/audit?year=2025").says("这一年还没有人看过")
	zhao.get("/audit.xlsx").answers(http.StatusOK)
}
