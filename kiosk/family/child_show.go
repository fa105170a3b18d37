package family

import (
	"fmt"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
	"yizhan/hub/desk"
	"yizhan/hub/lesson"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// How much stands on a page of 25 KB that a grandmother reads.
const (
	grownShown = 6
	dueShown   = 8
)

// childShow is the child behind this telephone's door, as the county knows it now.
func childShow(v *visit) error {
	d, ok := v.door()
	if !ok {
		return v.see("/family")
	}
	file, err := v.f.County.Read(v.Context(), d)
	if gone(err) {
		return v.shut()
	}
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, v.child(file))
}

// child is what is shown: of its people what they are to it, and no name, number or address.
func (v *visit) child(o desk.OnlineFile) page.FamilyChild {
	today := v.f.Today()
	p := page.FamilyChild{PortalFrame: v.frame(title, ""), Child: o.Child.Nick, Site: o.Site.Name, Asked: page.Answers(v.f.Forms, o.Consents)}
	if p.Child == "" {
		p.Child = o.Child.Called()
	}
	if p.Site == "" {
		p.Site = "登记的站"
	}
	p.StTel, p.StCall = web.Telephone(o.Site.Phone)
	age, born := calendar.AgeOn(o.Child.Birth, today)
	if born {
		p.Age = age.Text()
	}
	p.Today = page.NotedDay(o.Day, o.Brought, o.Fetched, v.choice("day", "absent", o.Day.Absent))
	if o.Place || o.Came+o.Away > 0 {
		p.Month = month(today, o)
	}
	p.Fetch = page.KinWords(o.Fetchers)
	v.growth(&p, o, today)
	for i, item := range o.Due {
		if i == dueShown {
			p.More = fmt.Sprintf("还有 %d 件，问站里", len(o.Due)-dueShown)
			break
		}
		p.Due = append(p.Due, v.due(item, today))
	}
	if born && v.shown.Shows("lessons") {
		p.Lessons = v.lessons(age.Months)
	}
	return p
}

// month is how often it came: 11月来了 12 天，请假 2 天.
func month(today hub.Day, o desk.OnlineFile) string {
	t, _ := today.Time()
	text := fmt.Sprintf("%d月来了 %d 天", int(t.Month()), o.Came)
	if o.Away > 0 {
		text += fmt.Sprintf("，没来 %d 天", o.Away)
	}
	return text
}

// growth is what the standard says of the newest figures, and the figures.
func (v *visit) growth(p *page.FamilyChild, o desk.OnlineFile, today hub.Day) {
	said := page.SayGrowth(o.Child, o.Grown, today)
	p.Growth, p.Watch, p.Lines, p.Next = said.Word, said.Care, said.Lines, said.Next
	def, _ := v.f.Forms.Get("growth")
	for _, g := range o.Grown[:min(grownShown, len(o.Grown))] {
		var words []string
		for _, one := range []struct {
			word, field string
			value       int
		}{{"体重", "weight", g.Weight}, {length(g), "length", g.Length}} {
			if f, ok := def.Field(one.field); ok && one.value > 0 {
				words = append(words, one.word+" "+f.Show(int64(one.value)))
			}
		}
		if len(words) > 0 {
			p.Grown = append(p.Grown, page.Fact{Word: calendar.Date(hub.Day(g.Period), today), Text: strings.Join(words, "，")})
		}
	}
}

func length(g care.Growth) string {
	if g.Posture == "standing" {
		return "身高"
	}
	return "身长"
}

// due is one thing to do, and by when.
func (v *visit) due(i due.Item, today hub.Day) page.FamilyDue {
	out := page.FamilyDue{Text: i.Rule.Act, Late: i.State == due.Late}
	switch {
	case i.Name != "":
		out.Text = i.Name + "：" + out.Text
	case i.What != "":
		out.Text = v.choice(i.Rule.Closes.Kind, "what", i.What) + "：" + out.Text
	}
	switch {
	case i.Day == "" || i.Fresh:
		out.When = "站里还没记过，做过了告诉站里"
	case i.State == due.Soon:
		out.When = page.ComingDay(i.Day, today) + "起"
	case i.State == due.Late:
		out.When = "该在" + calendar.Date(i.Day, today) + "做，做过了告诉站里"
	case i.By != "":
		out.When = page.ComingDay(i.By, today) + "以前"
	}
	return out
}

// lessons are those for a child's age.
func (v *visit) lessons(months int) (out []page.PortalDoor) {
	for _, l := range v.f.County.Lessons().Of(lesson.Mothers) {
		if l.From <= months && months <= l.To {
			out = append(out, page.PortalDoor{Href: "/lessons/" + l.Key, Text: l.Title, Small: l.For(), Icon: "i-list"})
		}
	}
	return out
}

func (v *visit) choice(kind hub.Kind, field, code string) string {
	def, ok := v.f.Forms.Get(kind)
	if !ok {
		return ""
	}
	f, _ := def.Field(field)
	return f.LabelOf(code)
}
