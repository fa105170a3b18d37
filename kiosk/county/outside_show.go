package county

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/outside"
	"yizhan/kiosk/page"
)

// outsideRows are the lines of a page of the list.
const outsideRows = 100

// outsideShow is whom a system keeps: those first with whom something is to be done.
func outsideShow(v *visit) error {
	ask, err := v.pathAsk()
	if err != nil {
		return err
	}
	sys, list, err := v.c.Desk.OutsideList(v.ctx(), v.who.Actor, ask)
	if err != nil {
		return err
	}
	t, at := sys.Template, outsideAt(sys.ID)
	p := page.CountyOutside{CountyFrame: v.frame(t.Name, "outside"), Name: t.Name, Made: t.Made, Action: at, Prev: "/outside", Site: orEmpty(ask.Site)}
	if v.mayForms() == nil {
		p.Edit = at + "/edit"
	}
	if !sys.Ready() {
		p.Note = &page.Note{Kind: "calm", Icon: "i-pen", Bold: "样子还在做，站里看不见。", Text: "做好了，在“改样子”里点“给各站用”。"}
	}
	q := v.URL.Query()
	if sent, err := strconv.Atoi(q.Get("left")); err == nil && sent > 0 {
		p.Note = &page.Note{Icon: "i-warn", Bold: fmt.Sprintf("%d 个写不了，没有放进文件。", sent), Text: "补上缺的，再做一个文件。"}
	}
	names, err := v.outsideSites(&p, ask)
	if err != nil {
		return err
	}
	counts := map[outside.Stand]int{}
	for _, o := range list {
		counts[o.Stand]++
		p.Files = p.Files || (o.Stand == outside.StandNew || o.Stand == outside.StandChanged)
	}
	p.Lead = fmt.Sprintf("要抄的 %d 个，抄好的 %d 个", undone(list), counts[outside.StandDone])
	p.Report = !ask.Site.IsZero() && len(list) > 0 && counts[outside.StandDone] == len(list)
	v.outsideShows(&p, at, q, counts)
	p.Batches = v.outsideWaits(at, list)
	show := outside.Stand(q.Get("show"))
	list = slices.DeleteFunc(list, func(o desk.OutsideOne) bool { return show != "" && o.Stand != show })
	v.outsidePage(&p, at, q, sys, list, names)
	return v.render(p)
}

// outsideShows are the ways to see a part of the list.
func (v *visit) outsideShows(p *page.CountyOutside, at string, q url.Values, counts map[outside.Stand]int) {
	all := page.Choice{Value: outsideHref(at, q, "", 0), Text: "全部", On: q.Get("show") == ""}
	p.Shows = append(p.Shows, all)
	for _, s := range outside.Stands {
		if n := counts[s]; n > 0 {
			p.Shows = append(p.Shows, page.Choice{Value: outsideHref(at, q, s, 0), Text: fmt.Sprintf("%s %d", page.StandWords[s].Text, n), On: q.Get("show") == string(s)})
		}
	}
}

// outsideHref is a part of the list, of the same station.
func outsideHref(path string, q url.Values, show outside.Stand, from int) string {
	next := url.Values{}
	if site := q.Get("site"); site != "" {
		next.Set("site", site)
	}
	if show != "" {
		next.Set("show", string(show))
	}
	if from > 0 {
		next.Set("from", strconv.Itoa(from))
	}
	return at(path, next)
}

// outsideSites are the stations that she sees.
func (v *visit) outsideSites(p *page.CountyOutside, ask desk.OutsideAsk) (names map[hub.ID]string, err error) {
	stations, err := v.c.Fleet.Stations(v.ctx())
	names = map[hub.ID]string{}
	p.Sites = []page.Choice{{Text: "全部的站", On: ask.Site.IsZero()}}
	for _, s := range stations {
		if !s.Site.IsZero() && v.who.Sees(s.Lane) {
			names[s.Site] = s.Name
			p.Sites = append(p.Sites, page.Choice{Value: s.Site.String(), Text: s.Name, On: s.Site == ask.Site})
		}
	}
	return names, err
}

// outsidePage is some of the list.
func (v *visit) outsidePage(p *page.CountyOutside, at string, q url.Values, sys desk.OutsideSystem, list []desk.OutsideOne, names map[hub.ID]string) {
	from, err := strconv.Atoi(q.Get("from"))
	if err != nil || from < 0 || from >= len(list) {
		from = 0
	}
	show := outside.Stand(q.Get("show"))
	if from > 0 {
		p.Newer = outsideHref(at, q, show, max(0, from-outsideRows))
	}
	if from+outsideRows < len(list) {
		p.Older = outsideHref(at, q, show, from+outsideRows)
	}
	for _, o := range list[from:min(len(list), from+outsideRows)] {
		p.Rows = append(p.Rows, v.outsideRow(o, at, q, names))
	}
}

func (v *visit) outsideRow(o desk.OutsideOne, at string, q url.Values, names map[hub.ID]string) page.OutsidePerson {
	w := page.StandWords[o.Stand]
	row := page.OutsidePerson{Stamp: w.Stamp, Class: w.Class, Name: o.Name, Apart: o.Apart, Station: names[o.Site], What: whatOf(o), Number: o.Entry.Number, Look: o.Stand == outside.StandLeft || o.Entry.Why != "",
		Href: outsideHref(at+"/of/"+o.Subject.String(), q, "", 0), Way: "抄"}
	if o.Entry.Day != "" {
		row.Day = calendar.Date(o.Entry.Day, v.c.Desk.Today())
	}
	switch o.Stand {
	case outside.StandLeft:
		row.Way = "去掉"
	case outside.StandWaiting:
		row.Href, row.Way = at+"/file/"+o.Entry.Batch.String(), "看文件"
	case outside.StandDone:
		row.Way = "看看"
	}
	return row
}

// outsideWaits names the files whose answer has not come.
func (v *visit) outsideWaits(at string, list []desk.OutsideOne) (out []page.Link) {
	for _, b := range desk.OutsideBatches(list) {
		out = append(out, page.Link{Href: at + "/file/" + b.ID.String(),
			Text: fmt.Sprintf("%s做的文件，%d 个，等那边的结果", calendar.Date(b.Day, v.c.Desk.Today()), len(b.Rows))})
	}
	return out
}

// outsideDo makes a file, or notes that a station's report of this month is done.
func outsideDo(v *visit) error {
	ask, err := v.pathAsk()
	if err != nil {
		return err
	}
	at := outsideAt(ask.System)
	if v.form.Text("do") == "report" {
		if _, err := v.c.Desk.ReportOutside(v.ctx(), v.who.Actor, v.form.Request(), ask); err != nil {
			return err
		}
		return v.see(at)
	}
	batch, left, err := v.c.Desk.BatchOutside(v.ctx(), v.who.Actor, v.form.Request(), ask)
	if err != nil {
		return err
	}
	if left > 0 {
		return v.see(fmt.Sprintf("%s?left=%d", at, left))
	}
	return v.see(at + "/file/" + batch.String())
}
