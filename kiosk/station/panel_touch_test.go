package station_test

import (
	"context"
	"net/url"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Strokes in a square of 300, as they are written in school.
var (
	zi = [][][2]float64{ // 梓
		{{30, 102}, {70, 98}, {112, 92}}, {{72, 40}, {73, 140}, {71, 250}}, {{70, 104}, {56, 150}, {22, 190}}, {{74, 110}, {92, 132}, {112, 150}},
		{{196, 34}, {205, 44}, {208, 60}}, {{148, 84}, {200, 78}, {256, 72}}, {{176, 110}, {184, 124}, {186, 134}}, {{226, 90}, {222, 110}, {212, 124}},
		{{134, 150}, {200, 144}, {270, 136}}, {{150, 196}, {204, 190}, {256, 182}}, {{203, 146}, {205, 200}, {202, 268}},
	}
	zhong = [][][2]float64{ // 中
		{{80, 90}, {82, 130}, {86, 170}}, {{80, 90}, {150, 86}, {220, 84}, {218, 120}, {212, 166}}, {{86, 164}, {150, 162}, {212, 160}}, {{150, 20}, {151, 140}, {150, 270}},
	}
)

// finger touches the glass of a tab.
type finger struct {
	t   *testing.T
	tab context.Context
}

func (f finger) touch(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
	f.t.Helper()
	if points == nil {
		points = []*input.TouchPoint{}
	}
	if _, err := chromedp.Call(f.tab, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points}); err != nil {
		f.t.Fatal(err)
	}
}

// spots are the points of a stroke on the glass; square 0 is the left one.
func (f finger) spots(square int, stroke [][2]float64) (all []*input.TouchPoint) {
	f.t.Helper()
	box := eval[[]float64](f.t, f.tab, `(() => { const r = document.querySelectorAll('[data-square]')[`+string(rune('0'+square))+`].getBoundingClientRect(); return [r.left, r.top, r.width, r.height] })()`)
	size := min(box[2], box[3]) / 300
	for _, p := range stroke {
		all = append(all, &input.TouchPoint{X: box[0] + box[2]/2 + (p[0]-150)*size, Y: box[1] + p[1]*size})
	}
	return all
}

func (f finger) write(square int, strokes [][][2]float64) {
	f.t.Helper()
	for _, stroke := range strokes {
		spots := f.spots(square, stroke)
		f.touch(input.DispatchTouchEventTypeTouchStart, spots[0])
		for _, p := range spots[1:] {
			f.touch(input.DispatchTouchEventTypeTouchMove, p)
		}
		f.touch(input.DispatchTouchEventTypeTouchEnd)
	}
}

// enter gives a tab the session of 张桂兰.
func (b *box) enter(t *testing.T, tab context.Context, at string) {
	t.Helper()
	token, err := b.doors.SignIn(b.ctx, b.worker, "1234")
	b.must(err)
	where, err := url.Parse(at)
	b.must(err)
	if _, err := chromedp.Call(tab, network.SetCookie, network.SetCookieParams{Name: "yizhan-" + where.Port(), Value: token, URL: at}); err != nil {
		t.Fatal(err)
	}
}

const (
	written = `document.querySelector('#text').value`
	inked   = `document.querySelectorAll('.paper .ink:not(.gone)').length`
	offered = `[...document.querySelectorAll('[data-put]')].map(b => b.textContent).join('')`
	marked  = `document.querySelector('[data-put].is-on')?.textContent`
	resting = `!('filled' in document.querySelector('[data-cands]').dataset)`
)

