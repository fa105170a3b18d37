package station

import (
	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// roundSlips prints what families take home from 体检日: one strip, a slip a child.
func (s *Station) roundSlips(v *visit) error {
	d, err := v.roundToday()
	if err != nil {
		return err
	}
	all, err := v.round(d)
	if err != nil {
		return err
	}
	doc := print.Doc{Name: "体检条", Paper: print.Slip}
	for _, c := range all {
		if c.Seen.Result == "" {
			continue
		}
		file, err := s.Desk.File(v.ctx(), v.who.Actor, c.Child.ID)
		if err != nil {
			return err
		}
		doc.About = append(doc.About, c.Child.ID)
		doc.Blocks = append(doc.Blocks, s.roundSlip(v, file, c.Seen)...)
	}
	if len(doc.About) == 0 {
		return hub.E(hub.CodeInvalid, "round.nobody")
	}
	return v.print(doc, "/round/end")
}

// roundSlip names the child by its nickname only: slips get lost.
func (s *Station) roundSlip(v *visit, file desk.File, seen desk.CheckUp) []print.Block {
	today := s.Desk.Today()
	out := []print.Block{{Kind: print.Title, Text: v.site.Name}, {Kind: print.Lead, Text: "体检条"}, {Kind: print.Rule},
		line("宝宝", file.Child.Nick), line("哪天", calendar.Date(today, today))}
	if len(file.Growth) > 0 && file.Growth[0].Period == string(today) {
		out = append(out, figureLines(file.Growth[0], "")...)
		if said := page.SayGrowth(file.Child, file.Growth, today); said.Word != "" {
			out = append(out, print.Block{Kind: print.Text, Text: said.Word})
		}
	}
	for _, look := range [][2]string{{"eye", seen.Eye}, {"teeth", seen.Teeth}} {
		if f, ok := s.field("health-check", look[0]); ok && look[1] != "" {
			out = append(out, line(f.Label, f.LabelOf(look[1])))
		}
	}
	if found := s.oddFound(seen); found != "" {
		out = append(out, line("要留意", found))
	}
	out = append(out, print.Block{Kind: print.Lead, Text: resultWords(seen, today)})
	if v.site.Phone != "" {
		out = append(out, line("有事打", v.site.Phone))
	}
	return append(out, print.Block{Kind: print.Rule}, print.Block{Kind: print.Gap, MM: slipGap})
}

const slipGap = 12 // between two slips: to tear

// figureLines are a measuring as lines of a slip, each behind a sign.
func figureLines(g care.Growth, sign string) (out []print.Block) {
	for _, f := range measured {
		if kept := keptOf(g, f.of); kept > 0 {
			out = append(out, line(sign+f.worded(g.Posture), f.said(int64(kept)*f.step)))
		}
	}
	return out
}

// resultWords is what the family has to do.
func resultWords(seen desk.CheckUp, today hub.Day) string {
	switch seen.Result {
	case desk.ResultAgain:
		return "请" + page.ComingDay(seen.Next, today) + "来复查"
	case desk.ResultRefer:
		return "请去上级医院看看"
	}
	return "这回都好"
}
