package station

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
	"yizhan/kiosk/page"
)

// A class is planned by three questions: which kind, which lesson, which day. Everything
// else stands there already on the sheet that follows, and a tap changes it.

const classDraft = "class"

// ownTopic is the answer to 讲哪一课 of a class without a lesson.
const ownTopic = "own"

// planSteps are what is asked before the sheet, in their order.
var planSteps = []string{"kind", "lesson", "day"}

// planBegin begins anew, with a kind that was asked for, or with a class that is changed.
func (s *Station) planBegin(v *visit) error {
	d := &sheeting{Request: hub.NewID(), Subject: v.site.ID, Day: s.Desk.Today(), Answers: map[string]string{
		"start": "15:00", "place": inStation, "lecturer": v.who.Name, "way": "both"}}
	step := "/plan/kind"
	if id, err := hub.ParseID(v.URL.Query().Get("of")); err == nil {
		file, err := s.Desk.ClassFile(v.ctx(), v.who.Actor, id)
		if err != nil {
			return err
		}
		d.Record, step = id, "/plan/all"
		d.Answers = planned(file.Class)
	} else if kind := v.URL.Query().Get("kind"); s.codeOf("class", "kind", kind) != "" {
		d.Answers["kind"], step = kind, "/plan/lesson"
	}
	if l, ok := s.Desk.Lessons().Get(v.URL.Query().Get("lesson")); ok {
		d.Answers["kind"], step = string(l.Class), "/plan/day"
		s.planLesson(d, l.Key)
	}
	if v.URL.Query().Has("held") {
		step = s.noteBegin(d, step)
	}
	if err := v.putAside(classDraft); err != nil {
		return err
	}
	if err := v.keepPlan(d, step); err != nil {
		return err
	}
	return v.see(step)
}

// planned are the answers of a class as it stands.
func planned(c care.Class) map[string]string {
	a := map[string]string{"kind": c.Kind, "title": c.Title, "day": string(c.Day), "place": c.Place, "lecturer": c.Lecturer,
		"way": c.Way, "lesson": c.Lesson, "whom": fmt.Sprintf("%d-%d", c.From, c.To)}
	if c.Start >= 0 {
		a["start"] = fmt.Sprintf("%02d:%02d", c.Start/60, c.Start%60)
	}
	if c.Lesson == "" {
		a["lesson"] = ownTopic
	}
	return a
}

func (v *visit) plan() (*sheeting, error) {
	d := &sheeting{}
	ok, err := v.draft(classDraft, d)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, hub.E(hub.CodeNotFound, "class.no-plan")
	}
	return d, nil
}

func (v *visit) keepPlan(d *sheeting, at string) error {
	return v.keepDraft(classDraft, leaf{What: d.planTitle(), Who: d.Answers["title"], At: at}, d)
}

// planLesson takes a lesson: its title and whom it is for go along.
func (s *Station) planLesson(d *sheeting, key string) {
	d.Answers["lesson"] = key
	l, ok := s.Desk.Lessons().Get(key)
	if !ok {
		return
	}
	d.Answers["title"], d.Answers["whom"] = l.Title, fmt.Sprintf("%d-%d", l.From, l.To)
}

// planField is a question as a form would ask it.
func (s *Station) planField(v *visit, d *sheeting, step string) (*form.Field, bool) {
	switch step {
	case "lesson":
		return &form.Field{Name: step, Label: "讲哪一课", Type: form.Choice, Required: true, Choices: s.planLessons(d.Answers["kind"])}, true
	case "whom":
		return &form.Field{Name: step, Label: "请谁来", Type: form.Choice, Required: true, Choices: audiences(d.Answers["kind"], d.Answers["whom"])}, true
	}
	known, ok := s.field("class", step)
	if !ok || !d.asked(step) {
		return nil, false
	}
	f := *known
	f.Required = true
	switch step {
	case "day":
		f.Start = "ahead" // a class is planned for a day to come
	case "place":
		f.Suggest = []string{"站里", "村委会", "村卫生室", "文化广场", "镇卫生院"}
	case "lecturer":
		f.Suggest = s.lecturers(v)
	}
	if d.noting() {
		noteField(&f)
	}
	return &f, true
}

