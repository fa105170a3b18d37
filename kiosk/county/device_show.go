package county

import (
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

func escaped(name string) string { return url.PathEscape(name) }

// deviceShow is one box.
func deviceShow(v *visit) error {
	p, err := v.devicePage()
	if err != nil {
		return err
	}
	return v.render(p)
}

// devicePage is the page of one box as it stands.
func (v *visit) devicePage() (page.CountyDevice, error) {
	d, p, err := v.device()
	if err != nil {
		return p, err
	}
	switch {
	case d.Gone:
		p.Action = deviceAt("/device/", d.Key) + "/held"
		held, err := v.c.Devices.Held(v.ctx(), d.Key)
		if err != nil {
			return p, err
		}
		p.Held = heldRows(held, v.c.Desk.Today())
	case d.Role != "county":
		p.Lost = deviceAt("/device/", d.Key) + "/lost"
		p.Reset = deviceAt("/device/", d.Key) + "/reset"
	}
	if d.Healed && !d.Gone {
		p.Note = &page.Note{Kind: "good", Icon: "i-check", Bold: "两台设备用过同一张卡，现在好了。", Text: "它换了新的号接着写，两边写的都在。另一台要是还开着，请站里关掉。"}
	}
	if d.Forked && !d.Gone {
		p.Note = &page.Note{Kind: "bad", Icon: "i-warn", Bold: "两台设备用了同一张卡。", Text: "两边写的都留着。多半是卡拷过，或者换机器时旧的没停：打电话问清哪一台在用，把另一台关掉，它下次写就换成新的号，这条自己会消。"}
	}
	return p, nil
}

// device is the box that the address names, and its page as far as all states share it.
func (v *visit) device() (Device, page.CountyDevice, error) {
	var p page.CountyDevice
	key, err := v.deviceKey()
	if err != nil {
		return Device{}, p, err
	}
	d, err := v.c.Devices.Device(v.ctx(), key)
	if err != nil {
		return d, p, err
	}
	opened, err := v.c.Devices.Opened(v.ctx(), key)
	if err != nil {
		return d, p, err
	}
	today, now := v.c.Desk.Today(), v.c.Clock.Now().Wall
	p = page.CountyDevice{CountyFrame: v.frame(d.Name, "devices"), Back: "/devices"}
	p.Facts = []page.Fact{
		{Word: "做什么", Text: roleWord(d.Role)}, {Word: "哪个镇", Text: d.Township},
		{Word: "接入", Text: calendar.LongDate(d.Since)}, {Word: "钥匙核对数", Text: d.Check},
		{Word: "最后联系", Text: stationRow(d.station(), now).Last},
		{Word: "县里收到", Text: strconv.FormatInt(d.Commits, 10) + " 条"},
	}
	if d.Unsent > 0 {
		p.Facts = append(p.Facts, page.Fact{Word: "还没收到", Text: fmt.Sprintf("邻站知道还有 %d 条", d.Unsent)})
	}
	if d.Gone {
		p.Facts = append(p.Facts, page.Fact{Word: "停用", Text: calendar.Date(d.Out, today)})
	}
	p.Whose = "它打不开任何孩子的名字。"
	if len(opened) > 0 && d.Role != "county" {
		p.Whose = fmt.Sprintf("%d 个孩子的名字、电话，这台机器打得开。", len(opened))
		if v.who.Actor.Role.May(hub.ActExport) {
			p.List = deviceAt("/device/", key) + "/opened.xlsx"
		}
	}
	return d, p, nil
}

func heldRows(held []Held, today hub.Day) []page.HeldRow {
	var rows []page.HeldRow
	for _, h := range held {
		row := page.HeldRow{ID: h.Commit.String(), What: h.What, In: h.In, When: moment(h.When, today) + "（按它的钟）"}
		if h.Sealed {
			row.What += "，县里打不开内容"
		}
		rows = append(rows, row)
	}
	return rows
}

func moment(t time.Time, today hub.Day) string {
	return calendar.Date(hub.DayOf(t), today) + " " + calendar.Clock(t)
}

// deviceOpened is the list of whose data was on a box, as a table: for telling the
// families.
func deviceOpened(v *visit) error {
	key, err := v.deviceKey()
	if err != nil {
		return err
	}
	d, err := v.c.Devices.Device(v.ctx(), key)
	if err != nil {
		return err
	}
	opened, err := v.c.Devices.Opened(v.ctx(), key)
	if err != nil {
		return err
	}
	name := d.Name + "打得开的孩子"
	return v.take(taking{what: name, tab: "devices", people: max(1, len(opened)), plain: "opened.xlsx", name: name + ".xlsx"},
		func(w io.Writer) error { return v.c.Devices.WriteOpened(v.ctx(), w, key) })
}

// deviceRelease lets one act stand that came after its box was put out.
func deviceRelease(v *visit) error {
	key, err := v.deviceKey()
	if err != nil {
		return err
	}
	if id := v.form.ID("release"); !id.IsZero() {
		if err := v.c.Devices.Release(v.ctx(), v.who.Actor, key, id); err != nil {
			return err
		}
	}
	return v.see(deviceAt("/device/", key))
}

// deviceLost says what putting out means, and asks who it is that does it.
func deviceLost(v *visit) error {
	d, p, err := v.lostPage("", nil)
	if err != nil {
		return err
	}
	if d.Gone || d.Role == "county" {
		return v.see(deviceAt("/device/", d.Key))
	}
	return v.render(p)
}

// uptoDays is how many days back what stands may end.
const uptoDays = 14

func (v *visit) lostPage(upto string, faults page.Errors) (Device, page.CountyDevice, error) {
	d, p, err := v.device()
	if err != nil {
		return d, p, err
	}
	p.Errors, p.Action, p.Back = faults, deviceAt("/device/", d.Key)+"/lost", deviceAt("/device/", d.Key)
	p.Means = []string{
		"它再也接不上县里和邻站，写的不再算数；县里已经收到的都在，照样算数。",
		"全镇换一把通信的钥匙，别的站自己会换，最多一天。",
		"它打得开的孩子，以后写的都换新锁；机器里已经有的收不回来，要告诉家里的，名单在左边。",
		"这一步退不回去。机器找回来了，清空，当新的再接入。",
	}
	today := v.c.Desk.Today()
	p.Upto = []page.Choice{{Text: "到现在县里收到的，都算", On: upto == ""}}
	for i := range uptoDays {
		day := today.Add(-i)
		p.Upto = append(p.Upto, page.Choice{Value: string(day), Text: "只算到" + calendar.DateWeek(day, today) + "为止（按它的钟）", On: string(day) == upto})
	}
	return d, p, nil
}

// deviceRevoke puts a box out, by the password of who does it.
func deviceRevoke(v *visit) error {
	key, err := v.deviceKey()
	if err != nil {
		return err
	}
	upto := hub.Day(v.form.Text("upto"))
	if _, ok := upto.Time(); !ok && upto != "" {
		return hub.E(hub.CodeInvalid, "web.unreadable")
	}
	if err := v.c.Devices.Prove(v.ctx(), v.who.Name, v.form.Text("password")); err != nil {
		if hub.CodeOf(err) != hub.CodeInvalid {
			return err
		}
		_, p, perr := v.lostPage(string(upto), page.Errors{"password": sentence(err)})
		if perr != nil {
			return perr
		}
		web.Render(v.w, v.Request, v.c.Log, web.Status(err), p)
		return nil
	}
	if err := v.c.Devices.Revoke(v.ctx(), v.who.Actor, key, upto); err != nil {
		return err
	}
	return v.see(deviceAt("/device/", key))
}
