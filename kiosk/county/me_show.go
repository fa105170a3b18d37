package county

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// ownRoutes are an officer's own login: her password, her telephone, where she is logged
// in, and what she looked at.
func (c *County) ownRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /me", c.signed(func(v *visit) error { return v.mePage(nil) }))
	mux.HandleFunc("POST /me/password", c.signed(mePassword))
	mux.HandleFunc("POST /me/end", c.signed(meEnd))
	mux.HandleFunc("GET /me/code", c.signed(func(v *visit) error { return v.codeAsk(nil) }))
	mux.HandleFunc("POST /me/code", c.signed(meCode))
	mux.HandleFunc("GET /me/looks", c.signed(meLooks))
}

func (v *visit) mePage(faults page.Errors) error {
	p := page.CountyMe{CountyFrame: v.frame("我的登录", "me"), Must: v.who.Must == MustPassword, Coded: v.who.Coded}
	code := "没有开，只用密码"
	if v.who.Coded {
		code = "开着，另外有一张恢复码"
	}
	p.Facts = []page.Fact{{Word: "名字", Text: v.who.Name}, {Word: "身份", Text: roleOf(v.who.Actor.Role, v.who.Admin)}, {Word: "管哪里", Text: v.areaOf(v.who.Township)}, {Word: "动态码", Text: code}}
	if p.Must {
		p.Note = &page.Note{Kind: "calm", Icon: "i-lock", Bold: "先换一个自己的密码。", Text: "口令是别人给的，用过一次就要换。换好了，接着用。"}
	}
	all, err := v.c.Doors.Sessions(v.ctx(), v.who, token(v.Request))
	if err != nil {
		return err
	}
	p.Other = len(all) > 1
	for _, s := range all {
		idle := "正在用"
		if s.Idle >= time.Minute {
			idle = fmt.Sprintf("%d 分钟没动", int(s.Idle/time.Minute))
		}
		p.Sessions = append(p.Sessions, page.OwnSession{Key: s.Key, From: s.From, When: v.moment(s.At), Idle: idle, This: s.This})
	}
	p.Errors = faults
	return v.typed(p, faults)
}

func roleOf(r hub.Role, admin bool) string {
	if admin {
		return RoleWord(r) + "，兼管理员"
	}
	return RoleWord(r)
}

// areaOf is the township of nine digits by its name.
func (v *visit) areaOf(code string) string {
	if code == "" {
		return "全县"
	}
	for _, t := range v.c.Officers.Townships() {
		if t.Code == code {
			return t.Name
		}
	}
	return code
}

func mePassword(v *visit) error {
	if v.form.Text("fresh") != v.form.Text("again") {
		return v.mePage(page.Errors{"fresh": "两遍写的不一样。还没有换，再写一次就行。"})
	}
	fresh, err := v.c.Doors.OwnPassword(v.ctx(), v.who, v.form.Text("password"), v.form.Text("fresh"), from(v.Request))
	if e, is := err.(*hub.Error); is && e.Code == hub.CodeInvalid {
		field := "fresh"
		if e.Key == "access.login-wrong" || e.Key == "access.login-locked" {
			field = "password"
		}
		return v.mePage(page.Errors{field: sentence(err)})
	}
	if err != nil {
		return err
	}
	setToken(v.w, v.Request, fresh)
	return v.see("/")
}

func meEnd(v *visit) error {
	if err := v.c.Doors.EndSession(v.ctx(), v.who, v.form.Text("session")); err != nil {
		return err
	}
	return v.see("/me")
}

// codeAsk shows the picture for her telephone.
func (v *visit) codeAsk(faults page.Errors) error {
	secret, err := v.c.Doors.NewCode(v.ctx(), v.who)
	if err != nil {
		return err
	}
	p := page.CountyMyCode{CountyFrame: v.frame("动态码", "me"), Must: v.who.Must == MustCode, Coded: v.who.Coded, Clock: calendar.Clock(v.c.Clock.Now().Wall)}
	if p.QR, err = page.QR(secret.URI, "给手机扫的图"); err != nil {
		return err
	}
	for group := range slices.Chunk([]rune(secret.Spelled), 4) {
		p.Spelled = append(p.Spelled, string(group))
	}
	if p.Must {
		p.Note = &page.Note{Kind: "calm", Icon: "i-lock", Bold: "您的身份登录要动态码。", Text: "开好了，接着用。"}
	}
	p.Errors = faults
	return v.typed(p, faults)
}

// meCode binds her login to her telephone, and shows her recovery codes once.
func meCode(v *visit) error {
	paper, fresh, err := v.c.Doors.ConfirmCode(v.ctx(), v.who, v.form.Text("password"), v.form.Text("code"), from(v.Request))
	if hub.CodeOf(err) == hub.CodeInvalid && err != nil {
		return v.codeAsk(page.Faults(err))
	}
	if err != nil {
		return err
	}
	setToken(v.w, v.Request, fresh)
	return v.render(page.CountyPaper{CountyFrame: v.frame("恢复码", "me"), Head: "动态码开好了，抄下恢复码",
		Lines: []string{"手机丢了、坏了，写一个恢复码也能登录，一个只能用一次。只显示这一次：打印或者抄下来，和手机分开放。"},
		Big:   paper, Ways: []page.Link{{Href: "/me", Text: "收好了"}}})
}

// ownShown is how many of her own looks one page shows.
const ownShown = 200

// meLooks is what the trail says of whoever asks.
func meLooks(v *visit) error {
	looks, err := v.c.Desk.OwnLooks(v.ctx(), v.who.Actor, ownShown)
	if err != nil {
		return err
	}
	entries, _, err := v.c.Desk.Entries(v.ctx(), v.who.Actor, desk.EntryFilter{Who: v.who.Actor.Staff, Most: ownShown})
	if err != nil {
		return err
	}
	p, today := page.CountyMyLooks{CountyFrame: v.frame("我看过什么", "me")}, v.c.Desk.Today()
	if len(looks) == ownShown {
		p.Lead = fmt.Sprintf("最近 %d 次", ownShown)
	}
	for _, l := range looks {
		row := page.OwnLookRow{When: fmt.Sprintf("%s %d:%02d", calendar.Date(l.Day, today), l.Minute/60, l.Minute%60), What: v.label("look", "what", l.What), Times: l.Pages}
		if l.Child != v.who.Actor.Staff && v.who.May(hub.ActLook) {
			// The name is the one that she has seen already; a child that is not hers any more has none.
			if name, err := v.c.Desk.NameOf(v.ctx(), v.who.Actor, "child", l.Child); err == nil && name != "" && v.stillSees(l.Child) {
				row.Name, row.Href = name, "/child/"+l.Child.String()
			}
		}
		p.Rows = append(p.Rows, row)
	}
	p.Entries = v.entryRows(entries)
	return v.render(p)
}

// stillSees says whether a child is in her part of the county today.
func (v *visit) stillSees(child hub.ID) bool {
	_, _, n := v.c.Roll.Page(desk.ChildFilter{Sees: v.who.Sees, Among: []hub.ID{child}, Limit: 1})
	return n > 0
}
