package station

import (
	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// growthPrint prints the slip that a family takes home after a measuring.
func (s *Station) growthPrint(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	if len(file.Growth) == 0 {
		return hub.E(hub.CodeInvalid, "measure.nothing")
	}
	doc := print.Doc{Name: "生长卡", Paper: print.Slip, About: []hub.ID{file.Child.ID}, Blocks: s.growthBlocks(v.site.Name, v.site.Phone, file)}
	return v.print(doc, childAt(file.Child.ID)+"/growth")
}

// cardRows is how many measurings a slip shows: the newest and the ones before it.
const cardRows = 3

// growthBlocks name the child by its nickname only: slips get lost.
func (s *Station) growthBlocks(site, phone string, file desk.File) []print.Block {
	today := s.Desk.Today()
	out := []print.Block{{Kind: print.Title, Text: site}, {Kind: print.Lead, Text: "生长卡"}, {Kind: print.Rule}, line("宝宝", file.Child.Nick)}
	for _, g := range file.Growth[:min(len(file.Growth), cardRows)] {
		out = append(out, print.Block{Kind: print.Lead, Text: joinFacts(calendar.Date(hub.Day(g.Period), today), ageOn(file.Child.Birth, hub.Day(g.Period)))})
		out = append(out, figureLines(g, "　")...)
	}
	out = append(out, print.Block{Kind: print.Rule})
	if said := page.SayGrowth(file.Child, file.Growth, today); said.Word != "" {
		out = append(out, print.Block{Kind: print.Lead, Text: said.Word})
		for _, l := range append(said.Lines, said.Next) {
			if l != "" {
				out = append(out, print.Block{Kind: print.Text, Text: l})
			}
		}
	}
	if phone != "" {
		out = append(out, line("有事打", phone))
	}
	return append(out, print.Block{Kind: print.Small, Text: calendar.LongDate(today)}, print.Block{Kind: print.Rule})
}
