package report

import (
	"fmt"
	"io"
	"strconv"

	"yizhan/hub/sheet"
)

// notTold stands where a value was kept back so that nobody stands out.
const notTold = "不说"

// XLSX writes the study: its rows, what each column means, and how large each group is.
func (s Study) XLSX(w io.Writer) error {
	book := sheet.NewBook(w)
	titles := []sheet.Column{{Title: "研究号", Width: 20}, {Title: "乡镇", Width: 16}, {Title: "男女", Width: 8}, {Title: "出生", Width: 16}, {Title: "月龄", Width: 8}}
	for _, c := range s.Set.columns {
		titles = append(titles, sheet.Column{Title: c.title, Width: c.width})
	}
	if err := book.Sheet(s.Set.Title, titles); err != nil {
		return err
	}
	for _, r := range s.rows {
		row := []sheet.Cell{sheet.Text(r.number), toldCell(r.Town), toldCell(r.Sex), toldCell(r.Born), sheet.Number(float64(r.age))}
		if err := book.Write(append(row, r.cells...)); err != nil {
			return err
		}
	}
	if err := s.codebook(book); err != nil {
		return err
	}
	if err := book.Sheet("各组人数", []sheet.Column{{Title: "乡镇", Width: 16}, {Title: "男女"}, {Title: "出生", Width: 16}, {Title: "孩子"}}); err != nil {
		return err
	}
	for _, g := range s.Groups {
		if err := book.Write([]sheet.Cell{toldCell(g.Town), toldCell(g.Sex), toldCell(g.Born), sheet.Number(float64(g.Children))}); err != nil {
			return err
		}
	}
	return book.Close()
}

func toldCell(text string) sheet.Cell {
	if text == "" {
		text = notTold
	}
	return sheet.Text(text)
}

// codebook says what every column means, and what was done to it.
func (s Study) codebook(book *sheet.Book) error {
	if err := book.Sheet("说明", []sheet.Column{{Title: "列", Width: 20}, {Title: "意思", Width: 80}}); err != nil {
		return err
	}
	lines := [][2]string{
		{"研究号", "随机的，每次导出都换；哪个号是哪个孩子，没有写在任何地方。同一个号是同一个孩子。"},
		{"乡镇", "登记的镇。写“" + notTold + "”的，是说了就不够 " + strconv.Itoa(s.K) + " 个孩子一样。"},
		{"男女", "同上。"},
		{"出生", "半年或一年，不写日子。"},
		{"月龄", "那一天满几个月，不写日子。"},
	}
	for _, c := range s.Set.columns {
		lines = append(lines, [2]string{c.title, c.means})
	}
	lines = append(lines,
		[2]string{"哪一段", string(s.From) + " 到 " + string(s.To)},
		[2]string{"至少几个一样", fmt.Sprintf("%d 个；最小的一组 %d 个", s.K, s.Smallest)},
		[2]string{"收了", fmt.Sprintf("%d 个孩子，%d 行", s.Children, s.Rows())},
		[2]string{"没有收", fmt.Sprintf("家里没有同意的 %d 个孩子；一样的不够 %d 个，去掉的 %d 个孩子；会说出出生月份，去掉的 %d 行", s.NotAgreed, s.K, s.TooFew, s.RowsAtEdge)},
		[2]string{"要守住的", "只作研究，用完就删；不和别的名单对照着认人；不再转给别人。"},
	)
	for _, line := range lines {
		if err := book.Write([]sheet.Cell{sheet.Text(line[0]), sheet.Text(line[1])}); err != nil {
			return err
		}
	}
	return nil
}