// A name is written into the two squares in one go, taken back, and gone on with.
func TestFingerWritesAName(t *testing.T) {
	b := newBox(t)
	at := b.live().URL
	tab := chromium(t)
	b.enter(t, tab, at)
	f := finger{t, tab}
	chrome(t, tab, chromedp.Navigate(at+"/register/name"), chromedp.Tap(`[name=put][value="王"]`))
	until(t, tab, written+` === '王' && !!document.querySelector('[data-hand]')`)
	shot(t, tab, "panel-squares")

	f.write(0, zi)
	until(t, tab, marked+` === '梓'`)
	if got := eval[int](t, tab, `document.querySelectorAll('[data-put]').length`); got != 10 {
		t.Errorf("%d candidates are offered", got)
	}
	shot(t, tab, "panel-candidates")
	f.write(1, zhong) // the other square: 梓 is put without a tap
	until(t, tab, written+` === '王梓' && `+offered+`.includes('中')`)
	if got := eval[int](t, tab, inked); got != len(zhong) {
		t.Errorf("%d strokes lie there, want those of 中 alone", got)
	}
	chrome(t, tab, chromedp.Tap(`[data-put="中"]`))
	until(t, tab, written+` === '王梓中' && `+resting+` && !document.querySelector('.main').disabled`)

	f.takesBack(t)
	f.restsAHand(t)
	f.writesOffline(t)
	f.write(1, zhong) // nobody waits for the candidates
	chrome(t, tab, chromedp.Tap(`.foot button.main`))
	until(t, tab, `document.body.dataset.page === 'register-sex'`)
	if got := eval[string](t, tab, `document.querySelector('h2').textContent`); got != "王梓中是女孩，还是男孩？" {
		t.Errorf("asked %q", got)
	}
}

// Who has only just written may go on: what lies in the squares is put on the way.
func TestFingerGoesOnWithInk(t *testing.T) {
	b := newBox(t)
	at := b.live().URL
	tab := chromium(t)
	b.enter(t, tab, at)
	f := finger{t, tab}
	chrome(t, tab, chromedp.Navigate(at+"/register/name"), chromedp.Tap(`[name=write][value=hand]`))
	until(t, tab, `!!document.querySelector('[data-hand]') && document.querySelector('button.main').disabled`)
	f.write(0, zi)
	until(t, tab, `!document.querySelector('button.main').disabled && document.querySelector('button.main').textContent === '下一步：男女'`)
	chrome(t, tab, chromedp.Tap(`[data-ink=all]`))
	until(t, tab, `document.querySelector('button.main').disabled && document.querySelector('button.main').textContent === '先写名字'`)
	f.write(0, zi)
	f.write(1, zhong)
	chrome(t, tab, chromedp.Tap(`.foot button.main`))
	until(t, tab, `document.body.dataset.page === 'register-sex'`)
	if got := eval[string](t, tab, `document.querySelector('h2').textContent`); got != "梓中是女孩，还是男孩？" {
		t.Errorf("asked %q", got)
	}
}

// takesBack: the last character comes back as ink with what it might have been.
func (f finger) takesBack(t *testing.T) {
	t.Helper()
	back := chromedp.Tap(`[data-ink=back]`)
	chrome(t, f.tab, back)
	until(t, f.tab, written+` === '王梓' && `+inked+` === 4 && `+offered+`.includes('中')`)
	chrome(t, f.tab, back) // the ink
	until(t, f.tab, inked+` === 0`)
	chrome(t, f.tab, back) // the character before it
	until(t, f.tab, written+` === '王' && `+inked+` === 11 && `+marked+` === '梓'`)
	chrome(t, f.tab, chromedp.Tap(`[data-ink=one]`))
	until(t, f.tab, inked+` === 10`)
	chrome(t, f.tab, chromedp.Tap(`[data-ink=all]`))
	until(t, f.tab, inked+` === 0`)
	if got := eval[string](t, f.tab, written); got != "王" {
		t.Errorf("wiping ink left %q", got)
	}
}

