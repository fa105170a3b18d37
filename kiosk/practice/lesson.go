package practice

import (
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Length is how long a practice is meant to take. Nobody is thrown out after it.
const Length = 5 * time.Minute

// Lesson is one practice. It may be used by several requests at once.
type Lesson struct {
	pages http.Handler // of the made-up box
	now   func() time.Time
	log   *slog.Logger
	text  string // her letter size and contrast, as on the real box
	plain bool

	mu    sync.Mutex
	began time.Time
	used  time.Time
	done  []bool
}

// New begins a practice on a made-up box's pages.
func New(pages http.Handler, look Look, now func() time.Time, log *slog.Logger) *Lesson {
	at := now()
	return &Lesson{pages: pages, now: now, log: log, text: look.Text, plain: !look.Contrast, began: at, used: at, done: make([]bool, len(tasks))}
}

// Look is how who practises likes the screen.
type Look struct {
	Text     string
	Contrast bool
}

// Used is when a page was last asked for.
func (l *Lesson) Used() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.used
}

// Done is how many of the tasks have been done, and how many there are.
func (l *Lesson) Done() (done, of int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, did := range l.done {
		if did {
			done++
		}
	}
	return done, len(tasks)
}

// ServeHTTP answers with a page of the made-up box. Its cookies have names of their
// own: who is signed in on the real one, and which wall this is, stay as they are.
func (l *Lesson) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.used = l.now()
	l.mu.Unlock()
	r = r.Clone(web.Practising(r.Context(), l.ribbon))
	own := r.Cookies()
	r.Header.Del("Cookie")
	for _, c := range own {
		if name, ours := strings.CutPrefix(c.Name, cookies); ours {
			r.AddCookie(&http.Cookie{Name: name, Value: c.Value})
		}
	}
	switch path := r.URL.Path; {
	case path == list:
		web.Render(w, r, l.log, http.StatusOK, l.list())
	case !within.MatchString(path) || outside.MatchString(path):
		web.Render(w, r, l.log, http.StatusOK, l.notHere(r))
	case path == "/live":
		l.pages.ServeHTTP(w, r)
	default:
		seen := &watched{ResponseWriter: w}
		l.pages.ServeHTTP(seen, r)
		l.tick(r, seen)
	}
}

// Leave ticks the last task: she has found the way out.
func (l *Lesson) Leave(r *http.Request) { l.tick(r, &watched{status: http.StatusSeeOther}) }

// tick notes what a request that went well has done.
func (l *Lesson) tick(r *http.Request, seen *watched) {
	if seen.status >= http.StatusBadRequest {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, t := range tasks {
		if r.Method == t.method && t.path.MatchString(r.URL.Path) && (t.field == "" || r.PostForm.Has(t.field)) && (t.to == nil || t.to.MatchString(seen.to)) {
			l.done[i] = true
		}
	}
}

// cookies begins the name of a made-up box's cookies in the browser.
const cookies = "practice-"

// watched sees how a request was answered, and names its cookies.
type watched struct {
	http.ResponseWriter
	status int
	to     string
}

func (w *watched) WriteHeader(status int) {
	w.status, w.to = status, w.Header().Get("Location")
	for i, c := range w.Header()["Set-Cookie"] {
		w.Header()["Set-Cookie"][i] = cookies + c
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap is for what a handler asks of the connection itself.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// ribbon is what hangs on every page.
func (l *Lesson) ribbon() page.Practice {
	p := page.Practice{Over: l.now().Sub(l.began) > Length}
	p.Done, p.Of = l.Done()
	return p
}

func (l *Lesson) frame(title string) page.Frame {
	return page.Frame{Title: title, Back: "/", Help: "practice", Here: list, Text: l.text, Contrast: !l.plain}
}

// list is what to try, with ticks.
func (l *Lesson) list() page.Rows {
	f := l.frame("练一练")
	f.Hint = "点点看，点错了也不要紧"
	p := page.Rows{Frame: f, Prev: "/", Last: true, Ways: []page.Link{{Href: end, Text: "结束练习"}}}
	l.mu.Lock()
	done := slices.Clone(l.done)
	l.mu.Unlock()
	for i, t := range tasks[:len(tasks)-1] {
		row := page.Row{Icon: "i-hand", Bold: strconv.Itoa(i+1) + "、" + t.text, Text: t.how, Href: t.href, Way: "去试"}
		if done[i] {
			row.Icon, row.Tag, row.Way = "i-check", "做过了", "再试"
		}
		p.Rows = append(p.Rows, row)
	}
	if l.ribbon().Over {
		p.Lead = "练了五分钟了。想停就点“结束练习”，接着练也行。"
	}
	return p
}

// notHere answers for a page that a made-up box does not have.
func (l *Lesson) notHere(*http.Request) page.Message {
	return page.Message{Frame: l.frame("练习里没有"), Icon: "i-hand", Kind: "calm", Head: "这一步练习里没有",
		Lines: []string{"U 盘、打印、接县里这些，要用真的才行。", "什么都没动。回去看看还能练什么。"},
		Ways:  []page.Link{{Href: list, Text: "看单子"}, {Href: "/", Text: "回首页", Icon: "i-home"}}}
}
