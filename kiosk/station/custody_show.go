package station

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// Keeper is what the screens ask of the box about its own keys.
type Keeper interface {
	Custody(ctx context.Context) (Custody, error)
	// Attend closes the keys, so that they are opened by hand after each start; she who
	// does it is the first who can. Unattend leaves them open. Both ask her PIN again.
	Attend(ctx context.Context, staff hub.ID, pin string) error
	Unattend(ctx context.Context, staff hub.ID, pin string) error
	// Join and Leave are one more person's way of opening them.
	Join(ctx context.Context, staff hub.ID, pin string) error
	Leave(ctx context.Context, staff hub.ID) error
	// MoveFile puts the key file on the stick that is plugged in.
	MoveFile(ctx context.Context) error
}

// Custody is how the box's own keys lie.
type Custody struct {
	Attended bool
	Ways     []hub.ID // who can open them
	Code     bool     // a 恢复码 was drawn
	Away     bool     // the key file lies on a stick
	Stick    bool     // one is plugged in
}

// custodyDoor leads to the page.
func custodyDoor(c Custody) page.Door {
	d := page.Door{Href: "/settings/unlock", Text: "停电后怎么开", Word: "来电就能用", Icon: "i-lock"}
	if c.Attended {
		d.Word = fmt.Sprintf("先开锁，%d 个人能开", len(c.Ways))
	}
	return d
}

// custodyRoutes are the two ways of switching the box on.
func (s *Station) custodyRoutes(mux *http.ServeMux) {
	if s.Keeper == nil {
		return
	}
	mux.HandleFunc("GET /settings/unlock", s.signed(s.custodyShow))
	mux.HandleFunc("POST /settings/unlock", s.signed(s.custodySet))
	mux.HandleFunc("GET /settings/unlock/pin", s.signed(s.custodyPIN))
	mux.HandleFunc("POST /settings/unlock/pin", s.signed(s.custodyTry))
}

// custodyShow says how the box starts after a power cut, and what that keeps out.
func (s *Station) custodyShow(v *visit) error {
	c, err := s.Keeper.Custody(v.ctx())
	if err != nil {
		return err
	}
	f := v.framed("停电后怎么开")
	f.Back, f.Help = "/settings", "unlock"
	p := page.Rows{Frame: f, Action: "/settings/unlock", Prev: "/settings"}
	head := v.who.Actor.May(hub.ActSite)
	if !c.Attended {
		p.Rows = s.openRows(c, head)
	} else {
		p.Rows = s.closedRows(v, c, head)
	}
	return v.render(p)
}

// openRows is 无人值守, and the way to the other.
func (s *Station) openRows(c Custody, head bool) []page.Row {
	now := page.Row{Icon: "i-check", Bold: "现在：来电就能用", Text: "不用人管",
		Small: "谁把整台搬走，谁就能看到名字。U 盘、邻站的机器丢了，看不到"}
	other := page.Row{Icon: "i-lock", Bold: "换成：先开锁再用", Text: "停电后按自己的密码",
		Small: "没开锁时登记台、上报都停着。密码忘了靠恢复码"}
	switch {
	case !head:
		other.Tag = "站长来换"
	case !c.Code:
		other.Href, other.Way, other.Tag, other.Care = "/settings/backup/code", "先写恢复码", "要写", true
	default:
		other.Href, other.Way = "/settings/unlock/pin?do=attend", "换成这个"
	}
	return []page.Row{now, other}
}

// closedRows is 有人值守: who can open, where the key file lies, and the way back.
func (s *Station) closedRows(v *visit, c Custody, head bool) []page.Row {
	mine := slices.Contains(c.Ways, v.who.Actor.Staff)
	who := page.Row{Icon: "i-people", Bold: "谁能开", Text: fmt.Sprintf("%d 个人，还有恢复码", len(c.Ways)),
		Small: "各人用自己登记台的密码。人走了，她的就不能开了", Href: "/settings/unlock/pin?do=join", Way: "我也要能开"}
	if mine {
		who.Href, who.Way, who.Do = "", "", []page.Choice{{Value: "leave", Text: "我不开了", Icon: "i-undo"}}
	}
	if mine && len(c.Ways) == 1 {
		who.Do = nil // the paper alone would be left
	}
	file := page.Row{Icon: "i-stick", Bold: "钥匙", Text: "放在机器里", Tag: "看一下", Care: true,
		Small: "懂电脑的人拆下存储卡，几分钟就能试出四个数。放到 U 盘上，下班带走，才挡得住"}
	switch {
	case c.Away:
		file.Text, file.Tag, file.Care = "放在钥匙 U 盘上", "", false
		file.Small = "开锁时要插上，平时和机器分开放。U 盘丢了，用恢复码开"
	case head && c.Stick:
		file.Do = []page.Choice{{Value: "stick", Text: "放到 U 盘上", Icon: "i-stick"}}
	case head:
		file.Small += "。先插一个 U 盘"
	}
	rows := []page.Row{{Icon: "i-lock", Bold: "现在：先开锁再用", Text: "停电后按密码才能用",
		Small: "换过来以前的钥匙已经盖掉，不过存储卡的旧格子里可能还留着一阵"}, who, file}
	if head {
		rows = append(rows, page.Row{Icon: "i-undo", Bold: "换回：来电就能用", Text: "不用人管",
			Small: "谁把整台搬走，谁就能看到名字", Href: "/settings/unlock/pin?do=unattend", Way: "换回去"})
	}
	return rows
}

// custodySet takes a button of the page.
func (s *Station) custodySet(v *visit) error {
	var err error
	switch v.form.Text("do") {
	case "leave":
		err = s.Keeper.Leave(v.ctx(), v.who.Actor.Staff)
	case "stick":
		if !v.who.Actor.May(hub.ActSite) {
			return hub.E(hub.CodeForbidden, "desk.may-not")
		}
		err = s.Keeper.MoveFile(v.ctx())
	}
	if err != nil {
		return err
	}
	return v.see("/settings/unlock")
}
