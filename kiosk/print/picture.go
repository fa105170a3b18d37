package print

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// A picture for a telephone is as wide as its screen; it is drawn twice as large in black
// and white, and four dots make one of five shades.
const (
	pictureWide = 720
	pictureFine = 2
	pictureMM   = 12 // dots of a millimetre, which sizes letters as on a sheet of paper
	pictureEdge = 36
)

// Ink and paper of a picture: indigo on warm white.
var (
	pictureInk   = color.RGBA{0x14, 0x2c, 0x4a, 0xff}
	picturePaper = color.RGBA{0xff, 0xfc, 0xf4, 0xff}
)

// Picture draws blocks as a PNG that is kept on a telephone.
func Picture(f *Font, blocks []Block) ([]byte, error) {
	var out bytes.Buffer
	m := medium{width: pictureWide * pictureFine, mm: pictureMM * pictureFine, margin: pictureEdge * pictureFine}
	blocks = append(blocks[:len(blocks):len(blocks)], Block{Kind: Gap, MM: pictureEdge / pictureMM})
	err := draw(Doc{Blocks: blocks}, m, f, func(b *Bitmap) error { return png.Encode(&out, shaded(b)) })
	return out.Bytes(), err
}

// shaded is a bitmap half as large, each dot as dark as the four that it was.
func shaded(b *Bitmap) *image.Paletted {
	const shades = pictureFine * pictureFine
	var p color.Palette
	for i := range shades + 1 {
		mix := func(a, z uint8) uint8 { return uint8((int(a)*(shades-i) + int(z)*i) / shades) }
		p = append(p, color.RGBA{mix(picturePaper.R, pictureInk.R), mix(picturePaper.G, pictureInk.G), mix(picturePaper.B, pictureInk.B), 0xff})
	}
	img := image.NewPaletted(image.Rect(0, 0, b.Width/pictureFine, b.Height/pictureFine), p)
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			dark := uint8(0)
			for i := range shades {
				if b.Black(pictureFine*x+i%pictureFine, pictureFine*y+i/pictureFine) {
					dark++
				}
			}
			img.Pix[y*img.Stride+x] = dark
		}
	}
	return img
}
