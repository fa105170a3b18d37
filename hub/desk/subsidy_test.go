package desk_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
)

// purse is a county with one subsidy, two officers, and a station whose children came.
type purse struct {
	*cases
	zhao, qian hub.Actor
	programme  hub.ID
	children   []hub.ID
	book       *claim.Book
}

func newPurse(t *testing.T) *purse {
	p := &purse{cases: newCases(t), book: claim.NewBook()}
	p.zhao, p.qian = p.county.actor, p.county.actor
	p.zhao.Staff, p.qian.Staff = hub.NewID(), hub.NewID()
	p.programme = must[hub.Outcome](t)(p.county.SetRate(t.Context(), p.zhao, hub.NewID(), claim.Rate{
		Title: "按实际入托补助", Rule: claim.PerMonth, From: "2026-01-01", Amount: 600_00, Days: 3, Age: 36, Source: "县政府 2026 第 3 号", Certainty: "A",
	})).Records[0]
	for range 3 {
		p.children = append(p.children, hub.NewID())
	}
	slices.SortFunc(p.children, func(a, b hub.ID) int { return slices.Compare(a[:], b[:]) })
	for _, child := range p.children {
		for _, measure := range []string{"enrolled", "enrolled.36m", "enrolled.full"} {
			p.fact(child, measure, "2026-01-01", 1)
		}
	}
	p.came(p.children[0], 2, 3, 4)
	p.came(p.children[1], 2, 3, 4)
	return p
}

func (p *purse) fact(child hub.ID, measure string, day hub.Day, n int64) {
	p.book.Add(hub.Evidence{Subject: child, Fact: hub.Fact{Measure: measure, Lane: liugou, Site: p.station.actor.Site, Day: day, Value: n}})
}

func (p *purse) came(child hub.ID, days ...int) {
	for _, d := range days {
		p.fact(child, "day.present", hub.Day("2026-09-01").Add(d-1), 1)
	}
}

func (p *purse) making(month string, closing int64) desk.Making {
	return desk.Making{Request: hub.NewID(), Programme: p.programme, From: month, To: month, Closing: hub.Closing{Number: closing, Day: claim.LastDay(month)}}
}

func (p *purse) make(month string, closing int64) hub.ID {
	p.t.Helper()
	return must[hub.Outcome](p.t)(p.county.MakeRun(p.t.Context(), p.zhao, p.making(month, closing), p.book)).Records[0]
}

func (p *purse) run(id hub.ID) (desk.SubsidyRun, desk.RunSite) {
	p.t.Helper()
	r, sites, err := p.county.SubsidyRun(p.t.Context(), id)
	if err != nil || len(sites) != 1 {
		p.t.Fatalf("%d sites, %v", len(sites), err)
	}
	return r, sites[0]
}

func (p *purse) refuses(err error, key string) {
	p.t.Helper()
	if got := refusal(err); got[0] != key {
		many, _ := errors.AsType[hub.Errors](err)
		if !slices.ContainsFunc(many, func(e *hub.Error) bool { return e.Key == key }) {
			p.t.Errorf("refused with %v (%v), want %s", got, err, key)
		}
	}
}

