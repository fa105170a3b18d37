package station

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// printersShow is which printer takes which paper, and how it stands, live.
func (s *Station) printersShow(v *visit) error {
	f := v.frame("打印机")
	f.Back, f.Help, f.Here = "/settings", "print", "/settings/print"
	return v.shows(func(ctx context.Context) (page.Lively, error) {
		p := page.Printers{Frame: f, Prev: "/settings"}
		for _, kind := range []print.Paper{print.Slip, print.Sheet} {
			stand, err := s.Paper.Stand(ctx, kind)
			if err != nil {
				return nil, err
			}
			p.Papers = append(p.Papers, paperStand(kind, stand))
		}
		return p, nil
	}, func(p page.Lively, ticket string) page.View {
		full := p.(page.Printers)
		full.Ticket = ticket
		return full
	})
}

func paperStand(kind print.Paper, stand print.Stand) page.PaperStand {
	p := page.PaperStand{Paper: string(kind), Title: "小票", Small: "卷纸，58 或 80 毫米：家庭卡、回条", Now: "没有打印机。", Word: "要印的存到 U 盘，或者照着抄。"}
	if kind == print.Sheet {
		p.Title, p.Small = "大纸", "A4：同意书、名单、空白表"
	} else if stand.Choice.Kind == print.None {
		p.Word = "接了大纸打印机，就印在大纸上。"
	}
	if stand.Choice.Kind == print.None {
		return p
	}
	p.Now, p.Test = printerName(stand.Choice)+"。", true
	switch {
	case !stand.Asked:
		p.Word = "正在问它好不好。"
	case stand.Trouble == "":
		p.Word = "好着。"
	default:
		p.Word, p.Care = words.Say(stand.Trouble), true
	}
	return p
}

// printerName is what a printer is called here.
func printerName(c print.Choice) string {
	switch c.Kind {
	case print.USB:
		return "USB 上的小票机"
	case print.Network:
		return "网上的小票机 " + strings.TrimSuffix(c.Where, ":9100")
	}
	return c.Where
}

// printersAct prints a try, or leads to choosing.
func (s *Station) printersAct(v *visit) error {
	if paper := v.form.Text("test"); paper != "" {
		return v.print(tryDoc(print.Paper(paper), v.site.Name), "/settings/print")
	}
	if paper, ok := paperOf(v.form.Text("pick")); ok {
		return v.see("/settings/print/" + string(paper))
	}
	return v.see("/settings/print")
}

func paperOf(text string) (print.Paper, bool) {
	p := print.Paper(text)
	return p, p == print.Slip || p == print.Sheet
}

// tryDoc names nobody.
func tryDoc(paper print.Paper, site string) print.Doc {
	return print.Doc{Name: "试一张", Paper: paper, Blocks: []print.Block{
		{Kind: print.Title, Text: site}, {Kind: print.Rule}, {Kind: print.Lead, Text: "打印机好着"},
		{Kind: print.Text, Text: "看得清这些字，两边的线都在，就行了。"}, {Kind: print.Text, Text: "左边", Side: "右边"},
		{Kind: print.Table, Rows: [][]string{{"到", "走", "假"}}, MM: 8}, {Kind: print.QR, Text: "1234567", MM: 25}, {Kind: print.Rule},
	}}
}

// printerPick offers what is there.
func (s *Station) printerPick(v *visit) error {
	paper, ok := paperOf(v.PathValue("paper"))
	if !ok {
		return v.see("/settings/print")
	}
	f := v.frame("选打印机")
	f.Back, f.Help = "/settings/print", "print"
	p := page.Choose{Frame: f, Action: "/settings/print/" + string(paper), Field: "printer", Prev: "/settings/print",
		Question: "小票从哪台出来？", Quiet: "没看到的话，插好线、开了电，再进来看。"}
	if paper == print.Sheet {
		p.Question, p.Quiet = "大纸从哪台出来？", "要帮忙装机器的人先在系统里装好（CUPS），这里才看得到。"
	}
	for _, one := range s.foundFor(v.ctx(), paper) {
		p.Tiles = append(p.Tiles, page.Choice{Value: string(one.Kind) + "/" + one.Where, Text: cmp.Or(one.Name, printerName(one.Choice)), Small: printerWord(one), Icon: "i-print"})
	}
	if paper == print.Slip {
		p.Tiles = append(p.Tiles, page.Choice{Value: "address", Text: "网上的小票机", Small: "按它的地址", Icon: "i-online"})
	}
	p.Tiles = append(p.Tiles, page.Choice{Value: "none", Text: "没有", Small: "存 U 盘，照着抄", Icon: "i-stick"})
	return v.render(p)
}

