package portal

import (
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/paper"
	"yizhan/kiosk/page"
)

// paperList is the papers of policy, or those that answer a question.
func paperList(v *visit) error {
	l, err := v.p.County.Papers(v.Context())
	if err != nil {
		return err
	}
	p := page.PortalPapers{PortalFrame: v.frame("查政策", "/"), Query: strings.TrimSpace(v.URL.Query().Get("q"))}
	today := v.p.Today()
	for _, h := range l.Search(p.Query) {
		p.Rows = append(p.Rows, page.PortalPaperRow{Href: "/policy/" + h.Key, Title: h.Title, Line: h.Line, Small: paperSmall(h.Paper, today), Ended: h.Ended(today), Afar: h.Afar})
	}
	return v.render(http.StatusOK, p)
}

func paperSmall(p paper.Paper, today hub.Day) string {
	text := p.Issuer + "，" + calendar.Date(p.Day, today)
	if p.Number != "" {
		text += "，" + p.Number
	}
	return text
}

// paperShow is one of them.
func paperShow(v *visit) error {
	l, err := v.p.County.Papers(v.Context())
	if err != nil {
		return err
	}
	one, ok := l.Get(v.PathValue("key"))
	if !ok {
		return hub.E(hub.CodeNotFound, "portal.nothing")
	}
	today := v.p.Today()
	p := page.PortalPaper{PortalFrame: v.frame("查政策", "/policy"), Head: one.Title, Lines: one.Lines}
	switch {
	case one.Ended(today):
		p.Tags = append(p.Tags, page.Choice{Value: "care", Text: calendar.Date(one.Until, today) + "以后不用了"})
	case one.Afar:
		p.Tags = append(p.Tags, page.Choice{Text: "别处的，做参考；本县的以县里发的为准"})
	default:
		p.Tags = append(p.Tags, page.Choice{Value: "good", Text: "在用"})
	}
	p.Facts = []page.Fact{{Word: "哪里发的", Text: one.Issuer}, {Word: "哪天", Text: calendar.Date(one.Day, today)}}
	if one.Number != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "文号", Text: one.Number})
	}
	p.Facts = append(p.Facts, page.Fact{Word: "原文", Text: one.Source})
	return v.render(http.StatusOK, p)
}
