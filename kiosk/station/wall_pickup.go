package station

import (
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// wallPickup asks who fetches children when it is not the usual one. The answer is
// posted to the wall.
func (s *Station) wallPickup(v *visit) error {
	ids := idList(v.URL.Query().Get("child"))
	return s.onWall(v, "/wall/evening", s.Desk.Today(), ids, func(_ wallScreen, of []desk.WallChild) error {
		f := v.frame("下午接")
		f.Idle, f.Back = 0, "/wall/evening"
		p := page.WallPickup{Frame: f, Child: onTile(of[0]), Value: joined(ids), Time: v.URL.Query().Get("time"), Prev: "/wall/evening"}
		p.Child.Name = calledTogether(of)
		usual := desk.UsualFetcher(of[0].Day, of[0].Fetchers)
		for _, a := range of[0].Fetchers {
			word := kinOf(a)
			if a.ID == usual.ID {
				word += " · 平时接"
			}
			p.People = append(p.People, relative(a, word))
		}
		for _, a := range of[0].People {
			if may := slices.ContainsFunc(of[0].Fetchers, func(m care.Person) bool { return m.ID == a.ID }); !may {
				off := relative(a, kinOf(a)+"，"+whyNot(a))
				off.Off = true
				p.People = append(p.People, off)
			}
		}
		return v.render(p)
	})
}

// whyNot is why somebody of the family may not fetch the child today.
func whyNot(p care.Person) string {
	switch {
	case !p.Pickup:
		return "不在接送名单上"
	case p.IDNo != "":
		return "不满 18 岁"
	}
	return "没确认满 18 岁"
}

// idList reads ids by commas; what is unreadable is left out.
func idList(text string) []hub.ID {
	var out []hub.ID
	for part := range strings.SplitSeq(text, ",") {
		if id, err := hub.ParseID(part); err == nil {
			out = append(out, id)
		}
	}
	return out
}
