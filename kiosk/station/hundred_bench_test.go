package station_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// What the hundred thousand are: twenty sites of a township whose records this box keeps
// too, forty forms of which two are filled in every day, and this site's own children.
const (
	hundredRecords = 100_000
	hundredForms   = 40
	hundredSites   = 20
	ownChildren    = 300 // at home; thirty more are in care
	otherChildren  = 2_700
	muchFilled     = 12_000 // sheets of each of the two, a third of them this site's
)

// hundred is a box that holds a hundred thousand records of forty forms.
type hundred struct {
	*box
	r      *rand.Rand
	inCare []hub.ID
	kids   []hub.ID // this site's
	others map[hub.ID][]hub.ID
	sites  []hub.ID // this one first
	drafts []hub.Draft
	held   int
	once   map[hub.ID]bool
	sheets []*form.Definition  // the forty
	filled map[hub.Kind]hub.ID // a sheet of this site
}

func newHundred(t testing.TB) *hundred {
	h := &hundred{box: newBox(t), r: rand.New(rand.NewPCG(1, 2)), others: map[hub.ID][]hub.ID{}, filled: map[hub.Kind]hub.ID{}, once: map[hub.ID]bool{}}
	h.inCare = h.lived(ownChildren)
	h.sites = []hub.ID{h.site}
	for i := range hundredSites - 1 {
		id, err := h.desk.AddSite(h.ctx, hub.Actor{Role: hub.RoleBox, Lane: h.lane}, hub.NewID(), desk.SiteFacts{
			Name: fmt.Sprintf("第%d驿站", i+2), Role: "station", Kinds: []string{"village"}, Township: township, TownshipName: "西火镇", VillageName: "西火村", Hub: []byte{31: byte(i)}})
		h.must(err)
		h.sites = append(h.sites, id)
	}
	for token, s := range h.doors.sessions {
		s.Actor.Site = h.site
		h.doors.sessions[token] = s
	}
	h.elsewhere()
	own, err := h.desk.ChildrenOf(h.ctx, h.site)
	h.must(err)
	for _, c := range own {
		h.kids = append(h.kids, c.ID)
	}
	h.held = h.count()
	h.sheets = fortyForms()
	h.fillAll()
	h.learn()
	h.desk.Told(hub.News{}) // from now on somebody tells of what is written
	return h
}

// elsewhere registers the children of the other sites, with an adult each.
func (h *hundred) elsewhere() {
	family, first := []rune("赵钱孙李周吴郑王冯陈"), []rune(given)
	forms := form.Builtin()
	for i := range otherChildren {
		site, id := h.sites[1+i%(hundredSites-1)], hub.NewID()
		h.others[site] = append(h.others[site], id)
		name := string([]rune{family[i%10], first[i/10%len(first)], first[i/7%len(first)]})
		h.put(forms.Edit("child", id, id, form.Values{"name": name, "sex": "2", "birth": hub.Day("2024-01-01").Add(i % 900), "category": "home", "site": site, "registered": "2026-03-01", "village_name": "西火村"}),
			forms.Edit("person", hub.NewID(), id, form.Values{"name": "李秀英", "kinship": "mother", "phone": fmt.Sprintf("139%08d", i), "guardian": true}))
	}
	h.flush()
}

// fortyForms are forty of the binders that people fill in, of every part of the menu.
func fortyForms() (out []*form.Definition) {
	for i, def := range form.Builtin().Sheets() {
		if !slices.Contains([]int{2, 5, 8}, i%10) {
			out = append(out, def)
		}
	}
	return out[:hundredForms]
}

func (h *hundred) fillAll() {
	for i := range muchFilled {
		for _, kind := range []hub.Kind{"visitor", "home-visit"} {
			def, _ := form.Builtin().Get(kind)
			h.fill(def, i, h.siteFor(i%3 == 0, i))
		}
	}
	for i := 0; h.held+len(h.drafts) < hundredRecords; i++ {
		h.fill(h.sheets[i%hundredForms], i/hundredForms, h.siteFor(i/hundredForms%5 == 0, i))
		if len(h.drafts) >= 1000 {
			h.flush()
		}
	}
	h.flush()
}

func (h *hundred) siteFor(own bool, i int) hub.ID {
	if own {
		return h.site
	}
	return h.sites[1+i%(hundredSites-1)]
}

