package station

import (
	"fmt"
	"strings"

	"yizhan/hub/handbook"
	"yizhan/hub/markdown"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// guidePage shows a page of the handbook, screen by screen: screen=2; from is where she
// came from.
func (s *Station) guidePage(v *visit) error {
	one, err := v.guide()
	if err != nil {
		return err
	}
	v.guideRead(one.Key)
	f := v.frame(one.Title)
	f.Hint, f.Here, f.Idle = "手册 · "+handbook.Open().Named(one.Group), "/guide/"+one.Key, 0
	back := "/guide?of=" + one.Group
	at := "/guide/" + one.Key + "?screen="
	if from := v.URL.Query().Get("from"); from != "" {
		back = localPath(from)
		at = "/guide/" + one.Key + "?from=" + queryPath(back) + "&screen="
	}
	f.Back = back
	p := page.GuidePage{Frame: f, Prev: back, Print: v.printAt("/guide/" + one.Key + "/print")}
	screens := page.Pour(append(page.Pieces(one.Sections), guideWays(one)...), false)
	now := min(max(1, intOf(v.URL.Query().Get("screen"))), len(screens))
	p.Columns = screens[now-1]
	for i := range screens {
		if len(screens) > 1 {
			p.Screens = append(p.Screens, page.Choice{Value: at + fmt.Sprint(i+1), Text: fmt.Sprint(i + 1), On: i+1 == now})
		}
	}
	if p.Source = guideSource(one); now < len(screens) {
		p.Next, p.Source = at+fmt.Sprint(now+1), ""
	}
	return v.render(p)
}

func intOf(text string) (n int) {
	fmt.Sscan(text, &n)
	return n
}

// guideWays are the pages that a page leads to.
func guideWays(one *handbook.Page) []page.GuidePiece {
	ways := page.GuidePiece{Kind: "links"}
	for _, key := range one.Links() {
		to, _ := handbook.Open().Page(key)
		ways.Lines = append(ways.Lines, []page.GuideSpan{{Text: shortly(to.Title), Href: "/guide/" + key}})
	}
	if len(ways.Lines) == 0 {
		return nil
	}
	return []page.GuidePiece{ways}
}

func guideSource(one *handbook.Page) string {
	return words.Say("guide.source", one.Source, handbook.Certain(one.Certainty))
}

// shortly is a title without what explains it: 发热（发烧） is 发热.
func shortly(title string) string {
	if i := strings.IndexAny(title, "：（"); i > 0 {
		return title[:i]
	}
	return title
}

// guidePrint puts a page on paper, to hang on the wall.
func (s *Station) guidePrint(v *visit) error {
	one, err := v.guide()
	if err != nil {
		return err
	}
	return v.print(guideDoc(one), "/guide/"+one.Key)
}

func guideDoc(one *handbook.Page) print.Doc {
	doc := print.Doc{Name: "手册", Paper: print.Sheet, Blocks: []print.Block{{Kind: print.Title, Text: one.Title}}}
	for _, s := range one.Sections {
		doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Gap, MM: 3}, print.Block{Kind: print.Lead, Text: s.Head})
		for _, b := range s.Blocks {
			for i, item := range b.Items {
				mark := map[markdown.Kind]string{markdown.Steps: fmt.Sprintf("%d. ", i+1), markdown.List: "· "}[b.Kind]
				doc.Blocks = append(doc.Blocks, print.Block{Kind: print.Text, Text: mark + item.String()})
			}
			if len(b.Rows) > 0 {
				doc.Blocks = append(doc.Blocks, guideTable(b.Rows))
			}
		}
	}
	return print.Doc{Name: doc.Name, Paper: doc.Paper, Blocks: append(doc.Blocks, print.Block{Kind: print.Gap, MM: 4}, print.Block{Kind: print.Small, Text: guideSource(one)})}
}

func guideTable(rows [][]markdown.Line) print.Block {
	t := print.Block{Kind: print.Table, MM: 8}
	for n, row := range rows {
		var cells []string
		for i, cell := range row {
			text := cell.String()
			cells = append(cells, text)
			if n == 0 {
				t.Widths = append(t.Widths, 0)
			}
			t.Widths[i] = max(t.Widths[i], min(20, len([]rune(text))))
		}
		if n == 0 {
			t.Head = cells
		} else {
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}
