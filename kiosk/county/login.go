package county

import (
	"net/http"

	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

func (c *County) loginShow(w http.ResponseWriter, r *http.Request) {
	web.Render(w, r, c.Log, http.StatusOK, page.CountyLogin{
		CountyFrame: page.CountyFrame{Title: "登录", County: c.Name(), Request: hub.NewID().String()},
		Next:        local(r.URL.Query().Get("next")),
	})
}

func (c *County) loginPost(w http.ResponseWriter, r *http.Request) {
	form, err := web.ParseForm(r)
	if err != nil {
		web.Fail(w, r, c.Log, err)
		return
	}
	token, err := c.Doors.Login(r.Context(), form.Text("name"), form.Text("password"))
	if err != nil {
		web.Render(w, r, c.Log, web.Status(err), page.CountyLogin{
			CountyFrame: page.CountyFrame{Title: "登录", County: c.Name(), Request: hub.NewID().String(), Errors: page.Faults(err)},
			Name:        form.Text("name"), Next: local(form.Text("next")),
		})
		return
	}
	web.SetToken(w, token)
	web.See(w, r, local(form.Text("next")))
}

func (c *County) logout(w http.ResponseWriter, r *http.Request) {
	if err := c.Doors.SignOut(r.Context(), web.Token(r)); err != nil {
		web.Fail(w, r, c.Log, err)
		return
	}
	web.SetToken(w, "")
	web.See(w, r, "/login")
}