// A run is worked out by one officer, doubted, locked by another, and paid; what was locked
// never changes, the next run corrects it, and an erased child's line stays as an amount.
func TestARunIsCheckedLockedPaidAndCorrected(t *testing.T) {
	p := newPurse(t)
	ctx, county := t.Context(), p.county
	do := func(out hub.Outcome, err error) hub.Outcome { t.Helper(); return must[hub.Outcome](t)(out, err) }
	first := p.make("2026-09", 3)
	_, err := county.MakeRun(ctx, p.zhao, p.making("2026-10", 4), p.book)
	p.refuses(err, "money.open")
	r, site := p.run(first)
	if r.Sum() != 2*600_00 || site.Children != 2 || len(site.Lines) != 2 || site.Lines[0].Child != p.children[0] || r.State != desk.RunTried {
		t.Fatalf("%+v %+v", r, site)
	}

	town := hub.Actor{Role: hub.RoleTownship, Staff: hub.NewID()}
	at := desk.LineOf{Run: first, Site: site.Site, No: 2}
	_, err = county.DoubtLine(ctx, town, hub.NewID(), at, " ")
	p.refuses(err, "money.reason")
	doubt := do(county.DoubtLine(ctx, town, hub.NewID(), at, "九月全家在外地")).Records[0]
	_, err = county.LockRun(ctx, p.zhao, hub.NewID(), first)
	p.refuses(err, "money.same-person")
	_, err = county.LockRun(ctx, town, hub.NewID(), first)
	p.refuses(err, "desk.may-not")
	_, err = county.LockRun(ctx, p.qian, hub.NewID(), first)
	p.refuses(err, "money.doubts")
	_, err = county.AnswerDoubt(ctx, town, hub.NewID(), first, doubt, desk.DoubtStruck, "打了电话")
	p.refuses(err, "desk.may-not")
	do(county.AnswerDoubt(ctx, p.qian, hub.NewID(), first, doubt, desk.DoubtStruck, "打了电话，没有来过"))
	_, err = county.PayRun(ctx, p.qian, desk.Paying{Request: hub.NewID(), Run: first, Day: "2026-10-08", Fund: "示范资金", Year: 2026, Voucher: "记-12"})
	p.refuses(err, "money.not-locked")
	do(county.LockRun(ctx, p.qian, hub.NewID(), first))
	r, site = p.run(first)
	if !desk.Whole(r, []desk.RunSite{site}) || r.Sum() != 600_00 || site.Lines[1].Cause != claim.Struck || r.LockedBy != p.qian.Staff {
		t.Fatalf("locked: %+v %+v", r, site)
	}
	forged := site
	forged.Text = strings.Replace(site.Text, "60000", "90000", 1)
	if desk.Whole(r, []desk.RunSite{forged}) {
		t.Error("nobody sees that a locked line was changed")
	}
	if other, erased, err := county.Again(ctx, r, []desk.RunSite{site}, p.book); other != 0 || erased != 0 || err != nil {
		t.Errorf("worked out again: %d other, %d erased, %v", other, erased, err)
	}
	_, err = county.DoubtLine(ctx, town, hub.NewID(), at, "又一处")
	p.refuses(err, "money.locked")
	_, err = county.DropRun(ctx, p.zhao, hub.NewID(), first)
	p.refuses(err, "money.locked")
	_, err = county.LockRun(ctx, p.qian, hub.NewID(), first)
	p.refuses(err, "money.locked")

	pay := desk.Paying{Request: hub.NewID(), Run: first, Day: county.Today(), Fund: "示范资金", Year: 2026, Voucher: "记-12"}
	_, err = county.PayRun(ctx, p.qian, pay)
	p.refuses(err, "money.no-fund")
	came := desk.FundEntry{Fund: "示范资金", Year: 2026, Amount: 599_99, Day: county.Today(), Paper: "财社〔2026〕7号"}
	do(county.NoteFund(ctx, p.qian, hub.NewID(), came))
	_, err = county.PayRun(ctx, p.qian, pay)
	p.refuses(err, "money.short")
	came.Amount = 1
	do(county.NoteFund(ctx, p.qian, hub.NewID(), came))
	do(county.PayRun(ctx, p.qian, pay))
	pay.Request = hub.NewID()
	if out := do(county.PayRun(ctx, p.qian, pay)); !out.Again {
		t.Error("it was paid twice")
	}
	p.town.meet(p.station, p.county)
	sheet := must[hub.Record](t)(p.station.log.Record(ctx, "subsidy", hub.DeriveID("subsidy", first, site.Site.String())))
	def, _ := p.station.Forms().Get("subsidy")
	for name, want := range map[string]any{"got": int64(600), "exact": int64(600_00), "state": "granted", "what": "month"} {
		if f, _ := def.Field(name); sheet.Fields[f.No] != want {
			t.Errorf("the station reads %s as %v, want %v", name, sheet.Fields[f.No], want)
		}
	}
	p.moves(p.station, "subsidy", sheet.ID, "paid", form.Values{"paid": string(county.Today())})
	if used, err := county.UsedOf(ctx, first, site.Site); err != nil || used.Paid != county.Today() {
		t.Errorf("the county reads that it came: %+v, %v", used, err)
	}

	// Known later: the third child came too, and a day of the first is a slip. The second one's
	// line was struck out, and stays so.
	p.came(p.children[2], 7, 8, 9)
	book := claim.NewBook()
	p.book, book = book, p.book
	for _, child := range p.children {
		for _, measure := range []string{"enrolled", "enrolled.36m", "enrolled.full"} {
			p.fact(child, measure, "2026-01-01", 1)
		}
	}
	p.came(p.children[0], 2, 3)
	p.came(p.children[1], 2, 3, 4, 5)
	p.came(p.children[2], 7, 8, 9)
	_, err = county.MakeRun(ctx, p.zhao, p.making("2026-09", 4), p.book)
	p.refuses(err, "money.again")
	second := p.make("2026-10", 5)
	r, site = p.run(second)
	if r.Own != 0 || r.Corrected != 0 || len(site.Lines) != 2 || site.Lines[0].Amount != -600_00 || site.Lines[0].Cause != claim.Less || site.Lines[1].Amount != 600_00 || site.Lines[1].Cause != claim.Late {
		t.Fatalf("the second run: %+v %+v", r, site)
	}
	do(county.DropRun(ctx, p.zhao, hub.NewID(), second))

	// Who is erased leaves an amount behind, and nothing is taken back.
	order := hub.Erasure{Subject: p.children[0]}
	must[hub.Outcome](t)(county.log.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: hub.LanePublic, Edits: []hub.Edit{
		county.Forms().Edit(hub.KindErasure, order.ID(), order.ID(), form.Values{"subject": p.children[0], "reason": "request"})}}))
	third := p.make("2026-10", 5)
	if r, site = p.run(third); r.Seq != 3 || len(site.Lines) != 1 || site.Lines[0].Child != p.children[2] {
		t.Fatalf("the run after she was erased: %+v %+v", r, site)
	}
	r, site = p.run(first)
	if l := site.Lines[0]; !desk.Whole(r, []desk.RunSite{site}) || !l.Child.IsZero() || !l.Personal || l.Amount != 600_00 {
		t.Errorf("her line: %+v", l)
	}
	if _, erased, err := county.Again(ctx, r, []desk.RunSite{site}, book); erased != 1 || err != nil {
		t.Errorf("%d lines are of who was erased, %v", erased, err)
	}
	if left := must[[]hub.Record](t)(county.log.Find(ctx, "claim-child", "run", first)); len(left) != 1 {
		t.Errorf("%d records say whose lines they are", len(left))
	}
}

