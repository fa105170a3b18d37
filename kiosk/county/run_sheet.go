package county

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/claim"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// runPaper is a run on A4.
func runPaper(v *visit) error {
	whole, err := v.run()
	if err != nil {
		return err
	}
	r, sites, err := v.runSeen()
	if err != nil {
		return err
	}
	p := page.CountyRunPaper{CountyFrame: v.frame("打印", "money"), Head: v.runHead(r), Towns: whole.Towns, Total: whole.Total, Count: "户数", Notes: v.runNotes(r, sites), Prev: "/money/run/" + r.ID.String(),
		Sign: []string{"制表：" + v.officerCalled(r.MadeBy), "审核：" + v.officerCalled(r.LockedBy), "单位（盖章）：", "日期：" + dayByHand}}
	if whole.People {
		p.Count = "人数"
	}
	for t := range p.Towns {
		for i := range p.Towns[t].Stations {
			if !whole.People {
				p.Towns[t].Stations[i].Children = 1
				p.Total.Children++
			}
		}
	}
	return v.render(p)
}

func (v *visit) runSeen() (desk.SubsidyRun, []desk.RunSite, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return desk.SubsidyRun{}, nil, hub.E(hub.CodeNotFound, "money.no-run")
	}
	return v.runOf(id)
}

func (v *visit) runHead(r desk.SubsidyRun) string {
	return fmt.Sprintf("%s　%s　第 %d 期（%s）发放汇总表", v.c.Name(), r.Title, r.Seq, monthsText(r.From, r.To))
}

// runNotes is what stands below a sheet: by what it was worked out, and its digest.
func (v *visit) runNotes(r desk.SubsidyRun, sites []desk.RunSite) (out []string) {
	rates, err := v.ratesOf(r)
	if err == nil {
		seen := map[hub.ID]bool{}
		for _, s := range sites {
			for _, l := range s.Lines {
				if one, ok := rates[l.Rate]; ok && !seen[l.Rate] {
					seen[l.Rate] = true
					out = append(out, "标准："+rateText(one)+"。凭："+one.Source)
				}
			}
		}
	}
	out = append(out, fmt.Sprintf("按%s结的账（第 %d 次）知道的算；以后知道的，下一期列成更正。", calendar.LongDate(r.Closed), r.Known))
	if r.Digest == "" {
		return append(out, "还没有锁定，不能作发放的凭据。")
	}
	return append(out, "锁定时的摘要："+claim.Figures(r.Digest))
}

// claimSheet is a run as a table, without its lines.
func (v *visit) claimSheet() (desk.SubsidyRun, []desk.RunSite, report.ClaimSheet, error) {
	r, sites, err := v.runSeen()
	if err != nil {
		return r, nil, report.ClaimSheet{}, err
	}
	stations, _, err := v.callers(v.ctx())
	c := report.ClaimSheet{Head: v.runHead(r), Notes: v.runNotes(r, sites), Places: !claim.Rule(r.Rule).OfChildren()}
	for _, s := range sites {
		c.Stations = append(c.Stations, report.ClaimStation{Town: townOf(stations, s), Name: nameOf(stations, s.Site), Standard: standards(r, s), Children: s.Children, Months: s.Months, Own: s.Own, Corrected: s.Corrected})
	}
	return r, sites, c, err
}

// runTable is the summary: nobody is named in it.
func runTable(v *visit) error {
	r, _, c, err := v.claimSheet()
	if err != nil {
		return err
	}
	return v.take(taking{what: "补贴汇总表", tab: "money", plain: fmt.Sprintf("subsidy-%d.xlsx", r.Seq), name: fmt.Sprintf("%s第%d期汇总.xlsx", r.Title, r.Seq)}, c.XLSX)
}

// runNames is the summary with a line a child and month: it names people, and leaves only as
// such tables may.
func runNames(v *visit) error {
	r, sites, c, err := v.claimSheet()
	if err != nil {
		return err
	}
	if !v.mayNames(r) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	rates, err := v.ratesOf(r)
	if err != nil {
		return err
	}
	people := map[hub.ID]bool{}
	c.Lines = []report.ClaimLine{}
	for i, s := range sites {
		for _, l := range s.Lines {
			if !l.Child.IsZero() {
				people[l.Child] = true
			}
			c.Lines = append(c.Lines, report.ClaimLine{Town: c.Stations[i].Town, Station: c.Stations[i].Name, Name: v.lineName(l), Month: l.Month,
				What: lineText(claim.Rule(r.Rule), rates[l.Rate], l, v.readsHardship()), Standard: wholeText(claim.Rule(r.Rule), l.Whole), Amount: l.Amount, Note: causeText(l)})
		}
	}
	return v.take(taking{what: "补贴明细", tab: "money", people: len(people), plain: fmt.Sprintf("subsidy-names-%d.xlsx", r.Seq), name: fmt.Sprintf("%s第%d期明细.xlsx", r.Title, r.Seq)}, c.XLSX)
}
