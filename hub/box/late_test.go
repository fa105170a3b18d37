package box

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// A sheet that a station lets stand is on the county's first page from the working day
// after its deadline, and in the hands of whom the form names; what stands in it is a look
// that is noted. A township's officer finds her own stations' alone.
func TestLateSheetsAtTheCounty(t *testing.T) {
	r := newRegion(t)
	child := r.register(r.stations[0], "王梓涵", "13812340421")
	fill := func(b *Box, kind hub.Kind, values form.Values) hub.ID {
		t.Helper()
		out, err := b.desk.Fill(r.ctx, r.head(b), desk.Sheet{Request: hub.NewID(), Kind: kind, Values: values, Sure: true})
		r.must(err)
		return out.Records[0]
	}
	accident := fill(r.stations[0], "incident", form.Values{"at": 630, "what": "hurt", "child": child, "how": "从高处摔下来"})
	fill(r.stations[2], "incident", form.Values{"at": 640, "what": "fire", "how": "电线烧着了"})
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "").get("/stations").saysNot("过了期限")
	r.clock.at = r.clock.at.Add(30 * 24 * time.Hour)
	zhao.get("/stations").says("2 张表过了期限没办").tap("2 张表过了期限没办").on("/late")
	zhao.says("事故记录", "还要跟着看", "南董驿站", "横河驿站", "站长").saysNot("王梓涵", "摔下来", "归您管")
	site := r.head(r.stations[0]).Site
	if r.trail(r.county, site) != 0 {
		t.Error("the list itself is a look at somebody")
	}
	zhao.get("/late/incident/"+accident.String()).says("王梓涵", "从高处摔下来", "10:30", "还要跟着看")
	if got := r.trail(r.county, site); got != 1 {
		t.Errorf("%d looks are on the trail", got)
	}
	zhao.get("/late/incident/" + hub.NewID().String()).answers(http.StatusNotFound)
	zhao.get("/late/child/" + child.String()).answers(http.StatusUnprocessableEntity)

	// A sheet of a station that is not late: three taps from the first page, and no name
	// before the sheet itself.
	qian := r.officer("钱敏", hub.RoleCounty, "")
	qian.get("/stations").tap("看").says("南董驿站填的表", "事故记录").tap("事故记录").says("摔伤、磕伤、烫伤", "还要跟着看").saysNot("王梓涵", "摔下来", "电线")
	if got := r.trail(r.county, site); got != 1 {
		t.Errorf("%d looks are on the trail after a list", got)
	}
	qian.get("/sheets/incident/"+accident.String()).says("王梓涵", "从高处摔下来")
	if got := r.trail(r.county, site); got != 2 {
		t.Errorf("%d looks are on the trail after the sheet", got)
	}

	// A township reads inspections, and of its own stations.
	found := form.Values{"who": "township", "how": "patrol", "areas": []string{"safety"}, "until": hub.DayOf(r.clock.at).Add(10)}
	here, there := fill(r.stations[0], "inspection", found), fill(r.stations[2], "inspection", found)
	r.clock.at = r.clock.at.Add(30 * 24 * time.Hour)
	r.meet(r.stations...)
	sun := r.officer("孙乡长", hub.RoleTownship, sudian).says("1 张表过了期限没办").saysNot("归您管")
	sun.get("/late").says("检查和整改", "县里").saysNot("事故记录", "横河")
	sun.get("/late/inspection/" + here.String()).says("日常巡查")
	sun.get("/late/inspection/" + there.String()).answers(http.StatusForbidden)
	sun.get("/late/incident/" + accident.String()).answers(http.StatusForbidden)
	sun.get("/sheets?station=" + site.String()).says("检查和整改").saysNot("事故记录")
	sun.get("/sheets/incident?station=" + site.String()).answers(http.StatusForbidden)
	sun.get("/sheets?station=" + r.head(r.stations[2]).Site.String()).answers(http.StatusForbidden)
	sun.get("/sheets/inspection/" + there.String()).answers(http.StatusForbidden)
	sun.get("/classes?station="+site.String()).says("妈妈课堂台账", "这个站还没有填过")
	sun.get("/classes?station=" + r.head(r.stations[2]).Site.String()).answers(http.StatusForbidden)
	zhao.login("赵敏", password).get("/late").says("4 张表过了期限没办，2 张归您管")
}

// trail is how many looks at a subject a box has noted by now.
func (r *region) trail(b *Box, subject hub.ID) int {
	r.t.Helper()
	ended, stop := context.WithCancel(r.ctx)
	stop()
	if err := b.looks.Run(ended); err != nil && !errors.Is(err, context.Canceled) {
		r.t.Fatal(err)
	}
	recs, err := b.store.Of(r.ctx, subject, "look")
	r.must(err)
	return len(recs)
}
