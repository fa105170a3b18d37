package access_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
)

// in logs somebody in who has no code.
func (b *box) in(name, password string) (token string, err error) {
	way, err := b.Login(ctx, name, password, "192.0.2.7")
	if err == nil && way.Token == "" {
		b.t.Error("a code is asked of who has none")
	}
	return way.Token, err
}

// telephone shows what an officer's does: written once more, from RFC 4226 and 6238.
type telephone struct{ secret []byte }

func (p telephone) at(when time.Time) string {
	mac := hmac.New(sha1.New, p.secret)
	binary.Write(mac, binary.BigEndian, uint64(when.Unix())/30)
	h := mac.Sum(nil)
	o := int(h[19] & 15)
	n := (int(h[o])&127)<<24 | int(h[o+1])<<16 | int(h[o+2])<<8 | int(h[o+3])
	return fmt.Sprintf("%06d", n%1000000)
}

// coded is an officer with a code.
func (b *box) coded(name string) (phone telephone, paper []string) {
	b.t.Helper()
	_, err := b.PutLogin(ctx, officer(name), goodPassword)
	must(b.t, err)
	secret, err := b.NewCode(ctx, name)
	must(b.t, err)
	raw, err := base32.StdEncoding.DecodeString(access.SpellCode(secret)) // as she would type it
	must(b.t, err)
	phone = telephone{raw}
	paper, _, err = b.ConfirmCode(ctx, name, goodPassword, phone.at(b.reading.Wall), "")
	must(b.t, err)
	b.pass(30 * time.Second)
	return phone, paper
}

// half is a login whose password was right.
func (b *box) half(name string) string {
	b.t.Helper()
	way, err := b.Login(ctx, name, goodPassword, "192.0.2.7")
	must(b.t, err)
	if way.Half == "" || way.Token != "" {
		b.t.Fatal("the password alone lets her in")
	}
	return way.Half
}

func TestLoginWithACode(t *testing.T) {
	b := county(t)
	phone, _ := b.coded("lizr")
	code := phone.at(b.reading.Wall)
	_, err := b.Code(ctx, b.half("lizr"), "000000", "")
	tells(t, err, "access.code-wrong")
	token, err := b.Code(ctx, b.half("lizr"), code[:3]+" "+code[3:], "192.0.2.7")
	must(t, err)
	l, err := b.Officer(ctx, token)
	if err != nil || !l.Coded || l.Rescue != 10 {
		t.Errorf("%+v, %v", l, err)
	}

	// Somebody looked over her shoulder: the same code, in the same half minute.
	_, err = b.Code(ctx, b.half("lizr"), code, "")
	tells(t, err, "access.code-wrong")
	b.pass(30 * time.Second)
	_, err = b.Code(ctx, b.half("lizr"), code, "") // still beside the present step
	tells(t, err, "access.code-wrong")
	half := b.half("lizr")
	b.pass(5 * time.Minute)
	_, err = b.Code(ctx, half, phone.at(b.reading.Wall), "")
	tells(t, err, "access.code-late")
	_, err = b.Code(ctx, "made up", phone.at(b.reading.Wall), "")
	tells(t, err, "access.code-late")
	half = b.half("lizr")
	token, err = b.Code(ctx, half, phone.at(b.reading.Wall), "")
	must(t, err)
	b.pass(time.Minute)
	_, err = b.Code(ctx, half, phone.at(b.reading.Wall), "")
	tells(t, err, "access.code-late") // a step is gone through once

	// The clock set back opens nothing again, nor forward what is too old.
	b.reading.Wall = b.reading.Wall.Add(-10 * time.Minute)
	b.reading.Quality = hub.ClockUnknown
	_, err = b.Code(ctx, b.half("lizr"), phone.at(b.reading.Wall), "")
	tells(t, err, "access.code-clock")

	must(t, b.DropCode(ctx, "lizr"))
	_, err = b.Officer(ctx, token)
	tells(t, err, "access.over")
	_, err = b.in("lizr", goodPassword)
	must(t, err)
}

