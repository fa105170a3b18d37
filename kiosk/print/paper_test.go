package print

import (
	"bytes"
	"compress/zlib"
	"flag"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"rsc.io/qr"
)

// keep is a folder for what is drawn, to be looked at.
var keep = flag.String("keep", "", "folder for pictures of what is drawn")

func theFont(t testing.TB) *Font {
	t.Helper()
	f, err := FindFont()
	if err != nil {
		t.Skip("needs a font for Chinese: fonts-wqy-microhei")
	}
	return f
}

// slipDoc has one of each thing that stands on a strip.
func slipDoc() Doc {
	return Doc{Name: "回条", Paper: Slip, Blocks: []Block{
		{Kind: Title, Text: "柳沟驿站"}, {Kind: Lead, Text: "登记好了"}, {Kind: Rule}, {Kind: Text, Text: "孩子", Side: "王梓涵"},
		{Kind: Text, Text: "出生在很远很远的一个村子里", Side: "这一句太长要换到下一行"}, {Kind: Gap, MM: 2},
		{Kind: Table, Rows: [][]string{{"到", "走"}}, MM: 8}, {Kind: QR, Text: "4829137", MM: 30}, {Kind: Big, Text: "482 9137"},
		{Kind: Small, Text: "2026年11月23日 8:06"}, {Kind: Next}, {Kind: Card, Text: "4829137", Side: "482 9137", Head: []string{"王梓涵", "家庭卡"}},
	}}
}

func sheetDoc(rows int) Doc {
	t := Block{Kind: Table, Head: []string{"", "名字", "电话"}, Widths: []int{1, 4, 6}, MM: 9}
	for i := range rows {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), "欧阳梓涵", "奶奶 13812340421"})
	}
	return Doc{Name: "停电用名单", Paper: Sheet, Blocks: []Block{{Kind: Title, Text: "停电用名单"}, t}}
}

