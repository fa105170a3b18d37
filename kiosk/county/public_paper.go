package county

import (
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/paper"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// paperNew is in the place of an id.
const paperNew = "new"

// paperEdit is a paper of policy of the county's, or a new one.
func paperEdit(v *visit) error {
	if v.PathValue("id") == paperNew {
		return v.render(v.paperPage(paper.Paper{}))
	}
	one, err := v.paper()
	if err != nil {
		return err
	}
	return v.render(v.paperPage(one))
}

// paper is the one of the path; those that the program carries are nobody's to change.
func (v *visit) paper() (paper.Paper, error) {
	all, err := v.c.Desk.Papers(v.ctx())
	for _, one := range all {
		if one.Key == v.PathValue("id") && !one.Afar {
			return one, nil
		}
	}
	if err == nil {
		err = hub.E(hub.CodeNotFound, "county.no-page")
	}
	return paper.Paper{}, err
}

func (v *visit) paperPage(one paper.Paper) page.CountyPaperEdit {
	p := page.CountyPaperEdit{CountyFrame: v.frame("政策文件", "public"), Action: "/public/paper/" + v.PathValue("id"), Fresh: v.PathValue("id") == paperNew,
		Head: one.Title, Number: one.Number, Issuer: one.Issuer, Day: string(one.Day), Until: string(one.Until), Tags: strings.Join(one.Tags, " "),
		Body: strings.Join(one.Lines, "\n"), Source: one.Source}
	return p
}

// paperPut keeps a paper, or takes it off.
func paperPut(v *visit) error {
	var id hub.ID
	if v.PathValue("id") != paperNew {
		one, err := v.paper()
		if err != nil {
			return err
		}
		if id, err = hub.ParseID(one.Key); err != nil {
			return err
		}
		if v.form.Text("do") == "take" {
			if _, err := v.c.Desk.TakePaper(v.ctx(), v.who.Actor, v.form.Request(), id); err != nil {
				return err
			}
			return v.see("/public")
		}
	}
	one := paper.Paper{Title: v.form.Text("title"), Number: v.form.Text("number"), Issuer: v.form.Text("issuer"), Day: hub.Day(v.form.Text("day")),
		Until: hub.Day(v.form.Text("until")), Tags: strings.Fields(v.form.Text("tags")), Lines: strings.Split(v.form.Text("text"), "\n"), Source: v.form.Text("source")}
	_, err := v.c.Desk.PutPaper(v.ctx(), v.who.Actor, v.form.Request(), id, one)
	if err == nil {
		return v.see("/public")
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p := v.paperPage(one)
	p.Errors = page.Faults(err)
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}
