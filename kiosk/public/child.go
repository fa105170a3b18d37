package public

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/kiosk/page"
)

// child is what the phone shows: of the family's people what they are to the child, and
// no name, number or address of anybody.
func (p *Public) child(o Opened) page.PhoneChild {
	c := o.Child
	out := page.PhoneChild{Frame: frame, Child: c.Nick, Peg: page.PegOf(c.Peg, c.ID), Today: p.today(o), Site: o.Site.Name}
	if now := p.held(); now.State != class.None {
		out.Class = now.Title
	}
	if out.Child == "" {
		out.Child = c.Called()
	}
	if age, ok := calendar.AgeOn(c.Birth, p.Today()); ok {
		out.Age = age.Text()
	}
	if out.Site == "" {
		out.Site = "登记的站"
	}
	out.Tel, out.Call = telephone(o.Site.Phone)
	out.Facts = append([]page.Fact{{Word: "谁能接", Text: fetchers(o.Fetchers)}}, p.growth(o)...)
	for _, f := range page.DayFacts(p.Forms, o.Told) {
		if f.Word != "来了" { // said above, with who brought it
			out.Told = append(out.Told, f)
		}
	}
	out.Ways = p.pictures(o)
	for _, purpose := range p.Forms.Purposes() {
		if purpose.Basis == hub.BasisConsent {
			out.Asked = append(out.Asked, answer(purpose.Title, o.Consents[purpose.Code].Answer))
		}
	}
	return out
}

// today is the child's day so far. That it has not come is said only where the box would
// know, and where no other record of the child could say otherwise.
func (p *Public) today(o Opened) *page.PhoneToday {
	d := o.Day
	came := ""
	if d.In >= 0 {
		came = fmt.Sprintf("%d:%02d 到了%s", d.In/60, d.In%60, by(o.Brought, "送来的"))
	}
	switch {
	case d.Out >= 0 && d.Out >= d.In:
		text := fmt.Sprintf("%d:%02d 走了%s", d.Out/60, d.Out%60, by(o.Fetched, "接的"))
		if !d.Stranger.IsZero() {
			text = fmt.Sprintf("%d:%02d 走了，接的人不在名单上，站里核过", d.Out/60, d.Out%60)
		}
		return &page.PhoneToday{Mark: "走", Class: "went", Text: text, Small: came}
	case d.In >= 0:
		return &page.PhoneToday{Mark: "到", Text: came}
	case d.Absent != "":
		text := "没有来"
		if word := p.choice("day", "absent", d.Absent); d.Absent != "unknown" {
			text = "请假了，" + word
		}
		return &page.PhoneToday{Mark: "假", Class: "leave", Text: text}
	case !o.Place:
		return nil
	case o.Here && !o.Several:
		return &page.PhoneToday{Mark: "未", Class: "wait", Text: "还没到", Small: "到了，这里就写上"}
	}
	return &page.PhoneToday{Text: "今天到没到，这里还不知道", Small: "问" + o.Site.Name}
}

// by is who did something: ，奶奶送来的. Nobody was named: nothing.
func by(who care.Person, did string) string {
	if who.ID.IsZero() {
		return ""
	}
	return "，" + kin(who) + did
}

func kin(p care.Person) string {
	if k, ok := care.KinByCode(p.Kinship); ok {
		return k.Word
	}
	return "家里人"
}

// fetchers is who may fetch the child today, each kinship once.
func fetchers(people []care.Person) string {
	var all []string
	for _, one := range people {
		if word := kin(one); !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	if len(all) == 0 {
		return "还没写，问站里"
	}
	return strings.Join(all, "、")
}

// growth is the last weight and length.
func (p *Public) growth(o Opened) (facts []page.Fact) {
	for _, one := range []struct {
		word, field, did string
		value            int
		on               string
	}{
		{"体重", "weight", "称的", o.Weighed.Weight, o.Weighed.Period},
		{"身长", "length", "量的", o.Measured.Length, o.Measured.Period},
	} {
		if one.value == 0 {
			continue
		}
		def, _ := p.Forms.Get("growth")
		f, _ := def.Field(one.field)
		facts = append(facts, page.Fact{Word: one.word,
			Text: f.Show(int64(one.value)) + "，" + calendar.Date(hub.Day(one.on), p.Today()) + one.did})
	}
	return facts
}

func answer(title string, a hub.Answer) page.PhoneAnswer {
	switch a {
	case hub.AnswerYes:
		return page.PhoneAnswer{Title: title, Answer: "同意", Class: "good"}
	case hub.AnswerNo:
		return page.PhoneAnswer{Title: title, Answer: "不同意", Class: "care"}
	}
	return page.PhoneAnswer{Title: title, Answer: "还没签"}
}

func (p *Public) choice(kind hub.Kind, field, code string) string {
	def, _ := p.Forms.Get(kind)
	f, _ := def.Field(field)
	return f.LabelOf(code)
}

// telephone is a number as it is dialled and as it is read; neither if it is none.
func telephone(text string) (tel, call string) {
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			tel += string(r)
		case !strings.ContainsRune("-— 　()（）", r):
			return "", ""
		}
	}
	if tel == "" {
		return "", ""
	}
	return tel, text
}
