package station

import (
	"fmt"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// classPapers are what of a class goes on paper.
func (s *Station) classPapers(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/paper"
	f := v.classFrame(file.Class, "印")
	p := page.Rows{Frame: f, Action: at, Prev: f.Back}
	row := func(value, bold, small string) {
		r := page.Row{Icon: "i-print", Bold: bold, Small: small}
		if v.printAt(at) != "" {
			r.Do = []page.Choice{{Value: value, Text: "打印", Icon: "i-print"}}
		}
		p.Rows = append(p.Rows, r)
	}
	if file.Class.Held() {
		row("ledger", "台账", "通知、签到表、照片、小结，一份全有")
		row("signed", "签到表", "来的人，签过名的带签名")
	} else {
		row("notice", "通知", "贴在村委会、小卖部门口")
	}
	row("sign", "空白签到表", "名字自己写，手签")
	if v.printAt(at) == "" {
		p.Note = &page.Note{Kind: "calm", Icon: "i-print", Bold: "这里印不了。", Text: "到驿站那台机器上印，或者接上打印机。"}
	}
	return v.render(p)
}

// classPrint prints one of them.
func (s *Station) classPrint(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	doc := print.Doc{Paper: print.Sheet}
	switch v.form.Text("do") {
	case "notice":
		doc.Name, doc.Blocks = "上课通知", s.noticeBlocks(v, file.Class)
	case "sign":
		doc.Name, doc.Blocks = "空白签到表", s.signBlocks(v, desk.ClassFile{Class: file.Class}, blankSigns)
	case "signed":
		doc.Name, doc.Blocks, doc.About = "签到表", s.signBlocks(v, file, signsBelow), cameOf(file)
	case "ledger":
		if doc, err = s.ledgerDoc(v, file); err != nil {
			return err
		}
	default:
		return v.see(v.URL.Path)
	}
	return v.print(doc, classAt(file.Class.ID)+"/paper")
}

const (
	blankSigns = 20 // lines of an empty sheet: one page of A4
	signsBelow = 3  // empty lines below those who were noted
)

// cameOf are the children whose families stand on a sheet.
func cameOf(file desk.ClassFile) (out []hub.ID) {
	seen := map[hub.ID]bool{}
	for _, h := range file.Here {
		if h.Known() && !seen[h.Subject] {
			seen[h.Subject] = true
			out = append(out, h.Subject)
		}
	}
	return out
}

// noticeBlocks are what is put up on a wall: large, and with a telephone number.
func (s *Station) noticeBlocks(v *visit, c care.Class) []print.Block {
	out := []print.Block{{Kind: print.Gap, MM: 12}, {Kind: print.Big, Text: s.labelOf("class", "kind", c.Kind), MM: 26}, {Kind: print.Gap, MM: 8}, {Kind: print.Title, Text: c.Title, MM: 14}, {Kind: print.Gap, MM: 14}}
	for _, one := range []page.Fact{{Word: "时间", Text: s.paperWhen(c)}, {Word: "地点", Text: heldAt(v.site, c)}, {Word: "讲课人", Text: c.Lecturer}, {Word: "请谁来", Text: s.audience(c)}} {
		if one.Text != "" {
			out = append(out, print.Block{Kind: print.Lead, Text: one.Word + "：" + one.Text, MM: 9}, print.Block{Kind: print.Gap, MM: 5})
		}
	}
	out = append(out, print.Block{Kind: print.Gap, MM: 6}, print.Block{Kind: print.Lead, Text: "爸爸妈妈、爷爷奶奶、外公外婆都可以来，孩子一起带来也行。不收钱。", MM: 8}, print.Block{Kind: print.Gap, MM: 14})
	if v.site.Phone != "" {
		out = append(out, print.Block{Kind: print.Text, Text: "问一问：" + v.site.Phone})
	}
	return append(out, print.Block{Kind: print.Text, Side: v.site.Name + "　" + calendar.LongDate(s.Desk.Today())})
}

// inStation is the place of a class that is held where the box stands.
const inStation = "站里"

// heldAt is where a class is held, for who is not there: paper and the village
// loudspeaker say the station's name.
func heldAt(site care.Site, c care.Class) string {
	if c.Place == "" || c.Place == inStation {
		return site.Name
	}
	return c.Place
}

// paperWhen is when a class is, with the year: paper lies about.
func (s *Station) paperWhen(c care.Class) string {
	when := calendar.LongDate(c.Day)
	if c.Start >= 0 {
		when += " " + clock(c.Start)
	}
	return when
}

// signBlocks are the 签到表: who came, with what was signed on the screen, and empty lines.
func (s *Station) signBlocks(v *visit, file desk.ClassFile, empty int) []print.Block {
	t := print.Block{Kind: print.Table, MM: 10, Widths: []int{2, 8, 4, 4, 6}, Head: []string{"", "名字", "是谁", "几点来的", "签名"}}
	n := 0
	for _, h := range file.Here {
		if h.Gone {
			continue
		}
		n++
		at := ""
		if h.Minute > 0 { // 0: nobody noted it; no class is at midnight
			at = clock(h.Minute)
		}
		if h.Late {
			at += " 晚到"
		}
		drawn := ""
		if sign, err := care.OpenSignature(h.Sign); err == nil {
			drawn = sign.Path()
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(n), file.Called[h.ID], s.labelOf("class-here", "role", h.Role), at, ""})
		t.Inks = append(t.Inks, drawn)
	}
	for range empty {
		n++
		t.Rows = append(t.Rows, []string{strconv.Itoa(n), "", "", "", ""})
	}
	return []print.Block{{Kind: print.Title, Text: v.site.Name + " " + s.labelOf("class", "kind", file.Class.Kind) + " 签到表"},
		{Kind: print.Text, Text: file.Class.Title, Side: s.paperWhen(file.Class)}, {Kind: print.Text, Text: "地点：" + heldAt(v.site, file.Class), Side: "讲课人：" + file.Class.Lecturer}, {Kind: print.Gap, MM: 3}, t}
}