// planLessons are the lessons of a kind, and a topic of one's own. A parents' class tells
// of children too.
func (s *Station) planLessons(kind string) (out []form.Option) {
	of := lesson.Mothers
	if kind == string(lesson.Pregnancy) {
		of = lesson.Pregnancy
	}
	if kind != "staff" {
		for _, l := range s.Desk.Lessons().Of(of) {
			out = append(out, form.Option{Code: l.Key, Label: l.Title})
		}
	}
	return append(out, form.Option{Code: ownTopic, Label: "自己定题目"})
}

// audiences are whom a class may be for; now stands among them.
func audiences(kind, now string) (out []form.Option) {
	spans := []string{"0-0", "0-3", "4-6", "6-12", "12-24", "24-36", "0-36"}
	if kind == "pregnancy" {
		spans = []string{"0-0", "1-12", "13-27", "28-40"}
	}
	if now != "" && !slices.Contains(spans, now) {
		spans = append([]string{now}, spans...)
	}
	for _, one := range spans {
		from, to := monthsOf(one)
		out = append(out, form.Option{Code: one, Label: audienceWord(kind, from, to)})
	}
	return out
}

func monthsOf(text string) (from, to int) {
	a, b, _ := strings.Cut(text, "-")
	return number(a), number(b)
}

// audienceWord says whom a class is for.
func audienceWord(kind string, from, to int) string {
	switch {
	case from == 0 && to == 0 && kind == "staff":
		return "站里的人"
	case from == 0 && to == 0 && kind == "pregnancy":
		return "怀孕的都请"
	case from == 0 && to == 0:
		return "都请"
	case kind == "pregnancy":
		return fmt.Sprintf("怀孕 %d 到 %d 周", from, to)
	case from == 0:
		return fmt.Sprintf("%d 个月以下", to)
	}
	return fmt.Sprintf("满 %d 到 %d 个月", from, to)
}

// planPosed is a step's question on a screen.
func (s *Station) planPosed(v *visit, d *sheeting, step string) (posed, error) {
	f, ok := s.planField(v, d, step)
	if !ok {
		return posed{}, hub.E(hub.CodeNotFound, "class.no-plan")
	}
	frame := v.frame(d.planTitle())
	frame.Hint, frame.Back = joinFacts(s.labelOf("class", "kind", d.Answers["kind"]), d.Answers["title"]), "/class"
	q := posed{f: f, key: step, text: d.Answers[step], start: string(s.Desk.Today()), today: s.Desk.Today(), subject: v.site.ID, frame: frame, action: "/plan/" + step, prev: "/plan/all", next: "好了"}
	if planNext(d, "kind") != "/plan/all" { // still on the way
		q.prev, q.next = "/class", "下一步"
		if i := slices.Index(planSteps, step); i > 0 {
			q.prev = "/plan/" + planSteps[i-1]
		} else if step == "title" {
			q.prev = "/plan/lesson"
		} else if step == "heads" { // the last of them
			q.next = "好了"
			q.prev = "/plan/day"
		}
	}
	return q, nil
}

func (s *Station) planAsk(v *visit) error {
	d, err := v.plan()
	if err != nil {
		return err
	}
	q, err := s.planPosed(v, d, v.PathValue("step"))
	if err != nil {
		return err
	}
	view := s.ask(v, d, q)
	if c, ok := view.(page.Choose); ok && q.key == "lesson" {
		for i, t := range c.Tiles {
			if l, ok := s.Desk.Lessons().Get(t.Value); ok {
				c.Tiles[i].Small = l.For()
			}
		}
		view = c
	}
	return v.render(view)
}

// planTake takes a press; an answer leads to the next question, or to the sheet.
func (s *Station) planTake(v *visit) error {
	d, err := v.plan()
	if err != nil {
		return err
	}
	step := v.PathValue("step")
	q, err := s.planPosed(v, d, step)
	if err != nil {
		return err
	}
	text, done := v.takeAnswer(d, q)
	to := "/plan/" + step
	if step != "lesson" {
		d.Answers[step] = text
	} else if done && s.planOffers(d, text) {
		s.planLesson(d, text)
	} else {
		done = false
	}
	if done && (text != "" || !q.f.Required) {
		d.Open = opened{}
		to = planNext(d, step)
	}
	if err := v.keepPlan(d, to); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(204)
		return nil
	}
	return v.see(to)
}

