package print

import (
	"bytes"
	"image/png"
	"os"
	"testing"
)

// A day as a picture: as wide as a telephone, in five shades, small enough to be sent.
func TestPicture(t *testing.T) {
	f, err := FindFont()
	if err != nil {
		t.Skip("no font for Chinese here: ", err)
	}
	day := []Block{{Kind: Title, Text: "豆豆"}, {Kind: Lead, Text: "11月23日 星期一"}, {Kind: Rule}, {Kind: Text, Text: "午饭", Side: "吃光了"}, {Kind: Text, Text: "睡觉", Side: "睡了 85 分钟，睡得好"}}
	raw, err := Picture(f, day)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil || img.Bounds().Dx() != 720 || img.Bounds().Dy() < 250 || len(raw) > 40_000 {
		t.Fatalf("%v, %v, %d bytes", err, img.Bounds(), len(raw))
	}
	if to := os.Getenv("PICTURE"); to != "" {
		os.WriteFile(to, raw, 0o600)
	}
	shades := map[any]bool{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			shades[img.At(x, y)] = true
		}
	}
	if len(shades) < 4 || len(shades) > 5 {
		t.Errorf("%d shades", len(shades))
	}
}
