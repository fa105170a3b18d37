package county

import (
	"net"
	"net/http"
	"strings"

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
	way, err := c.Doors.Login(r.Context(), form.Text("name"), form.Text("password"), from(r))
	if err != nil {
		p := c.loginPage(next)
		p.Name, p.Errors = form.Text("name"), page.Faults(err)
		web.Render(w, r, c.Log, web.Status(err), p)
		return
	}
	if way.Half != "" {
		web.Render(w, r, c.Log, http.StatusOK, c.codePage(next, way.Half))
		return
	}
	c.enter(w, r, way.Token, next)
}

// enter begins a session; the one before it in this browser is over.
func (c *County) enter(w http.ResponseWriter, r *http.Request, fresh, next string) {
	if err := c.Doors.SignOut(r.Context(), token(r)); err != nil {
		web.Fail(w, r, c.Log, err)
		return
	}
	setToken(w, r, fresh)
	web.See(w, r, next)
}

func (c *County) codePage(next, half string) page.CountyLoginCode {
	return page.CountyLoginCode{
		CountyFrame: page.CountyFrame{Title: "登录", County: c.Name(), Request: hub.NewID().String()}, Next: next, Half: half,
	}
}

// codePost is the second step of a login: what her telephone shows.
func (c *County) codePost(w http.ResponseWriter, r *http.Request) {
	form, err := web.ParseForm(r)
	if err != nil {
		web.Fail(w, r, c.Log, err)
		return
	}
	next, half := local(form.Text("next")), form.Text("half")
	fresh, err := c.Doors.Code(r.Context(), half, form.Text("code"), from(r))
	if faults := page.Faults(err); err != nil && faults["password"] != "" { // from the beginning
		p := c.loginPage(next)
		p.Errors = faults
		web.Render(w, r, c.Log, web.Status(err), p)
		return
	}
	if err != nil {
		p := c.codePage(next, half)
		p.Errors = page.Faults(err)
		web.Render(w, r, c.Log, web.Status(err), p)
		return
	}
	c.enter(w, r, fresh, next)
}

// from is the address that somebody calls from. Before a proxy on this machine it is the
// last one that the proxy names; of others nobody knows what they say.
func from(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		all := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if last := net.ParseIP(strings.TrimSpace(all[len(all)-1])); last != nil {
			return last.String()
		}
	}
	return host
}

func (c *County) logout(w http.ResponseWriter, r *http.Request) {
	if err := c.Doors.SignOut(r.Context(), token(r)); err != nil {
		web.Fail(w, r, c.Log, err)
		return
	}
	setToken(w, r, "")
	web.See(w, r, "/login")
}
