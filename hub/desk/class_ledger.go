package desk

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
)

// Ledger is what a 台账 says of a class: facts alone. "" is a fact that nobody noted.
type Ledger struct {
	ClassFile
	SiteName  string
	Kind      string // 妈妈课堂
	When      string // 2026年11月23日 15:00–15:50
	Where     string // 柳沟村驿站，活动室
	Audience  string // 满 5 到 7 个月, 所有家庭
	Notice    string // 大喇叭、贴通知，打电话 8 家
	Attended  string // 妈妈 6 人、爷爷奶奶外公外婆 4 人
	Topics    []string
	Questions []string // what was asked, with the answer where there is one
	Quiz      string   // 答了 9 份，及格 8 份
	Absent    int      // families for whom it was meant and who were not there
}

// LedgerOf gathers the facts of a class that was held. Errors: CodeConflict class.not-held.
func (d *Desk) LedgerOf(ctx context.Context, actor hub.Actor, of hub.ID) (Ledger, error) {
	c, err := d.classAt(ctx, actor, of)
	if err != nil {
		return Ledger{}, err
	}
	if !c.Held() {
		return Ledger{}, hub.E(hub.CodeConflict, "class.not-held")
	}
	l := Ledger{}
	if l.ClassFile, err = d.ClassFile(ctx, actor, of); err != nil {
		return l, err
	}
	rec, err := d.log.Record(ctx, "site", c.Site)
	if err := unlessMissing(err); err != nil {
		return l, err
	}
	l.SiteName = care.As[care.Site](d.forms, rec).Name
	if c.Kind != "staff" {
		all, err := d.invited(ctx, c, false)
		if err != nil {
			return l, err
		}
		for _, i := range all {
			if !i.There() {
				l.Absent++
			}
		}
	}
	d.ledgerWords(&l)
	return l, nil
}

// ledgerWords says the facts as they stand on paper.
func (d *Desk) ledgerWords(l *Ledger) {
	c := &l.Class
	kind, _ := d.field("class", "kind")
	l.Kind = kind.LabelOf(c.Kind)
	l.When = calendar.LongDate(cmp.Or(c.HeldOn, c.Day))
	from, to := c.Began, c.Ended
	if from < 0 {
		from = c.Start
	}
	if from >= 0 {
		l.When += " " + clockText(from)
		if to < 0 && c.Minutes > 0 {
			to = from + c.Minutes
		}
		if to > from {
			l.When += "–" + clockText(to)
		}
	}
	l.Where = l.SiteName
	if c.Place != "" && c.Place != "站里" && c.Place != l.SiteName {
		l.Where += "，" + c.Place
	}
	l.Audience = Audience(*c)
	l.Notice = d.noticeWords(l.Notices)
	l.Attended = headWords(&l.Heads)
	shown := map[int]bool{}
	for _, one := range l.Chapters {
		shown[one.Slide] = true
	}
	for i, s := range l.Slides {
		if s.Title != "" && (len(shown) == 0 || shown[i+1]) { // what she did not come to was not told
			l.Topics = append(l.Topics, s.Title)
		}
	}
	for _, w := range l.Words {
		if w.Question == "" {
			continue
		}
		q := w.Question
		if w.Answer != "" {
			q += "（答：" + w.Answer + "）"
		}
		l.Questions = append(l.Questions, q)
	}
	if l.ClassFile.Quiz.Times > 0 {
		l.Quiz = fmt.Sprintf("答了 %d 份，及格 %d 份", l.ClassFile.Quiz.Times, l.ClassFile.Quiz.Passed)
	}
}

func clockText(minute int) string { return fmt.Sprintf("%d:%02d", minute/60, minute%60) }

// Audience says whom a class is for: 满 5 到 7 个月, 怀孕 12 到 20 周, 所有家庭.
func Audience(c care.Class) string {
	switch {
	case c.Kind == "staff":
		return "站里的员工"
	case c.To == 0 && c.Kind == "pregnancy":
		return "怀孕的家庭"
	case c.To == 0:
		return "所有家庭"
	case c.Kind == "pregnancy":
		return fmt.Sprintf("怀孕 %d 到 %d 周", c.From, c.To)
	case c.From == 0:
		return fmt.Sprintf("%d 个月以下", c.To)
	}
	return fmt.Sprintf("满 %d 到 %d 个月", c.From, c.To)
}

