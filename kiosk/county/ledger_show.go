package county

import (
	"fmt"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// wallRoutes are what hangs on the wall: the ledger, the draw, who has a station in reach.
// All of it is the county's own.
func (c *County) wallRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /ledger", c.signed(ledgerShow))
	mux.HandleFunc("GET /draws", c.signed(drawList))
	mux.HandleFunc("POST /draws", c.signed(drawHold))
	mux.HandleFunc("GET /draws/{id}", c.signed(drawShow))
	mux.HandleFunc("POST /draws/{id}", c.signed(drawOpen))
	mux.HandleFunc("GET /circle", c.signed(circleShow))
	mux.HandleFunc("POST /circle", c.signed(circleSet))
}

// mayWall is for officers who see the county's own lane.
func (v *visit) mayWall() error {
	if v.who.Actor.Role != hub.RoleCounty || !v.who.Sees(hub.LaneCounty) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	return nil
}

// ledgerShow is the ledger: every project with how far it is, and the cases behind them.
func ledgerShow(v *visit) error {
	if err := v.mayWall(); err != nil {
		return err
	}
	all, err := v.c.Desk.Ledger(v.ctx(), v.who.Actor)
	if err != nil {
		return err
	}
	p := page.CountyLedger{CountyFrame: v.frame("工作台账 挂图作战", "cases"), New: "/cases/new/project", Prev: "/cases"}
	p.Leaves = v.leaves("ledger")
	done, late := 0, 0
	for _, one := range all {
		row, err := v.ledgerRow(one)
		if err != nil {
			return err
		}
		if one.State.Done {
			done++
		}
		if one.Late {
			late++
		}
		p.Projects = append(p.Projects, row)
	}
	p.Lead = fmt.Sprintf("%d 个项目，完成 %d 个，过期 %d 个", len(all), done, late)
	p.Cases, err = v.ledgerCases()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) ledgerRow(one desk.Project) (page.LedgerRow, error) {
	row := page.LedgerRow{Look: one.Late || one.State.Code == "stuck", Href: caseAt(one.Def.Kind, one.Record.ID), Name: one.Name, Plan: one.Plan, Unit: one.Unit,
		State: one.State.Label, Hard: one.Hard, Figures: fmt.Sprintf("%d / %d 件", one.Now, one.Goal)}
	if one.Goal > 0 {
		row.Share = min(100, one.Now*100/one.Goal)
	}
	if one.Until == "" {
		return row, nil
	}
	row.Until = calendar.Date(one.Until, v.c.Desk.Today())
	if one.State.Done {
		row.Left = "完成了"
		return row, nil
	}
	left, err := v.workdaysLeft(one.Until)
	row.Left = left
	return row, err
}

// ledgerCases is how many cases of each kind are open and late.
func (v *visit) ledgerCases() (out []page.LedgerCases, err error) {
	for _, def := range v.caseDefs() {
		if def.Kind == "project" {
			continue
		}
		list, err := v.c.Desk.Cases(v.ctx(), v.who.Actor, desk.CaseFilter{Kind: def.Kind, Sees: v.who.Sees, Most: mostCounted})
		if err != nil {
			return nil, err
		}
		late := 0
		for _, c := range list.Rows {
			if c.Late {
				late++
			}
		}
		if len(list.Rows) > 0 {
			out = append(out, page.LedgerCases{Href: "/cases?kind=" + string(def.Kind), Title: def.Title, Open: len(list.Rows), Late: late, Look: late > 0})
		}
	}
	return out, nil
}

// mostCounted is more than a county has open of one kind.
const mostCounted = 1_000_000
