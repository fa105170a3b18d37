package county

import (
	"net/http"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// loginShow asks who it is. Where nobody can log in yet it says what to do on the
// machine itself: no page lets the first one in.
func (c *County) loginShow(w http.ResponseWriter, r *http.Request) {
	p := c.loginPage(local(r.URL.Query().Get("next")))
	_, err := c.Doors.Officer(r.Context(), token(r))
	switch {
	case err == nil:
		web.See(w, r, p.Next)
		return
	case hub.CodeOf(err) != hub.CodeSignedOut:
		web.Fail(w, r, c.Log, err)
		return
	case token(r) != "":
		p.Note = &page.Note{Kind: "calm", Icon: "i-clock", Text: words.Say("county.over")}
	}
	anybody, err := c.Doors.Anybody(r.Context())
	if err != nil {
		web.Fail(w, r, c.Log, err)
		return
	}
	if !anybody {
		p.Note = &page.Note{Icon: "i-lock", Bold: words.Say("county.nobody"), Text: words.Say("county.first")}
	}
	web.Render(w, r, c.Log, http.StatusOK, p)
}

func (c *County) loginPage(next string) page.CountyLogin {
	return page.CountyLogin{
		CountyFrame: page.CountyFrame{Title: "登录", County: c.Name(), Request: hub.NewID().String()}, Next: next,
	}
}

func (c *County) loginPost(w http.ResponseWriter, r *http.Request) {
	form, err := web.ParseForm(r)
	if err != nil {
		web.Fail(w, r, c.Log, err)
		return
	}
	next := local(form.Text("next"))
	fresh, err := c.Doors.Login(r.Context(), form.Text("name"), form.Text("password"))
	if err != nil {
		p := c.loginPage(next)
		p.Name, p.Errors = form.Text("name"), page.Faults(err)
		web.Render(w, r, c.Log, web.Status(err), p)
		return
	}
	if err := c.Doors.SignOut(r.Context(), token(r)); err != nil {
		web.Fail(w, r, c.Log, err)
		return
	}
	setToken(w, r, fresh)
	web.See(w, r, next)
}

func (c *County) logout(w http.ResponseWriter, r *http.Request) {
	if err := c.Doors.SignOut(r.Context(), token(r)); err != nil {
		web.Fail(w, r, c.Log, err)
		return
	}
	setToken(w, r, "")
	web.See(w, r, "/login")
}
