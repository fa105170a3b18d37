package box

import (
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/station"
)

// around brings every station to what the county has, and back, as news does.
func (r *region) around() {
	r.t.Helper()
	for range 2 {
		r.meet(r.stations...)
		for _, s := range r.stations {
			r.must(s.noticed(r.ctx, hub.News{}))
		}
	}
}

// asks is the family of a child that asks its station.
func (r *region) asks(b *Box, child hub.ID, what string) care.EraseAsk {
	r.t.Helper()
	who := r.head(b)
	recs, err := b.store.Of(r.ctx, child, "person")
	r.must(err)
	id, _, err := b.desk.AskErase(r.ctx, who, desk.Wish{
		Request: hub.NewID(), Child: child, What: what, By: care.All[care.Person](b.forms, "person", recs)[0].ID, Proof: "id",
	})
	r.must(err)
	ask, err := b.desk.EraseAsk(r.ctx, who, id)
	r.must(err)
	return ask
}

// A family asks, the county orders, every hub carries it out and says so.
func TestAFamilysRequestReachesEveryHub(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong, kansi := r.stations[0], r.stations[1]
	child := r.register(nandong, "王梓涵", "13812340421")
	other := r.register(nandong, "马浩然", "13812340422")
	r.around()
	r.must(give(r.ctx, nandong, kansi))
	ask := r.asks(nandong, child, desk.EraseAll)
	if ask.Due != "2026-12-14" {
		t.Errorf("an answer is due on %s: fifteen working days after Monday 23 November are Monday 14 December", ask.Due)
	}
	r.around()
	if _, known := nandong.names.Get(child); known {
		t.Error("who is paused is still found by name")
	}
	reader, err := nandong.desk.Reader(r.head(nandong), hub.ActExport)
	r.must(err)
	reader, err = reader.InUse(r.ctx, nandong.desk)
	r.must(err)
	exported := 0
	r.must(reader.Each(r.ctx, "person", func(rec hub.Record) error {
		exported++
		if rec.Subject == child {
			t.Error("who is paused is exported")
		}
		return nil
	}))
	if exported == 0 {
		t.Error("the control: nothing is exported at all")
	}
	county := r.countyActor()
	asked, err := r.county.desk.EraseAsks(r.ctx, county)
	r.must(err)
	if len(asked) != 1 || asked[0].ByName != "李秀英" || !asked[0].Open() {
		t.Fatalf("the county hears %+v", asked)
	}
	if _, err := r.county.desk.ApproveErase(r.ctx, county, desk.Verdict{Request: hub.NewID(), Ask: ask.ID}); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("ordered without making sure who asks: %v", err)
	}
	_, err = r.county.desk.ApproveErase(r.ctx, county, desk.Verdict{Request: hub.NewID(), Ask: ask.ID, Checked: "phone"})
	r.must(err)
	r.around()
	r.must(give(r.ctx, kansi, r.county))
	for _, b := range append(r.stations, r.county) {
		if r.knows(b, child) {
			t.Error("a hub knows the child still")
		}
		if recs, err := b.store.Of(r.ctx, child); err != nil || len(recs) > 0 {
			t.Errorf("%d records are left: %v %v", len(recs), recs, err)
		}
		if _, known := b.names.Get(child); known {
			t.Error("a hub names the child still")
		}
	}
	if !r.knows(nandong, other) {
		t.Fatal("somebody else was erased")
	}

	// The page at the county: three hubs hold the township, all have said so.
	ask, err = r.county.desk.EraseAsk(r.ctx, county, ask.ID)
	r.must(err)
	holders, err := r.county.fleet.Holders(r.ctx, ask.Lane)
	r.must(err)
	reach, err := r.county.desk.Reach(r.ctx, county, ask, holders)
	r.must(err)
	if len(reach.Hubs) != 3 || reach.Done != 3 {
		t.Errorf("done on %d of %d: %+v", reach.Done, len(reach.Hubs), reach.Hubs)
	}
	// The same at the station, which learns it with the county's lane.
	r.around()
	holders, err = nandong.fleet.Holders(r.ctx, ask.Lane)
	r.must(err)
	reach, err = nandong.desk.Reach(r.ctx, r.head(nandong), ask, holders)
	r.must(err)
	if reach.Done < 3 {
		t.Errorf("the station hears of %d: %+v", reach.Done, reach.Hubs)
	}
}

