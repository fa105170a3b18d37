package county

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/outside"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// outsideRoutes are the systems outside that the county copies into (抄报): what they ask,
// whom they keep, a line to copy by hand, files, and what comes back.
func (c *County) outsideRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /outside", c.signed(outsideList))
	mux.HandleFunc("POST /outside", c.signed(outsideNew))
	mux.HandleFunc("GET /outside/{id}/edit", c.signed(outsideEdit))
	mux.HandleFunc("POST /outside/{id}/edit", c.signed(outsideKeep))
	mux.HandleFunc("POST /outside/{id}/heads", c.signed(outsideHeads))
	mux.HandleFunc("GET /outside/{id}/codes/{n}", c.signed(outsideCodes))
	mux.HandleFunc("POST /outside/{id}/codes/{n}", c.signed(outsideCodesKeep))
	mux.HandleFunc("POST /outside/{id}/codes/{n}/list", c.signed(outsideCodesList))
	mux.HandleFunc("GET /outside/{id}", c.signed(outsideShow))
	mux.HandleFunc("POST /outside/{id}", c.signed(outsideDo))
	mux.HandleFunc("GET /outside/{id}/of/{subject}", c.signed(outsideCopy))
	mux.HandleFunc("POST /outside/{id}/of/{subject}", c.signed(outsideEntered))
	mux.HandleFunc("GET /outside/{id}/file/{batch}", c.signed(outsideBatch))
	mux.HandleFunc("POST /outside/{id}/file/{batch}", c.signed(outsideBatchDo))
	mux.HandleFunc("GET /outside/{id}/file/{batch}/table", c.signed(outsideTable))
	mux.HandleFunc("POST /outside/{id}/file/{batch}/answer", c.signed(outsideUpload))
	mux.HandleFunc("GET /outside/{id}/file/{batch}/answer/{kept}", c.signed(outsideAnswer))
	mux.HandleFunc("POST /outside/{id}/file/{batch}/answer/{kept}", c.signed(outsideAnswerDo))
}

// outsideList is the systems, and those that policy names and nobody has described.
func outsideList(v *visit) error {
	p, err := v.outsides()
	if err != nil {
		return err
	}
	for _, o := range outside.Outlines {
		if o.System == v.URL.Query().Get("like") {
			p.Name = o.Name
			choose(p.Abouts, string(o.About))
			choose(p.Kinds, o.System)
		}
	}
	return v.render(p)
}

func (v *visit) outsides() (page.CountyOutsides, error) {
	p := page.CountyOutsides{CountyFrame: v.frame("抄报", "outside"), MayMake: v.mayForms() == nil}
	all, err := v.c.Desk.Outsides(v.ctx())
	if err != nil {
		return p, err
	}
	named := map[string]bool{}
	for _, s := range all {
		named[s.Template.Name] = true
		row := page.OutsideRow{Name: s.Template.Name, About: s.Template.About.Named(), State: usedWord(s), Href: outsideAt(s.ID)}
		if s.Template.Made {
			row.State += "（样例）"
		}
		if p.MayMake {
			row.Edit = row.Href + "/edit"
		}
		if s.Ready() {
			_, list, err := v.c.Desk.OutsideList(v.ctx(), v.who.Actor, v.outsideAsk(s.ID))
			if err != nil {
				return p, err
			}
			if n := undone(list); n > 0 {
				row.Todo, row.Look = fmt.Sprintf("要抄 %d 个", n), true
			}
		} else if p.MayMake {
			row.Href = row.Edit
		}
		p.Systems = append(p.Systems, row)
	}
	for _, o := range outside.Outlines {
		if !named[o.Name] {
			p.Outlines = append(p.Outlines, page.OutlineRow{Name: o.Name, Source: o.Source, Href: "/outside?like=" + o.System})
		}
	}
	for _, a := range outside.Abouts {
		p.Abouts = append(p.Abouts, page.Choice{Value: a.Ours, Text: a.Theirs})
	}
	p.Kinds = v.reportedTo("")
	return p, nil
}

// reportedTo are the places that 报到外面的平台 knows.
func (v *visit) reportedTo(now string) (out []page.Choice) {
	def, _ := v.c.Desk.Forms().Get("outside-report")
	f, _ := def.Field("system")
	for _, o := range f.Offered() {
		out = append(out, page.Choice{Value: o.Code, Text: o.Label, On: o.Code == now})
	}
	return out
}

func choose(all []page.Choice, value string) {
	for i := range all {
		all[i].On = all[i].Value == value
	}
}

func usedWord(s desk.OutsideSystem) string {
	if s.Ready() {
		return "在用"
	}
	return "还在做"
}

func outsideAt(id hub.ID) string { return "/outside/" + id.String() }

// undone is how many have to be done.
func undone(list []desk.OutsideOne) (n int) {
	for _, o := range list {
		if o.Stand.Open() {
			n++
		}
	}
	return n
}

// outsideAsk is a system as this officer sees it, of the station that the address names.
func (v *visit) outsideAsk(id hub.ID) desk.OutsideAsk {
	site, _ := hub.ParseID(cmp.Or(v.form.Text("site"), v.URL.Query().Get("site"))) // "" is all
	return desk.OutsideAsk{System: id, Site: site, Sees: v.who.Sees}
}

// pathAsk is the system of the path.
func (v *visit) pathAsk() (desk.OutsideAsk, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return desk.OutsideAsk{}, hub.E(hub.CodeNotFound, "outside.none").Because(err)
	}
	return v.outsideAsk(id), nil
}

// outsideNew begins a system: what it asks comes from its own import file.
func outsideNew(v *visit) error {
	t := outside.Template{Name: v.form.Text("name"), About: outside.About(v.form.Text("about")), System: v.form.Text("system"), File: outside.File{Format: "xlsx"}}
	out, err := v.c.Desk.SetOutside(v.ctx(), v.who.Actor, v.form.Request(), desk.OutsideSystem{Template: t, State: "draft"})
	if err == nil {
		return v.see(outsideAt(out.Records[0]) + "/edit")
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.outsides()
	if perr != nil {
		return perr
	}
	p.Name, p.Fault = t.Name, sentence(err)
	choose(p.Abouts, string(t.About))
	choose(p.Kinds, t.System)
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// whatOf says what is to be looked at in one line of the list.
func whatOf(o desk.OutsideOne) string {
	var parts []string
	if o.Entry.Why != "" {
		parts = append(parts, "那边退回："+o.Entry.Why)
	}
	if len(o.Changed) > 0 {
		parts = append(parts, "变了："+join(o.Changed))
	}
	if o.Stand == outside.StandLeft {
		parts = append(parts, "这里已经不在了")
	}
	if lacking := outside.Lacking(o.Line); len(lacking) > 0 && o.Stand != outside.StandLeft && o.Stand != outside.StandDone {
		parts = append(parts, "写不了："+join(lacking))
	}
	return strings.Join(parts, "；")
}

// mostNamed is how many names of columns a line of a list says.
const mostNamed = 4

func join(names []string) string {
	if len(names) > mostNamed {
		return fmt.Sprintf("%s 等 %d 样", strings.Join(names[:mostNamed], "、"), len(names))
	}
	return strings.Join(names, "、")
}

// fieldOf is the field of ours that a column is written from; nil: none.
func (v *visit) fieldOf(t outside.Template, c outside.Column) *form.Field {
	all := outside.SourcesOf(v.c.Desk.Forms(), t.About)
	if i := slices.IndexFunc(all, func(s outside.Source) bool { return s.Key == c.From }); i >= 0 {
		return all[i].Field
	}
	return nil
}