func (s *Station) planOffers(d *sheeting, key string) bool {
	return slices.ContainsFunc(s.planLessons(d.Answers["kind"]), func(o form.Option) bool { return o.Code == key })
}

// planNext is where an answer leads.
func planNext(d *sheeting, step string) string {
	switch {
	case step == "lesson" && d.Answers["lesson"] == ownTopic:
		d.Answers["title"], d.Answers["whom"] = "", "0-0"
		return "/plan/title"
	case d.Answers["lesson"] == "":
		return "/plan/lesson"
	case d.Answers["title"] == "":
		return "/plan/title"
	case d.Answers["day"] == "":
		return "/plan/day"
	case d.noting() && d.Answers["heads"] == "":
		return "/plan/heads"
	}
	return "/plan/all"
}

// planLines are the sheet's, in the order in which people say them.
var planLines = []string{"kind", "title", "day", "start", "place", "lecturer", "whom", "way"}

// planShow is the whole class before it is kept.
func (s *Station) planShow(v *visit) error {
	d, err := v.plan()
	if err != nil {
		return err
	}
	return v.render(s.planSheet(v, d, nil))
}

func (s *Station) planSheet(v *visit, d *sheeting, faults page.Errors) page.FormSheet {
	f := v.frame(d.planTitle())
	f.Hint, f.Back, f.Errors = "看一遍，哪样不对点一下改", "/class", faults
	p, lines := page.FormSheet{Frame: f, Action: "/plan/all", Prev: "/class", Next: "排好了"}, planLines
	if !d.Record.IsZero() {
		p.Title, p.Back, p.Prev, p.Next = "改这节课", classAt(d.Record), classAt(d.Record), "改好了"
	}
	if d.noting() {
		p.Title, p.Next, lines = f.Title, "对，记下来", noteLines
	}
	for _, step := range lines {
		q, ok := s.planField(v, d, step)
		if !ok {
			continue
		}
		line := page.FormLine{Field: step, Label: q.Label, Href: "/plan/" + step}
		line.Text, line.Gap = s.answerWords(v, d, q)
		if step == "title" && d.Answers["lesson"] != ownTopic {
			line.Href = "/plan/lesson"
		}
		if fault := faults[step]; fault != "" {
			line.Text, line.Gap = fault, true
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

// planKeep plans the class.
func (s *Station) planKeep(v *visit) error {
	d, err := v.plan()
	if err != nil {
		return err
	}
	plan := desk.ClassPlan{Request: d.Request, Class: d.Record, Kind: d.Answers["kind"], Title: d.Answers["title"], Lesson: d.Answers["lesson"],
		Lecturer: d.Answers["lecturer"], Place: d.Answers["place"], Day: hub.Day(d.Answers["day"]), Way: d.Answers["way"], Start: minuteOf(d.Answers["start"])}
	if plan.Lesson == ownTopic {
		plan.Lesson = ""
	}
	plan.From, plan.To = monthsOf(d.Answers["whom"])
	plan.All = d.Answers["whom"] == "0-0"
	var out hub.Outcome
	word := "?new=1&done="
	if d.noting() {
		word = "?done="
		out, err = s.noteKeep(v, d, plan)
	} else {
		out, err = s.Desk.PlanClass(v.ctx(), v.who.Actor, plan)
	}
	if question(err) {
		return v.again(err, s.planSheet(v, d, page.Faults(err)))
	}
	if err != nil {
		return err
	}
	if err := v.dropDraft(classDraft); err != nil {
		return err
	}
	id := d.Record
	if id.IsZero() && len(out.Records) > 0 {
		id = out.Records[0]
	}
	return v.see(classAt(id) + word + out.Commit.String())
}

// minuteOf is a time of day as a field's text has it; -1 none.
func minuteOf(text string) int {
	hour, minute, ok := strings.Cut(text, ":")
	h, err := strconv.Atoi(hour)
	if !ok || err != nil {
		return -1
	}
	return h*60 + number(minute)
}