// The book of a fund: what came in by its document, what a run pays by itself, and what is put
// right by a line of its own.
func TestTheBookOfAFund(t *testing.T) {
	p := newPurse(t)
	ctx, county := t.Context(), p.county
	note := func(e desk.FundEntry) error {
		_, err := county.NoteFund(ctx, p.zhao, hub.NewID(), e)
		return err
	}
	in := desk.FundEntry{Fund: "示范资金", Year: 2026, Amount: 1_000_000_00, Day: "2026-03-01", Paper: "财社〔2026〕7号"}
	for key, change := range map[string]func(e *desk.FundEntry){
		"money.paper": func(e *desk.FundEntry) { e.Paper = "" }, "money.amount": func(e *desk.FundEntry) { e.Amount = -1 }, "money.fund": func(e *desk.FundEntry) { e.Fund = " " },
		"money.year": func(e *desk.FundEntry) { e.Year = 26 }, "number.day": func(e *desk.FundEntry) { e.Day = county.Today().Add(1) }, "money.no-entry": func(e *desk.FundEntry) { e.Corrects = hub.NewID() },
	} {
		e := in
		change(&e)
		p.refuses(note(e), key)
	}
	if err := note(in); err != nil {
		t.Fatal(err)
	}
	_, err := county.NoteFund(ctx, hub.Actor{Role: hub.RoleTownship, Staff: hub.NewID()}, hub.NewID(), in)
	p.refuses(err, "desk.may-not")
	book := must[[]desk.FundEntry](t)(county.FundBook(ctx))
	p.refuses(note(desk.FundEntry{Corrects: book[0].ID, Amount: -5, Day: "2026-03-02"}), "money.why")
	if err := note(desk.FundEntry{Corrects: book[0].ID, Amount: -200_000_00, Day: "2026-03-02", Note: "少拨了"}); err != nil {
		t.Fatal(err)
	}
	if book = must[[]desk.FundEntry](t)(county.FundBook(ctx)); len(book) != 2 || book[1].Fund != "示范资金" || book[1].Way != desk.FundIn || book[0].Amount+book[1].Amount != 800_000_00 {
		t.Errorf("%+v", book)
	}
}