// ledgerDoc is the whole 台账 as one file: what it says, who came, the notice, the photos.
func (s *Station) ledgerDoc(v *visit, file desk.ClassFile) (print.Doc, error) {
	l, err := s.Desk.LedgerOf(v.ctx(), v.who.Actor, file.Class.ID)
	if err != nil {
		return print.Doc{}, err
	}
	var said []page.Fact
	all := s.ledgerFacts(l)
	for _, one := range append(all[1:], all[0]) { // on paper the 小结 stands last, above the signatures
		if one.Text != "" {
			said = append(said, one)
		}
	}
	doc := print.Doc{Name: "台账", Paper: print.Sheet, About: cameOf(file)}
	doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Title, Text: v.site.Name + " " + l.Kind + " 台账"}, print.Block{Kind: print.Gap, MM: 3}, facts(said))
	doc.Blocks = append(doc.Blocks, signing("站长签名：", "记录人签名：")...)
	doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Next})
	doc.Blocks = append(doc.Blocks, s.signBlocks(v, file, signsBelow)...)
	if photos := s.photoBlocks(v, file); len(photos) > 0 {
		doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Next}, print.Block{Kind: print.Title, Text: "照片"})
		doc.Blocks = append(doc.Blocks, photos...)
	}
	doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Next})
	doc.Blocks = append(doc.Blocks, s.noticeBlocks(v, file.Class)...)
	return doc, nil
}

// photoHeight is that of a photo on paper, in mm: two stand on a sheet.
const photoHeight = 110

// photoBlocks are the photos of the room, each with the day and the place below it. One
// whose bytes are elsewhere is said to be.
func (s *Station) photoBlocks(v *visit, file desk.ClassFile) (out []print.Block) {
	for i, one := range file.Photos {
		p, ok := one.Picture()
		if !ok || s.Photos == nil || i >= mostPhotos {
			continue
		}
		under := calendar.LongDate(one.Day)
		if one.Minute >= 0 {
			under += " " + clock(one.Minute)
		}
		under += "　" + heldAt(v.site, file.Class) + "　" + file.Class.Title
		body, err := s.Photos.Whole(p)
		if err != nil {
			out = append(out, print.Block{Kind: print.Text, Text: fmt.Sprintf("第 %d 张照片在别的机器上，还没取回来。", i+1)})
			continue
		}
		out = append(out, print.Block{Kind: print.Photo, Image: body, MM: photoHeight}, print.Block{Kind: print.Text, Text: under}, print.Block{Kind: print.Gap, MM: 4})
	}
	return out
}