// fill writes one sheet, the n-th of its form, as somebody fills it in.
func (h *hundred) fill(def *form.Definition, n int, site hub.ID) {
	subject, day := site, h.desk.Today().Add(-n/20)
	if def.OncePer != "" {
		day = h.desk.Today().Add(-n)
	}
	kids := h.others[site]
	if site == h.site {
		kids = h.kids
	}
	switch def.Subject {
	case "child":
		subject = kids[n%len(kids)]
	case "staff":
		subject = h.worker
	}
	values := form.Values{}
	for i := range def.Fields {
		if f := &def.Fields[i]; f.Asked() && f.Name != form.FieldWithdrawn && f.Name != form.FieldWhy {
			if v := h.answer(f, day, kids[n%len(kids)]); v != nil {
				values[f.Name] = v
			}
		}
	}
	for name, v := range map[string]any{form.FieldSite: site, form.FieldDay: day, form.FieldSince: day} {
		if _, ok := def.Field(name); ok {
			values[name] = v
		}
	}
	if def.Workflow != nil { // most are done with
		values[def.Workflow.Field] = def.Workflow.States[len(def.Workflow.States)-1].Code
		if n%50 == 0 {
			values[def.Workflow.Field] = def.Workflow.States[0].Code
		}
	}
	edit := form.Builtin().Edit(def.Kind, hub.NewID(), subject, values)
	if def.OncePer != "" {
		period, ok := def.PeriodOf(day, values)
		if edit = form.Builtin().EditOnce(def.Kind, subject, period, values); !ok || h.once[edit.Record] {
			return
		}
		h.once[edit.Record] = true
	}
	if site == h.site {
		h.filled[def.Kind] = edit.Record
	}
	h.put(edit)
}

// answer is a likely answer to a question; nil: none was given.
func (h *hundred) answer(f *form.Field, day hub.Day, child hub.ID) any {
	switch f.Type {
	case form.Text:
		if len(f.Suggest) > 0 {
			return f.Suggest[h.r.IntN(len(f.Suggest))]
		}
		return fmt.Sprintf("说了几句%d", h.r.IntN(1000))
	case form.Int:
		least, most := int64(0), int64(100)
		if f.Min != nil {
			least = *f.Min
		}
		if f.Max != nil {
			most = *f.Max
		}
		return least + h.r.Int64N(max(1, most-least+1))
	case form.Bool:
		return h.r.IntN(10) > 0
	case form.Choice:
		return f.Choices[h.r.IntN(len(f.Choices))].Code
	case form.Choices:
		return []string{f.Choices[h.r.IntN(len(f.Choices))].Code}
	case form.Day:
		return day
	case form.Time:
		return int64(480 + h.r.IntN(500))
	case form.DateTime:
		return string(day) + "T09:30"
	case form.Ref:
		switch f.Kind {
		case "child":
			return child
		case "staff":
			return h.worker
		}
	}
	return nil
}

func (h *hundred) put(edits ...hub.Edit) {
	h.drafts = append(h.drafts, hub.Draft{Lane: h.lane, Author: h.worker, Edits: edits})
	if len(h.drafts) >= 1000 {
		h.flush()
	}
}

func (h *hundred) flush() {
	h.t.Helper()
	_, err := h.store.AppendAll(h.ctx, h.drafts)
	h.must(err)
	for _, d := range h.drafts {
		h.held += len(d.Edits)
	}
	h.drafts = h.drafts[:0]
}

func (h *hundred) count() (n int) {
	lanes, err := h.store.Lanes(h.ctx)
	h.must(err)
	for _, l := range lanes {
		n += int(l.Records)
	}
	return n
}

// writes is somebody else at work: an act between two pages, of another child each time.
func (h *hundred) writes(n int) {
	h.t.Helper()
	edit := form.Builtin().Edit("visitor", hub.NewID(), h.site, form.Values{"who": "来人", "from": "work", "came": 480, "papers": true, "well": true, "site": h.site, "day": h.desk.Today()})
	if n%2 == 0 {
		edit = form.Builtin().Edit("home-visit", hub.NewID(), h.kids[n%len(h.kids)], form.Values{"day": h.desk.Today(), "site": h.site})
	}
	out, err := h.store.Append(h.ctx, hub.Draft{Lane: h.lane, Author: h.worker, Edits: []hub.Edit{edit}})
	h.must(err)
	h.desk.Told(hub.News{Commit: out.Commit, Kinds: []hub.Kind{edit.Kind}, Subjects: []hub.ID{edit.Subject}})
}

