// Package portal is the county's pages for anybody, on a listener of their own: stations
// that have filed, papers of policy, a wish for a place, a complaint, a rating, lessons to
// hear, and how far a letter is. There is no login, no cookie and no script; what it reads
// it reads through County, which has no way to a child, and what it writes are letters that
// wait for a person.
package portal

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
	"yizhan/hub/paper"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// County is all that these pages know of the county: what it publishes, and its letter box.
// No method takes or gives a child, or lists records.
type County interface {
	// Shown is which pages are open, and whom to call.
	Shown(ctx context.Context) (desk.Portal, error)
	// Stations are those that have filed; what they are called is theirs to say.
	Stations(ctx context.Context) ([]desk.OpenSite, error)
	Papers(ctx context.Context) (*paper.Library, error)
	// Map is the approved map, and where in it stations are, as shares of its width and
	// height; ok is false where the county shows none. MapPicture is its bytes, a JPEG.
	Map(ctx context.Context) (m desk.BaseMap, at map[hub.ID][2]float64, ok bool, err error)
	MapPicture(ctx context.Context) ([]byte, error)

	// Take takes a letter in; it is on disk when this returns.
	Take(ctx context.Context, l desk.Letter) (desk.Receipt, error)
	// Progress is CodeNotFound for a wrong number or code, whichever of the two.
	Progress(ctx context.Context, number, code string) (desk.Progress, error)
	// TakeBack takes a wish for a place back, Judge notes whether an answer is liked; both of
	// whoever has number and code, else CodeNotFound.
	TakeBack(ctx context.Context, request hub.ID, number, code string) error
	Judge(ctx context.Context, request hub.ID, number, code, says string) error
	// Slip and Rate are CodeNotFound for a slip that nobody printed.
	Slip(ctx context.Context, code string) (desk.Slip, error)
	Rate(ctx context.Context, request hub.ID, code string, values form.Values) (desk.Slip, error)

	// Lessons are those that may be read, and which pages of them can be heard; Hear opens
	// one. Errors: CodeNotFound.
	Lessons(ctx context.Context) ([]*lesson.Lesson, error)
	Heard(l *lesson.Lesson, page int) bool
	Hear(key string, page int) (io.ReadSeekCloser, string, error)

	// OnAir are the recordings of classes that everybody may hear; Play opens one. Errors:
	// CodeNotFound for every other, whatever became of it.
	OnAir(ctx context.Context) ([]desk.Heard, error)
	Play(ctx context.Context, id hub.ID) (io.ReadSeeker, string, error)
}

// Portal is the pages. Its fields are set once, before Routes.
type Portal struct {
	County County
	Forms  *form.Registry
	Name   func() string // of the county
	Today  func() hub.Day
	Now    func() time.Time // nil: the machine's
	Behind web.Behind       // proxies whose word on a phone's address is taken
	Log    *slog.Logger
	Key    [32]byte                            // seals when a form was given out; the same at every process of a county
	Family func(context.Context) (bool, error) // whether families may look at their own child beside; nil: there is no such page

	began  time.Time
	look   *web.Gate // pages that are looked at
	send   *web.Gate // letters and ratings
	guess  *web.Gate // numbers and slips that are tried
	offers []offer
}

// Codes of the pages that the county opens and shuts (form portal).
const (
	stations  = "stations"
	papers    = "papers"
	booking   = "booking"
	complaint = "complaint"
	rating    = "rating"
	lessons   = "lessons"
)

// offer is a page as it stands behind a door of the first.
type offer struct {
	code string
	door page.PortalDoor
}

