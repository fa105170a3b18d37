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

// paperShow is the paper that a station has lying ready: for a day without electricity,
// and forms to be filled in by hand.
func (s *Station) paperShow(v *visit) error {
	f := v.framed("印纸")
	f.Back, f.Help = "/more", "print"
	row := func(value, bold, small string) page.Row {
		return page.Row{Icon: "i-print", Bold: bold, Small: small, Do: []page.Choice{{Value: value, Text: "打印", Icon: "i-print"}}}
	}
	p := page.Rows{Frame: f, Action: "/paper", Prev: "/more", Rows: []page.Row{
		row("forms", "空白登记表", "一家一张，停电时先写在纸上"),
		row("days", "空白到离表", "名字自己写，到、走、谁接"),
	}}
	if v.who.Actor.May(hub.ActExport) {
		p.Rows = append([]page.Row{row("roster", "停电用名单", "在托的孩子、电话、谁能接。印好锁起来，一个月换一张")}, p.Rows...)
	}
	if s.Cards != nil && v.who.Actor.May(hub.ActRegister) {
		p.Rows = append(p.Rows, row("cards", "家庭卡", "在托的孩子一人一张，一页八张，剪开用"))
	}
	return v.render(p)
}

// paperPrint prints one of them.
func (s *Station) paperPrint(v *visit) error {
	var doc print.Doc
	var err error
	switch v.form.Text("do") {
	case "forms":
		doc = formDoc(v.site.Name, s.purposesTitles())
	case "days":
		doc = daysDoc(v.site.Name)
	case "roster":
		doc, err = s.rosterDoc(v)
	case "cards":
		doc, err = s.cardsDoc(v)
	default:
		return v.see("/paper")
	}
	if err != nil {
		return err
	}
	return v.print(doc, "/paper")
}

// rosterDoc is who is in care, whom to call and who may fetch, with room to write: what
// is needed on a day when no screen is lit.
func (s *Station) rosterDoc(v *visit) (print.Doc, error) {
	if _, err := s.Desk.Reader(v.who.Actor, hub.ActExport); err != nil {
		return print.Doc{}, err
	}
	today := s.Desk.Today()
	wall, err := s.Desk.Wall(v.ctx(), v.who.Actor, v.site.ID, today)
	if err != nil {
		return print.Doc{}, err
	}
	t := print.Block{Kind: print.Table, MM: 11, Widths: []int{2, 5, 6, 8, 8, 3, 3, 4},
		Head: []string{"", "名字", "生日", "先打这个电话", "谁能接", "到", "走", "谁接的"}}
	doc := print.Doc{Name: "停电用名单", Paper: print.Sheet}
	for i, c := range wall.Children {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), c.Child.Called(), calendar.LongDate(c.Child.Birth), callFirst(c), fetchers(c), "", "", ""})
		doc.About = append(doc.About, c.Child.ID)
	}
	doc.Blocks = []print.Block{
		{Kind: print.Title, Text: v.site.Name + " 停电用名单"},
		{Kind: print.Text, Text: calendar.LongDate(today) + "印", Side: fmt.Sprintf("%d 人", len(wall.Children))},
		t, {Kind: print.Gap, MM: 3},
		{Kind: print.Small, Text: "锁起来放。换了新的，旧的撕碎。来电以后照着这张补到机器里。"},
	}
	return doc, nil
}

// callFirst is the carer at hand with her telephone, else whoever has one.
func callFirst(c desk.WallChild) string {
	for _, p := range append([]care.Person{c.Usual}, c.People...) {
		if p.Phone != "" {
			return kinWord(p.Kinship) + " " + spaced(p.Phone)
		}
	}
	return ""
}

func fetchers(c desk.WallChild) (out string) {
	for i, p := range c.Fetchers {
		if i > 0 {
			out += "、"
		}
		out += kinWord(p.Kinship) + p.Name
	}
	return out
}

// cardsDoc is a card for every child in care that has one here.
func (s *Station) cardsDoc(v *visit) (print.Doc, error) {
	doc := print.Doc{Name: "家庭卡", Paper: print.Sheet}
	wall, err := s.Desk.Wall(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return doc, err
	}
	for _, c := range wall.Children {
		number, figures, ok, err := s.Cards.Card(v.ctx(), v.who.Actor, c.Child.ID)
		if err != nil {
			return doc, err
		}
		if ok {
			web, err := s.webCardOf(v, c.Child.ID, number)
			if err != nil {
				return doc, err
			}
			doc.Blocks = append(doc.Blocks, cardBlock(c.Child.Called(), v.site.Name, cardNumber(number), s.cardPicture(figures), web))
			doc.About = append(doc.About, c.Child.ID)
		}
	}
	if len(doc.Blocks) == 0 {
		return doc, hub.E(hub.CodeInvalid, "card.none")
	}
	return doc, nil
}

func (s *Station) purposesTitles() (out []string) {
	for _, p := range s.purposesAsked() {
		out = append(out, p.Title)
	}
	return out
}

// formDoc is a registration on paper: the questions of the screen in their order.
func formDoc(site string, purposes []string) print.Doc {
	line := func(word string) []string { return []string{word, ""} }
	t := print.Block{Kind: print.Table, Widths: []int{4, 11}, MM: 13, Rows: [][]string{
		line("孩子叫什么"), {"男、女", "□ 男　　□ 女"}, {"哪天生的", "　　　　年　　月　　日　　□ 公历　□ 农历"},
		line("哪个村"), line("平常谁带（叫什么）"), line("她的电话"), {"是孩子的", "□ 妈妈　□ 爸爸　□ 奶奶　□ 爷爷　□ 外婆　□ 外公　□"},
		line("爸爸（名字、电话）"), line("妈妈（名字、电话）"), line("谁能来接（满 18 岁）"), line("不能吃的、要当心的"),
	}}
	ask := print.Block{Kind: print.Table, Widths: []int{9, 3, 3}, Head: []string{"愿意吗", "同意", "不同意"}, MM: 10}
	for _, p := range purposes {
		ask.Rows = append(ask.Rows, []string{p, "□", "□"})
	}
	return print.Doc{Name: "空白登记表", Paper: print.Sheet, Blocks: append([]print.Block{
		{Kind: print.Title, Text: site + " 登记表"}, t, {Kind: print.Gap, MM: 4}, ask,
	}, signing("家里人签名：", "谁写的：")...)}
}

// daysDoc is a day's arrivals on paper.
func daysDoc(site string) print.Doc {
	t := print.Block{Kind: print.Table, Widths: []int{2, 6, 4, 6, 4, 6, 4}, MM: 9,
		Head: []string{"", "名字", "几点到", "谁送", "几点走", "谁接", "请假"}}
	for i := range 24 {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), "", "", "", "", "", ""})
	}
	return print.Doc{Name: "空白到离表", Paper: print.Sheet, Blocks: []print.Block{
		{Kind: print.Title, Text: site + " 到离表"}, {Kind: print.Text, Text: "　　　　年　　月　　日", Side: "谁写的：　　　　　"}, t,
	}}
}
