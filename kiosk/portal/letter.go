package portal

import (
	"encoding/hex"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// answers is a form as somebody has filled it in, and what is wrong with it.
type answers struct {
	web.Form
	faults map[string]string
}

// read parses a post. ok is false where it is no form at all.
func (v *visit) read() (a answers, ok bool) {
	f, err := web.ParseForm(v.Request)
	return answers{f, map[string]string{}}, err == nil
}

func (a answers) fault(field, key string, args ...any) {
	if a.faults[field] == "" {
		a.faults[field] = words.Say(key, args...)
	}
}

// text is an answer of so many characters at most; where it has to be there, it is missed.
func (a answers) text(field string, most int, must bool) string {
	s := a.Text(field)
	switch {
	case utf8.RuneCountInString(s) > most:
		a.fault(field, "portal.long")
	case s == "" && must:
		a.fault(field, "portal.missing")
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// choice is one of a field's codes.
func (a answers) choice(field string, choices []page.Choice, must bool) string {
	s := a.Text(field)
	for _, c := range choices {
		if c.Value == s && s != "" {
			return s
		}
	}
	if must {
		a.fault(field, "portal.missing")
	}
	return ""
}

// phone is a telephone number that somebody can call.
func (a answers) phone(field string, must bool) string {
	s := a.text(field, 20, must)
	tel, _ := web.Telephone(strings.TrimPrefix(s, "+"))
	if s != "" && (len(tel) < 7 || len(tel) > 13) {
		a.fault(field, "portal.phone")
	}
	return s
}

// day is a day from tomorrow on, within a year.
func (a answers) day(field string, today hub.Day) hub.Day {
	d := hub.Day(a.Text(field))
	if _, ok := d.Time(); !ok || d <= today || d > today.Add(366) {
		a.fault(field, "portal.want")
	}
	return d
}

// request names a letter: by what is in it, the day, and where it comes from. Sent twice,
// also by the way back to a form that the browser fetches anew, it is one letter; changed and
// sent again it is another, and nothing of it is lost. Under the county's key nobody tells
// from the name whence it came.
func (v *visit) request(a answers) hub.ID {
	at, _ := netip.ParseAddrPort(v.p.Behind.Client(v.Request))
	said, _ := url.ParseQuery(a.Encode()) // which made it itself
	said.Del("request")
	said.Del("began")
	parts := []string{v.Pattern, string(v.p.Today()), at.Addr().String(), said.Encode()}
	return hub.DeriveID("letter", hub.ID{}, hex.EncodeToString(v.p.mac([]byte(strings.Join(parts, "\x00")))))
}

// refuse says why a form is not taken now; nil where it is.
func (v *visit) refuse(a answers) (status int, key string) {
	switch {
	case a.Text("homepage") != "" || !v.p.human(a.Text("began")):
		return http.StatusUnprocessableEntity, "portal.quick"
	case len(a.faults) > 0:
		return http.StatusUnprocessableEntity, ""
	case !v.p.send.Enter(v.p.Behind.Client(v.Request), v.p.since()):
		return http.StatusTooManyRequests, "portal.often"
	}
	return 0, ""
}

// again is the form with what was written, and what is wrong with it.
func (v *visit) again(status int, said string, f page.PortalForm, a answers) error {
	f.Errors = page.Errors{}
	if said != "" {
		f.Errors[""] = said
	}
	for i := range f.Fields {
		one := &f.Fields[i]
		one.Value, one.Fault = a.Text(one.Name), a.faults[one.Name]
		for j := range one.Choices {
			one.Choices[j].On = one.Choices[j].Value == one.Value
		}
	}
	if id := a.ID("request"); !id.IsZero() {
		f.Request = id.String()
	}
	return v.render(status, f)
}

// form is the frame of one.
func (v *visit) form(title, back, action string) page.PortalForm {
	f := page.PortalForm{PortalFrame: v.frame(title, back), Action: action, Send: "送出去"}
	f.Request, f.Began = hub.NewID().String(), v.p.seal()
	return f
}

// choices are those of a form's field.
func (v *visit) choices(kind hub.Kind, field string) (out []page.Choice) {
	def, _ := v.p.Forms.Get(kind)
	f, _ := def.Field(field)
	for _, c := range f.Offered() {
		out = append(out, page.Choice{Value: c.Code, Text: c.Label})
	}
	return out
}

// siteChoices are the stations to choose from, one of them chosen.
func (v *visit) siteChoices(none, chosen string) (out []page.Choice, err error) {
	all, err := v.p.County.Stations(v.Context())
	out = []page.Choice{{Text: none}}
	for _, s := range all {
		id := s.ID.String()
		out = append(out, page.Choice{Value: id, Text: strings.TrimSpace(s.Town + " " + s.Name), On: id == chosen})
	}
	return out, err
}

// siteOf is the station that was chosen among those.
func (a answers) siteOf(choices []page.Choice, must bool) hub.ID {
	id, _ := hub.ParseID(a.choice("site", choices, must))
	return id
}

// receipt is the page of a letter that is kept.
func (v *visit) receipt(title, head string, r desk.Receipt, lines ...string) error {
	if r.Again {
		head = "这一件已经收到过了，还是这个编号"
	}
	return v.render(http.StatusOK, page.PortalReceipt{PortalFrame: v.frame(title, "/"), Head: head, Number: r.Number, Code: r.Code, Lines: lines,
		Link: &page.Link{Href: "/progress", Text: "查办到哪里"}})
}

// compact leaves out what was not said.
func compact(v form.Values) form.Values {
	for name, x := range v {
		if x == "" {
			delete(v, name)
		}
	}
	return v
}
