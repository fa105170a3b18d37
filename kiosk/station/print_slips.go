package station

import (
	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// slipsShow is what a family takes home of its child on a strip of paper.
func (s *Station) slipsShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	at := childAt(file.Child.ID)
	f := v.childFrame(file, "小票")
	f.Back, f.Help = at+"/rights", "print"
	row := func(value, bold, small string) page.Row {
		return page.Row{Icon: "i-print", Bold: bold, Small: small, Do: []page.Choice{{Value: value, Text: "打印", Icon: "i-print"}}}
	}
	return v.render(page.Rows{Frame: f, Action: at + "/slips", Prev: at + "/rights", Rows: []page.Row{
		row("receipt", "登记回条", "登记了什么、记录在哪里、有事找谁"),
		row("pickup", "接孩子的条", "谁能来接，贴在家里"),
	}})
}

// slipPrint prints one.
func (s *Station) slipPrint(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	doc := print.Doc{Name: "登记回条", Paper: print.Slip, About: []hub.ID{file.Child.ID}}
	if v.form.Text("do") == "pickup" {
		doc.Name, doc.Blocks = "接孩子的条", pickupBlocks(file)
	} else {
		road, err := s.roadOf(v.ctx(), file.Child.Commit)
		if err != nil {
			return err
		}
		doc.Blocks = receiptBlocks(file, road)
	}
	doc.Blocks = append([]print.Block{{Kind: print.Title, Text: v.site.Name}, {Kind: print.Lead, Text: doc.Name}, {Kind: print.Rule}}, doc.Blocks...)
	if v.site.Phone != "" {
		doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Text, Text: "有事打", Side: spaced(v.site.Phone)})
	}
	doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Small, Text: calendar.LongDate(s.Desk.Today()) + "　" + v.who.Name}, print.Block{Kind: print.Rule})
	return v.print(doc, childAt(file.Child.ID)+"/slips")
}

// line is a word and what stands at its right.
func line(word, text string) print.Block {
	return print.Block{Kind: print.Text, Text: word, Side: text}
}

// receiptBlocks say what was noted, and where it is by now: no more than is true.
func receiptBlocks(file desk.File, road page.Road) []print.Block {
	c := file.Child
	out := []print.Block{line("孩子", c.Called())}
	for _, l := range []print.Block{line("男、女", sexWord(c.Sex)), line("出生", birthWord(c.Birth)), line("登记那天", birthWord(c.Registered))} {
		if l.Side != "" {
			out = append(out, l)
		}
	}
	for _, p := range file.People {
		if p.Carer {
			out = append(out, line("谁带", kinWord(p.Kinship)+" "+p.Name))
		}
	}
	return append(out, line("记录", road.Copies),
		print.Block{Kind: print.Text, Text: "哪里写错了，来说一声就改。不想让用了，也能收回。"})
}

func birthWord(d hub.Day) string {
	if d == "" {
		return ""
	}
	return calendar.LongDate(d)
}

// pickupBlocks name who may fetch, and say what happens if somebody else comes.
func pickupBlocks(file desk.File) []print.Block {
	out := []print.Block{line("孩子", file.Child.Called()), {Kind: print.Text, Text: "能来接的："}}
	for _, p := range file.People {
		if p.Pickup {
			out = append(out, line("　"+kinWord(p.Kinship), p.Name))
		}
	}
	return append(out, print.Block{Kind: print.Text, Text: "换别人来接，先打电话到站里说一声。没说过的，要等站里打通家里电话才能接走。"})
}
