package station

import (
	"cmp"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care/due"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// noting is an item that is being noted: the rule of the path and whom it is about.
type noting struct {
	item    string // code of the item
	rule    *due.Rule
	record  due.Record
	subject hub.ID
	name    string
	said    map[string]string // answers beside the day
}

func (v *visit) noting() (n noting, err error) {
	n.item = v.PathValue("item")
	code, _, _ := strings.Cut(n.item, "/")
	rule, ok := v.s.Desk.DueRules().Rule(code)
	if !ok {
		return n, hub.E(hub.CodeNotFound, "due.unknown")
	}
	n.rule, n.said = rule, map[string]string{}
	n.record, _ = v.s.Desk.DueRules().Record(rule.Closes.Kind)
	if n.subject, err = v.pathID("subject", "due.unknown"); err != nil {
		return n, err
	}
	if rule.Subject != "child" {
		n.name, err = v.s.Desk.NameOf(v.ctx(), v.who.Actor, rule.Subject, n.subject)
		return n, err
	}
	c, _, _, err := v.s.Desk.DueOf(v.ctx(), v.who.Actor, n.subject, v.s.Desk.Today())
	if err == nil {
		n.name = c.Called()
		v.s.Doors.Looked(v.who.Actor, n.subject, "page")
	}
	return n, err
}

// back is the page that an item came from.
func (n noting) back() string {
	switch {
	case n.rule.Group == "dose":
		return childAt(n.subject) + "/doses"
	case n.rule.Subject == "child":
		return childAt(n.subject) + "/due"
	}
	return "/todo"
}

// noteShow asks when it was done; of a paper, until when it holds.
func (s *Station) noteShow(v *visit) error {
	n, err := v.noting()
	if err != nil {
		return err
	}
	if n.rule.Closes.Kind == "" || n.rule.Figures() {
		return v.see(strings.ReplaceAll(n.rule.Page, "{id}", n.subject.String()))
	}
	for _, field := range n.record.Ask {
		if f, ok := s.field(n.rule.Closes.Kind, field); ok && n.rule.Group == "dose" {
			n.said[field] = f.Choices[0].Code // most are copied from the certificate
		}
	}
	return v.render(s.notePage(v, n))
}

func (s *Station) field(kind hub.Kind, name string) (*form.Field, bool) {
	def, _ := s.Desk.Forms().Get(kind)
	return def.Field(name)
}

func (s *Station) notePage(v *visit, n noting) page.Noting {
	today := s.Desk.Today()
	f := v.frame(n.rule.Title)
	f.Hint, f.Back, f.Help = n.name, n.back(), "due"
	p := page.Noting{Frame: f, Action: v.URL.Path, Question: "哪天做的？", Other: "别的日子", Prev: n.back()}
	if n.rule.Group == "dose" {
		p.Question = "哪天打的？看着接种证点"
	}
	days := []hub.Day{today, today.Add(-1), today.Add(-2)}
	if n.record.Holds {
		p.Question = "到哪天为止？"
		year := calendar.AddMonths(today, 12)
		days = []hub.Day{calendar.AddMonths(today, 6), year.Add(-1), year}
	}
	for _, d := range days {
		p.Days = append(p.Days, s.dayTile(d, false))
	}
	for _, name := range n.record.Ask {
		f, ok := s.field(n.rule.Closes.Kind, name)
		if !ok {
			continue
		}
		ask := page.NotingAsk{Label: f.Label, Field: name, Value: n.said[name]}
		for _, o := range f.Choices {
			ask.Choice = append(ask.Choice, page.Choice{Value: o.Code, Text: o.Label, On: o.Code == ask.Value})
		}
		p.Asks = append(p.Asks, ask)
	}
	if len(n.rule.With) > 0 {
		p.Hints = append(p.Hints, "一起看"+strings.Join(n.rule.With, "、")+"。")
	}
	for _, hint := range []string{n.rule.Note, n.rule.Heading().Ends} {
		if hint != "" {
			p.Hints = append(p.Hints, hint+"。")
		}
	}
	p.Put = &page.Link{Href: "/put/" + n.subject.String() + "/" + n.item, Text: "还做不了，推后"}
	return p
}

// noteTake takes an answer or a day; the day writes the record.
func (s *Station) noteTake(v *visit) error {
	n, err := v.noting()
	if err != nil {
		return err
	}
	for _, name := range n.record.Ask {
		n.said[name] = v.form.Text(name)
	}
	var said dating
	asking := v.form.Has("month")
	if said.take(v.form); asking {
		n.said = unpacked(v.form.Text("said"), n.record.Ask)
	}
	day, _, whole := said.day()
	if !asking {
		day = hub.Day(v.form.Text("day"))
	}
	switch {
	case v.form.Text("go") == "other":
		return v.render(s.noteDay(v, n, dating{Year: s.thisYear()}))
	case asking && (v.form.Text("go") != "next" || !whole):
		return v.render(s.noteDay(v, n, said))
	case day == "":
		return v.render(s.notePage(v, n))
	}
	return s.noteDone(v, n, day, said, asking)
}

func (s *Station) thisYear() string { return string(s.Desk.Today()[:4]) }

// noteDone writes the record. A day on which a dose was too early is asked about once.
func (s *Station) noteDone(v *visit, n noting, day hub.Day, said dating, asking bool) error {
	done := desk.DueDone{Request: v.form.Request(), Subject: n.subject, Item: n.item, Day: day, More: form.Values{}, Anyway: v.form.Text("told") == string(day)}
	for _, name := range n.record.Ask {
		if n.said[name] != "" {
			done.More[name] = n.said[name]
		}
	}
	if n.record.Holds {
		done.Day, done.Until = s.Desk.Today(), day
	}
	out, err := s.Desk.NoteDue(v.ctx(), v.who.Actor, done)
	if err == nil {
		return v.done(n.back(), out)
	}
	if !question(err) {
		return err
	}
	if !asking && !isQuestion(err) {
		p := s.notePage(v, n)
		p.Errors = faultAt(err, "day")
		return v.again(err, p)
	}
	if !asking {
		said = datingOf(day)
	}
	p := s.noteDay(v, n, said)
	p.Errors = faultAt(err, "day")
	if isQuestion(err) {
		p.Told = string(day)
	}
	return v.again(err, p)
}

// noteDay asks for a day that is no likely one.
func (s *Station) noteDay(v *visit, n noting, said dating) page.AskDay {
	today := s.Desk.Today()
	f := v.frame(n.rule.Title)
	f.Hint, f.Back, f.Help = n.name, v.URL.Path, "due"
	of := span{today.Add(-daysBack), today}
	if n.record.Holds {
		of = span{today, today.Add(daysOn)}
	}
	p := page.AskDay{Frame: f, Action: v.URL.Path, Question: "哪一天？", Prev: v.URL.Path, Next: "就是这一天", Open: "先点日子", Date: said.tiles(of), Said: packed(n.said, n.record.Ask)}
	if day, _, ok := said.day(); ok {
		p.Date.Far = farOff(day, today)
	}
	return p
}

// How far back something was done that is noted now, and how long a paper may hold.
const (
	daysBack = 7 * 366
	daysOn   = 20 * 366
)

// packed holds answers in one field while a day is tapped; codes have no comma.
func packed(said map[string]string, names []string) string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = said[name]
	}
	return strings.Join(all, ",")
}

