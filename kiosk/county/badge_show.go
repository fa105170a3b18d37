package county

import (
	"cmp"
	"context"
	"crypto/subtle"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Badges make what officers show at the stations that they visit.
type Badges interface {
	// New makes an officer a badge under a PIN and answers what stands in its picture; her
	// older ones do not count any more. Errors: CodeInvalid of pin or until, CodeForbidden.
	New(ctx context.Context, who Officer, request hub.ID, pin string, until hub.Day) (figures string, err error)
	// Take takes an officer's badges back: her own, or anybody's by who administers.
	Take(ctx context.Context, who Officer, request, officer hub.ID) error
}

// badgeDays is how long a badge counts that nobody has thought about.
const badgeDays = 90

func (c *County) badgeRoutes(mux *http.ServeMux) {
	if c.Badges == nil {
		return
	}
	mux.HandleFunc("GET /badge", c.signed(badgeShow))
	mux.HandleFunc("POST /badge", c.signed(badgeMake))
	mux.HandleFunc("GET /badges", c.signed(badgeList))
	mux.HandleFunc("POST /badges", c.signed(badgeTake))
}

// badgeShow is an officer's own badge: whether she has one, and a new one.
func badgeShow(v *visit) error {
	if !v.who.opens("POST /badge") { // who only administers has none of her own
		return v.see("/badges")
	}
	p, err := v.badgePage()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) badgePage() (page.CountyBadge, error) {
	today := v.c.Desk.Today()
	p := page.CountyBadge{
		CountyFrame: v.frame("工作证", "badge"), Name: v.who.Name, From: v.badgeFrom(v.who.Actor.Role, v.who.Township),
		Until: string(today.Add(badgeDays)), Least: string(today), Most: string(today.Add(365)), All: v.who.opens("GET /badges"),
	}
	all, err := v.c.Desk.Badges(v.ctx())
	for _, b := range all {
		if b.Officer == v.who.Actor.Staff && !b.Out && b.Until >= today {
			p.Own = "手里的一张：" + calendar.Date(b.Day, today) + "做的，用到" + calendar.Date(b.Until, today)
			break
		}
	}
	return p, err
}

// badgeFrom is where an officer comes from, as a station reads it on her badge.
func (v *visit) badgeFrom(role hub.Role, township string) string {
	name := v.c.Name()
	if v.c.Devices != nil && township != "" {
		name = township
		for _, t := range v.c.Devices.Townships() {
			if t.Code == township {
				name = cmp.Or(t.Name, township)
			}
		}
	}
	def, _ := v.c.Desk.Forms().Get("badge")
	f, _ := def.Field("role")
	return name + " · " + f.Show(string(role))
}

// badgeMake makes a new badge and shows it once, to be printed; or takes her own back.
func badgeMake(v *visit) error {
	if v.form.Text("do") == "out" {
		if err := v.c.Badges.Take(v.ctx(), v.who, v.form.Request(), v.who.Actor.Staff); err != nil {
			return err
		}
		return v.see("/badge")
	}
	pin, until := v.form.Text("pin"), hub.Day(v.form.Text("until"))
	err := error(nil)
	if subtle.ConstantTimeCompare([]byte(pin), []byte(v.form.Text("again"))) == 0 {
		err = hub.E(hub.CodeInvalid, "badge.differs").In("again")
	}
	var figures string
	if err == nil {
		figures, err = v.c.Badges.New(v.ctx(), v.who, v.form.Request(), pin, until)
	}
	if hub.CodeOf(err) == hub.CodeInvalid && err != nil {
		p, perr := v.badgePage()
		if perr != nil {
			return perr
		}
		p.Errors, p.Until = page.Faults(err), string(until)
		web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
		return nil
	}
	if err != nil {
		return err
	}
	picture, err := page.QR(figures, "工作证上的图")
	if err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	return v.render(page.CountyBadgeCard{
		CountyFrame: v.frame("工作证", "badge"), Name: v.who.Name, From: v.badgeFrom(v.who.Actor.Role, v.who.Township),
		Until: calendar.LongDate(until), QR: picture,
	})
}

// badgeList is everybody's badges, for who says who may log in.
func badgeList(v *visit) error {
	all, err := v.c.Desk.Badges(v.ctx())
	if err != nil {
		return err
	}
	p := page.CountyBadges{CountyFrame: v.frame("工作证", "badge"), Own: v.who.opens("POST /badge")}
	for _, b := range all {
		p.Rows = append(p.Rows, v.badgeRow(b))
	}
	return v.render(p)
}

func (v *visit) badgeRow(b desk.Badge) page.CountyBadgeRow {
	today := v.c.Desk.Today()
	row := page.CountyBadgeRow{
		Name: b.Name, From: v.badgeFrom(b.Role, b.Township), Day: calendar.Date(b.Day, today), Until: calendar.Date(b.Until, today), State: "能用",
	}
	switch {
	case b.Out:
		row.State = "停用了"
	case b.Until < today:
		row.State = "过期了"
	default:
		row.Officer = b.Officer.String()
	}
	return row
}

// badgeTake takes somebody's badges back.
func badgeTake(v *visit) error {
	if err := v.c.Badges.Take(v.ctx(), v.who, v.form.Request(), v.form.ID("out")); err != nil {
		return err
	}
	return v.see("/badges")
}