// A rate lacks nothing, and nobody but the county sets one.
func TestRatesAreSound(t *testing.T) {
	p := newPurse(t)
	good := claim.Rate{Title: "奖", Rule: claim.Award, From: "2026-01-01", Amount: 1, Trigger: claim.ByRank, Threshold: 3, Figure: claim.RankUse, Source: "x", Certainty: "M"}
	for key, change := range map[string]func(r *claim.Rate){
		"money.title": func(r *claim.Rate) { r.Title = "" }, "number.day": func(r *claim.Rate) { r.From = "" }, "money.source": func(r *claim.Rate) { r.Source = "" },
		"money.certainty": func(r *claim.Rate) { r.Certainty = "" }, "money.amount": func(r *claim.Rate) { r.Amount = 0 }, "money.trigger": func(r *claim.Rate) { r.Trigger = "" },
		"money.threshold": func(r *claim.Rate) { r.Threshold = 0 }, "money.figure": func(r *claim.Rate) { r.Figure = "" },
		"money.share": func(r *claim.Rate) { r.Rule, r.Share = claim.Rent, 101 }, "money.half": func(r *claim.Rate) { r.Rule, r.Days, r.Half = claim.PerMonth, 5, 5 },
		"money.age": func(r *claim.Rate) { r.Age = 30 }, "money.no-programme": func(r *claim.Rate) { r.Programme = hub.NewID() },
	} {
		r := good
		change(&r)
		_, err := p.county.SetRate(t.Context(), p.zhao, hub.NewID(), r)
		p.refuses(err, key)
	}
	_, err := p.county.SetRate(t.Context(), hub.Actor{Role: hub.RoleViewer, Staff: hub.NewID()}, hub.NewID(), good)
	p.refuses(err, "desk.may-not")
	// Another rate of a programme keeps what it is paid for.
	must[hub.Outcome](t)(p.county.SetRate(t.Context(), p.zhao, hub.NewID(), claim.Rate{Programme: p.programme, Title: "按实际入托补助", Rule: claim.Award, From: "2026-07-01", Gone: true, Source: "x", Certainty: "A"}))
	if got := must[desk.Programme](t)(p.county.Programme(t.Context(), p.programme)); len(got.Rates) != 2 || got.Rates[1].Rule != claim.PerMonth || !got.Rates[1].Gone {
		t.Errorf("%+v", got)
	}
	for _, e := range claim.Examples() {
		if r, found := claim.ExampleOf(e.Code); !found || r.Source == "" || r.From != "" {
			t.Errorf("%s: %+v", e.Code, r)
		}
	}
}

// guardedLog says whether something was written while nobody kept others from the county's money.
type guardedLog struct {
	desk.Log
	held, bare, written int
}

func (l *guardedLog) Alone(ctx context.Context, act string) (func(), error) {
	end, err := l.Log.Alone(ctx, act)
	if act != "money" || err != nil {
		return end, err
	}
	l.held++
	return func() { l.held--; end() }, nil
}

func (l *guardedLog) wrote() {
	l.written++
	if l.held == 0 {
		l.bare++
	}
}

func (l *guardedLog) Append(ctx context.Context, d hub.Draft) (hub.Outcome, error) {
	l.wrote()
	return l.Log.Append(ctx, d)
}

func (l *guardedLog) AppendAll(ctx context.Context, d []hub.Draft) ([]hub.Outcome, error) {
	l.wrote()
	return l.Log.AppendAll(ctx, d)
}

// Whatever is done to a run or to the book of a fund is done by one officer at a time, at however
// many processes: what is paid is what was there when it was looked at.
func TestMoneyIsOneAtATime(t *testing.T) {
	p := newPurse(t)
	ctx, log := t.Context(), &guardedLog{Log: p.county.log}
	county := desk.New(log, form.Builtin(), p.county.town.clock, names.New())
	var run, doubt hub.ID
	for i, act := range []func() (hub.Outcome, error){
		func() (hub.Outcome, error) { return county.MakeRun(ctx, p.zhao, p.making("2026-08", 2), p.book) }, // nobody came
		func() (out hub.Outcome, err error) {
			out, err = county.MakeRun(ctx, p.zhao, p.making("2026-09", 3), p.book)
			run = out.Records[0]
			return out, err
		},
		func() (out hub.Outcome, err error) {
			out, err = county.DoubtLine(ctx, p.qian, hub.NewID(), desk.LineOf{Run: run, Site: p.station.actor.Site, No: 2}, "九月全家在外地")
			doubt = out.Records[0]
			return out, err
		},
		func() (hub.Outcome, error) {
			return county.AnswerDoubt(ctx, p.qian, hub.NewID(), run, doubt, desk.DoubtPaid, "来过，有照片")
		},
		func() (hub.Outcome, error) { return county.LockRun(ctx, p.qian, hub.NewID(), run) },
		func() (hub.Outcome, error) {
			return county.NoteFund(ctx, p.zhao, hub.NewID(), desk.FundEntry{Fund: "示范资金", Year: 2026, Amount: 1_000_000_00, Day: "2026-03-01", Paper: "财社〔2026〕7号"})
		},
		func() (hub.Outcome, error) {
			return county.PayRun(ctx, p.qian, desk.Paying{Request: hub.NewID(), Run: run, Day: county.Today(), Fund: "示范资金", Year: 2026, Voucher: "记-12"})
		},
	} {
		if _, err := act(); (err != nil) != (i == 0) {
			t.Fatalf("act %d: %v", i, err)
		}
		if log.written != i || log.bare > 0 || log.held > 0 {
			t.Fatalf("after act %d: %d written, %d of them with others about, %d holds", i, log.written, log.bare, log.held)
		}
	}
}
