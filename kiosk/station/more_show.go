package station

import (
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// moreShow is what does not fit behind the six doors of the home page.
func (s *Station) moreShow(v *visit) error {
	todo, err := s.Desk.Todo(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return err
	}
	consents := page.Door{Href: "/consents", Text: "同意书", Word: "都签过了", Icon: "i-pen"}
	if n := len(todo.Unsigned); n > 0 {
		consents.Word, consents.Ask = fmt.Sprintf("%d 家没签", n), true
	}
	f := v.framed("更多")
	state := page.Door{Href: "/state", Text: "记录在哪里", Icon: "i-online"}
	if f.Road != nil {
		state.Word = f.Road.Copies
	}
	may := v.who.Actor.May
	doors := []page.Door{consents, state,
		{Href: "/stick", Text: "用 U 盘送", Word: "没有网也能报", Icon: "i-stick"},
		s.classDoor(v),
		{Href: "/guide", Text: "手册", Word: "发烧、噎住、消毒", Icon: "i-help"},
		{Href: "/settings", Text: "设置", Word: "同事、字大小", Icon: "i-more"},
		{Href: "/out", Text: "先离开", Word: "回封面", Icon: "i-lock"}}
	if s.Paper != nil {
		doors = slices.Insert(doors, 1, page.Door{Href: "/paper", Text: "印纸", Word: "名单、空白表", Icon: "i-print"})
	}
	if s.Cards != nil {
		doors = slices.Insert(doors, 1, page.Door{Href: "/card", Text: "扫家庭卡", Word: "别站的孩子来了", Icon: "i-find"})
	}
	if s.Trial != nil {
		doors = slices.Insert(doors, len(doors)-1, page.Door{Href: "/practice", Text: "练一练", Word: "练习，不算数", Icon: "i-hand"})
	}
	if may(hub.ActMeasure) {
		doors = slices.Insert(doors, 0, page.Door{Href: "/afield", Text: "体检和走访", Word: "体检日、入户", Icon: "i-check-up"})
	}
	if ready, err := s.outsideReady(v); err != nil {
		return err
	} else if ready && may(hub.ActExport) {
		doors = slices.Insert(doors, len(doors)-2, page.Door{Href: "/outside", Text: "抄报", Word: "别的平台也要的", Icon: "i-pen"})
	}
	if may(hub.ActExport) {
		doors = append([]page.Door{{Href: "/export", Text: "存名册", Word: "存到 U 盘", Icon: "i-print"}}, doors...)
	}
	if may(hub.ActPause) {
		asks, err := s.Desk.EraseAsks(v.ctx(), v.who.Actor)
		if err != nil {
			return err
		}
		if open, any := s.asksHere(asks, v.site.ID); any {
			doors = append(doors, page.Door{Href: "/erasing", Text: "停用和删除", Word: fmt.Sprintf("%d 家等答复", open), Icon: "i-lock"})
		}
	}
	if may(hub.ActImport) {
		doors = append([]page.Door{{Href: "/import", Text: "收旧名册", Word: "U 盘、表格都行", Icon: "i-stick"}}, doors...)
	}
	return v.render(page.Menu{Frame: f, Doors: doors})
}