func printerWord(f print.Found) string {
	if f.Kind == print.USB {
		return "插在 USB 上"
	}
	return "系统里装好的"
}

// foundFor are the printers that a paper could go to.
func (s *Station) foundFor(ctx context.Context, paper print.Paper) []print.Found {
	if paper == print.Slip {
		return s.Paper.USB()
	}
	return s.Paper.CUPS(ctx)
}

// printerSet takes one that was offered, and nothing else: the name goes to a command.
func (s *Station) printerSet(v *visit) error {
	paper, ok := paperOf(v.PathValue("paper"))
	if !ok {
		return v.see("/settings/print")
	}
	switch value := v.form.Text("printer"); value {
	case "none":
		return s.printerChosen(v, paper, print.Choice{})
	case "address":
		return v.see("/settings/print/slip/address")
	default:
		for _, one := range s.foundFor(v.ctx(), paper) {
			if string(one.Kind)+"/"+one.Where == value {
				return s.printerChosen(v, paper, one.Choice)
			}
		}
	}
	return v.see("/settings/print/" + string(paper))
}

// printerChosen keeps it; of a strip the width is asked next.
func (s *Station) printerChosen(v *visit, paper print.Paper, c print.Choice) error {
	next := "/settings/print"
	if paper == print.Slip && c.Kind != print.None {
		c.Width, next = print.Width58, "/settings/print/slip/width"
	}
	if err := s.Paper.Choose(v.ctx(), paper, c); err != nil {
		return err
	}
	return v.see(next)
}

// printerAddress asks where a printer is in the LAN.
func (s *Station) printerAddress(v *visit) error { return v.render(s.addressPage(v, "", nil)) }

func (s *Station) addressPage(v *visit, typed string, wrong error) page.Figures {
	f := v.frame("网上的小票机")
	f.Back, f.Help, f.Errors = "/settings/print/slip", "print", faultAt(wrong, "address")
	return page.Figures{Frame: f, Action: "/settings/print/slip/address", Question: "它的地址是多少？",
		Quiet: "关了小票机，按住进纸键再开，它会印出自己的地址（IP）。",
		Pad:   page.Pad{Field: "address", Length: 21, Label: "打印机的地址", Typed: typed, Shown: typed, Letter: "."}, Prev: "/settings/print/slip", Next: "就是它"}
}

// printerReach takes the address.
func (s *Station) printerReach(v *visit) error {
	if v.form.Has("keep") { // what is typed so far: nothing is kept
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	pad := page.Pad{Length: 21, Typed: v.form.Text("address"), Letter: "."}
	if key := v.form.Text("key"); key != "" { // a browser without script
		return v.render(s.addressPage(v, pad.Press(key), nil))
	}
	where, err := print.ReadAddress(pad.Typed)
	if err != nil {
		return v.again(err, s.addressPage(v, pad.Typed, err))
	}
	return s.printerChosen(v, print.Slip, print.Choice{Kind: print.Network, Where: where})
}

// printerWidth asks how wide the roll is.
func (s *Station) printerWidth(v *visit) error {
	f := v.frame("卷纸多宽")
	f.Back, f.Help = "/settings/print", "print"
	return v.render(page.Choose{Frame: f, Action: "/settings/print/slip/width", Field: "width", Few: true, Prev: "/settings/print/slip",
		Question: "卷纸多宽？", Quiet: "拿张身份证比一比：窄的比身份证短边宽一点，宽的和身份证长边差不多。",
		Tiles: []page.Choice{{Value: "58", Text: "窄的", Small: "58 毫米"}, {Value: "80", Text: "宽的", Small: "80 毫米"}}})
}

func (s *Station) printerWide(v *visit) error {
	setup, err := s.Paper.Setup(v.ctx())
	if err != nil {
		return err
	}
	if setup.Slip.Kind == print.None {
		return hub.E(hub.CodeInvalid, "print.none")
	}
	if setup.Slip.Width = print.Width58; v.form.Text("width") == "80" {
		setup.Slip.Width = print.Width80
	}
	if err := s.Paper.Choose(v.ctx(), print.Slip, setup.Slip); err != nil {
		return err
	}
	return v.see("/settings/print")
}
