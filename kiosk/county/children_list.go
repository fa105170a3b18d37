package county

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/names"
	"yizhan/kiosk/page"
)

const perPage = 50 // children on one page of the list

// listQuery says which children a list shows. Its address holds codes and ids only.
type listQuery struct {
	words   string // id of what was typed
	text    string
	town    string // code
	station hub.ID
	kind    string
	page    int
}

func (v *visit) listQuery(from url.Values) listQuery {
	q := listQuery{words: from.Get("words"), town: from.Get("town"), kind: from.Get("kind")}
	q.text = v.c.searches.text(v.who.Actor.Staff, q.words)
	if id, err := hub.ParseID(from.Get("station")); err == nil {
		q.station = id
	}
	if n, err := strconv.Atoi(from.Get("page")); err == nil {
		q.page = min(max(0, n), 1<<20)
	}
	return q
}

// values is the query as an address has it.
func (q listQuery) values(page int) url.Values {
	out := url.Values{}
	for name, value := range map[string]string{"words": q.words, "town": q.town, "kind": q.kind} {
		if value != "" {
			out.Set(name, value)
		}
	}
	if !q.station.IsZero() {
		out.Set("station", q.station.String())
	}
	if page > 0 {
		out.Set("page", strconv.Itoa(page))
	}
	return out
}

func at(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// childrenSearch takes what was typed and chosen, and shows the list at an address
// of its own: going back from a child, or loading again, posts nothing.
func childrenSearch(v *visit) error {
	q := v.listQuery(v.PostForm)
	if text := v.form.Text("q"); text != "" {
		q.words = v.c.searches.keep(v.who.Actor.Staff, text)
	} else {
		q.words = ""
	}
	return v.see(at("/children", q.values(0)))
}

// childrenList is the list of children, searched by whatever somebody remembers.
func childrenList(v *visit) error {
	q := v.listQuery(v.URL.Query())
	stations, err := v.c.Fleet.Stations(v.ctx())
	if err != nil {
		return err
	}
	filter := v.filter(q)
	filter.Offset, filter.Limit = q.page*perPage, perPage
	list, from, total, err := v.c.Desk.Children(v.ctx(), v.who.Actor, v.c.Roll, filter)
	if err != nil {
		return err
	}
	q.page = from / perPage
	p := page.CountyChildren{CountyFrame: v.frame("孩子", "children"), Query: q.text}
	v.choices(&p, q, stations)
	v.childRows(&p, q, list, stations)
	p.Lead = fmt.Sprintf("%d 个孩子", total)
	if total > perPage {
		p.Lead += fmt.Sprintf("，这里是 %d–%d", from+1, from+len(list))
	}
	if q.page > 0 {
		p.Prev = at("/children", q.values(q.page-1))
	}
	if from+perPage < total {
		p.Next = at("/children", q.values(q.page+1))
	}
	if q.text == "" && len(q.values(0)) > 0 && total > 0 && p.Export {
		p.Roster = at("/roster.xlsx", q.values(0))
	}
	return v.render(p)
}

// filter is the children that a query means and this officer may see.
func (v *visit) filter(q listQuery) desk.ChildFilter {
	f := desk.ChildFilter{Sees: v.who.Sees, Site: q.station, Category: q.kind}
	if q.town != "" {
		f.Lane = hub.TownshipLane(q.town)
	}
	if q.text == "" {
		return f
	}
	found := v.c.Names.Find(names.Query{Text: asTyped(q.text), Limit: max(1, v.c.Names.Len())})
	f.Among = make([]hub.ID, 0, len(found.Matches))
	for _, m := range found.Matches {
		f.Among = append(f.Among, m.Subject)
	}
	return f
}

// asTyped joins a number that was written in groups; a gap else parts two things
// that one remembers.
func asTyped(text string) string {
	joined := strings.NewReplacer(" ", "", "-", "").Replace(text)
	if strings.Trim(joined, "0123456789Xx") == "" {
		return joined
	}
	return text
}

// choices fills the selections with what this officer may choose. The stations are
// those of the chosen township.
func (v *visit) choices(p *page.CountyChildren, q listQuery, stations []Station) {
	p.Towns = []page.Choice{{Text: "所有乡镇", On: q.town == ""}}
	p.Stations = []page.Choice{{Text: "所有站点", On: q.station.IsZero()}}
	p.Kinds = []page.Choice{{Text: "所有类别", On: q.kind == ""}}
	def, _ := v.c.Desk.Forms().Get("child")
	category, _ := def.Field("category")
	for _, o := range category.Choices {
		p.Kinds = append(p.Kinds, page.Choice{Value: o.Code, Text: o.Label, On: o.Code == q.kind})
	}
	stations = slices.Clone(stations)
	hub.SortStable(stations, func(a, b Station) int {
		return cmp.Or(cmp.Compare(a.Lane, b.Lane), cmp.Compare(a.Name, b.Name))
	})
	seen := map[string]bool{}
	for _, s := range stations {
		code, ok := s.Lane.Township()
		if !ok || s.Site.IsZero() || !v.who.Sees(s.Lane) {
			continue
		}
		if !seen[code] {
			seen[code] = true
			p.Towns = append(p.Towns, page.Choice{Value: code, Text: s.TownshipName, On: code == q.town})
		}
		if q.town == "" || code == q.town {
			p.Stations = append(p.Stations, page.Choice{Value: s.Site.String(), Text: s.Name, On: s.Site == q.station})
		}
	}
	p.ManyTowns = len(seen) > 1
}

func (v *visit) childRows(p *page.CountyChildren, q listQuery, list []desk.Listed, stations []Station) {
	today := v.c.Desk.Today()
	def, _ := v.c.Desk.Forms().Get("child")
	category, _ := def.Field("category")
	site := map[hub.ID]Station{}
	for _, s := range stations {
		site[s.Site] = s
	}
	for _, one := range list {
		c := one.Child
		row := page.CountyChildRow{
			Href: at("/child/"+c.ID.String(), q.values(q.page)), Name: c.Called(), Sex: sexWord(c.Sex),
			Kind: category.LabelOf(c.Category), Village: c.VillageName, Station: site[c.Site].Name,
			Town: site[c.Site].TownshipName, Carer: carerWord(one.Carer), Sealed: c.Sealed && c.Called() == "",
		}
		if row.Name == "" {
			row.Name = "还没取名"
		}
		if age, ok := calendar.AgeOn(c.Birth, today); ok {
			row.Birth, row.Age = calendar.LongDate(c.Birth), age.Text()
		}
		p.Rows = append(p.Rows, row)
	}
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
	return strings.TrimSpace(kin.Word + " " + p.Name)
}
