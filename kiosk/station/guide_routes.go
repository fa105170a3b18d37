package station

import (
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/handbook"
	"yizhan/kiosk/page"
)

// guideRoutes are the handbook. It stands open, in every state of the box: whoever
// holds a child that chokes has no time for a PIN, and nobody is named in it. What is
// looked for goes by post.
func (s *Station) guideRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /guide", s.always(s.guideShow))
	mux.HandleFunc("POST /guide", s.always(s.guidePress))
	mux.HandleFunc("GET /guide/ask", s.always(s.guideAskShow))
	mux.HandleFunc("POST /guide/ask", s.always(s.guideAsk))
	mux.HandleFunc("GET /guide/asked/{of}", s.always(s.askedShow))
	mux.HandleFunc("GET /guide/{key}", s.always(s.guidePage))
	mux.HandleFunc("POST /guide/{key}/print", s.signed(s.guidePrint))
}

// guideGroups say what is behind each door of the handbook.
var guideGroups = map[string]struct{ word, icon string }{
	"aid": {"噎住、抽搐、烫伤", "i-warn"}, "ill": {"发热、吐、拉肚子", "i-check-up"}, "care": {"晨检、洗手、睡觉", "i-hand"},
	"feed": {"奶、辅食、留样", "i-thumb"}, "spread": {"隔离几天、怎么配", "i-two"}, "grow": {"曲线、疫苗、体检", "i-chart"},
	"policy": {"备案、收费、补贴", "i-board"}, "safe": {"报警、消防、监控", "i-lock"}, "box": {"停电、没网、密码", "i-help"},
}

// guide is the page of the path.
func (v *visit) guide() (*handbook.Page, error) {
	if p, ok := handbook.Open().Page(v.PathValue("key")); ok {
		return p, nil
	}
	return nil, hub.E(hub.CodeNotFound, "guide.gone")
}

// guideOfForm is the way from the help of a form's page to the page of the handbook that
// the form names; nil where from is no form's.
func (s *Station) guideOfForm(from, here string) *page.Link {
	kind, ok := strings.CutPrefix(from, "/forms/")
	if i := strings.IndexAny(kind, "/?"); i >= 0 {
		kind = kind[:i]
	}
	def, known := s.Desk.Forms().Get(hub.Kind(kind))
	if !ok || !known {
		return nil
	}
	p, ok := handbook.Open().Page(def.Handbook)
	if !ok {
		if p, ok = handbook.Open().ForForm(kind); !ok {
			return nil
		}
	}
	return &page.Link{Href: "/guide/" + p.Key + "?from=" + queryPath(here), Text: p.Title, Icon: "i-help"}
}

// guideBeside is the way from a help page on into the handbook: to the page beside it,
// else to its cover. The handbook's own help has none.
func guideBeside(key, from string) *page.Link {
	p, ok := handbook.Open().ForHelp(key)
	if key == "guide" {
		return nil
	}
	if !ok {
		return &page.Link{Href: "/guide", Text: "翻手册", Icon: "i-help"}
	}
	return &page.Link{Href: "/guide/" + p.Key + "?from=" + queryPath(from), Text: "手册里更多", Icon: "i-help"}
}
