package web

import (
	"net"
	"net/http"

	"yizhan/hub"
)

// Session is who is using a screen.
type Session struct {
	Actor    hub.Actor
	Signed   bool   // with a PIN; otherwise the open 登记台
	Name     string // of the worker
	Peg      string // her picture
	Text     string // letter size: "", "l", "xl"
	Contrast bool
	Idle     int // seconds until this box's cover; 0: as the station has it
}

// CookieName is a cookie's name on this listener. Browsers send a cookie to every
// port of a host, so that two hubs on one machine would sign each other out.
func CookieName(r *http.Request, name string) string {
	if _, port, err := net.SplitHostPort(r.Host); err == nil {
		return name + "-" + port
	}
	return name
}

// sessionCookie holds the token of a session; it says nothing by itself.
const sessionCookie = "yizhan"

// Token is the session token that the browser sent; "" if none.
func Token(r *http.Request) string {
	c, err := r.Cookie(CookieName(r, sessionCookie))
	if err != nil {
		return ""
	}
	return c.Value
}

// SetToken keeps a session's token in the browser until it is closed; an empty
// token forgets it.
func SetToken(w http.ResponseWriter, r *http.Request, token string) {
	c := &http.Cookie{Name: CookieName(r, sessionCookie), Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}
