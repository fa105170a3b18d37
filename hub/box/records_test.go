package box

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
)

// A child's page: what is known, with numbers covered; a whole one is asked for, and
// both looks are on the trail.
func TestChildPage(t *testing.T) {
	r := newRegion(t)
	child := r.register(r.stations[0], "王梓涵", "13812340421")
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	ctx, stop := context.WithCancel(r.ctx)
	looks := make(chan error)
	go func() { looks <- r.county.looks.Run(ctx) }()

	zhao.get("/child/"+child.String()).says("王梓涵", "女 · 20 月龄 · 南董村 · 南董驿站 · 11月23日登记", "散居",
		"2025年3月12日 农历 二月十三", "身份证号 写好了", "奶奶", "李秀英", "平时带", "138****0421", "看全号", "登记")
	// The region and the birth date stand here: no other figures of the number may.
	zhao.saysNot("13812340421", "0025", "14040420", "2025031")
	zhao.post("/child/"+child.String()+"/phone", url.Values{"whose": {r.person(child).ID.String()}}).
		answers(http.StatusOK, "13812340421", "看过全号，记下了").saysNot("看全号</button>")
	zhao.get("/child/"+hub.NewID().String()).answers(http.StatusNotFound, "没找到这个孩子")
	zhao.get("/child/x").answers(http.StatusNotFound)
	zhao.get("/nowhere").answers(http.StatusNotFound, "没有这一页")
	stop()
	if err := <-looks; err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}

	recs, err := r.county.store.Of(r.ctx, child, "look")
	r.must(err)
	var whats []string
	pages := 0
	for _, rec := range recs {
		if rec.Lane != hub.LaneCounty {
			t.Errorf("a look is noted in %s", rec.Lane)
		}
		def, _ := form.Builtin().Get("look")
		for _, name := range []string{"what", "pages"} {
			f, _ := def.Field(name)
			switch value := rec.Fields[f.No].(type) {
			case string:
				whats = append(whats, value)
			case int64:
				pages += int(value)
			}
		}
	}
	if len(whats) == 0 || pages < 2 || !slices.Contains(whats, "phone") {
		t.Errorf("the trail holds %d looks: %q", pages, whats)
	}
	zhao.get("/child/" + child.String()).saysNot("翻看") // they are no changes of the child
}

// Whoever withdrew a child took it off the county's lists and counts too; what the
// county has no key for is shown as that, and counted.
func TestWithdrawnAndSealed(t *testing.T) {
	r := newRegion(t)
	station := r.stations[0]
	r.register(station, "王梓涵", "13812340421")
	gone := r.register(station, "马浩然", "13812340422")
	r.meet(station)
	rec, err := station.store.Record(r.ctx, "child", gone)
	r.must(err)
	_, err = station.desk.Correct(r.ctx, r.head(station), hub.NewID(), "child", gone, rec.Commit, form.Values{"withdrawn": "moved"})
	r.must(err)
	r.closeTo(station)
	sealed := r.register(station, "陈雨桐", "13812340423")
	r.meet(station)

	zhao := r.officer("赵敏", hub.RoleCounty, "").get("/stations").says("1 个站，2 个孩子")
	zhao.get("/children")
	if got := zhao.listed(); !slices.Equal(got, []string{"打不开", "王梓涵"}) {
		t.Errorf("the list shows %q", got)
	}
	zhao.saysNot("马浩然", "陈雨桐").says("南董村")
	zhao.get("/child/" + gone.String()).says("已撤下：搬走了")
	zhao.get("/child/"+sealed.String()).answers(http.StatusOK, "打不开的记录", "县里没有它的钥匙", "南董村").saysNot("陈雨桐", "13812340423")
}

