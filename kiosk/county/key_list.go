package county

import (
	"net/http"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// keyList is the keys of other departments' programs.
func keyList(v *visit) error {
	p, err := v.keys()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) keys() (page.CountyKeys, error) {
	today := v.c.Desk.Today()
	p := page.CountyKeys{CountyFrame: v.frame("给别的部门的钥匙", "share"), Until: string(calendar.AddMonths(today, 12)), Study: v.who.opens("GET /study")}
	all, err := v.c.Desk.Keys(v.ctx())
	if err != nil {
		return p, err
	}
	names, err := v.c.Doors.Names(v.ctx())
	if err != nil {
		return p, err
	}
	for _, k := range all {
		row := page.KeyRow{ID: k.ID.String(), Department: k.Department, Scopes: scopeWords(k.Scopes), Until: calendar.Date(k.Until, today),
			Made: calendar.Date(k.Made, today), By: names[k.By], Used: "还没用过", Open: k.Counts(today)}
		if k.Used != "" {
			row.Used = calendar.Date(k.Used, today)
		}
		switch {
		case k.Ended != "":
			row.State = calendar.Date(k.Ended, today) + "收回了"
		case !row.Open:
			row.State = "过期了"
		default:
			row.State = "能用"
		}
		p.Rows = append(p.Rows, row)
	}
	for _, s := range desk.APIScopes {
		p.Scopes = append(p.Scopes, page.Choice{Value: s.Code, Text: s.Label})
	}
	return p, nil
}

func scopeWords(codes []string) string {
	var out []string
	for _, s := range desk.APIScopes {
		if word, _, _ := strings.Cut(s.Label, "（"); slices.Contains(codes, s.Code) {
			out = append(out, word)
		}
	}
	return strings.Join(out, "、")
}

// keyMake gives a key: the page that answers is the only one that shows it.
func keyMake(v *visit) error {
	k := desk.APIKey{Department: v.form.Text("department"), Scopes: v.PostForm["scope"], Until: hub.Day(v.form.Text("until"))}
	secret, err := v.c.Desk.MakeKey(v.ctx(), v.who.Actor, v.form.Request(), k)
	if code := hub.CodeOf(err); err != nil && code != hub.CodeInvalid && code != hub.CodeConflict {
		return err
	}
	p, perr := v.keys()
	if perr != nil {
		return perr
	}
	status := http.StatusOK
	if err != nil {
		status, p.Errors = web.Status(err), page.Faults(err)
		p.Department, p.Until = k.Department, string(k.Until)
		for i := range p.Scopes {
			p.Scopes[i].On = slices.Contains(k.Scopes, p.Scopes[i].Value)
		}
	}
	p.Secret = secret
	web.Render(v.w, v.Request, v.c.Log, status, p)
	return nil
}

// keyEnd takes a key back.
func keyEnd(v *visit) error {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	if err := v.c.Desk.EndKey(v.ctx(), v.who.Actor, v.form.Request(), id); err != nil {
		return err
	}
	return v.see("/keys")
}