// Who knows the password tries codes no more often than others try passwords: the right
// password forgives no wrong code.
func TestCodesLock(t *testing.T) {
	b := county(t)
	phone, _ := b.coded("lizr")
	for range 4 {
		_, err := b.Code(ctx, b.half("lizr"), "000000", "192.0.2.66")
		tells(t, err, "access.code-wrong")
	}
	half := b.half("lizr")
	_, err := b.Code(ctx, half, "000000", "192.0.2.66")
	if key, n := told(t, err); key != "access.login-locked" || n != 1 {
		t.Fatalf("%s %d", key, n)
	}
	_, err = b.Code(ctx, half, phone.at(b.reading.Wall), "")
	tells(t, err, "access.login-locked")
	_, err = b.Login(ctx, "lizr", goodPassword, "")
	tells(t, err, "access.login-locked")
	if b.count(access.NotedWrong) != 4 || b.count(access.NotedLocked) == 0 || b.noted[len(b.noted)-4].From != "192.0.2.66" {
		t.Errorf("the trail has %+v", b.noted)
	}
	all, err := b.Standings(ctx)
	must(t, err)
	if len(all) != 1 || all[0].Locked != time.Minute || all[0].Fails != 5 || all[0].From != "" || !all[0].Coded {
		t.Errorf("%+v", all)
	}
	must(t, b.Unlock(ctx, "lizr"))
	_, err = b.Code(ctx, b.half("lizr"), phone.at(b.reading.Wall), "")
	must(t, err)
	b.pass(time.Minute)
	for range 9 { // she forgot her telephone nine times, and is not locked out for it
		b.half("lizr")
	}
	_, err = b.Code(ctx, b.half("lizr"), phone.at(b.reading.Wall), "")
	must(t, err)
}

