package station_test

import (
	"net/url"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"yizhan/kiosk/touch"
)

// Strokes as they are written in school.
var (
	zi = []touch.Stroke{ // 梓
		{{100, 340}, {233, 327}, {373, 307}}, {{240, 133}, {243, 467}, {237, 833}}, {{233, 347}, {187, 500}, {73, 633}}, {{247, 367}, {307, 440}, {373, 500}},
		{{653, 113}, {683, 147}, {693, 200}}, {{493, 280}, {667, 260}, {853, 240}}, {{587, 367}, {613, 413}, {620, 447}}, {{753, 300}, {740, 367}, {707, 413}},
		{{447, 500}, {667, 480}, {900, 453}}, {{500, 653}, {680, 633}, {853, 607}}, {{677, 487}, {683, 667}, {673, 893}},
	}
	zhong = []touch.Stroke{ // 中
		{{267, 300}, {273, 433}, {287, 567}}, {{267, 300}, {500, 287}, {733, 280}, {727, 400}, {707, 553}}, {{287, 547}, {500, 540}, {707, 533}}, {{500, 67}, {503, 467}, {500, 900}},
	}
)

// enter gives a tab the session of 张桂兰.
func (b *box) enter(t *testing.T, tab *touch.Screen, at string) {
	t.Helper()
	token, err := b.doors.SignIn(b.ctx, b.worker, "1234")
	b.must(err)
	where, err := url.Parse(at)
	b.must(err)
	if _, err := chromedp.Call(tab.Tab, network.SetCookie, network.SetCookieParams{Name: "yizhan-" + where.Port(), Value: token, URL: at}); err != nil {
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
	tab := touch.Chromium(t).Screen(t, at, 1024, 600)
	b.enter(t, tab, at)
	tab.Open("/register/name").Touch(`[name=put][value="王"]`)
	tab.Until(written + ` === '王' && !!document.querySelector('[data-hand]')`)
	tab.Shot("panel-squares")

	tab.Write(0, zi)
	tab.Until(marked + ` === '梓'`)
	if got := touch.Ask[int](tab, `document.querySelectorAll('[data-put]').length`); got != 10 {
		t.Errorf("%d candidates are offered", got)
	}
	tab.Shot("panel-candidates")
	tab.Write(1, zhong) // the other square: 梓 is put without a tap
	tab.Until(written + ` === '王梓' && ` + offered + `.includes('中')`)
	if got := touch.Ask[int](tab, inked); got != len(zhong) {
		t.Errorf("%d strokes lie there, want those of 中 alone", got)
	}
	tab.Touch(`[data-put="中"]`)
	tab.Until(written + ` === '王梓中' && ` + resting + ` && !document.querySelector('.main').disabled`)

	takesBack(t, tab)
	restsAHand(t, tab)
	writesOffline(t, tab)
	tab.Write(1, zhong) // nobody waits for the candidates
	tab.Touch(`.foot button.main`)
	tab.Until(`document.body.dataset.page === 'register-sex'`)
	if got := touch.Ask[string](tab, `document.querySelector('h2').textContent`); got != "王梓中是女孩，还是男孩？" {
		t.Errorf("asked %q", got)
	}
}

// Who has only just written may go on: what lies in the squares is put on the way.
func TestFingerGoesOnWithInk(t *testing.T) {
	b := newBox(t)
	at := b.live().URL
	tab := touch.Chromium(t).Screen(t, at, 1024, 600)
	b.enter(t, tab, at)
	tab.Open("/register/name").Touch(`[name=write][value=hand]`)
	tab.Until(`!!document.querySelector('[data-hand]') && document.querySelector('button.main').disabled`)
	tab.Write(0, zi)
	tab.Until(`!document.querySelector('button.main').disabled && document.querySelector('button.main').textContent === '下一步：男女'`)
	tab.Touch(`[data-ink=all]`)
	tab.Until(`document.querySelector('button.main').disabled && document.querySelector('button.main').textContent === '先写名字'`)
	tab.Write(0, zi)
	tab.Write(1, zhong)
	tab.Touch(`.foot button.main`)
	tab.Until(`document.body.dataset.page === 'register-sex'`)
	if got := touch.Ask[string](tab, `document.querySelector('h2').textContent`); got != "梓中是女孩，还是男孩？" {
		t.Errorf("asked %q", got)
	}
}

// takesBack: the last character comes back as ink with what it might have been.
func takesBack(t *testing.T, tab *touch.Screen) {
	t.Helper()
	const back = `[data-ink=back]`
	tab.Touch(back)
	tab.Until(written + ` === '王梓' && ` + inked + ` === 4 && ` + offered + `.includes('中')`)
	tab.Touch(back) // the ink
	tab.Until(inked + ` === 0`)
	tab.Touch(back) // the character before it
	tab.Until(written + ` === '王' && ` + inked + ` === 11 && ` + marked + ` === '梓'`)
	tab.Touch(`[data-ink=one]`)
	tab.Until(inked + ` === 10`)
	tab.Touch(`[data-ink=all]`)
	tab.Until(inked + ` === 0`)
	if got := touch.Ask[string](tab, written); got != "王" {
		t.Errorf("wiping ink left %q", got)
	}
}

// restsAHand: while one finger writes, nothing else does; a palm never does.
func restsAHand(t *testing.T, tab *touch.Screen) {
	t.Helper()
	line, other := tab.Spots(0, zhong[3]), tab.Spots(1, zhong[0])
	one, two, broad := 1.0, 2.0, 70.0
	for _, p := range line {
		p.ID = &one
	}
	other[0].ID = &two
	tab.Down(line[0])
	tab.Down(line[0], other[0])
	tab.Move(line[1], other[0])
	tab.Up()
	palm := &input.TouchPoint{X: other[0].X, Y: other[0].Y, RadiusX: &broad, RadiusY: &broad}
	tab.Down(palm)
	tab.Up()
	if got := touch.Ask[int](tab, inked); got != 1 {
		t.Errorf("%d strokes, want that of the one finger", got)
	}
	tab.Touch(`[data-ink=all]`)
}

// writesOffline: without an answer the ink stays, a calm sentence says so, and the
// answer comes by itself.
func writesOffline(t *testing.T, tab *touch.Screen) {
	t.Helper()
	touch.Ask[bool](tab, `window.answers = window.fetch, window.fetch = () => Promise.reject(new TypeError('away')), true`)
	tab.Write(0, zi)
	tab.Until(`document.querySelector('[data-cands]').textContent.includes('写的都还在')`)
	tab.Shot("panel-away")
	if got := touch.Ask[int](tab, inked); got != len(zi) {
		t.Errorf("%d strokes are left", got)
	}
	touch.Ask[bool](tab, `window.fetch = window.answers, true`)
	tab.Until(marked + ` === '梓'`)
}

// A real keyboard writes pinyin, chooses, takes back, and goes from key to key.
func TestKeyboardWritesAName(t *testing.T) {
	b := newBox(t)
	at := b.live().URL
	tab := touch.Chromium(t).Screen(t, at, 1024, 600)
	b.enter(t, tab, at)
	tab.Open("/register/name").Touch(`[name=put][value="王"]`)
	tab.Until(written + ` === '王' && !!document.querySelector('[data-hand]')`)
	const letters = `document.querySelector('[name=letters]').value`
	tab.Do(chromedp.KeyEvent("z")) // the squares make place for the letters
	tab.Until(letters + ` === 'z'`)
	tab.Do(chromedp.KeyEvent("i"))
	tab.Until(letters + ` === 'zi' && document.querySelectorAll('output.letters ~ .key').length > 3`)
	first := touch.Ask[string](tab, `document.querySelector('output.letters ~ .key').value`)
	tab.Do(chromedp.KeyEvent("1"))
	tab.Until(written + ` === '王` + first + `' && ` + letters + ` === ''`)
	tab.Do(chromedp.KeyEvent("ha")) // faster than the box answers
	tab.Until(letters + ` === 'ha'`)
	tab.Do(chromedp.KeyEvent("\b"))
	tab.Until(letters + ` === 'h'`)
	tab.Do(chromedp.KeyEvent("\u001b"))
	tab.Until(letters + ` === ''`)
	tab.Do(chromedp.KeyEvent("\b"))
	tab.Until(written + ` === '王'`)
	touch.Ask[bool](tab, `document.querySelector('[name=letter][value=g]').focus(), true`)
	tab.Do(chromedp.KeyEvent(kb.ArrowRight))
	if got := touch.Ask[string](tab, `document.activeElement.value`); got != "h" {
		t.Errorf("right of g is %q", got)
	}
	touch.Ask[bool](tab, `(e => { e.focus(); e.setSelectionRange(9, 9) })(document.querySelector('#text')), true`)
	tab.Do(chromedp.KeyEvent("小满"), chromedp.KeyEvent(kb.Enter))
	tab.Until(`document.body.dataset.page === 'register-sex'`)
	if got := touch.Ask[string](tab, `document.querySelector('h2').textContent`); got != "王小满是女孩，还是男孩？" {
		t.Errorf("asked %q", got)
	}
}