// Routes registers every page.
func (p *Portal) Routes(mux *http.ServeMux) {
	if p.Now == nil {
		p.Now = time.Now
	}
	p.began = p.Now()
	p.look, p.send, p.guess = lookGate(), sendGate(), guessGate()
	p.offers = []offer{
		{stations, page.PortalDoor{Href: "/stations", Text: "找托育", Small: "备过案的站，收多少钱，电话", Icon: "i-home"}},
		{booking, page.PortalDoor{Href: "/book", Text: "约托位", Small: "写下来，站里打电话给您", Icon: "i-day"}},
		{papers, page.PortalDoor{Href: "/policy", Text: "查政策", Small: "补贴、收费、体检，问一句就行", Icon: "i-list"}},
		{lessons, page.PortalDoor{Href: "/lessons", Text: "听课", Small: "妈妈课堂、孕妇学校", Icon: "i-ear"}},
		{rating, page.PortalDoor{Href: "/rate", Text: "评一评", Small: "凭站里发的条子，不写名字", Icon: "i-thumb"}},
		{complaint, page.PortalDoor{Href: "/complain", Text: "投诉举报", Small: "有编号，查得到办到哪里", Icon: "i-hand"}},
	}
	mux.HandleFunc("GET /{$}", p.page("", home))
	mux.HandleFunc("GET /stations", p.page(stations, stationList))
	mux.HandleFunc("GET /stations/{id}", p.page(stations, stationShow))
	mux.HandleFunc("GET /map", p.page(stations, mapShow))
	mux.HandleFunc("GET /map/picture", p.page(stations, mapPicture))
	mux.HandleFunc("GET /policy", p.page(papers, paperList))
	mux.HandleFunc("GET /policy/{key}", p.page(papers, paperShow))
	mux.HandleFunc("GET /book", p.page(booking, bookAsk))
	mux.HandleFunc("POST /book", p.page(booking, bookSend))
	mux.HandleFunc("GET /complain", p.page(complaint, complainAsk))
	mux.HandleFunc("POST /complain", p.page(complaint, complainSend))
	mux.HandleFunc("GET /rate", p.page(rating, rateAsk))
	mux.HandleFunc("POST /rate", p.page(rating, rateSend))
	mux.HandleFunc("GET /progress", p.page("", progressAsk))
	mux.HandleFunc("POST /progress", p.page("", progressTell))
	mux.HandleFunc("GET /lessons", p.page(lessons, lessonList))
	mux.HandleFunc("GET /heard", p.page(lessons, heardList))
	mux.HandleFunc("GET /heard/{id}", p.page(lessons, heardPlay))
	mux.HandleFunc("GET /lessons/{key}", p.page(lessons, lessonShow))
	mux.HandleFunc("GET /lessons/{key}/{page}", p.page(lessons, lessonHear))
	mux.HandleFunc("/", p.page("", func(v *visit) error { return v.word(http.StatusNotFound, "portal.nothing") }))
}

// visit is one request with what the county shows.
type visit struct {
	*http.Request
	w     http.ResponseWriter
	p     *Portal
	shown desk.Portal
}

// page serves one: counted, bounded, and only while the county has it open.
func (p *Portal) page(code string, h func(v *visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", web.PublicPolicy)
		v := &visit{Request: r, w: w, p: p}
		var err error
		if v.shown, err = p.County.Shown(r.Context()); err != nil {
			v.fail(err)
			return
		}
		switch {
		case !p.look.Enter(p.Behind.Client(r), p.since()):
			err = v.word(http.StatusTooManyRequests, "portal.often")
		case code != "" && !v.shown.Shows(code):
			err = v.word(http.StatusNotFound, "portal.off")
		default:
			r.Body = http.MaxBytesReader(w, r.Body, web.MostPublicPost)
			err = h(v)
		}
		if err != nil {
			v.fail(err)
		}
	}
}

// fail says what is the matter; what nobody typed wrong goes to the log, without a word of
// what was.
func (v *visit) fail(err error) {
	switch code := hub.CodeOf(err); code {
	case hub.CodeNotFound:
		_ = v.word(http.StatusNotFound, "portal.nothing") // says it itself
	default:
		v.p.Log.Error("a public page failed", "path", v.Pattern, "code", string(code), "cause", err)
		_ = v.word(http.StatusServiceUnavailable, "portal.later")
	}
}

// since is how long these pages are open, which no clock turns back.
func (p *Portal) since() time.Duration { return p.Now().Sub(p.began) }

func (v *visit) frame(title, back string) page.PortalFrame {
	f := page.PortalFrame{Title: title, County: v.p.Name() + "托育", Back: back}
	f.Tel, f.Call = web.Telephone(v.shown.Phone)
	return f
}

func (v *visit) render(status int, view page.View) error {
	web.Render(v.w, v.Request, v.p.Log, status, view)
	return nil
}

// word is a page of words: the first line is its head.
func (v *visit) word(status int, key string) error {
	lines := strings.Split(words.Say(key), "\n")
	return v.render(status, page.PortalWord{PortalFrame: v.frame("公众页面", "/"), Head: lines[0], Lines: lines[1:]})
}

// home is what is open.
func home(v *visit) error {
	h := page.PortalHome{PortalFrame: v.frame("公众页面", ""), Note: v.shown.Note}
	letters := false
	for _, o := range v.p.offers {
		if v.shown.Shows(o.code) {
			h.Doors = append(h.Doors, o.door)
			letters = letters || o.code == booking || o.code == complaint || o.code == rating
		}
	}
	if v.p.Family != nil {
		open, err := v.p.Family(v.Context())
		if err != nil {
			return err
		}
		if open {
			h.Doors = append(h.Doors, page.PortalDoor{Href: "/family", Text: "看自己孩子", Small: "凭家庭卡上的卡号、监护人的手机", Icon: "i-people"})
		}
	}
	if letters {
		h.Doors = append(h.Doors, page.PortalDoor{Href: "/progress", Text: "办到哪里了", Small: "凭编号和查询码", Icon: "i-clock"})
	}
	return v.render(http.StatusOK, h)
}

// sentence is what an error says to people; "" for one that is none of theirs.
func sentence(err error) string {
	if e, ok := errors.AsType[*hub.Error](err); ok && e.Code != hub.CodeInternal {
		return words.Of(e)
	}
	return ""
}
