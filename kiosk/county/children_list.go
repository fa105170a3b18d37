package county

import (
	"fmt"
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/names"
	"yizhan/kiosk/page"
)

// perPage is how many children one page of the list shows.
const perPage = 50

// childrenList is the list of children, searched by whatever somebody remembers.
// What she types is posted, so that no address or log holds a name; only the
// choice of a station comes as a link.
func childrenList(v *visit) error {
	q := listQuery{page: 0}
	if v.Method == http.MethodPost {
		q = listQuery{
			text: v.form.Text("q"), town: v.form.Text("town"), station: v.form.ID("station"),
			kind: v.form.Text("kind"), page: max(0, v.form.Int("page")),
		}
	} else if id, err := hub.ParseID(v.URL.Query().Get("station")); err == nil {
		q.station = id
	}
	stations, err := v.c.Fleet.Stations(v.ctx())
	if err != nil {
		return err
	}
	p := page.CountyChildren{CountyFrame: v.frame("孩子", "children"), Query: q.text}
	sites := v.choices(&p, q, stations)
	list, total, err := v.find(q, sites)
	if err != nil {
		return err
	}
	if err := v.childRows(&p, list, stations); err != nil {
		return err
	}
	from := q.page*perPage + 1
	p.Lead = fmt.Sprintf("%d 个孩子", total)
	if total > perPage {
		p.Lead += fmt.Sprintf("，这里是 %d–%d", from, from+len(list)-1)
	}
	if q.page > 0 {
		p.Prev = strconv.Itoa(q.page - 1)
	}
	if (q.page+1)*perPage < total {
		p.Next = strconv.Itoa(q.page + 1)
	}
	return v.render(p)
}

type listQuery struct {
	text, town, kind string
	station          hub.ID
	page             int
}

// choices fills the selections, and says which sites the query is about.
func (v *visit) choices(p *page.CountyChildren, q listQuery, stations []Station) (sites map[hub.ID]bool) {
	p.Towns = []page.Choice{{Text: "所有镇", On: q.town == ""}}
	p.Stations = []page.Choice{{Text: "所有站", On: q.station.IsZero()}}
	p.Kinds = []page.Choice{{Text: "所有孩子", On: q.kind == ""}}
	def, _ := v.c.Desk.Forms().Get("child")
	category, _ := def.Field("category")
	for _, o := range category.Choices {
		p.Kinds = append(p.Kinds, page.Choice{Value: o.Code, Text: o.Label, On: o.Code == q.kind})
	}
	sites = map[hub.ID]bool{}
	towns := map[hub.Lane]bool{}
	for _, s := range stations {
		if !v.who.Sees(s.Lane) {
			continue
		}
		if !towns[s.Lane] {
			towns[s.Lane] = true
			p.Towns = append(p.Towns, page.Choice{Value: string(s.Lane), Text: s.TownshipName, On: string(s.Lane) == q.town})
		}
		p.Stations = append(p.Stations, page.Choice{Value: s.Site.String(), Text: s.Name, On: s.Site == q.station})
		if (q.town == "" || string(s.Lane) == q.town) && (q.station.IsZero() || s.Site == q.station) {
			sites[s.Site] = true
		}
	}
	return sites
}

// find is one page of the children that a query means, and how many there are.
func (v *visit) find(q listQuery, sites map[hub.ID]bool) ([]care.Child, int, error) {
	if q.town == "" && q.station.IsZero() {
		sites = nil // also children whose site is not known here yet
	}
	filter := desk.ChildFilter{Sees: v.who.Sees, Sites: sites, Category: q.kind, Offset: q.page * perPage, Limit: perPage}
	if q.text != "" {
		found := v.c.Names.Find(names.Query{Text: q.text, Limit: 1000})
		filter.Among = make([]hub.ID, 0, len(found.Matches))
		for _, m := range found.Matches {
			filter.Among = append(filter.Among, m.Subject)
		}
	}
	return v.c.Desk.Children(v.ctx(), v.who.Actor, filter)
}

func (v *visit) childRows(p *page.CountyChildren, list []care.Child, stations []Station) error {
	today := v.c.Desk.Today()
	def, _ := v.c.Desk.Forms().Get("child")
	category, _ := def.Field("category")
	siteName := map[hub.ID]string{}
	for _, s := range stations {
		siteName[s.Site] = s.Name
	}
	for _, c := range list {
		carer, err := v.c.Desk.CarerOf(v.ctx(), c.ID)
		if err != nil {
			return err
		}
		row := page.CountyChildRow{
			Href: "/child/" + c.ID.String(), Name: c.Called(), Sex: sexWord(c.Sex), Kind: category.LabelOf(c.Category),
			Village: c.VillageName, Station: siteName[c.Site], Carer: carerWord(carer), Sealed: c.Sealed,
		}
		if age, ok := calendar.AgeOn(c.Birth, today); ok {
			row.Birth, row.Age = calendar.LongDate(c.Birth), age.Text()
		}
		p.Rows = append(p.Rows, row)
	}
	return nil
}

func sexWord(code string) string {
	switch code {
	case "1":
		return "男"
	case "2":
		return "女"
	}
	return ""
}

func carerWord(p care.Person) string {
	kin, ok := care.KinByCode(p.Kinship)
	if !ok {
		return p.Name
	}
	if p.Name == "" {
		return kin.Word
	}
	return kin.Word + " " + p.Name
}
