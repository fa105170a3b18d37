package portal

import (
	"fmt"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// rated are the questions of the sheet that a family answers, and which it has to.
var rated = []struct {
	field, label string
	must         bool
}{
	{"care", "带得好不好", true}, {"food", "吃得好不好", false}, {"clean", "干净不干净", true},
	{"safe", "放心不放心", true}, {"price", "贵不贵", false}, {"whole", "总的满意吗", true},
}

// rateAsk asks how it is at a station. The slip's code is the first question: without it
// anybody could praise or blame any station as often as she likes.
func rateAsk(v *visit) error { return v.render(http.StatusOK, v.rateForm()) }

func (v *visit) rateForm() page.PortalForm {
	f := v.form("评一评", "/", "/rate")
	f.Lead = "条子是站里发的，一家一张。不写名字，站里看不出是谁评的。"
	f.Fields = []page.PortalField{{Name: "slip", Label: "条子上的八个字", Help: "比如 K7PM-2XQD，大小写都行", Type: "code", Most: 12}}
	for _, q := range rated {
		f.Fields = append(f.Fields, page.PortalField{Name: q.field, Label: q.label, Type: "radio", Choices: v.choices("survey", q.field), Optional: !q.must})
	}
	f.Fields = append(f.Fields, page.PortalField{Name: "wish", Label: "想说什么", Help: "不写名字", Type: "area", Most: 200, Optional: true})
	return f
}

// rateSend keeps a rating. What a slip is tried for is counted as a guess.
func rateSend(v *visit) error {
	a, ok := v.read()
	if !ok {
		return orNothing(nil)
	}
	f := v.rateForm()
	values := form.Values{"wish": a.text("wish", 200, false)}
	for i, q := range rated {
		values[q.field] = a.choice(q.field, f.Fields[i+1].Choices, q.must)
	}
	code := a.text("slip", 20, true)
	if status, key := v.refuse(a); status != 0 {
		return v.again(status, said(key), f, a)
	}
	if !v.p.guess.Enter(v.p.Behind.Client(v.Request), v.p.since()) {
		return v.again(http.StatusTooManyRequests, said("portal.often"), f, a)
	}
	slip, err := v.p.County.Rate(v.Context(), v.request(a), code, compact(values))
	if err == nil {
		return v.render(http.StatusOK, page.PortalReceipt{PortalFrame: v.frame("评一评", "/"), Head: "记下了，谢谢",
			Lines: []string{fmt.Sprintf("%s评的，算数。这张条子就是凭据：在“办到哪里了”里写上面的码，看得到用过没有。", calendar.Date(slip.Used, v.p.Today()))}})
	}
	switch hub.CodeOf(err) {
	case hub.CodeNotFound:
		a.fault("slip", "portal.slip")
		return v.again(http.StatusUnprocessableEntity, "", f, a)
	case hub.CodeConflict:
		return v.again(http.StatusConflict, said("portal.rated"), f, a)
	}
	return v.untaken(err, f, a)
}