// What a law makes us keep stays, with the name that it cannot do without: the rest
// of what one family asked goes, from every hub.
func TestWhatALawKeepsStays(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong := r.stations[0]
	child := r.register(nandong, "王梓涵", "13812340421")
	_, err := nandong.desk.Measure(r.ctx, r.head(nandong), desk.Measuring{Request: hub.NewID(), Child: child, Day: "2026-11-23", Weight: 9200})
	r.must(err)
	r.around()
	ask := r.asks(nandong, child, desk.EraseAll)
	r.around()
	county := r.countyActor()
	_, err = r.county.desk.ApproveErase(r.ctx, county, desk.Verdict{Request: hub.NewID(), Ask: ask.ID, Checked: "seen"})
	r.must(err)
	for range 5 { // the station has not heard of it, and writes on: further than the county had come
		_, err := nandong.store.Append(r.ctx, hub.Draft{Lane: nandong.Lane(), Edits: []hub.Edit{
			nandong.forms.Edit("person", hub.NewID(), child, form.Values{"name": "李二妹", "kinship": "other"})}})
		r.must(err)
	}
	r.around()
	r.around()
	for _, b := range []*Box{nandong, r.county} {
		recs, err := b.store.Of(r.ctx, child)
		r.must(err)
		left := map[hub.Kind]int{}
		for _, rec := range recs {
			left[rec.Kind]++
		}
		if left["growth"] != 1 || left["child"] != 1 || left["person"]+left["consent"] > 0 {
			t.Errorf("left: %v", left)
		}
		c := care.All[care.Child](b.forms, "child", recs)[0]
		if c.Name != "王梓涵" || c.VillageName != "" || c.Withdrawn != "kept" || c.Sealed {
			t.Errorf("of the child is left: %+v", c)
		}
	}
	if got, want := r.digest(nandong, nandong.Lane()), r.digest(r.county, nandong.Lane()); got != want {
		t.Error("hubs disagree on what is left")
	}
	r.agree(ask, 3)
}

// agree checks how many hubs have carried a request's orders out.
func (r *region) agree(ask care.EraseAsk, hubs int) {
	r.t.Helper()
	ask, err := r.county.desk.EraseAsk(r.ctx, r.countyActor(), ask.ID)
	r.must(err)
	holders, err := r.county.fleet.Holders(r.ctx, ask.Lane)
	r.must(err)
	reach, err := r.county.desk.Reach(r.ctx, r.countyActor(), ask, holders)
	r.must(err)
	if reach.Done != hubs {
		r.t.Errorf("done on %d of %d: %+v", reach.Done, len(reach.Hubs), reach.Hubs)
	}
}

// A photo that the family does not want any more is dropped everywhere without an
// officer; where it agrees again, a new one is kept.
func TestWithdrawnConsentErases(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong := r.stations[0]
	who := r.head(nandong)
	child := r.register(nandong, "王梓涵", "13812340421")
	answers := func(refused ...hub.Purpose) {
		t.Helper()
		_, err := nandong.desk.Consent(r.ctx, who, desk.ConsentSheet{Request: hub.NewID(), Child: child, Refused: refused, Way: "paper", ByName: "李秀英", Day: "2026-11-23"})
		r.must(err)
	}
	photo := func(b *Box) any {
		rec, err := b.store.Record(r.ctx, "child", child)
		r.must(err)
		def, _ := b.forms.Get("child")
		f, _ := def.Field("photo")
		return rec.Fields[f.No]
	}
	take := func(picture string) {
		t.Helper()
		_, err := nandong.store.Append(r.ctx, hub.Draft{Lane: nandong.Lane(), Edits: []hub.Edit{nandong.forms.Edit("child", child, child, form.Values{"photo": []byte(picture)})}})
		r.must(err)
	}
	answers()
	take("first")
	r.around()
	if photo(r.county) == nil {
		t.Fatal("the photo has not come: there is nothing to erase")
	}
	answers("photo")
	if photo(nandong) != nil {
		t.Error("shown after it was refused")
	}
	r.around()
	orders, err := r.county.store.Erasures(r.ctx)
	r.must(err)
	if len(orders) != 1 || orders[0].Gate != "photo" || orders[0].Upto == 0 || orders[0].Parts != 1 {
		t.Fatalf("orders: %+v", orders)
	}
	r.around()
	asks, err := nandong.desk.EraseAsks(r.ctx, who)
	r.must(err)
	if len(asks) != 1 || asks[0].What != "photo" || asks[0].ByName != "李秀英" {
		t.Fatalf("the family is not told what became of it: %+v", asks)
	}
	r.agree(asks[0], 3)
	if again, err := r.county.desk.OrderWithdrawn(r.ctx, hub.Actor{Role: hub.RoleBox}); again != 0 || err != nil {
		t.Errorf("ordered again: %d, %v", again, err)
	}
	answers()
	r.around()
	if photo(nandong) != nil || photo(r.county) != nil {
		t.Error("the old photo is back")
	}
	take("second")
	r.around()
	if photo(r.county) == nil {
		t.Error("what was agreed to anew is not kept")
	}
}

