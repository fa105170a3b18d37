package county

import (
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// stepsPreviewed is how many of a form's steps are shown while it is written.
const stepsPreviewed = 4

// preview shows the first steps of a form and its blank sheet.
func preview(p *page.CountyForm, def *form.Definition) {
	p.Roles = "谁填：" + rolesWord(def.Write) + "。填好的县里看不到，要看就写上 read: [county]。"
	if def.MayRead(hub.RoleCounty) {
		p.Roles = "谁填：" + rolesWord(def.Write) + "。填好的谁还能看：" + rolesWord(append(slices.Clone(def.Read), hub.RoleCounty)) + "。"
	}
	steps := def.Pages()
	for _, s := range steps[:min(len(steps), stepsPreviewed)] {
		look := page.FormLook{Title: s.Title, Help: s.Help}
		if len(s.Fields) == 1 && s.Fields[0].Label == s.Title {
			look.Title = "" // the question says it
		}
		for _, f := range s.Fields {
			look.Asks = append(look.Asks, askLook(f))
		}
		p.Steps = append(p.Steps, look)
	}
	if more := len(steps) - stepsPreviewed; more > 0 {
		p.More = fmt.Sprintf("后面还有 %d 步。", more)
	}
	for i := range def.Fields {
		f := &def.Fields[i]
		if f.Asked() && f.Type != form.Drawing && (def.Workflow == nil || def.Workflow.Field != f.Name) {
			p.Blank = append(p.Blank, page.FormLine{Label: f.Label, Text: f.Blank()})
		}
	}
}

// askLook is a question as the station will ask it, in short.
func askLook(f *form.Field) page.FormAsk {
	a := page.FormAsk{Label: f.Label, Help: f.Help}
	if f.ShownIf != "" {
		a.Label += "（有时才问）"
	}
	switch f.Type {
	case form.Bool, form.Choice, form.Choices:
		for _, o := range f.Offered() {
			a.Choices = append(a.Choices, page.Choice{Text: o.Label})
		}
	case form.Text:
		for _, s := range f.Suggest {
			a.Choices = append(a.Choices, page.Choice{Text: s})
		}
	}
	a.Text = answered[f.Type]
	if f.Unit != "" {
		a.Text += "，" + f.Unit
	}
	return a
}

// answered says how a type is answered, where nothing can be chosen.
var answered = map[form.Type]string{
	form.Text: "写字", form.Int: "按数字", form.Day: "点日子", form.Time: "点时间", form.DateTime: "点日子和时间", form.Ref: "点人",
	form.Drawing: "签名", form.Photo: "照片", form.Group: "一行一行加",
}
