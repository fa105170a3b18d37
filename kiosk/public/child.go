package public

import (
	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/class"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
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
	out.Tel, out.Call = web.Telephone(o.Site.Phone)
	out.Facts = append([]page.Fact{{Word: "谁能接", Text: page.KinWords(o.Fetchers)}}, p.growth(o)...)
	for _, f := range page.DayFacts(p.Forms, o.Told) {
		if f.Word != "来了" { // said above, with who brought it
			out.Told = append(out.Told, f)
		}
	}
	out.Ways = p.pictures(o)
	out.Asked = page.Answers(p.Forms, o.Consents)
	return out
}

// today is the child's day so far. That it has not come is said only where the box would
// know, and where no other record of the child could say otherwise.
func (p *Public) today(o Opened) *page.PhoneToday {
	switch noted := page.NotedDay(o.Day, o.Brought, o.Fetched, p.choice("day", "absent", o.Day.Absent)); {
	case noted != nil:
		return noted
	case !o.Place:
		return nil
	case o.Here && !o.Several:
		return &page.PhoneToday{Mark: "未", Class: "wait", Text: "还没到", Small: "到了，这里就写上"}
	}
	return &page.PhoneToday{Text: "今天到没到，这里还不知道", Small: "问" + o.Site.Name}
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

func (p *Public) choice(kind hub.Kind, field, code string) string {
	def, _ := p.Forms.Get(kind)
	f, _ := def.Field(field)
	return f.LabelOf(code)
}
