package print

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// ramp is a photo that is dark on the left and light on the right.
func ramp(t testing.TB) []byte {
	m := image.NewGray(image.Rect(0, 0, 160, 90))
	for x := range 160 {
		for y := range 90 {
			m.SetGray(x, y, color.Gray{uint8(x * 255 / 159)})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// black counts the dots in a part of a page.
func black(b *Bitmap, r image.Rectangle) (n int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if b.Black(x, y) {
				n++
			}
		}
	}
	return n
}

// A photo stands on a sheet as it is, and becomes dots as close as it is dark on a slip;
// within its column and its height, and what is below stands below it.
func TestPhoto(t *testing.T) {
	t.Parallel()
	doc := Doc{Paper: Sheet, Blocks: []Block{{Kind: Photo, Image: ramp(t), MM: 110}, {Kind: Text, Text: "2026年11月23日 15:20　站里　满六个月，加辅食"}}}
	all := pages(t, doc, a4)
	if len(all) != 1 {
		t.Fatalf("%d pages", len(all))
	}
	var file, seen bytes.Buffer
	if err := PDF(&file, doc, theFont(t)); err != nil || !bytes.Contains(file.Bytes(), ramp(t)) || !bytes.Contains(file.Bytes(), []byte("/P0 Do")) {
		t.Errorf("the file has not the photo as it is: %v", err)
	}
	if err := all[0].PNG(&seen); err != nil {
		t.Fatal(err)
	}
	shown, err := png.Decode(&seen)
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := shown.At(a4.width/2, a4.margin+300).RGBA(); r>>8 < 100 || r>>8 > 155 {
		t.Errorf("the screen shows %d in the middle of the ramp", r>>8)
	}
	left, right, high := a4.margin, a4.width-a4.margin, (a4.width-2*a4.margin)*90/160
	if n := black(all[0], image.Rect(0, 0, left, a4.height)); n > 0 {
		t.Errorf("%d dots in the margin", n)
	}
	if n := black(all[0], image.Rect(left, a4.margin+high, right, a4.height)); n == 0 {
		t.Error("nothing stands below the photo")
	}
	slip := pages(t, doc, roll(Width80))[0]
	third, high := Width80/3, Width80*90/160
	dark, light := black(slip, image.Rect(0, 0, third, high)), black(slip, image.Rect(Width80-third, 0, Width80, high))
	if size := third * high; dark < size*3/4 || light > size/4 || len(slip.Photos) > 0 {
		t.Errorf("of %d dots of a slip %d are black where it is dark, %d where it is light", size, dark, light)
	}
	if err := draw(Doc{Paper: Sheet, Blocks: []Block{{Kind: Photo, Image: []byte("no photo")}}}, a4, theFont(t), func(*Bitmap) error { return nil }); err == nil {
		t.Error("what is no photo was drawn")
	}
}

// A signature is drawn into the last cell of its own row, and nowhere else; strokes that
// leave the pad, and what is no number, draw nothing.
func TestInk(t *testing.T) {
	t.Parallel()
	table := Block{Kind: Table, MM: 12, Widths: []int{2, 6}, Rows: [][]string{{"1", ""}, {"2", ""}}}
	plain := pages(t, Doc{Paper: Sheet, Blocks: []Block{table}}, a4)[0]
	table.Inks = []string{"", "M100 100L800 200M450 20L450 310"}
	signed := pages(t, Doc{Paper: Sheet, Blocks: []Block{table}}, a4)[0]
	row := 12 * a4.mm
	more := func(y int) int {
		cell := image.Rect(a4.margin, y, a4.width-a4.margin, y+row)
		return black(signed, cell) - black(plain, cell)
	}
	if a, b := more(a4.margin), more(a4.margin+row+2); a != 0 || b < 500 {
		t.Errorf("%d more dots in the first row, %d in the second", a, b)
	}
	for _, path := range []string{"M-5 10L2000 4", "Mx yLz", "L", "M"} {
		table.Inks = []string{"", path}
		if got := pages(t, Doc{Paper: Sheet, Blocks: []Block{table}}, a4)[0]; !bytes.Equal(got.Bits, plain.Bits) {
			t.Errorf("%q draws something", path)
		}
	}
}
