package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// askedParts are the lists of what policy asks, by how far it is here.
var askedParts = []struct{ key, word, empty string }{
	{"there", "做得了", "还没有。"}, {"part", "一半", "没有只做一半的。"}, {"later", "还没做", "都做了。"},
}

// askedWaits says what a row waits for.
var askedWaits = map[string]string{"class": "妈妈课堂那一步做", "county": "县里的台面那一步做"}

// askedShow is 政策要求对照: every row of what policy asks, with the page that does it.
func (s *Station) askedShow(v *visit) error {
	of := v.PathValue("of")
	f := v.frame("政策要求")
	f.Back, f.Here, f.Help = "/guide?of=policy", "/guide", "guide"
	p := page.Rows{Frame: f, Prev: "/guide?of=policy"}
	counts := map[string]int{}
	var rows []page.Row
	for _, a := range report.Coverage() {
		part := "later"
		switch all, some := a.Done(); {
		case all:
			part = "there"
		case some:
			part = "part"
		}
		if counts[part]++; part == of {
			rows = append(rows, askedRow(a))
		}
	}
	for _, part := range askedParts {
		if part.key == of {
			p.Empty = part.empty
		}
		p.Tabs = append(p.Tabs, page.Choice{Value: "/guide/asked/" + part.key, Text: fmt.Sprintf("%s %d", part.word, counts[part.key]), On: part.key == of})
	}
	if p.Empty == "" {
		return hub.E(hub.CodeNotFound, "guide.gone")
	}
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), "/guide/asked/"+of)
	return v.render(p)
}

func askedRow(a report.Asked) page.Row {
	r := page.Row{Bold: a.Title, Small: a.ID, Href: a.Path, Way: "去看看", Text: askedWaits[a.Later]}
	switch {
	case a.Later != "" && a.Path != "":
		r.Text = "剩下的" + r.Text
	case a.Desk != "":
		r.Text = "县里的台面上做"
	}
	return r
}
