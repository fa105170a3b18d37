package portal

import (
	"net/http"

	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

func said(key string) string {
	if key == "" {
		return ""
	}
	return words.Say(key)
}

// complainAsk asks what the matter is. Above all stands whom to call while a child is in
// danger: nobody reads a form at night.
func complainAsk(v *visit) error {
	f, err := v.complainForm(v.URL.Query().Get("about"))
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, f)
}

func (v *visit) complainForm(about string) (page.PortalForm, error) {
	f := v.form("投诉举报", "/", "/complain")
	sites, err := v.siteChoices("不说哪个站", about)
	f.First = &page.PortalFirst{Head: "有人正在打孩子、伤孩子？先打 110。", Lines: []string{"不用有证据，怀疑就可以打。这一页夜里没有人看。"},
		Calls: []page.Link{{Href: "110", Text: "打 110 报警"}, {Href: "12345", Text: "别的急事打 12345"}}}
	f.Lead = "可以不留名字。说的是谁，谁看不到您写的，只有县里看得到。"
	f.Fields = []page.PortalField{
		{Name: "about", Label: "说的什么事", Type: "radio", Choices: v.choices("web-complaint", "about")},
		{Name: "site", Label: "哪个站", Type: "select", Choices: sites, Optional: true},
		{Name: "said", Label: "怎么回事", Help: "哪天、在哪里、看到什么", Type: "area", Most: 500},
		{Name: "who", Label: "怎么称呼您", Type: "text", Most: 20, Optional: true},
		{Name: "phone", Label: "打哪个电话回您", Type: "tel", Most: 20, Optional: true},
	}
	f.Small = "两个工作日里受理，受理以后十五个工作日里回话。办完满一年，您的称呼、电话和写的话删掉。"
	return f, err
}

// complainSend takes a complaint in; that a child is hurt waits for nobody's turn.
func complainSend(v *visit) error {
	a, ok := v.read()
	f, err := v.complainForm("")
	if err != nil || !ok {
		return orNothing(err)
	}
	about := a.choice("about", f.Fields[0].Choices, true)
	l := desk.Letter{Kind: "web-complaint", Site: a.siteOf(f.Fields[1].Choices, false), Values: compact(form.Values{
		"about": about, "said": a.text("said", 500, true), "who": a.text("who", 20, false), "phone": a.phone("phone", false),
	})}
	if status, key := v.refuse(a); status != 0 {
		return v.again(status, said(key), f, a)
	}
	l.Request = v.request(a)
	r, err := v.p.County.Take(v.Context(), l)
	if err != nil {
		return v.untaken(err, f, a)
	}
	lines := []string{"县里两个工作日里受理。凭编号和查询码看得到办到哪里、怎么回的。"}
	if about == "hurt" {
		lines = []string{"孩子现在还在危险里，请马上打 110，不要等。", "县里一看到就办，当天要报警、去现场。"}
	}
	return v.receipt("投诉举报", "收到了", r, lines...)
}