// closeTo makes a station close its records for itself alone from now on.
func (r *region) closeTo(b *Box) {
	r.t.Helper()
	r.must(b.store.Close())
	var err error
	b.store, err = sqlite.Open(r.ctx, b.folder, store.Options{
		Keys: aloneKeys{trust.Keys{Folder: b.trust, Share: b.shares}}, Verifier: b.trust.Members(), Forms: b.forms, Clock: r.clock, Holder: b.holder,
	})
	r.must(err)
	b.desk = desk.New(b.store, b.forms, r.clock, b.names)
}

type aloneKeys struct{ trust.Keys }

func (aloneKeys) Recipients(hub.Lane) []codec.Recipient { return nil }

// What a station wrote before it was enrolled, the county opens after.
func TestRegisteredBeforeEnrolment(t *testing.T) {
	r := newRegion(t)
	b := r.open(Config{Data: filepath.Join(t.TempDir(), "early"), Clock: r.clock})
	made, err := b.desk.SetUp(r.ctx, hub.Actor{Role: hub.RoleHead, Lane: hub.LaneLocal}, desk.Setup{
		Request: hub.NewID(), Worker: desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
		SiteFacts: func() desk.SiteFacts {
			key := b.trust.Identity().Key()
			return desk.SiteFacts{Name: "早开的驿站", Role: "station", Hub: key[:]}
		}(),
	})
	r.must(err)
	child := r.register(b, "单雨桐", "13812340424")
	file, err := r.county.office.Issue(r.ctx, county.Issue{Grant: trust.Grant{Name: "早开的驿站", Township: sudian}})
	r.must(err)
	_, err = b.Enroll(r.ctx, file)
	r.must(err)
	r.meet(b)
	zhao := r.officer("赵敏", hub.RoleCounty, "").says("早开的驿站")
	zhao.get("/children?station="+made.Site.String()).says("单雨桐", "1 个孩子", "奶奶 李秀英")
	zhao.get("/child/" + child.String()).says("138****0424")
}

// The roster opens as a table, holds what was asked for, and is on the trail.
func TestRoster(t *testing.T) {
	r := newRegion(t)
	r.register(r.stations[0], "王梓涵", "13812340421")
	r.register(r.stations[1], "马浩然", "13812340422")
	r.register(r.stations[2], "秦朗", "13900001111")
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	if got := zhao.roster("/roster.xlsx?for=check"); !slices.Equal(got, []string{"王梓涵", "秦朗", "马浩然"}) {
		t.Errorf("the whole roster holds %q", got)
	}
	if got := zhao.head.Get("Content-Disposition"); !strings.Contains(got, "2026-11-23.xlsx") || !strings.Contains(got, "filename*=UTF-8''") {
		t.Errorf("the file is offered as %q", got)
	}
	zhao.get("/children?town=" + yincheng).tap("这些存成表格").tap("打针、体检对名单")
	if got := rosterNames(t, zhao.body); !slices.Equal(got, []string{"秦朗"}) {
		t.Errorf("of 荫城镇 the roster holds %q", got)
	}
	trail := 0
	r.must(r.county.store.Each(r.ctx, "look", func(rec hub.Record) error {
		if rec.Lane == hub.LaneCounty && strings.Contains(fmt.Sprint(rec.Fields), "export") {
			trail++
		}
		return nil
	}))
	if trail == 0 {
		t.Error("two exports left no trail")
	}
}

func (o *officer) roster(path string) []string {
	o.r.t.Helper()
	o.get(path).answers(http.StatusOK)
	return rosterNames(o.r.t, o.body)
}

// rosterNames is the column 姓名, sorted.
func rosterNames(t testing.TB, file string) []string {
	t.Helper()
	tables, err := sheet.Read(bytes.NewReader([]byte(file)), int64(len(file)))
	if err != nil || len(tables) != 1 {
		t.Fatalf("%d tables: %v", len(tables), err)
	}
	at := slices.IndexFunc(tables[0].Rows[0].Cells, func(c sheet.Cell) bool { return c.Text == "姓名" })
	var names []string
	for _, row := range tables[0].Rows[1:] {
		names = append(names, row.At(at).Text)
	}
	slices.Sort(names)
	return names
}