// After its years a child's record runs out by itself: shown a month before, held
// where somebody says so, and gone the night it is due. The control is a child that
// comes still.
func TestRetentionRunsOut(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong := r.stations[0]
	gone, held, small := r.register(nandong, "王梓涵", "13812340421"), r.register(nandong, "马浩然", "13812340422"), r.register(nandong, "马小雨", "13812340423")
	for _, child := range []hub.ID{gone, held} {
		rec, err := nandong.store.Record(r.ctx, "child", child)
		r.must(err)
		_, err = nandong.desk.Correct(r.ctx, r.head(nandong), hub.NewID(), "child", child, rec.Commit, form.Values{"withdrawn": "grown"})
		r.must(err)
	}
	r.around()
	county := r.countyActor()
	expiring := func() (names []string) {
		due, err := r.county.desk.Expiring(r.ctx, county, r.county.desk.Today().Add(31))
		r.must(err)
		for _, e := range due {
			names = append(names, e.Child.Name)
		}
		return names
	}
	if got := expiring(); len(got) > 0 {
		t.Errorf("three years early: %v", got)
	}
	if _, err := r.county.desk.SetTerm(r.ctx, county, hub.NewID(), "health", 2); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("below what is required: %v", err)
	}
	_, err := r.county.desk.SetTerm(r.ctx, county, hub.NewID(), "care", 2)
	r.must(err)
	r.clock.at = time.Date(2028, 11, 1, 2, 0, 0, 0, hub.China)
	if got := expiring(); len(got) != 2 {
		t.Fatalf("within a month run out %v", got)
	}
	_, err = r.county.desk.HoldErase(r.ctx, county, hub.NewID(), held, "dispute")
	r.must(err)
	r.must(r.county.retain(r.ctx))
	if !r.knows(r.county, gone) {
		t.Error("erased before its day")
	}
	r.clock.at = time.Date(2028, 11, 23, 3, 0, 0, 0, hub.China)
	r.must(r.county.retain(r.ctx))
	r.around()
	for name, b := range map[string]*Box{"county": r.county, "station": nandong} {
		if r.knows(b, gone) || !r.knows(b, held) || !r.knows(b, small) {
			t.Errorf("%s knows the one that ran out: %v, the held one: %v, the small one: %v", name, r.knows(b, gone), r.knows(b, held), r.knows(b, small))
		}
	}
	_, err = r.county.desk.HoldErase(r.ctx, county, hub.NewID(), held, "")
	r.must(err)
	r.must(r.county.retain(r.ctx))
	if r.knows(r.county, held) {
		t.Error("kept though nobody holds it any more")
	}
}