func pages(t testing.TB, doc Doc, m medium) (all []*Bitmap) {
	t.Helper()
	if err := draw(doc, m, theFont(t), func(b *Bitmap) error { all = append(all, b); return nil }); err != nil {
		t.Fatal(err)
	}
	for i, b := range all {
		if *keep != "" {
			var pic bytes.Buffer
			if err := b.PNG(&pic); err != nil {
				t.Fatal(err)
			}
			name := fmt.Sprintf("%s-%d-%d.png", strings.ReplaceAll(t.Name(), "/", "-"), m.width, i)
			if err := os.WriteFile(filepath.Join(*keep, name), pic.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

// ink is the black dots of a bitmap, and whether any touches an edge column.
func ink(b *Bitmap) (n int) {
	for y := range b.Height {
		for x := range b.Width {
			if b.Black(x, y) {
				n++
			}
		}
	}
	return n
}

// The bytes of a slip, every one of them (ESC/POS: ESC @, GS v 0, ESC J, GS V 66).
func TestESCPOSBytes(t *testing.T) {
	b := newBitmap(16, 34)
	b.blacken(0, 0)
	b.blacken(15, 33)
	var got bytes.Buffer
	if err := writeESCPOS(&got, b); err != nil {
		t.Fatal(err)
	}
	want := "\x1b@" +
		"\x1dv0\x00\x02\x00\x20\x00" + "\x80\x00" + strings.Repeat("\x00", 62) +
		"\x1dv0\x00\x02\x00\x02\x00" + "\x00\x00" + "\x00\x01" +
		"\x1bJ\x78" + "\x1dV\x42\x00"
	if got.String() != want {
		t.Errorf("% x\nwant\n% x", got.String(), want)
	}
}

// readESCPOS is a printer: it puts the bands below each other, and accepts nothing else.
func readESCPOS(raw []byte) (*Bitmap, error) {
	rest, ok := bytes.CutPrefix(raw, []byte("\x1b@"))
	if !ok {
		return nil, fmt.Errorf("does not begin with ESC @: % x", raw[:min(4, len(raw))])
	}
	out := &Bitmap{}
	for bytes.HasPrefix(rest, []byte("\x1dv0\x00")) && len(rest) >= 8 {
		stride, rows := int(rest[4])|int(rest[5])<<8, int(rest[6])|int(rest[7])<<8
		n := 8 + stride*rows
		if len(rest) < n {
			return nil, fmt.Errorf("a band of %d bytes ends after %d", n, len(rest))
		}
		out.Width, out.Height, out.Bits = stride*8, out.Height+rows, append(out.Bits, rest[8:n]...)
		rest = rest[n:]
	}
	if string(rest) != "\x1bJ\x78\x1dV\x42\x00" {
		return nil, fmt.Errorf("ends with % x", rest)
	}
	return out, nil
}

// What a printer puts together is what was drawn, dot by dot.
func TestESCPOSIsWhatWasDrawn(t *testing.T) {
	for _, width := range []int{Width58, Width80} {
		drawn := pages(t, slipDoc(), roll(width))
		var raw bytes.Buffer
		if err := ESCPOS(&raw, slipDoc(), width, theFont(t)); err != nil {
			t.Fatal(err)
		}
		got, err := readESCPOS(raw.Bytes())
		if err != nil || len(drawn) != 1 || got.Width != width || !bytes.Equal(got.Bits, drawn[0].Bits) {
			t.Errorf("%d dots: %v, %d pages, the printer has %d × %d", width, err, len(drawn), got.Width, got.Height)
		}
		if n := ink(got); n < 8000 {
			t.Errorf("%d dots: only %d are black", width, n)
		}
	}
	if err := ESCPOS(io.Discard, slipDoc(), 400, theFont(t)); err == nil {
		t.Error("paper of a width that no printer has")
	}
}

// A long table goes on over sheets: every row is there, the head stands on each.
func TestSheetsTurn(t *testing.T) {
	short, long := pages(t, sheetDoc(3), a4), pages(t, sheetDoc(60), a4)
	if len(short) != 1 || len(long) != 3 {
		t.Fatalf("3 rows take %d sheets, 60 take %d", len(short), len(long))
	}
	top := func(b *Bitmap) (y int) {
		for y = 0; y < b.Height && !b.Black(b.Width/2, y); y++ {
		}
		return y
	}
	if top(long[1]) != a4.margin || top(long[2]) != a4.margin {
		t.Errorf("the second and third sheet begin at %d, %d", top(long[1]), top(long[2]))
	}
	if n := ink(long[1]); n < 2*ink(long[2]) {
		t.Errorf("the full sheet has %d dots, the last %d", n, ink(long[2]))
	}
}

// A table's frame is whole, also where it ends the paper.
func TestTableHasItsLines(t *testing.T) {
	doc := Doc{Paper: Slip, Blocks: []Block{{Kind: Table, Rows: [][]string{{"到", "走"}, {"到", "走"}}, MM: 8}}}
	b := pages(t, doc, roll(Width58))[0]
	for y := range b.Height {
		if !b.Black(0, y) || !b.Black(Width58-1, y) || !b.Black(Width58/2, y) {
			t.Fatalf("a line is broken at %d of %d", y, b.Height)
		}
	}
	for x := range b.Width {
		if !b.Black(x, 0) || !b.Black(x, b.Height-1) {
			t.Fatalf("no line above or below at %d", x)
		}
	}
}

// Eight cards a sheet; the ninth begins another.
func TestCardsOnSheets(t *testing.T) {
	card := Block{Kind: Card, Text: strings.Repeat("4829137", 7)[:48], Side: "482 9137", Head: []string{"王梓涵", "家庭卡 · 柳沟驿站", "到镇里哪个站、卫生院，扫一下就能打开孩子的记录。", "收好。丢了马上告诉站里。"}}
	for n, want := range map[int]int{1: 1, 8: 1, 9: 2} {
		doc := Doc{Paper: Sheet}
		for range n {
			doc.Blocks = append(doc.Blocks, card)
		}
		if got := len(pages(t, doc, a4)); got != want {
			t.Errorf("%d cards take %d sheets, want %d", n, got, want)
		}
	}
}

// A PDF is read by its own table: every object is where the table says, and its pictures
// are the pages.
func TestPDF(t *testing.T) {
	doc := sheetDoc(60)
	drawn := pages(t, doc, a4)
	var raw bytes.Buffer
	if err := PDF(&raw, doc, theFont(t)); err != nil {
		t.Fatal(err)
	}
	all := raw.Bytes()
	start := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(all)
	if start == nil {
		t.Fatal("no startxref")
	}
	var at int
	fmt.Sscan(string(start[1]), &at)
	offsets := regexp.MustCompile(`(\d{10}) 00000 n `).FindAllSubmatch(all[at:], -1)
	if len(offsets) != pdfFixed+3*len(drawn) {
		t.Fatalf("%d objects for %d pages", len(offsets), len(drawn))
	}
	page := 0
	for i, o := range offsets {
		var at int
		fmt.Sscan(strings.TrimLeft(string(o[1]), "0"), &at)
		body, ok := bytes.CutPrefix(all[at:], fmt.Appendf(nil, "%d 0 obj\n", i+1))
		if !ok {
			t.Fatalf("object %d is not at %d", i+1, at)
		}
		if !bytes.HasPrefix(body, []byte("<</Type/XObject")) {
			continue
		}
		_, stream, _ := bytes.Cut(body, []byte("stream\n"))
		z, err := zlib.NewReader(bytes.NewReader(stream))
		if err != nil {
			t.Fatal(err)
		}
		dots, err := io.ReadAll(z)
		if err != nil || !bytes.Equal(dots, drawn[page].Bits) {
			t.Errorf("page %d is not what was drawn: %v", page, err)
		}
		page++
	}
	if page != len(drawn) {
		t.Errorf("%d pictures for %d pages", page, len(drawn))
	}
	if bytes.Contains(all, []byte("欧阳")) {
		t.Error("letters in the file")
	}
}

// A picture on paper scans: each module is a square of whole dots, within its white edge.
func TestPictureIsExact(t *testing.T) {
	b := pages(t, Doc{Paper: Slip, Blocks: []Block{{Kind: QR, Text: "4829137", MM: 30}}}, roll(Width58))[0]
	const module = 240 / (21 + 8)
	left := (Width58-240)/2 + (240-21*module)/2
	for y := range 21 * module {
		for x := range 21 * module {
			cell := b.Black(left+x/module*module, (240-21*module)/2+y/module*module)
			if b.Black(left+x, (240-21*module)/2+y) != cell {
				t.Fatalf("the module at %d, %d is not of one colour", x/module, y/module)
			}
		}
	}
	if !b.Black(left, (240-21*module)/2) || b.Black(left-1, 120) {
		t.Error("no finder in the corner, or no white beside it")
	}
}

// However a text is broken, no letter is lost, no line is too long, and none begins with
// a full stop.
func TestLines(t *testing.T) {
	f := theFont(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("驿站王梓涵，。、（）：8.2公斤 abc13812340421")), 0, 60, -1).Draw(t, "text")
		width := rapid.IntRange(60, 400).Draw(t, "width")
		lines := f.lines(text, width, 24)
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(text, " ", "") {
			t.Fatalf("%q became %q", text, lines)
		}
		for i, line := range lines {
			if letters := []rune(line); len(letters) > 1 && f.width(line, 24) > width {
				t.Fatalf("%q is %d dots wide, of %d", line, f.width(line, 24), width)
			}
			if first := []rune(line + " ")[0]; i > 0 && strings.ContainsRune("，。、", first) && f.width(lines[i-1]+"，", 24) < width/2 {
				t.Fatalf("%q begins with %c", lines, first)
			}
		}
	})
}

// A character that no font has is an empty square to write into; a folder without fonts
// is said to be one.
func TestWithoutLetters(t *testing.T) {
	f := theFont(t)
	b := newBitmap(48, 48)
	f.draw(b, "\U0003FFFD", 4, 24, 40, false)
	if n := ink(b); n < 100 || n > 200 {
		t.Errorf("the square of an unknown character has %d dots", n)
	}
	if _, err := findFont([]string{t.TempDir(), "/no/such/folder"}, fontNames); keyOf(err) != "print.no-font" {
		t.Errorf("no fonts: %v", err)
	}
}

func TestTooLong(t *testing.T) {
	doc := Doc{Paper: Slip, Blocks: []Block{{Kind: Gap, MM: 1900}, {Kind: Gap, MM: 200}}}
	if err := ESCPOS(io.Discard, doc, Width58, theFont(t)); keyOf(err) != "print.long" {
		t.Errorf("more than two metres: %v", err)
	}
}

func TestPreview(t *testing.T) {
	f := theFont(t)
	for _, c := range []struct {
		doc         Doc
		page, pages int
		width       int
	}{{slipDoc(), 0, 1, Width80}, {sheetDoc(60), 2, 3, a4.width}} {
		raw, n, err := Preview(c.doc, Width80, c.page, f)
		if err != nil || n != c.pages {
			t.Fatalf("%d pages, %v", n, err)
		}
		if img, err := png.Decode(bytes.NewReader(raw)); err != nil || img.Bounds().Dx() != c.width {
			t.Errorf("%v, %v", img.Bounds(), err)
		}
	}
	if raw, n, err := Preview(slipDoc(), Width58, 7, f); len(raw) > 0 || n != 1 || err != nil {
		t.Errorf("a page that is none: %d bytes of %d, %v", len(raw), n, err)
	}
}

func BenchmarkSheet(b *testing.B) {
	f, doc := theFont(b), sheetDoc(24)
	for b.Loop() {
		if err := PDF(io.Discard, doc, f); err != nil {
			b.Fatal(err)
		}
	}
}

// What a card's picture may hold, with the longest name that a box lets phones call it by,
// keeps its modules large enough for an old phone's camera: version 5 of level M, 37
// modules and four of white on each side, and at least seven tenths of a millimetre each,
// on a strip of 58 mm and on the sheet of eight.
func TestCardPictureIsLargeEnough(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		size int
	}{
		"figures alone":    {strings.Repeat("4", 48), 25},
		"the usual name":   {"http://yizhan.internal/k#" + strings.Repeat("4", 48), 37},
		"the longest name": {"http://" + strings.Repeat("y", 26) + "/k#" + strings.Repeat("4", 48), 37},
	} {
		code, err := qr.Encode(c.text, qr.M)
		if err != nil || code.Size != c.size {
			t.Errorf("%s: %d modules (%v), want %d", name, code.Size, err, c.size)
			continue
		}
		for paper, m := range map[string]struct{ medium, edge int }{"a strip": {roll(Width58).mm, cardSlipQR}, "a sheet": {a4.mm, cardQR}} {
			if module := m.edge * m.medium / (code.Size + 8); float64(module)/float64(m.medium) < 0.7 {
				t.Errorf("%s on %s: %d dots a module, %d a millimetre", name, paper, module, m.medium)
			}
		}
	}
	if code, err := qr.Encode("http://"+strings.Repeat("y", 27)+"/k#"+strings.Repeat("4", 48), qr.M); err != nil || code.Size <= 37 {
		t.Errorf("a longer name has %d modules too (%v): the bound is not one", code.Size, err)
	}
}
