package county

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// helpShow is what stands behind 帮助 on the pages of a tab: what they are for, and what
// an officer does there. The first line of its words is the headline.
func helpShow(v *visit) error {
	tab := v.PathValue("tab")
	key := "help-desk." + tab
	if !words.Has(key) {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	lines, back := strings.Split(words.Say(key), "\n"), helpBack[tab]
	if tab == "public" && !v.who.opens("GET /public") { // of these pages an administrator has one
		back = "/public/family"
	}
	if !v.who.opens("GET " + back) {
		back = v.who.home()
	}
	return v.render(page.CountyMessage{
		CountyFrame: v.frame("帮助", tab), Head: lines[0], Lines: lines[1:], Ways: []page.Link{{Href: back, Text: "回去"}},
	})
}

// shut are the tabs that are not hers.
func (o Officer) shut() (tabs []string) {
	for tab, path := range helpBack {
		if !o.opens("GET " + path) {
			tabs = append(tabs, tab)
		}
	}
	return tabs
}

// helpBack is where each tab begins.
var helpBack = map[string]string{
	"overview": "/overview", "figures": "/figures", "cases": "/cases", "reports": "/reports", "stations": "/stations", "children": "/children", "open": "/open", "erase": "/erasures", "stick": "/stick", "devices": "/devices", "audit": "/audit", "money": "/money", "share": "/keys", "takes": "/takes", "officers": "/officers", "access": "/access", "me": "/me", "forms": "/forms", "sent": "/sent", "lessons": "/lessons", "public": "/public", "badge": "/badge", "outside": "/outside",
}