// restsAHand: while one finger writes, nothing else does; a palm never does.
func (f finger) restsAHand(t *testing.T) {
	t.Helper()
	line, other := f.spots(0, zhong[3]), f.spots(1, zhong[0])
	one, two, broad := 1.0, 2.0, 70.0
	for _, p := range line {
		p.ID = &one
	}
	other[0].ID = &two
	f.touch(input.DispatchTouchEventTypeTouchStart, line[0])
	f.touch(input.DispatchTouchEventTypeTouchStart, line[0], other[0])
	f.touch(input.DispatchTouchEventTypeTouchMove, line[1], other[0])
	f.touch(input.DispatchTouchEventTypeTouchEnd)
	palm := &input.TouchPoint{X: other[0].X, Y: other[0].Y, RadiusX: &broad, RadiusY: &broad}
	f.touch(input.DispatchTouchEventTypeTouchStart, palm)
	f.touch(input.DispatchTouchEventTypeTouchEnd)
	if got := eval[int](t, f.tab, inked); got != 1 {
		t.Errorf("%d strokes, want that of the one finger", got)
	}
	chrome(t, f.tab, chromedp.Tap(`[data-ink=all]`))
}

// writesOffline: without an answer the ink stays, a calm sentence says so, and the
// answer comes by itself.
func (f finger) writesOffline(t *testing.T) {
	t.Helper()
	eval[bool](t, f.tab, `window.answers = window.fetch, window.fetch = () => Promise.reject(new TypeError('away')), true`)
	f.write(0, zi)
	until(t, f.tab, `document.querySelector('[data-cands]').textContent.includes('写的都还在')`)
	shot(t, f.tab, "panel-away")
	if got := eval[int](t, f.tab, inked); got != len(zi) {
		t.Errorf("%d strokes are left", got)
	}
	eval[bool](t, f.tab, `window.fetch = window.answers, true`)
	until(t, f.tab, marked+` === '梓'`)
}

// A real keyboard writes pinyin, chooses, takes back, and goes from key to key.
func TestKeyboardWritesAName(t *testing.T) {
	b := newBox(t)
	at := b.live().URL
	tab := chromium(t)
	b.enter(t, tab, at)
	chrome(t, tab, chromedp.Navigate(at+"/register/name"), chromedp.Tap(`[name=put][value="王"]`))
	until(t, tab, written+` === '王' && !!document.querySelector('[data-hand]')`)
	const letters = `document.querySelector('[name=letters]').value`
	chrome(t, tab, chromedp.KeyEvent("z")) // the squares make place for the letters
	until(t, tab, letters+` === 'z'`)
	chrome(t, tab, chromedp.KeyEvent("i"))
	until(t, tab, letters+` === 'zi' && document.querySelectorAll('output.letters ~ .key').length > 3`)
	first := eval[string](t, tab, `document.querySelector('output.letters ~ .key').value`)
	chrome(t, tab, chromedp.KeyEvent("1"))
	until(t, tab, written+` === '王`+first+`' && `+letters+` === ''`)
	chrome(t, tab, chromedp.KeyEvent("ha")) // faster than the box answers
	until(t, tab, letters+` === 'ha'`)
	chrome(t, tab, chromedp.KeyEvent("\b"))
	until(t, tab, letters+` === 'h'`)
	chrome(t, tab, chromedp.KeyEvent("\u001b"))
	until(t, tab, letters+` === ''`)
	chrome(t, tab, chromedp.KeyEvent("\b"))
	until(t, tab, written+` === '王'`)
	eval[bool](t, tab, `document.querySelector('[name=letter][value=g]').focus(), true`)
	chrome(t, tab, chromedp.KeyEvent(kb.ArrowRight))
	if got := eval[string](t, tab, `document.activeElement.value`); got != "h" {
		t.Errorf("right of g is %q", got)
	}
	eval[bool](t, tab, `(e => { e.focus(); e.setSelectionRange(9, 9) })(document.querySelector('#text')), true`)
	chrome(t, tab, chromedp.KeyEvent("小满"), chromedp.KeyEvent(kb.Enter))
	until(t, tab, `document.body.dataset.page === 'register-sex'`)
	if got := eval[string](t, tab, `document.querySelector('h2').textContent`); got != "王小满是女孩，还是男孩？" {
		t.Errorf("asked %q", got)
	}
}