// What was erased because a family asked stays erased, in each of the ways that it was
// ordered: whole, all but what a law keeps, and one purpose. It does not come back from
// an old stick, an old backup, a hub that was away, or when the log is folded anew.
func TestErasedByRequestStaysErased(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong, kansi := r.stations[0], r.stations[1]
	whole, kept, photo := r.register(nandong, "王梓涵", "13812340421"), r.register(nandong, "马浩然", "13812340422"), r.register(nandong, "马小雨", "13812340423")
	_, err := nandong.desk.Measure(r.ctx, r.head(nandong), desk.Measuring{Request: hub.NewID(), Child: kept, Day: "2026-11-23", Weight: 9200})
	r.must(err)
	_, err = nandong.desk.NoteQuiz(r.ctx, r.head(nandong), desk.Answered{Request: hub.NewID(), Lesson: "feed-6", Child: kept, Answers: []int{3, 2, 1}})
	r.must(err)
	_, err = nandong.desk.Consent(r.ctx, r.head(nandong), desk.ConsentSheet{Request: hub.NewID(), Child: photo, Way: "paper", ByName: "李秀英", Day: "2026-11-23"})
	r.must(err)
	_, err = nandong.store.Append(r.ctx, hub.Draft{Lane: nandong.Lane(), Edits: []hub.Edit{nandong.forms.Edit("child", photo, photo, form.Values{"photo": []byte("jpeg")})}})
	r.must(err)
	r.around()
	r.must(give(r.ctx, nandong, kansi))
	stick, place := t.TempDir(), t.TempDir()
	r.carries(kansi, r.head(kansi), stick)
	r.carries(nandong, r.head(nandong), stick)
	old, err := nandong.backups.BackUpTo(r.ctx, place)
	r.must(err)
	if !r.holds(nandong, whole, "person") || !r.holds(kansi, whole, "person") || !r.holds(kansi, kept, "person") || !r.holds(kansi, kept, "quiz") || !r.pictured(nandong, photo) {
		t.Fatal("the control: there is nothing to erase")
	}

	for _, child := range []hub.ID{whole, kept} {
		ask := r.asks(nandong, child, desk.EraseAll)
		r.meet(nandong)
		_, err := r.county.desk.ApproveErase(r.ctx, r.countyActor(), desk.Verdict{Request: hub.NewID(), Ask: ask.ID, Checked: "phone"})
		r.must(err)
	}
	r.asks(nandong, photo, "photo")
	for range 2 {
		r.meet(nandong)
		r.must(nandong.noticed(r.ctx, hub.News{}))
	}
	gone := func(when string, boxes ...*Box) {
		t.Helper()
		for _, b := range boxes {
			if r.knows(b, whole) || r.holds(b, kept, "person") || r.holds(b, kept, "quiz") || !r.holds(b, kept, "growth") || r.pictured(b, photo) {
				t.Errorf("%s, %s: whole %v, kept's people %v, its quiz %v, its growth %v, photo %v", when, filepath.Base(b.cfg.Data),
					r.knows(b, whole), r.holds(b, kept, "person"), r.holds(b, kept, "quiz"), r.holds(b, kept, "growth"), r.pictured(b, photo))
			}
		}
	}
	gone("ordered", nandong, r.county)
	r.must(give(r.ctx, kansi, nandong)) // was away, and has it all
	r.must(give(r.ctx, kansi, r.county))
	gone("a hub comes back", nandong, r.county)
	r.must(give(r.ctx, r.county, kansi))
	gone("and hears of it", kansi)
	r.carries(nandong, r.head(nandong), stick)
	r.carries(kansi, r.head(kansi), stick)
	gone("an old stick", nandong, kansi)
	r.must(nandong.store.Rebuild(r.ctx))
	gone("folded anew", nandong)

	r.must(nandong.Close())
	_, err = RestoreInto(r.ctx, Config{Data: nandong.cfg.Data, Clock: r.clock}, old.Path, "", "")
	r.must(err)
	again := r.open(Config{Data: nandong.cfg.Data, Clock: r.clock})
	gone("an old backup", again)
	r.must(give(r.ctx, r.county, again))
	r.must(give(r.ctx, again, r.county))
	gone("and met the county", again, r.county)
	if got, want := r.digest(again, again.Lane()), r.digest(r.county, again.Lane()); got != want {
		t.Error("hubs disagree on what is left")
	}
}

// holds says whether a box has records of a kind of a child.
func (r *region) holds(b *Box, child hub.ID, kind hub.Kind) bool {
	r.t.Helper()
	recs, err := b.store.Of(r.ctx, child, kind)
	r.must(err)
	return len(recs) > 0
}

// pictured says whether a box has a child's photo.
func (r *region) pictured(b *Box, child hub.ID) bool {
	r.t.Helper()
	rec, err := b.store.Record(r.ctx, "child", child)
	r.must(err)
	def, _ := b.forms.Get("child")
	f, _ := def.Field("photo")
	return rec.Fields[f.No] != nil
}