// BenchmarkFortyForms is what a screen waits for where a box holds a hundred thousand records
// of forty forms, and somebody writes between every two pages. Targets: p95 ≤ 50 ms for
// lists, search and what is due, ≤ 30 ms for a form's page. Where others work on the
// machine, cpu-p95-ms says what the page itself costs.
func BenchmarkFortyForms(b *testing.B) {
	began := time.Now()
	h := newHundred(b)
	b.Logf("%d records in %v", h.count(), time.Since(began).Round(time.Second))
	n := 0
	kid := func(rest string) func() string {
		return func() string { n++; return "/child/" + h.kids[n*7%len(h.kids)].String() + rest }
	}
	at := func(path string) func() string { return func() string { return path } }
	for _, page := range []struct {
		name string
		path func() string
	}{
		{"list/first", at("/forms/visitor")},
		{"list/page 300", at("/forms/visitor?page=300")},
		{"list/this month", at("/forms/visitor?from=2026-11-01")},
		{"list/taken back too", at("/forms/visitor?away=1")},
		{"list/open", at("/forms/referral?open=1")},
		{"list/state", at("/forms/incident?state=open")},
		{"list/by another order", at("/forms/fee")},
		{"list/of a child", kidForm(h, "home-visit")},
		{"list/last page", at("/forms/home-visit?page=400")},
		{"menu", at("/forms")},
		{"menu/by letters", at("/forms?q=lf")},
		{"due/today", at("/todo")},
		{"due/soon", at("/todo/soon")},
		{"due/late", at("/todo/late")},
		{"due/one thing", at("/todo/late/visit")},
		{"due/of a child", kid("/due")},
		{"due/doses of a child", kid("/doses")},
		{"home", at("/")},
		{"wall", at("/wall/morning")},
		{"form/empty", at("/forms/visitor/new")},
		{"form/filled", at("/forms/visitor/sheet/" + h.filled["visitor"].String())},
		{"form/table of many", at("/forms/insurance/many")},
		{"child", kid("")},
		{"child/history", kid("/history")},
		{"gaps", at("/gaps")},
		{"consents", at("/consents")},
		{"more", at("/more")},
		{"round", at("/round")},
	} {
		b.Run(page.name, func(b *testing.B) {
			h.screen.get(page.path()) // the first after a start has a figure of its own
			var w waited
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				h.writes(i)
				path := page.path()
				b.StartTimer()
				w.time(func() { h.screen.get(path) })
				if w.bytes = len(h.screen.page); h.screen.code != 200 {
					b.Fatalf("%s: %d\n%s", path, h.screen.code, h.screen.text())
				}
			}
			w.report(b)
		})
	}
	for _, typed := range []string{"l", "lx", "lxx"} {
		b.Run("find/"+typed, func(b *testing.B) {
			var w waited
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				h.writes(i)
				h.screen.get("/find")
				values := h.screen.form()
				values.Set("typed", typed[:len(typed)-1])
				values.Set("letter", typed[len(typed)-1:])
				b.StartTimer()
				w.time(func() { h.screen.post("/find", values) })
				w.bytes = len(h.screen.page)
			}
			w.report(b)
		})
	}
	for _, path := range []string{"/", "/todo", "/forms"} {
		b.Run("first of a day"+path, func(b *testing.B) {
			var w waited
			for b.Loop() {
				h.clock.at = h.clock.at.AddDate(0, 0, 1)
				w.time(func() { h.screen.get(path) })
			}
			w.report(b)
		})
		b.Run("after a start"+path, func(b *testing.B) {
			var w waited
			for b.Loop() {
				h.desk.Told(hub.News{})
				w.time(func() { h.screen.get(path) })
			}
			w.report(b)
		})
	}
}

func kidForm(h *hundred, kind hub.Kind) func() string {
	n := 0
	return func() string { n++; return "/forms/" + string(kind) + "?for=" + h.kids[n%len(h.kids)].String() }
}
