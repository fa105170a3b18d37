package family

import (
	"context"
	"net/http"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// sendMost is how long a message may be on its way, with the wait for its turn.
const sendMost = time.Minute

// loginAsk asks for the card's number and the telephone's.
func loginAsk(v *visit) error {
	if _, ok := v.f.sessions.of(v.token(), v.f.since()); ok {
		return v.see("/family/child")
	}
	return v.render(http.StatusOK, v.loginForm())
}

func (v *visit) loginForm() page.PortalForm {
	return page.PortalForm{PortalFrame: v.frame(title, "/"), Action: "/family", Send: "发验证码",
		Lead:  "家庭卡上有网上的卡号。验证码发到监护人的手机上。",
		Small: "没有这个卡号的，先到站里：监护人说愿意在网上看，签个字，卡上就有了。",
		Fields: []page.PortalField{
			{Name: "card", Label: "网上的卡号", Help: "家庭卡上，十个数，比如 482 9137 205", Type: "figures", Most: 20},
			{Name: "phone", Label: "监护人的手机号", Help: "登记的时候留的那个", Type: "tel", Most: 20},
		}}
}

// loginSend answers every card and every telephone alike, and at once; what is behind them is
// looked at when the answer is on its way.
func loginSend(v *visit) error {
	card, phone := figuresOf(v.form.Text("card")), figuresOf(v.form.Text("phone"))
	f := v.loginForm()
	f.Fields[0].Value, f.Fields[1].Value = v.form.Text("card"), v.form.Text("phone")
	if len(card) != cardFigures {
		f.Fields[0].Fault = words.Say("online.card")
	}
	if len(phone) != phoneFigures {
		f.Fields[1].Fault = words.Say("online.phone")
	}
	if f.Fields[0].Fault+f.Fields[1].Fault != "" {
		return v.render(http.StatusUnprocessableEntity, f)
	}
	return v.send(f, card, phone)
}

func (v *visit) send(f page.PortalForm, card, phone string) error {
	full := !v.f.limits.ask.Enter(v.client(), v.f.since())
	if !full {
		select {
		case v.f.room <- struct{}{}:
		default:
			full = true
		}
	}
	if full {
		f.Errors = page.Errors{"": words.Say("portal.often")}
		return v.render(http.StatusTooManyRequests, f)
	}
	ticket := v.f.codes.ask(v.f.since())
	ctx, cancel := context.WithTimeout(context.WithoutCancel(v.Context()), sendMost)
	v.f.sending.Go(func() {
		defer func() { cancel(); <-v.f.room }()
		v.f.deliver(ctx, ticket, card, phone)
	})
	v.keep(ticket)
	return v.see("/family/code")
}

// deliver sends a code where a card and a telephone open a door, and the bounds allow it.
func (f *Family) deliver(ctx context.Context, ticket, card, phone string) {
	d, err := f.County.Find(ctx, card, phone)
	if err != nil {
		if hub.CodeOf(err) != hub.CodeNotFound {
			f.Log.Error("a family's card could not be looked for", "code", string(hub.CodeOf(err)), "cause", err)
		}
		return
	}
	if !f.allowed(d, phone) {
		f.Log.Warn("a code was not sent: too many within a short time")
		return
	}
	select {
	case f.turns <- struct{}{}:
		defer func() { <-f.turns }()
	case <-ctx.Done():
		f.Log.Error("a code was not sent: others took too long")
		return
	}
	code, ok := f.codes.issue(ticket, d, f.since())
	if !ok {
		return
	}
	if err := f.County.Send(ctx, phone, words.Say("online.message", f.Name(), code)); err != nil {
		f.codes.drop(ticket)
		f.Log.Error("a code was not sent", "cause", err)
	}
}

// allowed counts a message, unless a bound says no.
func (f *Family) allowed(d Door, phone string) bool {
	now := f.since()
	return f.limits.wrong.Left(d.Child, now) && f.limits.card.Take(d.Child, now) && f.limits.phone.Take(f.limits.hash(phone), now) && f.limits.sent.Take(struct{}{}, now)
}

// How many figures stand on a card for this page, and are a mobile number.
const (
	cardFigures  = 10
	phoneFigures = 11
)

// figuresOf is a number as people type it, with what stands between its figures left out,
// and +86 before it.
func figuresOf(text string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, text)
	if len(s) == 13 {
		s = strings.TrimPrefix(s, "86")
	}
	return s
}
