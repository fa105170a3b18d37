package station

import (
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// signsShow asks for the four warning signs of an age: any of them is a reason to have
// the child seen.
func (s *Station) signsShow(v *visit) error {
	n, err := v.signs()
	if err != nil {
		return err
	}
	return v.render(s.signsPage(v, n, nil))
}

// signs is the rule of the path's age.
func (v *visit) signs() (n noting, err error) {
	n.item = "signs-" + v.PathValue("months")
	rule, ok := v.s.Desk.DueRules().Rule(n.item)
	if !ok {
		return n, hub.E(hub.CodeNotFound, "due.unknown")
	}
	file, err := v.file()
	if err != nil {
		return n, err
	}
	n.rule, n.subject, n.name = rule, file.Child.ID, file.Child.Called()
	return n, nil
}

func (s *Station) signsPage(v *visit, n noting, on []string) page.Choose {
	f := v.frame(n.rule.Title)
	f.Hint, f.Back, f.Help = n.name, childAt(n.subject)+"/due", "due"
	p := page.Choose{Frame: f, Action: v.URL.Path, Question: "有没有下面这样的？有就点上", Field: "sign", Many: true, Few: true, Prev: f.Back, Next: "都没有，记下来",
		Quiet: n.rule.Heading().Ends + "。说不准的，和带孩子的人一起看。"}
	if len(on) > 0 {
		p.Next = "记下来"
	}
	signs, _ := s.field("warning-signs", "signs")
	for _, o := range signs.Choices {
		if strings.HasPrefix(o.Code, v.PathValue("months")+"-") {
			p.Tiles = append(p.Tiles, page.Choice{Value: o.Code, Text: o.Label, On: slices.Contains(on, o.Code)})
		}
	}
	return p
}

// signsTake turns a tile, or notes what was seen today.
func (s *Station) signsTake(v *visit) error {
	n, err := v.signs()
	if err != nil {
		return err
	}
	on := v.form.All("sign-on")
	if v.form.Text("go") != "next" {
		if one := v.form.Text("sign"); slices.Contains(on, one) {
			on = slices.DeleteFunc(on, func(o string) bool { return o == one })
		} else if one != "" {
			on = append(on, one)
		}
		return v.render(s.signsPage(v, n, on))
	}
	more := form.Values{}
	if len(on) > 0 {
		more["signs"] = on
	}
	out, err := s.Desk.NoteDue(v.ctx(), v.who.Actor, desk.DueDone{Request: v.form.Request(), Subject: n.subject, Item: n.item, Day: s.Desk.Today(), More: more})
	if err != nil {
		if !question(err) {
			return err
		}
		p := s.signsPage(v, n, on)
		p.Errors = faultAt(err, "sign")
		return v.again(err, p)
	}
	if len(on) > 0 {
		return v.done(v.URL.Path+"/seen", out)
	}
	return v.done(childAt(n.subject)+"/due", out)
}

// signsSeen says what to do when a sign was noted.
func (s *Station) signsSeen(v *visit) error {
	n, err := v.signs()
	if err != nil {
		return err
	}
	f := v.frame(n.rule.Title)
	f.Hint, f.Back, f.Help = n.name, childAt(n.subject)+"/due", "due"
	p := page.Message{Frame: f, Icon: "i-check-up", Kind: "calm", Head: "请医生看一看",
		Lines: []string{"记好了。请家里带孩子到卫生院看一看发育。", "不是说有病。孩子有早有晚，医生看过才知道。"},
		Ways:  []page.Link{{Href: f.Back, Text: "知道了"}}}
	if u := v.undo(childAt(n.subject)+"/due/undo", "", ""); u != nil {
		p.Post = []page.Post{{Action: u.Action, Field: "undo", Value: u.Token, Text: "撤回", Icon: "i-undo"}}
	}
	return v.render(p)
}
