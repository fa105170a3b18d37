package county

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// Hubs says whom an order to erase has to reach.
type Hubs interface {
	Holders(ctx context.Context, lane hub.Lane) ([]desk.Holder, error)
}

// eraseRoutes are what families asked to be erased, and how long data is kept.
func (c *County) eraseRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /erasures", c.signed(eraseList))
	mux.HandleFunc("GET /erasures/{id}", c.signed(eraseShow))
	mux.HandleFunc("POST /erasures/{id}", c.signed(eraseAnswer))
	mux.HandleFunc("GET /retention", c.signed(retainShow))
	mux.HandleFunc("POST /retention", c.signed(retainSet))
	mux.HandleFunc("POST /retention/hold", c.signed(retainHold))
}

// mayErase: orders reach every township, so whoever serves one of them gives none.
func (v *visit) mayErase() error {
	if v.who.Township != "" || !v.who.Actor.Role.May(hub.ActErase) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	return nil
}

// eraseList is every request, those that wait for an answer first.
func eraseList(v *visit) error {
	p, open := page.CountyErasures{CountyFrame: v.frame("删除和保存", "erase")}, 0
	err := v.erasures(func(a care.EraseAsk, row page.CountyErasureRow, left int) error {
		if a.Open() {
			open++
			row.Due, row.Late = calendar.Date(a.Due, v.c.Desk.Today())+fmt.Sprintf("，还有 %d 天", left), left <= 3
			if left < 0 {
				row.Due = calendar.Date(a.Due, v.c.Desk.Today()) + fmt.Sprintf("，过了 %d 天", -left)
			}
		}
		row.Name = v.childName(a)
		p.Rows = append(p.Rows, row)
		return nil
	})
	if err != nil {
		return err
	}
	if len(p.Rows) > 0 {
		p.Lead = fmt.Sprintf("%d 件，%d 件等答复", len(p.Rows), open)
	}
	p.Leaves = v.leaves("erasures")
	return v.render(p)
}

// erasures gives every request as a line without the child's name, and how many days are left
// to answer it.
func (v *visit) erasures(each func(a care.EraseAsk, row page.CountyErasureRow, left int) error) error {
	if err := v.mayErase(); err != nil {
		return err
	}
	asks, err := v.c.Desk.EraseAsks(v.ctx(), v.who.Actor)
	if err != nil {
		return err
	}
	names, err := v.siteNames()
	if err != nil {
		return err
	}
	reaching, today := map[hub.Lane][]desk.Holder{}, v.c.Desk.Today()
	for _, a := range asks {
		row := page.CountyErasureRow{
			Href: "/erasures/" + a.ID.String(), Where: names[a.Site], What: v.wish(a), By: askedBy(a),
			Day: calendar.Date(a.Day, today), State: v.stateWord(a), Look: a.Open(),
		}
		if reaching[a.Lane] == nil {
			if reaching[a.Lane], err = v.c.Hubs.Holders(v.ctx(), a.Lane); err != nil {
				return err
			}
		}
		reach, err := v.c.Desk.Reach(v.ctx(), v.who.Actor, a, reaching[a.Lane])
		if err != nil {
			return err
		}
		if reach.Since != "" {
			row.Done = fmt.Sprintf("%d/%d 处", reach.Done, len(reach.Hubs))
		}
		if err := each(a, row, daysBetween(today, a.Due)); err != nil {
			return err
		}
	}
	return nil
}

func (v *visit) siteNames() (map[hub.ID]string, error) {
	stations, err := v.c.Fleet.Stations(v.ctx())
	names := map[hub.ID]string{}
	for _, s := range stations {
		names[s.Site] = s.Name
	}
	return names, err
}

// childName is the child's, as long as it has one here.
func (v *visit) childName(a care.EraseAsk) string {
	name, err := v.c.Desk.NameOf(v.ctx(), v.who.Actor, "child", a.Child)
	if err != nil {
		return "一个孩子"
	}
	return cmp.Or(name, "一个孩子")
}

// wish is what a family asked for.
func (v *visit) wish(a care.EraseAsk) string {
	switch a.What {
	case desk.EraseAll:
		return "全部删掉"
	case desk.ErasePause:
		return "先停用"
	}
	if p, ok := purpose(v.c.Desk.Forms(), a.What); ok {
		return "收回“" + p.Title + "”"
	}
	return "收回一项同意"
}

func purpose(forms *form.Registry, code string) (form.Purpose, bool) {
	for _, p := range forms.Purposes() {
		if string(p.Code) == code {
			return p, true
		}
	}
	return form.Purpose{}, false
}

func (v *visit) stateWord(a care.EraseAsk) string {
	if _, ok := purpose(v.c.Desk.Forms(), a.What); ok {
		return "收回了"
	}
	return v.label("erase-ask", "state", a.State)
}

// label is the word of a choice.
func (v *visit) label(kind hub.Kind, field, code string) string {
	def, _ := v.c.Desk.Forms().Get(kind)
	f, ok := def.Field(field)
	if !ok || code == "" {
		return ""
	}
	return f.LabelOf(code)
}

func askedBy(a care.EraseAsk) string {
	word := "家里人"
	if kin, ok := care.KinByCode(a.Kinship); ok {
		word = kin.Word
	}
	if a.ByName == "" {
		return word
	}
	return word + " " + a.ByName
}