// noticeWords says how a class was made known: to all, then to how many families.
func (d *Desk) noticeWords(all []care.ClassNotice) string {
	way, _ := d.field("class-notice", "way")
	var said []string
	for _, o := range way.Choices {
		families, everybody := 0, false
		for _, n := range all {
			if n.Way == o.Code && n.Subject == n.Site {
				everybody = true
			} else if n.Way == o.Code {
				families++
			}
		}
		switch {
		case families > 0:
			said = append(said, fmt.Sprintf("%s %d 家", o.Label, families))
		case everybody:
			said = append(said, o.Label)
		}
	}
	return strings.Join(said, "、")
}

// headWords says who came: 妈妈 6 人、爸爸 1 人.
func headWords(h *ClassHeads) string {
	var said []string
	for _, one := range []struct {
		name string
		n    int
	}{{"妈妈", h.Mothers}, {"爸爸", h.Fathers}, {"爷爷奶奶外公外婆", h.Elders}, {"怀孕的妈妈", h.Expecting}, {"员工", h.Staff}, {"别的大人", h.Others}} {
		if one.n > 0 {
			said = append(said, fmt.Sprintf("%s %d 人", one.name, one.n))
		}
	}
	return strings.Join(said, "、")
}

// DraftSummary writes the 小结 from the facts, for the worker to change. Nothing is in it
// that nobody noted.
func DraftSummary(l Ledger) string {
	c, b := &l.Class, strings.Builder{}
	fmt.Fprintf(&b, "%s，在%s上了%s“%s”。", l.When, cmp.Or(l.Where, "站里"), l.Kind, c.Title)
	if c.Lecturer != "" {
		fmt.Fprintf(&b, "由%s讲。", c.Lecturer)
	}
	if l.Notice != "" {
		fmt.Fprintf(&b, "课前这样通知：%s。", l.Notice)
	}
	b.WriteString(attendedSentence(&l))
	if len(l.Topics) > 0 {
		fmt.Fprintf(&b, "讲了：%s。", strings.Join(l.Topics, "；"))
	}
	if c.Materials != "" {
		fmt.Fprintf(&b, "发了%s。", c.Materials)
	}
	if n := len(l.Questions); n > 0 {
		fmt.Fprintf(&b, "听课的人问了 %d 个问题：%s。", n, strings.Join(l.Questions, "；"))
	}
	if l.Quiz != "" {
		fmt.Fprintf(&b, "课后答题，%s。", l.Quiz)
	}
	if r := l.Ratings; r[0]+r[1]+r[2] > 0 {
		fmt.Fprintf(&b, "觉得好的 %d 人，一般的 %d 人，不好的 %d 人。", r[2], r[1], r[0])
	}
	if l.Absent > 0 {
		fmt.Fprintf(&b, "该来没来的有 %d 家。", l.Absent)
	}
	if l.Recording.Open() {
		b.WriteString("录音放出来了，没来的可以听回放。")
	}
	return b.String()
}

func attendedSentence(l *Ledger) string {
	h := &l.Heads
	var s string
	switch {
	case h.Sum() > 0 && h.Families > 0:
		s = fmt.Sprintf("来了 %d 人（%s），%d 家。", h.Sum(), l.Attended, h.Families)
	case h.Sum() > 0:
		s = fmt.Sprintf("来了 %d 人（%s）。", h.Sum(), l.Attended)
	}
	if h.Away > 0 {
		s += fmt.Sprintf("其中 %d 人在邻站、用手机或者听回放听的。", h.Away)
	}
	near := h.Near
	for _, one := range l.Here {
		if one.Site != l.Class.Site { // the neighbour wrote down who it is: among those that came, above
			near--
		}
	}
	if near > 0 {
		s += fmt.Sprintf("邻站还有 %d 人一起听。", near)
	}
	if h.Counted > 0 {
		s += fmt.Sprintf("站里数了 %d 人。", h.Counted)
	}
	return s
}

// KeepLedger keeps the 小结 and what was handed out, and the heads as they are now. Errors:
// CodeConflict class.not-held.
func (d *Desk) KeepLedger(ctx context.Context, actor hub.Actor, request, of hub.ID, summary, materials string) (hub.Outcome, error) {
	c, err := d.classAt(ctx, actor, of)
	if err != nil {
		return hub.Outcome{}, err
	}
	if !c.Held() {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "class.not-held")
	}
	f, err := d.classFile(ctx, c)
	if err != nil {
		return hub.Outcome{}, err
	}
	values := f.Heads.values(f.Quiz)
	values["summary"], values["materials"], values["ledger"] = orNil(summary), orNil(materials), d.Today()
	return d.append(ctx, actor, request, d.forms.Edit("class", of, c.Subject, values))
}
