package station

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// What the pages show, as it goes on paper: the words are the page's own, so that what
// was read on the screen is what is signed.

// signing is the line at the foot of a sheet that somebody signs.
func signing(cells ...string) []print.Block {
	row := append(cells, "　　年　　月　　日")
	return []print.Block{{Kind: print.Gap, MM: 8}, {Kind: print.Table, Rows: [][]string{row}, MM: 16}}
}

func facts(all []page.Fact) print.Block {
	t := print.Block{Kind: print.Table, Widths: []int{2, 5}, MM: 9}
	for _, f := range all {
		t.Rows = append(t.Rows, []string{f.Word, f.Text})
	}
	return t
}

// cardDoc is a family's card on its own: on a strip if there is one, it goes into a
// pocket either way.
func cardDoc(card print.Block, child hub.ID) print.Doc {
	return print.Doc{Name: "家庭卡", Paper: print.Slip, About: []hub.ID{child}, Blocks: []print.Block{card}}
}

// cardBlock is one card. The name on it is the family's own.
func cardBlock(name, site, number, picture string, web webCard) print.Block {
	head := []string{name, "家庭卡 · " + site, "到镇里哪个站、卫生院，扫一下就能打开孩子的记录。"}
	if web.number != "" {
		head = append(head, "在家用手机看："+web.host(), "网上的卡号 "+web.number)
	}
	return print.Block{Kind: print.Card, Text: picture, Side: number, Head: append(head, "收好。丢了马上告诉站里。")}
}

// sheetsDoc is a sheet a family, to be signed.
func sheetsDoc(p page.Sheets, children []hub.ID) print.Doc {
	doc := print.Doc{Name: "同意书", Paper: print.Sheet, About: children}
	for _, family := range p.Families {
		doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Next},
			print.Block{Kind: print.Title, Text: p.Site + " 知情同意书"},
			print.Block{Kind: print.Lead, Text: family.Name + "　" + family.Word},
			print.Block{Kind: print.Text, Text: p.Always}, print.Block{Kind: print.Gap, MM: 3})
		t := print.Block{Kind: print.Table, Head: []string{"用来做什么", "用哪些、留多久", "同意", "不同意"}, Widths: []int{5, 12, 2, 3}, MM: 14}
		for _, l := range p.Lines {
			t.Rows = append(t.Rows, []string{l.Title, l.What + "。" + l.Keep + "。不同意：" + l.Refusing + "。", "□", "□"})
		}
		doc.Blocks = append(doc.Blocks, t, print.Block{Kind: print.Gap, MM: 3},
			print.Block{Kind: print.Text, Text: "什么时候都能改主意，告诉站里就行。"})
		doc.Blocks = append(doc.Blocks, signing("是孩子的：", "签名：")...)
		doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Gap, MM: 3}, print.Block{Kind: print.Small, Text: "同意书 " + p.Version})
	}
	return doc
}

// copyDoc is everything that is kept about a child, for its family.
func copyDoc(p page.CopyPaper, child hub.ID) print.Doc {
	doc := print.Doc{Name: "家庭副本", Paper: print.Sheet, About: []hub.ID{child}, Blocks: []print.Block{
		{Kind: print.Title, Text: p.Child + " · 记着的都在这里"},
		{Kind: print.Text, Text: p.Site + "，" + p.Made + " 抄给家里。谁看过、谁改过也在后面。哪里写错了，告诉站里就改。"},
	}}
	for _, part := range p.Parts {
		t := print.Block{Kind: print.Table, Widths: []int{3, 9, 4}}
		for _, l := range part.Lines {
			t.Rows = append(t.Rows, []string{l.Head, l.Text, l.Who})
		}
		doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Gap, MM: 3}, print.Block{Kind: print.Lead, Text: part.Title}, t)
	}
	doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Gap, MM: 3}, print.Block{Kind: print.Text, Text: "县里的人看过的，记在县里，可以向县里要。"})
	return doc
}

// noticeDoc is what a family that asked to erase takes home.
func noticeDoc(p page.EraseNotice, child hub.ID) print.Doc {
	doc := print.Doc{Name: "告知单", Paper: print.Sheet, About: []hub.ID{child}}
	add := func(more ...print.Block) { doc.Blocks = append(doc.Blocks, more...) }
	all := p.Facts
	if p.Kept != "" {
		all = append(all[:len(all):len(all)], page.Fact{Word: "法律要留的", Text: p.Kept})
	}
	add(print.Block{Kind: print.Title, Text: p.Site + " 告知单：停用和删除"}, print.Block{Kind: print.Gap, MM: 2}, facts(all))
	if p.Source != "" {
		add(print.Block{Kind: print.Small, Text: p.Source})
	}
	if len(p.Hubs) > 0 {
		hubs := facts(p.Hubs)
		hubs.Head = []string{"哪台机器", "删了没有"}
		add(print.Block{Kind: print.Gap, MM: 4}, hubs)
	}
	if len(p.Beyond) > 0 {
		add(print.Block{Kind: print.Gap, MM: 4}, print.Block{Kind: print.Lead, Text: "删除令到不了的"}, facts(p.Beyond))
	}
	add(print.Block{Kind: print.Gap, MM: 4}, print.Block{Kind: print.Text, Text: "有疑问，先问站里，也可以打 12345。"})
	add(signing("家里人签名：", "站里签名：")...)
	return doc
}
