package county

import (
	"fmt"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// publicRoutes are what the county shows to everybody (kiosk/portal): which pages, papers of
// policy, slips for ratings.
func (c *County) publicRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /public", c.signed(publicShow))
	mux.HandleFunc("POST /public", c.signed(publicSet))
	mux.HandleFunc("POST /public/slips", c.signed(publicSlips))
	mux.HandleFunc("GET /public/family", c.signed(familyShow))
	mux.HandleFunc("POST /public/family", c.signed(familySet))
	mux.HandleFunc("GET /public/paper/{id}", c.signed(paperEdit))
	mux.HandleFunc("POST /public/paper/{id}", c.signed(paperPut))
}

// publicSmall says of each page what people find there.
var publicSmall = map[string]string{
	"stations": "备过案的站：收费、托位、电话，示意图", "papers": "右边这些文件，问一句就查得到", "booking": "写给一个站，站里三个工作日里回电话",
	"complaint": "只有县里看得到，两个工作日里受理", "rating": "凭条子，一张一次", "lessons": "程序带的、县里发的课，县里放出去的站里录音",
}

func publicShow(v *visit) error {
	p, err := v.public()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) public() (page.CountyPublic, error) {
	p := page.CountyPublic{CountyFrame: v.frame("公众页面", "public"), Slips: "20"}
	now, err := v.c.Desk.Portal(v.ctx())
	if err != nil {
		return p, err
	}
	def, _ := v.c.Desk.Forms().Get("portal")
	f, _ := def.Field("pages")
	for _, o := range f.Offered() {
		p.Pages = append(p.Pages, page.Choice{Value: o.Code, Text: o.Label, Small: publicSmall[o.Code], On: now.Shows(o.Code)})
	}
	p.Phone, p.URL, p.Words, p.Rates = now.Phone, now.URL, now.Note, now.Rates
	p.State = "还没有开，家里打开是空的"
	if n := len(now.Pages); n > 0 {
		p.State = fmt.Sprintf("开着 %d 页，%s改的", n, calendar.Date(now.Day, v.c.Desk.Today()))
	}
	if now.URL != "" {
		if p.QR, err = page.QR(now.URL, "公众页面的网址"); err != nil {
			return p, err
		}
		p.Host = hostOf(now.URL)
		p.Look = []page.Link{{Href: now.URL, Text: "看看家里看到的"}}
	}
	home, err := v.c.Desk.FamilyPage(v.ctx())
	if err != nil {
		return p, err
	}
	p.Family = familyState(home, v.c.Desk.Today())
	sites, err := v.c.Desk.OpenSites(v.ctx())
	if err != nil {
		return p, err
	}
	p.Filed = fmt.Sprintf("备过案的 %d 个站，看得到；没备案的不放", len(sites))
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return p, err
	}
	p.Stations = stationChoices(stations, hub.ID{}, "")
	return p, v.publicMore(&p)
}

// hostOf is an address as people read it.
func hostOf(url string) string {
	_, host, _ := strings.Cut(url, "://")
	return host
}

// publicMore is the papers, and what came in.
func (v *visit) publicMore(p *page.CountyPublic) error {
	today := v.c.Desk.Today()
	all, err := v.c.Desk.Papers(v.ctx())
	if err != nil {
		return err
	}
	for _, one := range all {
		row := page.CountyPaperRow{Href: "/public/paper/" + one.Key, Title: one.Title, Issuer: one.Issuer, Day: calendar.Date(one.Day, today), State: "在用"}
		switch {
		case one.Ended(today):
			row.State = "不用了"
		case one.Afar:
			row.Href, row.State = "", "程序带的，做参考"
		}
		p.Papers = append(p.Papers, row)
	}
	for _, l := range []struct {
		kind hub.Kind
		word string
	}{{"web-booking", "网上预约"}, {"web-complaint", "网上投诉"}} {
		list, err := v.c.Desk.Cases(v.ctx(), v.who.Actor, desk.CaseFilter{Kind: l.kind, Sees: v.who.Sees})
		if err != nil {
			return err
		}
		if n := len(list.Rows); n > 0 {
			word := fmt.Sprintf("%s %d 件", l.word, n)
			if list.More {
				word += "多"
			}
			p.Letters = append(p.Letters, page.Link{Href: "/cases?kind=" + string(l.kind), Text: word})
		}
	}
	return nil
}

// publicSet opens and shuts pages.
func publicSet(v *visit) error {
	set := desk.Portal{Pages: v.form.All("pages"), Phone: v.form.Text("phone"), URL: v.form.Text("url"), Note: v.form.Text("note"), Rates: v.form.Text("rates") != ""}
	_, err := v.c.Desk.SetPortal(v.ctx(), v.who.Actor, v.form.Request(), set)
	if err == nil {
		return v.see("/public")
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.public()
	if perr != nil {
		return perr
	}
	for i := range p.Pages {
		p.Pages[i].On = set.Shows(p.Pages[i].Value)
	}
	p.Phone, p.URL, p.Words, p.Rates, p.QR = set.Phone, set.URL, set.Note, set.Rates, ""
	for _, said := range page.Faults(err) {
		p.Fault = said
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// publicSlips makes slips for a station; what is shown is shown once.
func publicSlips(v *visit) error {
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	site := v.form.ID("site")
	codes, err := v.c.Desk.PrintSlips(v.ctx(), v.who.Actor, v.form.Request(), site, v.form.Int("n"))
	if hub.CodeOf(err) == hub.CodeInvalid || hub.CodeOf(err) == hub.CodeConflict {
		p, perr := v.public()
		if perr != nil {
			return perr
		}
		for _, said := range page.Faults(err) {
			p.SlipsBad = said
		}
		p.Stations, p.Slips = stationChoices(stations, site, ""), v.form.Text("n")
		web.Render(v.w, v.Request, v.c.Log, web.Status(err), p)
		return nil
	}
	if err != nil {
		return err
	}
	now, err := v.c.Desk.Portal(v.ctx())
	if err != nil {
		return err
	}
	where := hostOf(now.URL)
	if where != "" {
		where += "/rate"
	}
	return v.render(page.CountySlips{CountyFrame: v.frame("评一评的条子", "public"), Station: stations[site].Name,
		Until: calendar.Date(v.c.Desk.Today().Add(desk.SlipDays), v.c.Desk.Today()), Where: where, Codes: codes})
}
