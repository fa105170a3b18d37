package portal

import (
	"net/http"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// bookAsk asks what a station has to know to call back, and nothing of who the child is.
func bookAsk(v *visit) error {
	f, err := v.bookForm(v.URL.Query().Get("to"))
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, f)
}

func (v *visit) bookForm(to string) (page.PortalForm, error) {
	f := v.form("约托位", "/", "/book")
	sites, err := v.siteChoices("选一个站", to)
	today := v.p.Today()
	f.Lead = "写好送出去，站里三个工作日里打电话给您。不用写孩子的名字，来登记的时候再说。"
	f.Fields = []page.PortalField{
		{Name: "site", Label: "约哪个站", Type: "select", Choices: sites},
		{Name: "want", Label: "想从哪天来", Type: "date", Min: string(today.Add(1)), Max: string(today.Add(366))},
		{Name: "age", Label: "孩子多大", Type: "radio", Choices: v.choices("web-booking", "age")},
		{Name: "mode", Label: "怎么托", Type: "radio", Choices: v.choices("web-booking", "mode")},
		{Name: "who", Label: "怎么称呼您", Help: "比如：李奶奶", Type: "text", Most: 20},
		{Name: "phone", Label: "打哪个电话", Type: "tel", Most: 20},
		{Name: "need", Label: "还想说什么", Type: "area", Most: 200, Optional: true},
	}
	f.Small = "您写的只有这个站和县里看得到；办完满一年，称呼和电话删掉。"
	return f, err
}

// bookSend takes a wish for a place in.
func bookSend(v *visit) error {
	a, ok := v.read()
	f, err := v.bookForm("")
	if err != nil || !ok {
		return orNothing(err)
	}
	site := a.siteOf(f.Fields[0].Choices, true)
	values := compact(form.Values{
		"want": a.day("want", v.p.Today()), "age": a.choice("age", f.Fields[2].Choices, true), "mode": a.choice("mode", f.Fields[3].Choices, true),
		"who": a.text("who", 20, true), "phone": a.phone("phone", true), "need": a.text("need", 200, false),
	})
	if status, key := v.refuse(a); status != 0 {
		return v.again(status, said(key), f, a)
	}
	r, err := v.p.County.Take(v.Context(), desk.Letter{Request: v.request(a), Kind: "web-booking", Site: site, Values: values})
	if err != nil {
		return v.untaken(err, f, a)
	}
	return v.receipt("约托位", "收到了", r, "站里会打您留的电话。三个工作日没有人打来，凭编号查一查，或者打电话问县里。")
}

// untaken says why a letter was not taken, beside what was written.
func (v *visit) untaken(err error, f page.PortalForm, a answers) error {
	if text := sentence(err); text != "" && hub.CodeOf(err) == hub.CodeInvalid {
		return v.again(http.StatusUnprocessableEntity, text, f, a)
	}
	v.p.Log.Error("a letter was not kept", "code", string(hub.CodeOf(err)), "cause", err)
	return v.again(http.StatusServiceUnavailable, said("portal.later"), f, a)
}

// orNothing is an error, or that nothing of a post could be read.
func orNothing(err error) error {
	if err == nil {
		err = hub.E(hub.CodeNotFound, "portal.nothing")
	}
	return err
}
