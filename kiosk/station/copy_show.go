package station

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// copyRoutes are a family's own copy, and the corrections that follow from it.
func (s *Station) copyRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /child/{child}/rights", s.signed(s.rightsShow))
	mux.HandleFunc("GET /child/{child}/asks/{what}", s.signed(s.asksShow))
	mux.HandleFunc("POST /child/{child}/asks/{what}", s.signed(s.asksTake))
	mux.HandleFunc("GET /child/{child}/copy", s.signed(s.copyShow))
	mux.HandleFunc("GET /child/{child}/copy/{kind}", s.signed(s.copyKind))
	mux.HandleFunc("POST /child/{child}/copy/mend", s.signed(s.copyMend))
	mux.HandleFunc("GET /child/{child}/copy/save", s.signed(s.copySaveAsk))
	mux.HandleFunc("POST /child/{child}/copy/save", s.signed(s.copySave))
	mux.HandleFunc("POST /child/{child}/copy/paper", s.signed(s.copyPaper))
	mux.HandleFunc("POST /child/{child}/copy/print", s.signed(s.copyPrint))
}

// copied reads everything that is kept about the child of the path, if its family has
// asked; else the page on which it does is shown.
func (s *Station) copied(v *visit, show func(desk.Kept, report.Copy, familyAsk) error) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	ask, ok, err := s.familyAsked(v, id)
	if err != nil {
		return err
	}
	if !ok {
		return v.see(childAt(id) + "/asks/copy")
	}
	k, err := s.Desk.Kept(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	c, err := report.CopyOf(v.ctx(), s.Desk.Forms(), func(ctx context.Context, kind hub.Kind, id hub.ID) (string, error) {
		return s.Desk.NameOf(ctx, v.who.Actor, kind, id)
	}, k.Records, k.History, k.Exports)
	if err != nil {
		return err
	}
	c.Child, c.Site, c.Made = k.Child.Called(), v.site.Name, s.Desk.Today()
	return show(k, c, ask)
}

// copyFrame is the frame of a page of the copy.
func (v *visit) copyFrame(k desk.Kept, title, back string) page.Frame {
	f := v.frame(title)
	f.Hint, f.Help, f.Back = k.Child.Called(), "rights", childAt(k.Child.ID)+back
	return f
}

// copyIcons are the pictures of the kinds; the others have the list's.
var copyIcons = map[hub.Kind]string{
	"child": "i-people", "person": "i-home", "consent": "i-pen", "enrolment": "i-door", "growth": "i-scale", "day": "i-day",
	"handover": "i-warn", "look": "i-find", "export": "i-print", "history": "i-clock",
}

// copyShow is what there is, kind by kind.
func (s *Station) copyShow(v *visit) error {
	return s.copied(v, func(k desk.Kept, c report.Copy, _ familyAsk) error {
		at := childAt(k.Child.ID) + "/copy"
		f := v.copyFrame(k, "记着的都在这里", "/rights")
		f.Road = v.road()
		if v.who.Actor.May(hub.ActExport) {
			f.Main = &page.Link{Href: at + "/save", Text: "印出来、带走", Icon: "i-print"}
		}
		p := page.Menu{Frame: f}
		for _, one := range c.Sections {
			p.Doors = append(p.Doors, page.Door{Href: at + "/" + string(one.Kind), Text: one.Title,
				Word: fmt.Sprintf("%d 条", len(one.Records)), Icon: cmp.Or(copyIcons[one.Kind], "i-list")})
		}
		return v.render(p)
	})
}

// oneLine are the sections whose records are many and short: a line each.
func oneLine(s report.CopySection) bool {
	return len(s.Records) > 6 || slices.Contains([]hub.Kind{"day", "look", "export", "history"}, s.Kind)
}

// copyKind is all of one kind: what is written, who wrote it, and the way to put it right.
func (s *Station) copyKind(v *visit) error {
	return s.copied(v, func(k desk.Kept, c report.Copy, _ familyAsk) error {
		at := childAt(k.Child.ID) + "/copy"
		var rows []page.Row
		title, short := "", false
		for _, section := range c.Sections {
			if string(section.Kind) != v.PathValue("kind") {
				continue
			}
			title, short = section.Title, oneLine(section)
			for _, rec := range section.Records {
				rows = append(rows, copyRows(section, rec, v.site.Name)...)
			}
		}
		if title == "" {
			return hub.E(hub.CodeNotFound, "child.no-field")
		}
		f := v.copyFrame(k, title, "/copy")
		p := page.Rows{Frame: f, Action: at + "/mend", Prev: f.Back, Empty: "没有记着什么。"}
		shown := rowsShown
		if short {
			shown = entriesShown // of two lines and more
		}
		p.Rows, p.Pages = pagedBy(rows, shown, v.URL.Query().Get("page"), at+"/"+v.PathValue("kind"))
		return v.render(p)
	})
}

// inHead are fields of short lines that their head says already.
var inHead = map[string]bool{"day": true, "minute": true}

// copyRows are the lines of one record: one of its own where there are many, else one
// a field. Here is the name of this station, which goes without saying in short ones.
func copyRows(section report.CopySection, rec report.CopyRecord, here string) (rows []page.Row) {
	small := asWritten(joinFacts(rec.Head, rec.When, rec.Who))
	mend := func(field string) []page.Choice {
		if mendAt(section.Kind, field) == "" {
			return nil
		}
		value := strings.Join([]string{string(section.Kind), rec.ID, field, rec.Period}, "/")
		return []page.Choice{{Value: value, Text: "改"}}
	}
	if oneLine(section) {
		var parts []string
		for _, f := range rec.Fields {
			if !inHead[f.Name] && f.Text != here {
				parts = append(parts, f.Label+" "+asWritten(f.Text))
			}
		}
		text := strings.Join(parts, "，")
		if section.Kind == "history" { // the paper and the files have all of it
			text = shortened(parts)
		}
		row := page.Row{Bold: asWritten(rec.Head), Text: text, Small: asWritten(joinFacts(rec.When, rec.Who)), Do: mend("")}
		if rec.Head == rec.When {
			row.Small = rec.Who
		}
		rows = append(rows, row)
	} else {
		for _, f := range rec.Fields {
			rows = append(rows, page.Row{Bold: f.Label, Text: asWritten(f.Text), Small: small, Do: mend(f.Name)})
		}
	}
	if rec.Sealed {
		rows = append(rows, page.Row{Icon: "i-lock", Bold: "还有写着的", Text: "这台机器打不开，请县里抄一份。", Small: small})
	}
	return rows
}
