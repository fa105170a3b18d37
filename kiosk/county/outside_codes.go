package county

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/outside"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// outsideColumnOf is the column of the path.
func (v *visit) outsideColumnOf() (desk.OutsideSystem, int, error) {
	s, err := v.outsideSystem()
	if err != nil {
		return s, 0, err
	}
	n, err := strconv.Atoi(v.PathValue("n"))
	if err != nil || n < 0 || n >= len(s.Template.Columns) || v.fieldOf(s.Template, s.Template.Columns[n]) == nil {
		return s, 0, hub.E(hub.CodeNotFound, "county.no-page")
	}
	return s, n, nil
}

// outsideCodes is how our values are called over there.
func outsideCodes(v *visit) error {
	s, n, err := v.outsideColumnOf()
	if err != nil {
		return err
	}
	return v.render(v.codesPage(s, n, ""))
}

func (v *visit) codesPage(s desk.OutsideSystem, n int, fault string) page.CountyOutsideCodes {
	c, at := s.Template.Columns[n], fmt.Sprintf("%s/codes/%d", outsideAt(s.ID), n)
	p := page.CountyOutsideCodes{CountyFrame: v.frame(c.Title, "outside"), Head: c.Title + "：那边怎么叫", Action: at, One: at + "/list?columns=1", Two: at + "/list?columns=2",
		Prev: outsideAt(s.ID) + "/edit", Fault: fault}
	options := ours(v.fieldOf(s.Template, c))
	p.Free = len(options) == 0
	theirs := map[string]string{}
	for _, pair := range c.Codes {
		theirs[pair.Ours] = pair.Theirs
		if p.Free {
			p.Lines += pair.Ours + " = " + pair.Theirs + "\n"
		}
	}
	for i, o := range options {
		p.Rows = append(p.Rows, page.CodeRow{N: i, Label: o.Label, Theirs: theirs[o.Code]})
	}
	for _, item := range c.List {
		p.List = append(p.List, page.Choice{Value: item.Code, Text: item.Name})
	}
	if len(c.List) > 0 {
		p.Listed = fmt.Sprintf("那边的代码表：%d 行", len(c.List))
	}
	return p
}

// outsideCodesKeep stores the pairs that were written.
func outsideCodesKeep(v *visit) error {
	s, n, err := v.outsideColumnOf()
	if err != nil {
		return err
	}
	c := &s.Template.Columns[n]
	options := ours(v.fieldOf(s.Template, *c))
	c.Codes = nil
	for i, o := range options {
		if theirs := v.form.Text("theirs-" + strconv.Itoa(i)); theirs != "" {
			c.Codes = append(c.Codes, outside.Pair{Ours: o.Code, Theirs: theirs})
		}
	}
	for line := range strings.Lines(v.form.Text("lines")) {
		mine, theirs, ok := strings.Cut(strings.ReplaceAll(line, "＝", "="), "=")
		if mine, theirs = strings.TrimSpace(mine), strings.TrimSpace(theirs); ok && len(options) == 0 && mine != "" && theirs != "" {
			c.Codes = append(c.Codes, outside.Pair{Ours: mine, Theirs: theirs})
		}
	}
	return v.keepOutside(s, v.form.Request(), outsideAt(s.ID)+"/edit")
}

// outsideCodesList takes the system's own list: what is called the same is paired.
func outsideCodesList(v *visit) error {
	s, n, err := v.outsideColumnOf()
	if err != nil {
		return err
	}
	table, err := v.outsideFile()
	if err != nil {
		web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, v.codesPage(s, n, sentence(err)))
		return nil
	}
	c, name := &s.Template.Columns[n], -1
	if v.URL.Query().Get("columns") == "2" {
		name = 1
	}
	c.List = outside.ListOf(table, 0, name)
	c.Codes = outside.Match(ours(v.fieldOf(s.Template, *c)), c.List, c.Codes)
	return v.keepOutside(s, hub.NewID(), fmt.Sprintf("%s/codes/%d", outsideAt(s.ID), n))
}
