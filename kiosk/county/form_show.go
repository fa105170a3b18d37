package county

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// formShow is the text of a form that was published, as its next version begins; under
// "new" that of one that is still to be written.
func formShow(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	kind := hub.Kind(v.PathValue("kind"))
	if kind == "new" {
		return v.render(v.formPage(fmt.Sprintf(newForm, v.c.Code()), nil))
	}
	one, err := v.published(kind)
	if err != nil {
		return err
	}
	return v.render(v.formPage(form.Reissue(one.Text, one.Version, one.Retired), nil))
}

// newForm is what a new form begins with: a whole one, so that writing is changing.
const newForm = `kind: x-%s-window
version: 1
title: 门窗检查
group: 安全
help: 走一圈，一扇一扇看。
subject: site
once-per: month
retention: work
write: [head, carer]
read: [county]
fields:
  - {no: 1, name: open, label: 有几扇关不严, type: int, unit: 扇,
     min: 0, max: 50, required: true, privacy: internal}
  - {no: 2, name: where, label: 在哪里, type: text, max: 40, suggest: [活动室, 睡觉的屋, 厨房],
     show: open > 0, privacy: internal}
  - {no: 3, name: told, label: 叫人来修了, type: bool, show: open > 0, privacy: internal}
list: [open, where]
`

func (v *visit) published(kind hub.Kind) (desk.Published, error) {
	own, err := v.c.Desk.Published(v.ctx(), v.who.Actor)
	if err != nil {
		return desk.Published{}, err
	}
	one, ok := own[kind]
	if !ok {
		return one, hub.E(hub.CodeNotFound, "county.no-page")
	}
	return one, nil
}

// posted is the text as it was written: browsers send ends of lines as two characters.
func (v *visit) posted() string {
	return strings.ReplaceAll(v.form.Text("text"), "\r\n", "\n") + "\n"
}

// formLook shows what is the matter with a text, or how it will look; nothing is kept.
func formLook(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	return v.render(v.formPage(v.posted(), nil))
}

// formPublish sends the form to every station of the county.
func formPublish(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	return v.publish(v.posted())
}

func (v *visit) publish(text string) error {
	_, err := v.c.Desk.PublishForm(v.ctx(), v.who.Actor, v.form.Request(), v.c.Code(), []byte(text))
	if err == nil {
		return v.see("/forms")
	}
	_, faulty := errors.AsType[form.Faults](err)
	if !faulty && hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p := v.formPage(text, err)
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// formRetire ends a form, or takes it up again: a version of its own.
func formRetire(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	one, err := v.published(hub.Kind(v.PathValue("kind")))
	if err != nil {
		return err
	}
	return v.publish(form.Reissue(one.Text, one.Version, !one.Retired))
}

// formPage is a text beside what it says; err is what kept it from being published.
func (v *visit) formPage(text string, err error) page.CountyForm {
	p := page.CountyForm{CountyFrame: v.frame("写一张表", "forms"), YAML: text, Prev: "/forms"}
	def, wrong := v.c.Desk.CheckForm(v.c.Code(), []byte(text))
	if faults, ok := errors.AsType[form.Faults](wrong); ok {
		p.Faults = faultLines(text, faults)
		if loose, lerr := form.Parse([]byte(text)); lerr == nil {
			def = loose
		}
	}
	if err != nil && len(p.Faults) == 0 {
		p.Note = &page.Note{Kind: "bad", Icon: "i-warn", Bold: page.Faults(err).Page()}
	}
	if def == nil {
		return p
	}
	p.Title = def.Title
	if one, perr := v.published(def.Kind); perr == nil {
		p.Kind, p.Retire = string(one.Kind), "停用这张表"
		p.State = fmt.Sprintf("现在用的是第 %d 版，%s发的", one.Version, calendar.Date(one.Day, v.c.Desk.Today()))
		if one.Retired {
			p.Retire, p.State = "重新用这张表", p.State+"，停用了"
		}
	}
	if len(p.Faults) == 0 {
		preview(&p, def)
	}
	return p
}

// faultLines are faults in words, each with its line of the text.
func faultLines(text string, faults form.Faults) (out []page.FormFault) {
	lines := strings.Split(text, "\n")
	for _, f := range faults {
		one := page.FormFault{Line: f.Line, Why: words.Say(f.Key, f.Args...)}
		if f.Line > 0 && f.Line <= len(lines) {
			one.Text = strings.TrimSpace(lines[f.Line-1])
		}
		out = append(out, one)
	}
	return out
}