func TestRecoveryCodes(t *testing.T) {
	b := county(t)
	_, paper := b.coded("lizr")
	if len(paper) != 10 {
		t.Fatalf("%d recovery codes", len(paper))
	}
	b.reading.Quality = hub.ClockUnknown // the clock does not matter
	half, wins := b.half("lizr"), 0
	other := b.half("lizr")
	var wg sync.WaitGroup
	var mu sync.Mutex
	for _, h := range []string{half, other} {
		wg.Go(func() {
			if _, err := b.Code(context.Background(), h, strings.ToUpper(paper[3]), ""); err == nil {
				mu.Lock()
				wins++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if wins != 1 || b.count(access.NotedRescue) != 1 {
		t.Errorf("one recovery code let in %d times, noted %d times", wins, b.count(access.NotedRescue))
	}
	b.restart()
	_, err := b.Code(ctx, b.half("lizr"), paper[3], "")
	tells(t, err, "access.code-clock")
	_, err = b.Code(ctx, b.half("lizr"), paper[0], "")
	must(t, err)
	// A new paper ends the old one.
	secret, err := b.NewCode(ctx, "lizr")
	must(t, err)
	_, _, err = b.ConfirmCode(ctx, "lizr", goodPassword, telephone{secret}.at(b.reading.Wall), "")
	must(t, err)
	_, err = b.Code(ctx, b.half("lizr"), paper[1], "")
	tells(t, err, "access.code-clock")
}

// Nobody binds an officer's login to her own telephone by a screen that was left open:
// the password is asked, and a secret that was not confirmed is worth nothing.
func TestANewCodeNeedsThePassword(t *testing.T) {
	b := county(t)
	_, err := b.PutLogin(ctx, officer("lizr"), goodPassword)
	must(t, err)
	secret, err := b.NewCode(ctx, "lizr")
	must(t, err)
	again, err := b.NewCode(ctx, "lizr") // the page is loaded again
	must(t, err)
	if string(again) != string(secret) || len(secret) != 20 {
		t.Error("another secret than the one that was shown")
	}
	phone := telephone{secret}
	_, _, err = b.ConfirmCode(ctx, "lizr", "not her password", phone.at(b.reading.Wall), "")
	tells(t, err, "access.login-wrong")
	_, _, err = b.ConfirmCode(ctx, "lizr", goodPassword, "000000", "")
	tells(t, err, "access.code-wrong")
	_, err = b.in("lizr", goodPassword)
	must(t, err)
	b.pass(31 * time.Minute)
	_, _, err = b.ConfirmCode(ctx, "lizr", goodPassword, phone.at(b.reading.Wall), "")
	tells(t, err, "access.code-again")
	if uri := access.CodeURI("上党区", "lizr", secret); !strings.HasPrefix(uri, "otpauth://totp/%E4") || !strings.Contains(uri, "secret="+access.SpellCode(secret)) {
		t.Error(uri)
	}
}

// A role that was taken is gone with the next page, a password that was changed ends
// what is open elsewhere, and a session is ended by its owner alone.
func TestAnOfficersSessions(t *testing.T) {
	b := county(t)
	l, err := b.PutLogin(ctx, officer("lizr"), goodPassword)
	must(t, err)
	other, err := b.PutLogin(ctx, officer("wangys"), goodPassword)
	must(t, err)
	here, err := b.in("lizr", goodPassword)
	must(t, err)
	b.pass(time.Minute)
	there, err := b.Login(ctx, "lizr", goodPassword, "198.51.100.9")
	must(t, err)
	open, err := b.Sessions(ctx, l.Person.Staff, here)
	must(t, err)
	if len(open) != 2 || open[0].From != "198.51.100.9" || open[0].This || !open[1].This || open[1].Idle != time.Minute {
		t.Fatalf("%+v", open)
	}
	must(t, b.EndSession(ctx, other.Person.Staff, open[0].Key)) // not hers
	_, err = b.Officer(ctx, there.Token)
	must(t, err)
	must(t, b.EndSession(ctx, l.Person.Staff, open[0].Key))
	_, err = b.Officer(ctx, there.Token)
	tells(t, err, "access.over")

	_, err = b.OwnPassword(ctx, "lizr", "wrong", "另一句自己记得住的话", "")
	tells(t, err, "access.login-wrong")
	_, err = b.OwnPassword(ctx, "lizr", goodPassword, goodPassword, "")
	tells(t, err, "access.password-same")
	fresh, err := b.OwnPassword(ctx, "lizr", goodPassword, "另一句自己记得住的话", "")
	must(t, err)
	_, err = b.Officer(ctx, here)
	tells(t, err, "access.over")
	_, err = b.Officer(ctx, fresh)
	must(t, err)

	// Another process on the same book changes the role: this one has the session in
	// its memory, and asks.
	second := access.New(b.options)
	before, err := b.local.SessionsOf(ctx, l.Person.Staff)
	must(t, err)
	must(t, second.ChangeLogin(ctx, "lizr", access.Person{Role: hub.RoleViewer}))
	_, err = b.Officer(ctx, fresh)
	tells(t, err, "access.over")
	for token, body := range before { // a login that was on its way meanwhile
		must(t, b.local.PutSession(ctx, token, l.Person.Staff, body))
	}
	_, err = b.Officer(ctx, fresh)
	tells(t, err, "access.over")
	now, err := b.in("lizr", "另一句自己记得住的话")
	must(t, err)
	got, err := b.Officer(ctx, now)
	if err != nil || got.Person.Role != hub.RoleViewer || got.Person.Staff != l.Person.Staff {
		t.Errorf("%+v, %v", got, err)
	}
	tells(t, b.ChangeLogin(ctx, "nobody", access.Person{Role: hub.RoleViewer}), "county.no-officer")
	tells(t, b.ChangeLogin(ctx, "lizr", access.Person{Role: hub.RoleBox}), "access.login-role")

	// A session is over after its shift, used or not.
	for range 71 {
		b.pass(10 * time.Minute)
		_, err = b.Officer(ctx, now)
		must(t, err)
	}
	b.pass(10 * time.Minute)
	_, err = b.Officer(ctx, now)
	tells(t, err, "access.over")
}

// Processes with one book and one clock are one gate: who is in at one is in at all, as
// long as she is there at any; who guesses at one waits at all; a code that was asked for
// at one is brought to another.
func TestProcessesWithOneBook(t *testing.T) {
	b := newBox(t, func(o *access.Options) {
		o.BoxFails, o.Idle, o.Run = 0, 20*time.Minute, &[8]byte{7}
	})
	first, second := b.Gate, access.New(b.options)
	l, err := first.PutLogin(ctx, officer("lizr"), goodPassword)
	must(t, err)
	token, err := b.in("lizr", goodPassword)
	must(t, err)
	for range 3 { // her pages come from one, then the other
		b.pass(15 * time.Minute)
		_, err = second.Officer(ctx, token)
		must(t, err)
	}
	b.pass(15 * time.Minute)
	_, err = first.Officer(ctx, token)
	must(t, err)
	if open, err := second.Sessions(ctx, l.Person.Staff, token); err != nil || len(open) != 1 || !open[0].This || open[0].Idle != 0 {
		t.Errorf("%+v, %v", open, err)
	}
	third := access.New(b.options) // as after a restart
	_, err = third.Officer(ctx, token)
	must(t, err)
	must(t, second.SignOut(ctx, token))
	_, err = first.Officer(ctx, token)
	tells(t, err, "access.over")

	for i := range 5 {
		_, err = []*access.Gate{first, second}[i%2].Login(ctx, "lizr", "guessed wrong again", "")
	}
	tells(t, err, "access.login-locked")
	b.pass(40 * time.Second)
	for _, g := range []*access.Gate{first, second, access.New(b.options)} {
		_, err = g.Login(ctx, "lizr", goodPassword, "")
		tells(t, err, "access.login-locked")
	}
	b.pass(21 * time.Second)
	_, err = second.Login(ctx, "lizr", goodPassword, "")
	must(t, err)

	secret, err := second.NewCode(ctx, "lizr")
	must(t, err)
	_, _, err = first.ConfirmCode(ctx, "lizr", goodPassword, telephone{secret}.at(b.reading.Wall), "")
	must(t, err)
	b.pass(time.Minute)
	way, err := first.Login(ctx, "lizr", goodPassword, "")
	must(t, err)
	token, err = second.Code(ctx, way.Half, telephone{secret}.at(b.reading.Wall), "")
	must(t, err)
	_, err = first.Officer(ctx, token)
	must(t, err)
	_, err = first.Code(ctx, way.Half, telephone{secret}.at(b.reading.Wall), "")
	tells(t, err, "access.code-late") // it was used up
}