func unpacked(text string, names []string) map[string]string {
	out := map[string]string{}
	for i, one := range strings.Split(text, ",") {
		if i < len(names) {
			out[names[i]] = one
		}
	}
	return out
}

// putShow asks until when an item is put off, and why.
func (s *Station) putShow(v *visit) error {
	n, err := v.noting()
	if err != nil {
		return err
	}
	return v.render(s.putPage(v, n, "", ""))
}

func (s *Station) putPage(v *visit, n noting, until hub.Day, reason string) page.PutOff {
	today := s.Desk.Today()
	f := v.frame("推后")
	f.Hint, f.Back, f.Help = joinFacts(n.name, n.rule.Title), n.back(), "due"
	most := s.Desk.DueRules().Most(n.rule, reason)
	p := page.PutOff{Frame: f, Action: v.URL.Path, Until: string(until), Reason: reason, Ready: until != "" && reason != "", Prev: n.back(),
		Quiet: "到那天自己会回来。门诊说缓打的，能推得久些。"}
	for _, tile := range []struct {
		day  hub.Day
		text string
	}{{today.Add(1), "明天"}, {today.Add(7), "下周"}, {calendar.AddMonths(today, 1), "下个月"}, {calendar.AddMonths(today, 3), "三个月后"}} {
		if tile.day > today.Add(cmp.Or(most, 1)) && reason != "" || tile.day > calendar.AddMonths(today, 1) && n.rule.Group != "dose" {
			continue
		}
		p.Untils = append(p.Untils, page.Choice{Value: string(tile.day), Text: tile.text, Small: calendar.Date(tile.day, today), On: tile.day == until})
	}
	why, _ := s.field("snooze", "reason")
	for _, o := range why.Choices {
		if o.Code == due.Clinic && n.rule.Group != "dose" || slices.Contains([]string{"ill", "family"}, o.Code) && n.rule.Subject != "child" {
			continue
		}
		p.Reasons = append(p.Reasons, page.Choice{Value: o.Code, Text: o.Label, On: o.Code == reason})
	}
	return p
}

// putTake takes a tile, or puts the item off.
func (s *Station) putTake(v *visit) error {
	n, err := v.noting()
	if err != nil {
		return err
	}
	until, reason := hub.Day(v.form.Text("until")), v.form.Text("reason")
	if v.form.Text("go") != "next" {
		return v.render(s.putPage(v, n, until, reason))
	}
	out, err := s.Desk.Snooze(v.ctx(), v.who.Actor, desk.Snoozing{Request: v.form.Request(), Subject: n.subject, Item: n.item, Until: until, Reason: reason})
	if err == nil {
		return v.done(n.back(), out)
	}
	if !question(err) {
		return err
	}
	p := s.putPage(v, n, until, reason)
	p.Errors = faultAt(err, "until")
	return v.again(err, p)
}
