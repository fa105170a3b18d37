package station

import (
	"errors"
	"hash/fnv"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"yizhan/hub"
	"yizhan/kiosk/web"
)

// turn says how far a draft has got. A page carries the turn of every draft that it has
// read; a post from a page that is behind keeps nothing, whoever of two windows, a back
// button or an impatient finger has sent it.
type turn struct {
	Turn  int    // how often it was written or ended; it never begins again
	By    string // request of the page that has written last
	Press uint64 // of that page's tap; 0: typed words were kept while nobody tapped
}

// behind is a post from a page that no longer shows how its draft stands. It is answered
// in one place.
type behind struct {
	at     string // where the draft goes on, or what came of it; "" the page itself
	twice  bool   // the very same tap has come again
	window bool   // another page has written, not an earlier state of this one
}

func (*behind) Error() string { return "station: the page is older than its draft" }

// spot is where a draft lies: whose, and its name.
type spot struct {
	staff hub.ID
	name  string
}

// held is a draft as this visit has it. The first look of a post at a draft says whether
// its page is behind; what that look has found stays true until the post is over.
func (v *visit) held(at spot) (*kept, error) {
	if k, ok := v.drafts[at]; ok {
		return k, nil
	}
	if v.taps() {
		v.alone(at.staff)
	}
	k, err := v.s.readDraft(v.ctx(), at)
	if err != nil {
		return nil, err
	}
	if v.taps() {
		if b := v.late(at.name, k); b != nil {
			return k, b
		}
	}
	v.holds(at, k)
	return k, nil
}

// taps says whether somebody has tapped or typed on a page. A file that comes up says
// nothing of a draft.
func (v *visit) taps() bool { return v.Method == http.MethodPost && !web.IsUpload(v.Request) }

// takes is a draft whatever page asks for it: to end it, or to lay it elsewhere.
func (v *visit) takes(at spot) (*kept, error) {
	if v.alone(at.staff) {
		delete(v.drafts, at) // it was read while others might write
	}
	if k, ok := v.drafts[at]; ok {
		return k, nil
	}
	k, err := v.s.readDraft(v.ctx(), at)
	if err == nil {
		v.holds(at, k)
	}
	return k, err
}

// late says whether the page of a post is behind a draft. A page whose typed words were
// kept last is not: its tap may be faster than the answer to them.
func (v *visit) late(name string, k *kept) *behind {
	if turnOf(v.form, name) == k.Turn {
		return nil
	}
	own := k.By != "" && k.By == v.form.Text("request")
	if own && k.Press == 0 {
		return nil
	}
	b := &behind{window: !own, twice: own && (k.Press == pressOf(v.form) || v.form.Has("keep"))}
	if b.twice || k.Body == nil {
		b.at = k.At
	}
	return b
}

// turnOf is the turn of a draft that a form carries; 0 where its page knew of none.
func turnOf(f web.Form, name string) int {
	for _, carried := range f.All("turn") {
		if of, n, ok := strings.Cut(carried, " "); ok && of == name {
			return number(n)
		}
	}
	return 0
}

// pressOf tells taps of one page apart.
func pressOf(f web.Form) uint64 {
	if f.Has("keep") {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(f.Encode())) // a hash does not fail
	return h.Sum64() | 1
}

// holds notes what a draft is from here on, for this visit and for the page it shows.
func (v *visit) holds(at spot, k *kept) {
	v.drafts[at] = k
	v.turns[at.name] = strconv.Itoa(k.Turn)
}

// write puts a draft in its place, one turn on.
func (v *visit) write(at spot, k kept) error {
	look := v.takes
	if v.taps() {
		look = v.held
	}
	was, err := look(at)
	if err != nil {
		return err
	}
	k.turn = turn{Turn: was.Turn + 1, By: v.form.Text("request"), Press: pressOf(v.form)}
	if err := v.s.writeDraft(v.ctx(), at, k); err != nil {
		return err
	}
	v.holds(at, &k)
	return nil
}

// timely answers a post from a page that is behind; every other error stays as it is.
// Typed words get a status that the script understands; a tap is shown how things stand,
// and one more goes on.
func (v *visit) timely(err error) error {
	b, late := errors.AsType[*behind](err)
	if !late {
		return err
	}
	to, err := url.Parse(b.at)
	if err != nil || b.at == "" {
		to = &url.URL{Path: v.URL.Path, RawQuery: v.URL.RawQuery}
	}
	if !b.twice {
		q := to.Query()
		q.Set("newer", newerHere)
		if b.window {
			q.Set("newer", newerElsewhere)
		}
		to.RawQuery = q.Encode()
	}
	if !v.form.Has("keep") {
		return v.see(to.String())
	}
	if b.twice { // words of before the tap, on a longer way
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	v.w.Header().Set("Location", to.String())
	v.w.WriteHeader(http.StatusConflict)
	return nil
}

// Why a page shows something newer than what was tapped.
const (
	newerElsewhere = "window"
	newerHere      = "page"
)

// newerWords is the line above such a page.
func newerWords(why string) string {
	switch why {
	case newerElsewhere:
		return "另一个窗口里刚写过，这是最新的。"
	case newerHere:
		return "刚才已经写过了，这是最新的。"
	}
	return ""
}

// oneByOne lets the posts that write one worker's drafts come one after the other.
type oneByOne struct {
	mu sync.Mutex
	of map[hub.ID]*sync.Mutex
}

// alone waits until no other visit writes this worker's drafts, and holds them until this
// visit is over. It says whether it had to begin.
func (v *visit) alone(staff hub.ID) (began bool) {
	if _, ok := v.alones[staff]; ok {
		return false
	}
	all := &v.s.writers
	all.mu.Lock()
	if all.of == nil {
		all.of = map[hub.ID]*sync.Mutex{}
	}
	one := all.of[staff]
	if one == nil {
		one = &sync.Mutex{}
		all.of[staff] = one
	}
	all.mu.Unlock()
	one.Lock()
	v.alones[staff] = one
	return true
}

// letGo lets others write again.
func (v *visit) letGo() {
	for _, one := range v.alones {
		one.Unlock()
	}
	clear(v.alones)
}
