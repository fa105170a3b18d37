package station

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/kiosk/brought"
	"yizhan/kiosk/page"
)

const broughtAt = "/brought"

// packList is the lessons that somebody brings, live: what comes, what neighbours have, what
// lies on sticks, and what of all that is here.
func (s *Station) packList(v *visit) error {
	f := v.frame("带来的课")
	f.Hint, f.Help, f.Back, f.Here, f.Idle = "县里的自己来，别的点“装上”", "pack", "/lesson", broughtAt, 0
	number := v.URL.Query().Get("page")
	return v.shows(
		func(ctx context.Context) (page.Lively, error) {
			all := s.Shelf.Packs(ctx)
			p := page.Rows{Frame: f, Action: broughtAt, Prev: f.Back,
				Empty: "还没有带来的课。县里发的课连上网自己来；别人给的课，把 U 盘插上。"}
			rows := packRows(all)
			p.Rows, p.Pages = pagedOn(rows, rowsShown, number, broughtAt+"?page=")
			return p, nil
		},
		func(p page.Lively, ticket string) page.View {
			full := p.(page.Rows)
			full.Ticket = ticket
			return full
		})
}

// broughtWord is what the way to the list is called.
func (s *Station) broughtWord() string {
	if n := s.Shelf.Offered(); n > 0 {
		return fmt.Sprintf("邻站有新课 %d", n)
	}
	return "带来的课"
}

// packRows are the rows of the list: what asks for somebody comes first.
func packRows(all brought.All) (rows []page.Row) {
	if w := all.Work; w != nil {
		rows = append(rows, workRow(*w))
	}
	if p := all.Removed; p != nil {
		rows = append(rows, page.Row{Icon: "i-undo", Bold: p.Title, Text: "拿掉了", Small: "今天还能拿回来", Do: []page.Choice{{Value: "back", Text: "拿回来", Icon: "i-undo"}}})
	}
	for _, p := range all.Offered {
		row := packRow(p)
		row.Tag, row.Care = "邻站有新课", true
		row.Do = []page.Choice{{Value: "take:" + p.Value, Text: "装上", Icon: "i-check"}}
		rows = append(rows, row)
	}
	for _, p := range all.Sticks {
		rows = append(rows, stickRow(p))
	}
	for _, p := range all.Coming {
		row := packRow(p)
		row.Tag = "正在来 " + brought.Share(p.Held, p.Bytes)
		row.Do = []page.Choice{{Value: "drop:" + p.Value, Text: "不要了"}}
		rows = append(rows, row)
	}
	for _, p := range all.Lost {
		rows = append(rows, page.Row{Icon: "i-board", Bold: p.Title, Text: "正在找回来", Tag: fmt.Sprintf("第 %d 版", p.Version),
			Small: "备份里没有课；连上邻站、县里自己来，站里自己做的从原来的 U 盘再做一遍", Do: []page.Choice{{Value: "drop:" + p.Value, Text: "不要了"}}})
	}
	for _, p := range all.Here {
		row := packRow(p)
		row.Tag, row.Href, row.Way = "装好了", broughtAt+"/lesson/"+p.Value, "看看"
		rows = append(rows, row)
	}
	return rows
}

// workRow says how far something is, or how it ended.
func workRow(w brought.Work) page.Row {
	doing, done := w.Words()
	row := page.Row{Icon: "i-stick", Bold: w.Title, Text: doing}
	switch {
	case !w.Ended && w.All > 0:
		row.Tag = brought.Share(w.Done, w.All)
	case w.Ended && w.Err != nil:
		row.Icon, row.Text, row.Do = "i-warn", brought.Why(w.Err), []page.Choice{{Value: "leave", Text: "知道了"}}
	case w.Ended:
		row.Icon, row.Text, row.Do = "i-check", done, []page.Choice{{Value: "leave", Text: "知道了", Icon: "i-check"}}
	}
	return row
}

func packRow(p brought.Pack) page.Row {
	facts := []string{p.For, p.By + "做的", fmt.Sprintf("第 %d 版", p.Version)}
	if p.Sounds > 0 {
		facts = append(facts, soundWord(p.Machine))
	}
	return page.Row{Icon: "i-board", Bold: p.Title, Small: joinFacts(append(facts, brought.Bytes(p.Bytes))...)}
}

// soundWord says whose voice a lesson has.
func soundWord(machine bool) string {
	if machine {
		return "机器音"
	}
	return "有声音"
}

// stickRow is a pack or a folder on a stick.
func stickRow(p brought.Pack) page.Row {
	if p.Folder {
		row := page.Row{Icon: "i-stick", Bold: p.Title, Small: p.Stick + "里的文件夹，里面有课文", Tag: "还没做成课", Href: broughtAt + "/folder/" + p.Value, Way: "看一看"}
		if p.Made {
			row.Tag = "做过了"
		}
		return row
	}
	if p.Version == 0 { // its manifest cannot be read
		return page.Row{Icon: "i-stick", Bold: p.Title, Small: brought.Why(p.Err), Tag: p.Stick}
	}
	row := packRow(p)
	row.Icon, row.Tag = "i-stick", p.Stick+"上"
	if p.Err == nil {
		row.Do = []page.Choice{{Value: "take:" + p.Value, Text: "装上", Icon: "i-check"}}
		return row
	}
	row.Small = brought.Why(p.Err)
	return row
}

// packDo does what a row's button says.
func (s *Station) packDo(v *visit) error {
	what, value := cutDo(v.form.Text("do"))
	var err error
	switch what {
	case "take":
		err = s.Shelf.Take(v.ctx(), v.who.Actor, value)
	case "drop":
		err = s.Shelf.Remove(v.ctx(), v.who.Actor, value)
	case "give":
		err = s.Shelf.Give(v.ctx(), v.who.Actor, value)
	case "back":
		err = s.Shelf.PutBack(v.ctx(), v.who.Actor)
	case "leave":
		s.Shelf.Leave()
	default:
		err = hub.E(hub.CodeNotFound, "pack.none")
	}
	if err != nil {
		return err
	}
	return v.see(broughtAt)
}
