package print

import (
	"image"
	"image/color"
	"image/png"
	"io"
)

// Bitmap is dots on paper, eight a byte, the leftmost the highest bit; one is black.
type Bitmap struct {
	Width, Height int
	Bits          []byte // Height rows of stride bytes

	Photos []placed // in colour, where the way out knows it; they lie over the dots
}

// placed is a photo on a sheet.
type placed struct {
	jpeg []byte
	of   image.Image
	at   image.Rectangle
}

func newBitmap(width, height int) *Bitmap {
	b := &Bitmap{Width: width, Height: height}
	b.Bits = make([]byte, b.stride()*height)
	return b
}

func (b *Bitmap) stride() int { return (b.Width + 7) / 8 }

// Black says whether a dot is.
func (b *Bitmap) Black(x, y int) bool {
	return x >= 0 && y >= 0 && x < b.Width && y < b.Height && b.Bits[y*b.stride()+x/8]&(0x80>>(x%8)) != 0
}

func (b *Bitmap) blacken(x, y int) {
	if x >= 0 && y >= 0 && x < b.Width && y < b.Height {
		b.Bits[y*b.stride()+x/8] |= 0x80 >> (x % 8)
	}
}

// fill blackens a rectangle; what lies outside the paper is left out.
func (b *Bitmap) fill(r image.Rectangle) {
	r = r.Intersect(image.Rect(0, 0, b.Width, b.Height))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			b.blacken(x, y)
		}
	}
}

// clear makes a rectangle paper again.
func (b *Bitmap) clear(r image.Rectangle) {
	r = r.Intersect(image.Rect(0, 0, b.Width, b.Height))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			b.Bits[y*b.stride()+x/8] &^= 0x80 >> (x % 8)
		}
	}
}

// grow makes room below: a slip is as long as what stands on it.
func (b *Bitmap) grow(height int) {
	if height > b.Height {
		b.Bits = append(b.Bits, make([]byte, b.stride()*(height-b.Height))...)
		b.Height = height
	}
}

// crop cuts off what is below.
func (b *Bitmap) crop(height int) {
	b.Height = min(height, b.Height)
	b.Bits = b.Bits[:b.stride()*b.Height]
}

// PNG writes the dots as a picture for a screen, with the photos in their colours.
func (b *Bitmap) PNG(w io.Writer) error {
	if len(b.Photos) > 0 {
		return png.Encode(w, b.coloured())
	}
	img := image.NewPaletted(image.Rect(0, 0, b.Width, b.Height), color.Palette{color.White, color.Black})
	for y := range b.Height {
		for x := range b.Width {
			if b.Black(x, y) {
				img.Pix[y*img.Stride+x] = 1
			}
		}
	}
	return png.Encode(w, img)
}

func (b *Bitmap) coloured() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, b.Width, b.Height))
	for y := range b.Height {
		for x := range b.Width {
			c := color.RGBA{0xff, 0xff, 0xff, 0xff}
			if b.Black(x, y) {
				c = color.RGBA{A: 0xff}
			}
			img.SetRGBA(x, y, c)
		}
	}
	for _, p := range b.Photos {
		size := p.of.Bounds()
		for y := range p.at.Dy() {
			for x := range p.at.Dx() {
				img.Set(p.at.Min.X+x, p.at.Min.Y+y, p.of.At(size.Min.X+x*size.Dx()/p.at.Dx(), size.Min.Y+y*size.Dy()/p.at.Dy()))
			}
		}
	}
	return img
}