// The county's pages: what waits for an answer, the answer with what is missing said
// beside it, and where it is done. Nobody of a single township answers.
func TestCountyAnswersAFamily(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong := r.stations[0]
	child := r.register(nandong, "王梓涵", "13812340421")
	r.around()
	ask := r.asks(nandong, child, desk.EraseAll)
	r.around()
	at := "/erasures/" + ask.ID.String()
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/erasures").says("王梓涵", "全部删掉", "奶奶 李秀英", "12月14日，还有 21 天", "1 件，1 件等答复")
	zhao.get(at).says("看过身份证", "15 个工作日", "要删的", "通知各站删除")
	zhao.post(at, url.Values{"do": {"approve"}}).answers(http.StatusOK, "还没有写怎么核实是本人")
	zhao.post(at, url.Values{"do": {"refuse"}}).answers(http.StatusOK, "不删要给家里一个说法")
	zhao.post(at, url.Values{"do": {"approve"}, "checked": {"phone"}})
	r.around()
	zhao.get(at).says("已在 3/3 处删除", "删好了", "打过电话").saysNot("王梓涵")
	zhao.get("/erasures").says("3/3 处", "一个孩子")
	zhao.get("/children").saysNot("王梓涵")
	zhao.get("/retention").says("登记和照护", "借用的，待县里确认", "下个月没有到期的")
	zhao.post("/retention", url.Values{"class": {"care"}, "years": {"0"}}).answers(http.StatusOK, "至少要留 1 年")
	zhao.post("/retention", url.Values{"class": {"care"}, "years": {"5"}})
	zhao.get("/retention").says("11月23日定的")

	town := r.officer("李乡", hub.RoleCounty, sudian)
	town.get("/erasures").answers(http.StatusForbidden)
	town.get(at).answers(http.StatusForbidden)
	town.post(at, url.Values{"do": {"approve"}, "checked": {"phone"}}).answers(http.StatusForbidden)
	town.post("/retention", url.Values{"class": {"care"}, "years": {"9"}}).answers(http.StatusForbidden)
}

// A family that is refused has the reason, and its child is in use again.
func TestRefusedAndInUseAgain(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong := r.stations[0]
	child := r.register(nandong, "王梓涵", "13812340421")
	r.around()
	ask := r.asks(nandong, child, desk.ErasePause)
	r.around()
	if _, err := r.county.desk.ApproveErase(r.ctx, r.countyActor(), desk.Verdict{Request: hub.NewID(), Ask: ask.ID, Checked: "seen"}); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("erased though the family asked for a stop alone: %v", err)
	}
	_, err := r.county.desk.RefuseErase(r.ctx, r.countyActor(), desk.Verdict{Request: hub.NewID(), Ask: ask.ID, Answer: "生日已经改好"})
	r.must(err)
	r.around()
	for _, b := range []*Box{nandong, r.county} {
		if _, known := b.names.Get(child); !known {
			t.Error("not in use again")
		}
	}
	told, err := nandong.desk.EraseAsk(r.ctx, r.head(nandong), ask.ID)
	r.must(err)
	if told.State != "refused" || told.Answer != "生日已经改好" {
		t.Errorf("the station hears %+v", told)
	}
}

// What only this box holds is let go of: what she may want to go on with after a month,
// what she did not want and a roster that nobody took after a day. A clock that nobody has
// confirmed decides nothing.
func TestLeftDraftsAreForgotten(t *testing.T) {
	k := newKin(t)
	b := k.open(Config{Data: filepath.Join(k.dir, "a")})
	ctx, staff := t.Context(), hub.NewID()
	roster := station.FilesBefore + hub.NewID().String()
	names := []string{"register", station.AsideBefore + "register", roster}
	for _, name := range names {
		if err := b.local.PutDraft(ctx, staff, name, []byte("王")); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() (left []string) {
		t.Helper()
		for _, name := range names {
			_, ok, err := b.local.Draft(ctx, staff, name)
			if err != nil {
				t.Fatal(err)
			}
			if ok {
				left = append(left, name)
			}
		}
		return left
	}
	for _, step := range []struct {
		later time.Duration
		clock hub.Clock
		kept  []string
	}{
		{23 * time.Hour, k.clock, names},
		{2 * time.Hour, unsure{k.clock}, names},
		{0, k.clock, names[:1]},
		{28 * 24 * time.Hour, k.clock, names[:1]},
		{2 * 24 * time.Hour, k.clock, nil},
	} {
		k.clock.at, b.cfg.Clock = k.clock.at.Add(step.later), step.clock
		if err := b.retain(ctx); err != nil {
			t.Fatal(err)
		}
		if left := kept(); !slices.Equal(left, step.kept) {
			t.Errorf("%v later, by %T: kept %q, want %q", step.later, step.clock, left, step.kept)
		}
	}
}

// unsure is a clock that goes on counting and that nobody has confirmed.
type unsure struct{ hub.Clock }

func (c unsure) Now() hub.Reading {
	now := c.Clock.Now()
	now.Quality = hub.ClockPersisted
	return now
}
