package county

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/claim"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// fundBook is one fund in one year.
type fundBook struct {
	fund    string
	year    int
	entries []desk.FundEntry
	in, out int64
}

func (b fundBook) name() string { return fmt.Sprintf("%s（%d年）", b.fund, b.year) }

// fundBooks are all of them.
func (v *visit) fundBooks() (out []fundBook, err error) {
	all, err := v.c.Desk.FundBook(v.ctx())
	for _, e := range all {
		if n := len(out); n == 0 || out[n-1].fund != e.Fund || out[n-1].year != e.Year {
			out = append(out, fundBook{fund: e.Fund, year: e.Year})
		}
		b := &out[len(out)-1]
		b.entries = append(b.entries, e)
		if e.Way == desk.FundIn {
			b.in += e.Amount
		} else {
			b.out += e.Amount
		}
	}
	return out, err
}

// fundShow is the book of the funds.
func fundShow(v *visit) error {
	p, err := v.fund()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) fund() (page.CountyFund, error) {
	p := page.CountyFund{CountyFrame: v.frame("专款台账", "money"), Prev: "/money"}
	books, err := v.fundBooks()
	if err != nil {
		return p, err
	}
	for _, b := range books {
		rows, err := v.fundRows(b)
		if err != nil {
			return p, err
		}
		one := page.FundBook{Name: b.name(), Table: "/fund.xlsx?" + url.Values{"fund": {b.fund}, "year": {strconv.Itoa(b.year)}}.Encode(),
			Total: page.FundRow{In: claim.Yuan(b.in), Out: claim.Yuan(b.out), Left: claim.Yuan(b.in - b.out)}}
		for _, r := range rows {
			one.Rows = append(one.Rows, page.FundRow{Day: calendar.Date(r.Day, v.c.Desk.Today()), What: r.What, Paper: r.Paper, In: zeroAway(r.In), Out: zeroAway(r.Out), Left: claim.Yuan(r.Balance), Site: r.Station, Arrived: calendar.Date(r.Arrived, v.c.Desk.Today()), Used: r.Used, Note: r.Note, Look: r.Balance < 0})
		}
		p.Books = append(p.Books, one)
	}
	if v.mayMoney() {
		p.Asks = v.fundAsks(books)
	}
	return p, nil
}

// fundRows are the lines of a book with what is left after each, and what the stations wrote
// of what they got.
func (v *visit) fundRows(b fundBook) (out []report.FundRow, err error) {
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return nil, err
	}
	runs, err := v.c.Desk.SubsidyRuns(v.ctx(), hub.ID{})
	if err != nil {
		return nil, err
	}
	titles := map[hub.ID]string{}
	for _, r := range runs {
		titles[r.ID] = fmt.Sprintf("%s 第 %d 期", r.Title, r.Seq)
	}
	left := int64(0)
	for _, e := range b.entries {
		row := report.FundRow{Day: e.Day, Paper: cmp.Or(e.Paper, e.Voucher), Note: e.Note}
		switch {
		case e.Way == desk.FundIn:
			row.What, row.In = "拨进来", e.Amount
			left += e.Amount
		default:
			row.What, row.Out = cmp.Or(titles[e.Run], "发出去"), e.Amount
			left -= e.Amount
		}
		if !e.Corrects.IsZero() {
			row.What = "改正：" + row.What
		}
		if !e.Site.IsZero() {
			used, err := v.c.Desk.UsedOf(v.ctx(), e.Run, e.Site)
			if err != nil {
				return nil, err
			}
			row.Station, row.Arrived, row.Used = nameOf(stations, e.Site), used.Paid, used.For
		}
		row.Balance = left
		out = append(out, row)
	}
	return out, nil
}

// fundAsks are the questions of a new line.
func (v *visit) fundAsks(books []fundBook) []page.CaseAsk {
	var funds []page.Choice
	earlier := []page.Choice{}
	for _, b := range books {
		funds = append(funds, page.Choice{Text: b.fund})
		for _, e := range b.entries {
			if e.Corrects.IsZero() {
				earlier = append(earlier, page.Choice{Value: e.ID.String(), Text: fmt.Sprintf("%s %s %s 元", calendar.Date(e.Day, v.c.Desk.Today()), b.fund, claim.Yuan(e.Amount))})
			}
		}
	}
	asks := []page.CaseAsk{
		{Name: "fund", Label: "哪笔钱", Type: "line", Most: 60, Must: true, Options: funds},
		{Name: "year", Label: "哪一年的", Type: "number", Value: strconv.Itoa(v.thisYear()), Must: true},
		{Name: "amount", Label: "拨进来多少", Unit: "元", Type: "number", Help: "改正的写差额，少了写负数", Must: true},
		{Name: "day", Label: "哪天", Type: "day", Value: string(v.c.Desk.Today()), Must: true},
		{Name: "paper", Label: "拨款文件的文号", Type: "line", Most: 60, Must: true},
		{Name: "note", Label: "说明", Type: "line", Most: 200},
	}
	if len(earlier) > 0 {
		asks = append(asks, page.CaseAsk{Name: "corrects", Label: "改正哪一笔", Help: "记新的就空着", Type: "choice", Options: earlier})
	}
	return asks
}

// fundNote writes a line.
func fundNote(v *visit) error {
	year, _ := strconv.Atoi(v.form.Text("year"))
	fen, ok := claim.Fen(v.form.Text("amount"))
	e := desk.FundEntry{Fund: v.form.Text("fund"), Year: year, Amount: fen, Day: hub.Day(v.form.Text("day")), Paper: v.form.Text("paper"), Note: v.form.Text("note"), Corrects: v.form.ID("corrects")}
	var err error = hub.E(hub.CodeInvalid, "money.amount").In("amount")
	if ok {
		_, err = v.c.Desk.NoteFund(v.ctx(), v.who.Actor, v.form.Request(), e)
	}
	if err == nil {
		return v.see("/fund")
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.fund()
	if perr != nil {
		return perr
	}
	for i, a := range p.Asks {
		p.Asks[i].Fault = page.Faults(err)[a.Name]
		if a.Type != "choice" {
			p.Asks[i].Value = v.form.Text(a.Name)
		}
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// fundTable is one fund's book as a table, for whoever assesses it. It names nobody.
func fundTable(v *visit) error {
	books, err := v.fundBooks()
	if err != nil {
		return err
	}
	for _, b := range books {
		if b.fund != v.URL.Query().Get("fund") || strconv.Itoa(b.year) != v.URL.Query().Get("year") {
			continue
		}
		f := report.FundSheet{Head: fmt.Sprintf("%s　%s　专款台账", v.c.Name(), b.name()),
			Notes: []string{fmt.Sprintf("拨入 %s 元，发出 %s 元，结余 %s 元。记了不改，改正另记一笔。站里的到账和用途，是站里在“补贴申请”上填的。", claim.Yuan(b.in), claim.Yuan(b.out), claim.Yuan(b.in-b.out))}}
		if f.Rows, err = v.fundRows(b); err != nil {
			return err
		}
		return v.sends("fund.xlsx", "专款台账-"+b.name()+".xlsx", f.XLSX)
	}
	return hub.E(hub.CodeNotFound, "county.no-page")
}
