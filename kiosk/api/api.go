// Package api is what programs of other departments read of a county: JSON over HTTP,
// read-only, with a key that an officer gave (desk.MakeKey), at the county's listener under
// /api/v1/. One table (endpoints) is the routes, the checks of scope, and the OpenAPI file.
// Nothing of it names a child: see desk.APIScopes.
package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// API answers programs.
type API struct {
	Desk    *desk.Desk
	Figures Figures
	Clock   hub.Clock
	Log     *slog.Logger
	Name    func() string // of the county

	meter meter
}

// Figures is what the county counts.
type Figures interface {
	Figures(ctx context.Context, ask report.Ask) ([]report.Figure, error)
	Counted() report.Source
}

// root is where all of it is.
const root = "/api/v1/"

// Routes registers every address.
func (a *API) Routes(mux *http.ServeMux) {
	for i := range endpoints {
		e := &endpoints[i]
		mux.HandleFunc("GET "+root+e.path, func(w http.ResponseWriter, r *http.Request) { a.serve(e, w, r) })
	}
	mux.HandleFunc("GET "+root+"openapi.json", func(w http.ResponseWriter, r *http.Request) { a.send(w, r, OpenAPI(a.Name())) })
	mux.HandleFunc(root, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			a.problem(w, http.StatusMethodNotAllowed, "key.read-only")
			return
		}
		a.problem(w, http.StatusNotFound, "key.no-address")
	})
	mux.HandleFunc("GET /api", a.guide)
}

// call is one request that its key has let in.
type call struct {
	*http.Request
	a *API
}

// serve checks key and scope, and answers.
func (a *API) serve(e *endpoint, w http.ResponseWriter, r *http.Request) {
	secret, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !a.meter.take(secret, a.Clock.Now().Wall) {
		w.Header().Set("Retry-After", "60")
		a.problem(w, http.StatusTooManyRequests, "key.often")
		return
	}
	key, err := a.Desk.OpenWithKey(r.Context(), secret)
	if err != nil {
		a.fail(w, err)
		return
	}
	a.meter.known(secret)
	if !slices.Contains(key.Scopes, e.scope) {
		a.problem(w, http.StatusForbidden, "key.scope")
		return
	}
	answer, err := e.answer(&call{r, a})
	if err != nil {
		a.fail(w, err)
		return
	}
	a.send(w, r, answer)
}

// send answers with JSON and its tag: who has the same is told so, and nothing else.
func (a *API) send(w http.ResponseWriter, r *http.Request, answer any) {
	body, err := json.Marshal(answer)
	if err != nil {
		a.fail(w, err)
		return
	}
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	h := w.Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Authorization")
	for has := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(has), "W/") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(append(body, '\n')) // who went away needs no answer
}

// problem is an error as RFC 9457 writes it: the sentence is for the people who look after
// the program.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

func (a *API) problem(w http.ResponseWriter, status int, key string, args ...any) {
	w.Header().Set("Content-Type", "application/problem+json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(problem{"about:blank", http.StatusText(status), status, words.Say(key, args...)}) // as above
}

func (a *API) fail(w http.ResponseWriter, err error) {
	status := web.Status(err)
	if status >= http.StatusInternalServerError {
		a.Log.Error("an api request failed", "code", string(hub.CodeOf(err)), "cause", err)
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="yizhan"`)
	}
	if e, ok := err.(*hub.Error); ok {
		a.problem(w, status, e.Key, e.Args...)
		return
	}
	a.problem(w, http.StatusInternalServerError, "web.broken")
}

// guide says to people how a program asks.
func (a *API) guide(w http.ResponseWriter, r *http.Request) {
	p := page.APIGuide{CountyFrame: page.CountyFrame{Title: "别的部门怎么取数", County: a.Name()}, File: root + "openapi.json"}
	for _, e := range endpoints {
		row := page.APIRow{Path: root + e.path, What: e.summary}
		for _, s := range desk.APIScopes {
			if s.Code == e.scope {
				row.Scope, _, _ = strings.Cut(s.Label, "（")
			}
		}
		for _, q := range e.params {
			row.Params = append(row.Params, page.Fact{Word: q.name, Text: q.means})
		}
		p.Rows = append(p.Rows, row)
	}
	web.Render(w, r, a.Log, http.StatusOK, p)
}
