package public

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Recording is a class that a worker has given to the families.
type Recording struct {
	Class    hub.ID
	Title    string
	Day      hub.Day
	Lasts    time.Duration
	Chapters []Chapter
}

// Chapter is from where in it a slide was shown.
type Chapter struct {
	At    time.Duration
	Title string
}

// mostChapters is in how many of the newest recordings a page of 25 KB leads to slides.
const mostChapters = 12

// Tape is the sound of one, as it is played.
type Tape struct {
	io.ReadSeekCloser
	MIME string
}

// againRoutes are classes that are heard again. They are given to all families, so that no
// figures are asked; how far one has heard is kept for whoever showed a card.
func (p *Public) againRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /c/replay", p.againList)
	mux.HandleFunc("GET /c/replay/{class}", p.againHear)
	mux.HandleFunc("GET /c/at", p.againWhere)
	mux.HandleFunc("POST /c/at", p.againKeep)
}

func (p *Public) againList(w http.ResponseWriter, r *http.Request) {
	v := page.PhoneReplay{Frame: page.Frame{Title: "妈妈课堂"}}
	if p.Families != nil {
		all, err := p.Families.Recordings(r.Context())
		if err != nil {
			p.Log.Error("recordings could not be listed", "code", string(hub.CodeOf(err)), "cause", err)
		}
		for i, one := range all {
			rec := page.PhoneRecording{Title: one.Title, Small: calendar.Date(one.Day, p.Today()) + "，" + lasting(one.Lasts),
				Source: "/c/replay/" + one.Class.String(), Key: one.Class.String()}
			for _, c := range one.Chapters {
				if s := int(c.At.Seconds()); i < mostChapters {
					rec.Chapters = append(rec.Chapters, page.Chapter{Seconds: s, Text: c.Title, Time: fmt.Sprintf("%d:%02d", s/60, s%60)})
				}
			}
			v.Recordings = append(v.Recordings, rec)
		}
	}
	web.Render(w, r, p.Log, http.StatusOK, v)
}

func lasting(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d 秒", int(d.Seconds()))
	}
	return fmt.Sprintf("%d 分钟", int(d.Minutes()))
}

// againHear is the sound; a player asks for parts of it. It is paced by whoever listens,
// and so has longer than a page.
func (p *Public) againHear(w http.ResponseWriter, r *http.Request) {
	class, err := hub.ParseID(r.PathValue("class"))
	if err != nil || p.Families == nil {
		http.NotFound(w, r)
		return
	}
	tape, err := p.Families.Hear(r.Context(), class)
	if err != nil {
		if hub.CodeOf(err) != hub.CodeNotFound {
			p.Log.Error("a recording could not be opened", "code", string(hub.CodeOf(err)), "cause", err)
		}
		http.NotFound(w, r)
		return
	}
	defer tape.Close()
	out := http.NewResponseController(w)
	_ = out.SetReadDeadline(time.Time{})                       // the listener's own would end it in the middle
	_ = out.SetWriteDeadline(time.Now().Add(15 * time.Minute)) // a player that has enough reads no further, and asks again
	w.Header().Set("Content-Type", tape.MIME)
	http.ServeContent(w, r, "", time.Time{}, tape)
}

// familyOf is the child whose family a phone is of, if it has shown a card. A tile that was
// tapped opens nothing.
func (p *Public) familyOf(r *http.Request) (one *seat, child hub.ID) {
	one, ok := p.seats.known(r.Header.Get(seatHead))
	if ok {
		p.seats.with(one, func() {
			if !one.tile {
				child = one.child
			}
		})
	}
	return one, child
}

// againWhere says for each recording where a family has got to, in seconds.
func (p *Public) againWhere(w http.ResponseWriter, r *http.Request) {
	at := map[string]int{}
	if _, child := p.familyOf(r); !child.IsZero() {
		all, err := p.Families.Recordings(r.Context())
		for i := 0; err == nil && i < len(all); i++ {
			var was time.Duration
			if was, err = p.Families.Heard(r.Context(), all[i].Class, child); was > 0 {
				at[all[i].Class.String()] = int(was.Seconds())
			}
		}
		if err != nil {
			p.Log.Error("a place in a recording could not be read", "code", string(hub.CodeOf(err)), "cause", err)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(at) // a phone that went away has nothing to be told
}

// againKeep keeps how far a family has heard.
func (p *Public) againKeep(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxPost)
	one, child := p.familyOf(r)
	class, err := hub.ParseID(r.FormValue("recording"))
	second, wrong := strconv.Atoi(r.FormValue("second"))
	if child.IsZero() || err != nil || wrong != nil || second < 0 || second > 24*3600 || !p.seats.may(one, time.Since(p.door.began)) {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if err := p.Families.Keep(r.Context(), class, child, time.Duration(second)*time.Second); err != nil {
		p.Log.Error("a place in a recording was not kept", "code", string(hub.CodeOf(err)), "cause", err)
	}
	w.WriteHeader(http.StatusNoContent)
}
