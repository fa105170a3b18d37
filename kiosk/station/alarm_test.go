package station_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/touch"
	"yizhan/kiosk/web"
)

// calls are the site's alarms.
func (b *box) calls() int {
	b.t.Helper()
	all, err := b.desk.Alarms(b.ctx, b.site)
	b.must(err)
	return len(all)
}

const (
	pressed = `document.querySelector('.alarm-key').dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, pointerId: 7}))`
	loose   = `document.dispatchEvent(new PointerEvent('pointerup', {bubbles: true, pointerId: 7})); true`
	over    = `!!document.querySelector('dialog.alarm-over[open]')`
)

// Held for a second nothing is called; for two it is, over what is open, whose typed
// words stay. A tap brings the big button. What was dismissed stays away once it is over.
func TestFingerHoldsTheAlarm(t *testing.T) {
	b := newBox(t)
	at := b.live().URL
	tab := touch.Chromium(t).Screen(t, at, 1024, 600)
	b.enter(t, tab, at)
	tab.Open("/register/name").Touch(`[name=put][value="王"]`)
	tab.Until(written + ` === '王'`)

	touch.Ask[bool](tab, pressed)
	time.Sleep(time.Second)
	touch.Ask[bool](tab, loose)
	time.Sleep(1500 * time.Millisecond)
	if n := b.calls(); n != 0 || touch.Ask[bool](tab, over) {
		t.Fatalf("held for a second: %d calls", n)
	}
	touch.Ask[bool](tab, pressed)
	tab.Until(over + ` && document.querySelector('.alarm-over').textContent.includes('110')`)
	touch.Ask[bool](tab, loose)
	if n := b.calls(); n != 1 {
		t.Errorf("held for two seconds: %d calls", n)
	}
	if got := touch.Ask[string](tab, written); got != "王" {
		t.Errorf("what was typed below is %q", got)
	}
	if text := touch.Ask[string](tab, `document.querySelector('.alarm-over').textContent`); strings.Contains(text, "已报警") {
		t.Error("nobody has called the police, and it is said")
	}
	tab.Shot("alarm-own")
	b.ends()

	// The button on a cable: the station learns it by being pressed once, a letter is none;
	// then it calls, and on the page of the month's try it tries.
	press := func(code string) {
		touch.Ask[bool](tab, fmt.Sprintf(`document.body.dispatchEvent(new KeyboardEvent('keydown', {code: %q, key: %[1]q, bubbles: true, cancelable: true}))`, code))
	}
	tab.Open("/settings/alarm-key").See("请按一下报警按钮")
	press("KeyA")
	tab.See("不能当报警")
	press("F9")
	tab.See("认得这个按钮了", "F9")
	tab.Open("/alarm?button=1").See("按一下外接的按钮")
	press("F9")
	tab.Until(over + ` && document.querySelector('.alarm-over').textContent.includes('演练')`)
	if last := b.lastCall(); !last.Drill || last.How != "usb" {
		t.Errorf("the try: %+v", last)
	}
	b.ends()
	tab.Open("/register")
	press("F12")
	press("F9")
	tab.Until(over + ` && !document.querySelector('.alarm-over').textContent.includes('演练')`)
	if last := b.lastCall(); last.Drill || last.How != "usb" || b.calls() != 3 {
		t.Errorf("the button: %+v, %d calls", last, b.calls())
	}
}

// lastCall is the call that is open.
func (b *box) lastCall() care.Alarm {
	b.t.Helper()
	open, err := b.desk.OpenAlarms(b.ctx)
	b.must(err)
	if len(open) != 1 {
		b.t.Fatalf("%d calls are open", len(open))
	}
	return open[0].Alarm
}

// ends ends it.
func (b *box) ends() {
	b.t.Helper()
	_, err := b.desk.EndAlarm(b.ctx, b.actor(), hub.NewID(), b.lastCall().ID, "over", "")
	b.must(err)
}

// Without a script a page with one button does it, without a PIN; what a call says is
// said by a person; ending it asks for a PIN.
func TestAlarmWithoutScript(t *testing.T) {
	b := newBox(t)
	nobody := b.stranger(nil)
	res := b.tells(nobody, "/alarm", "do", "ring", "how", "page")
	at := res.Header.Get("Location")
	if b.calls() != 1 || !strings.HasPrefix(at, "/alarm/") {
		t.Fatalf("%d calls, leads to %q", b.calls(), at)
	}
	if b.tells(nobody, "/alarm", "do", "ring"); b.calls() != 1 {
		t.Error("pressed again, it is a second call")
	}
	if b.tells(nobody, at, "what", "110"); b.words() != 0 {
		t.Error("a call got through, and nobody says that it was she")
	}
	b.tells(nobody, at, "what", "110", "by", b.worker.String())
	if b.words() != 1 {
		t.Error("the word that 110 was reached is not kept")
	}
	if b.tells(nobody, at, "what", "going"); b.words() != 1 {
		t.Error("a station answers itself")
	}
	res = b.tells(nobody, at, "do", "over")
	if open, err := b.desk.OpenAlarms(b.ctx); err != nil || len(open) != 1 || !strings.HasPrefix(res.Header.Get("Location"), "/pin") {
		t.Errorf("ended without a PIN: %v, %v", open, err)
	}
	id, err := hub.ParseID(strings.TrimPrefix(at, "/alarm/"))
	b.must(err)
	if _, err := b.desk.EndAlarm(b.ctx, b.actor(), hub.NewID(), id, "false", ""); err == nil {
		t.Error("taken back without a reason")
	}
	_, err = b.desk.EndAlarm(b.ctx, b.actor(), hub.NewID(), id, "false", "bumped")
	b.must(err)
	if a, err := b.desk.AlarmOf(b.ctx, id); err != nil || a.Rings() {
		t.Errorf("taken back, it rings: %v", err)
	}
}

