package web

import (
	"context"
	"net/http"

	"yizhan/kiosk/page"
)

// practiceCookie names the made-up box that a browser tries things out on.
const practiceCookie = "yizhan-practice"

// PracticeKey is the key of the practice that the browser is in; "" if none.
func PracticeKey(r *http.Request) string {
	c, err := r.Cookie(CookieName(r, practiceCookie))
	if err != nil {
		return ""
	}
	return c.Value
}

// SetPracticeKey leads the browser into a practice; an empty key leads it out.
func SetPracticeKey(w http.ResponseWriter, r *http.Request, key string) {
	c := &http.Cookie{Name: CookieName(r, practiceCookie), Value: key, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}
	if key == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

type practising struct{}

// Practising makes every page that is rendered for a request, errors too, carry the
// ribbon of a practice.
func Practising(ctx context.Context, ribbon func() page.Practice) context.Context {
	return context.WithValue(ctx, practising{}, ribbon)
}

// hung is a page with its ribbon, if somebody practises.
func hung(r *http.Request, v page.View) page.View {
	if ribbon, ok := r.Context().Value(practising{}).(func() page.Practice); ok {
		return page.Hung{View: v, Ribbon: ribbon()}
	}
	return v
}
