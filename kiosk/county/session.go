package county

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/web"
)

// Idle is how long an officer's session lasts untouched; whoever plugs Doors in
// keeps to it, and an open page is not fed for longer.
const Idle = 30 * time.Minute

// cookie holds an officer's token. A browser keeps cookies by host without the
// port, so that it differs from a station's on the same machine.
const cookie = "yizhan-county"

func token(r *http.Request) string {
	c, err := r.Cookie(cookie)
	if err != nil {
		return ""
	}
	return c.Value
}

// setToken keeps the token until the browser is closed; an empty one forgets it.
// Behind a proxy that ends TLS the cookie never travels without.
func setToken(w http.ResponseWriter, r *http.Request, token string) {
	c := &http.Cookie{
		Name: cookie, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https",
	}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// signed serves an officer whom the address's gate lets in; others log in first and
// come back.
func (c *County) signed(h func(v *visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Request: r, w: w, c: c}
		var err error
		v.who, err = c.Doors.Officer(r.Context(), token(r))
		if err != nil && hub.CodeOf(err) == hub.CodeSignedOut {
			web.See(w, r, "/login?next="+url.QueryEscape(comeBack(r)))
			return
		}
		if err == nil {
			err = v.who.admit(r.Pattern)
		}
		if err != nil && r.URL.Path == "/overview" && hub.CodeOf(err) == hub.CodeForbidden {
			web.See(w, r, v.who.home()) // where everybody is sent after a login
			return
		}
		if err == nil && v.who.Must != "" && !gates[r.Pattern].own {
			web.See(w, r, v.who.Must.at())
			return
		}
		if err == nil && r.Method == http.MethodPost {
			v.form, err = web.ParseForm(r)
		}
		if err == nil {
			err = h(v)
		}
		if err != nil {
			v.noted(err)
			v.fail(err)
		}
	}
}

// at is where an officer does what she has to do first.
func (m Must) at() string {
	if m == MustCode {
		return "/me/code"
	}
	return "/me"
}

// noted puts on the trail that an officer wanted what is not hers to see or to take.
func (v *visit) noted(err error) {
	if !desk.Refused(err) {
		return
	}
	of, perr := hub.ParseID(v.PathValue("id"))
	if perr != nil {
		of = v.who.Actor.Staff
	}
	v.c.Doors.Looked(v.who.Actor, of, "refused")
}

// comeBack is the page that a request belongs to: what was posted is not posted
// again after a login.
func comeBack(r *http.Request) string {
	if r.Method == http.MethodPost {
		return at(strings.TrimSuffix(r.URL.Path, "/phone"), r.URL.Query())
	}
	return r.URL.RequestURI()
}

// local keeps a way back on this site: browsers read a backslash, and drop tabs and
// ends of lines, before they look for a host.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsAny(next, "\\\t\r\n") || u.Path == "/login" {
		return "/overview"
	}
	return next
}