// What happened is written down once the call is over: when it was, and whom somebody
// reached, stand there already.
func TestAlarmBecomesAnAccident(t *testing.T) {
	b := newBox(t)
	nobody := b.stranger(nil)
	at := b.tells(nobody, "/alarm", "do", "ring", "how", "page").Header.Get("Location")
	b.tells(nobody, at, "what", "120", "by", b.worker.String())
	id, err := hub.ParseID(strings.TrimPrefix(at, "/alarm/"))
	b.must(err)
	a, err := b.desk.AlarmOf(b.ctx, id)
	b.must(err)
	_, err = b.desk.EndAlarm(b.ctx, b.actor(), hub.NewID(), id, "over", "")
	b.must(err)
	b.screen.get(at).shows("把事情写下来")
	b.screen.get("/forms/incident/new") // another accident was begun and left: it is another's
	b.screen.get("/forms/incident/new?alarm=" + id.String())
	sheet := "/forms/incident/fill/" + hub.DeriveID("sheet", id, "incident").String()
	b.screen.get(sheet).shows(fmt.Sprintf("%d:%02d", a.Minute/60, a.Minute%60), "120")
	f := b.screen
	f.tap(f.get(sheet+"/2").path, "pick", "hurt").tap(f.path, "go", "skip").tap(f.path, "text", "滑梯上摔下来", "go", "next")
	f.tap(f.get(sheet).path, "go", "next").shows("记好了")
	if f.get(at).shows("看事故记录"); f.has("把事情写下来") {
		t.Error("it is written down, and is asked for once more")
	}
	for range 2 { // a call has one record, however often somebody wants to write it
		b.screen.get("/forms/incident/new?alarm=" + id.String()).shows("滑梯上摔下来")
	}
	if n := len(b.sheets("incident")); n != 1 {
		t.Errorf("%d accidents came of one call", n)
	}
}

// The numbers stand where somebody has to be told at once: written down once, and until
// then it says whom to ask.
func TestNumbersToCall(t *testing.T) {
	b := newBox(t)
	for _, name := range []string{"王涵", "李轩"} {
		child := b.enrolled(name, hub.ID{}, hub.ID{})
		_, err := b.desk.SayIll(b.ctx, b.actor(), desk.IllSaid{Request: hub.NewID(), Child: child, Suspect: "hfmd", By: "doctor"})
		b.must(err)
	}
	b.screen.get("/cluster").shows("2 个孩子", "卫生院、县疾控的电话没写，问镇里", "写上")
	b.screen.get("/forms/abuse-report").shows("先打 110", "县民政的电话没写，问镇里")
	_, err := b.desk.Fill(b.ctx, b.actor(), desk.Sheet{Request: hub.NewID(), Kind: "alarm-numbers", Subject: b.site,
		Values: form.Values{"address": "村委会旁边", "civil_phone": "03556002345", "clinic_phone": "03556001218"}})
	b.must(err)
	b.screen.get("/cluster").shows("卫生院 0355 600 1218", "县疾控的电话没写")
	if b.screen.get("/forms/abuse-report").shows("县民政 0355 600 2345"); b.screen.has("没写") {
		t.Error("the number is there, and is missed")
	}
	if b.screen.get("/forms/incident"); b.screen.has("0355") {
		t.Error("numbers stand where nobody has to be called")
	}
}

// tells posts fields to a path, and follows nowhere.
func (b *box) tells(c *http.Client, path string, fields ...string) *http.Response {
	b.t.Helper()
	form := url.Values{"request": {hub.NewID().String()}}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	res, err := c.PostForm(b.server.URL+path, form)
	b.must(err)
	res.Body.Close()
	return res
}

// words is how much was said to alarms.
func (b *box) words() (n int) {
	b.t.Helper()
	b.must(b.store.Each(b.ctx, "alarm-word", func(hub.Record) error { n++; return nil }))
	return n
}

// 报警 stands on the page of what did not work out, too, for whoever is there; and the page
// has the letters of the one that was asked for.
func TestAlarmWhereSomethingDidNotWork(t *testing.T) {
	b := newBox(t)
	large := b.stranger(&web.Session{Actor: hub.Actor{Staff: b.worker, Role: hub.RoleHead}, Signed: true, Text: "xl"})
	large.CheckRedirect = nil
	signed := &screen{b: b, http: large}
	for name, s := range map[string]*screen{"somebody with a PIN": signed, "anybody": b.wallScreen()} {
		for _, path := range []string{"/forms/nothing", "/child/nobody", "/nothing"} {
			if s.get(path); s.path == "/pin" {
				continue
			}
			if s.code < 400 || !strings.Contains(s.page, `href="/alarm"`) {
				t.Errorf("%s, %s: %d, and no 报警", name, path, s.code)
			}
			if s == signed && !strings.Contains(s.page, `data-text="xl"`) {
				t.Errorf("%s: its letters are small", path)
			}
		}
	}
}
