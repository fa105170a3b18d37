package county

import (
	"fmt"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Messages is the county's program for text messages.
type Messages interface {
	// Count is how many went since the start, and how many did not.
	Count() (sent, failed int)
}

// familyState is how families' own page stands, in words.
func familyState(p desk.FamilyPage, today hub.Day) string {
	switch {
	case p.Day == "":
		return "关着，没有开过"
	case p.On:
		return "开着，" + calendar.Date(p.Day, today) + "开的"
	}
	return "关着，" + calendar.Date(p.Day, today) + "关的"
}

// familyLines is what somebody has to know before she opens it.
var familyLines = []string{
	"监护人在自己的手机上打开公众页面，填家庭卡上的卡号和登记过的手机号，收到验证码就看得到自己的孩子：这个月来没来、长了多少、该打的针、谁能接、签过什么。和在站里扫卡看到的一样。",
	"只有在站里签过“家里在网上看”的才看得到；收回了，马上看不到。换了卡，旧卡号就没用了。",
	"每看一回，“谁看过”里都记着：家里在网上看。",
	"开了以后，各站的家庭卡那页才有“在网上看”。关掉，正在看的也看不到了。",
	"给装程序的人：这一页只答加密打开的。前面要有管 https 的代理，启动县级程序时用 --public-behind 写它的地址，它要带来 X-Forwarded-Proto: https。",
}

// familyShow is the switch of the page on which families look at their own child.
func familyShow(v *visit) error {
	p, err := v.familyPage()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) familyPage() (p page.CountyFamily, err error) {
	now, err := v.c.Desk.FamilyPage(v.ctx())
	if err != nil {
		return p, err
	}
	shown, err := v.c.Desk.Portal(v.ctx())
	if err != nil {
		return p, err
	}
	p = page.CountyFamily{CountyFrame: v.frame("家里在网上看孩子", "public"), Open: now.On, State: familyState(now, v.c.Desk.Today()), Lines: familyLines}
	if v.who.opens("GET /public") {
		p.Back = "/public"
	}
	switch {
	case v.c.Messages == nil:
		p.Lacks = words.Say("online.no-sender")
	case !v.who.as(hub.ActOfficers).May(hub.ActOfficers):
		p.Lacks = words.Say("online.not-yours")
	case shown.FamilyURL() == "":
		p.Lacks = words.Say("online.url")
	}
	if now.On {
		_, p.URL, _ = strings.Cut(now.URL, "://")
	}
	if v.c.Messages != nil {
		if sent, failed := v.c.Messages.Count(); sent+failed > 0 {
			p.Sent = fmt.Sprintf("程序开着以来，短信发出 %d 条，没发出 %d 条。", sent, failed)
		}
	}
	return p, nil
}

// familySet opens or shuts it. Open is of no use where no code reaches anybody.
func familySet(v *visit) error {
	on, actor := v.form.Text("on") == "yes", v.who.Actor
	if on || !actor.May(hub.ActForms) {
		actor = v.who.as(hub.ActOfficers)
	}
	if on && v.c.Messages == nil {
		return hub.E(hub.CodeForbidden, "online.no-sender")
	}
	_, err := v.c.Desk.SetFamilyPage(v.ctx(), actor, v.form.Request(), on)
	if err == nil {
		return v.see("/public/family")
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.familyPage()
	if perr != nil {
		return perr
	}
	for _, said := range page.Faults(err) {
		p.Fault = said
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}
