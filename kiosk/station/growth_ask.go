package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/growth"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// figuresIn is what was read, in the finest steps of the tables.
type figuresIn map[growth.Figure]int64

// in is a figure as the record keeps it, rounded: grams or millimetres.
func (n figuresIn) in(of growth.Figure) int {
	step := measured[of].step
	return int((n[of] + step/2) / step)
}

// figuresRead is what stands on the screen.
func (d *weighing) figuresRead() (figuresIn, error) {
	out := figuresIn{}
	for _, f := range measured {
		r := d.Read[f.name]
		if r.Text == "" {
			continue
		}
		n, ok := f.read(r.Text, r.Unit)
		if !ok {
			return nil, hub.E(hub.CodeInvalid, "growth.figure").In(f.name)
		}
		out[f.of] = n
	}
	if len(out) == 0 {
		return nil, hub.E(hub.CodeInvalid, "measure.nothing").In(d.At)
	}
	return out, nil
}

// weighQuestion is the first figure that has to be asked about.
func (s *Station) weighQuestion(file desk.File, d *weighing, now figuresIn) (growth.Question, bool) {
	today := s.Desk.Today()
	m := care.Growth{Posture: d.Posture, Ref: care.Ref{Period: string(today)}}.Measure(file.Child)
	m.Weight, m.Length, m.Head = growth.Mass(now[growth.WeightFigure]), growth.Size(now[growth.LengthFigure]), growth.Size(now[growth.HeadFigure])
	for _, f := range measured {
		if text := d.Read[f.name].Text; text == "" || d.Sure[f.name] == text {
			continue
		}
		last := growth.Measure{Age: growth.Age{Days: m.Age.Days}}
		if g, ok := lastOf(file, f.of, today); ok {
			last = g.Measure(file.Child)
		}
		if q, ask := growth.Ask(f.of, m, last); ask {
			return q, true
		}
	}
	return growth.Question{}, false
}

// oddFigure is the question that stands, with the figure as it was pressed.
func (s *Station) oddFigure(file desk.File, d *weighing) (q growth.Question, n int64, ok bool) {
	if d.Asked == "" {
		return q, 0, false
	}
	now, err := d.figuresRead()
	if err != nil {
		return q, 0, false
	}
	q, ok = s.weighQuestion(file, d, now)
	return q, now[q.Figure], ok
}

// takeMeant takes the figure as it was meant.
func (s *Station) takeMeant(file desk.File, d *weighing) {
	if q, _, ok := s.oddFigure(file, d); ok && q.Meant > 0 {
		f := measured[q.Figure]
		d.Read[f.name] = reading{Text: f.plain(q.Meant)}
	}
	d.Asked = ""
}

// weighAsked puts the question in words.
func (s *Station) weighAsked(file desk.File, d *weighing) *page.WeighAsk {
	q, n, ok := s.oddFigure(file, d)
	if !ok {
		return nil
	}
	f := measured[q.Figure]
	typed, meant := f.plain(n), f.said(q.Meant)
	out := &page.WeighAsk{}
	if g, ok := lastOf(file, f.of, s.Desk.Today()); ok {
		out.Text = "上次是 " + f.said(int64(keptOf(g, f.of))*f.step) + "。"
	}
	yes := "没错，就记 " + f.said(n)
	switch q.Slip {
	case growth.SlipJin:
		out.Bold, meant, yes = "是 "+typed+" 斤，还是 "+typed+" 公斤？", "是斤，记 "+meant, "是公斤，没错"
	case growth.SlipGram:
		out.Bold, meant = "是 "+typed+" 克吧？", "是克，记 "+meant
	case growth.SlipMetre:
		out.Bold, meant = "是 "+typed+" 米吧？", "是米，记 "+meant
	case growth.SlipPoint, growth.SlipMillimetre:
		out.Bold, meant = "是不是少按了一个点？", "是 "+meant
	default:
		out.Bold, out.Text = s.oddWords(file, q, f, n), out.Text+"再量一次看看，量错了就在右边重按。"
	}
	if q.Slip != growth.SlipNone {
		out.Answers = append(out.Answers, page.Choice{Value: "meant", Text: meant})
	}
	out.Answers = append(out.Answers, page.Choice{Value: "sure", Text: yes})
	return out
}

// oddWords is what is odd about a figure that no slip explains.
func (s *Station) oddWords(file desk.File, q growth.Question, f figure, n int64) string {
	g, ok := lastOf(file, f.of, s.Desk.Today())
	if q.Reason == growth.ReasonRare || !ok {
		return f.said(n) + "，这么大的孩子里很少见。"
	}
	was := int64(keptOf(g, f.of)) * f.step
	if n < was {
		return "比上次少了 " + f.said(was-n) + "，对吗？"
	}
	return "比上次多了 " + f.said(n-was) + "，对吗？"
}
