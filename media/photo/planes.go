package photo

import (
	"image"
	"image/color"
)

// plane is one channel: brightness, or one of the two of colour.
type plane struct {
	dots   []uint8
	stride int
	w, h   int
}

// planes are the channels of a picture. Those of colour may be smaller.
type planes struct {
	w, h int
	of   [3]plane
}

// planesOf reads a picture as its decoder made it; ok is false for what no telephone
// makes.
func planesOf(img image.Image) (p planes, ok bool) {
	b := img.Bounds()
	p.w, p.h = b.Dx(), b.Dy()
	switch m := img.(type) {
	case *image.YCbCr:
		p.of[0] = plane{m.Y, m.YStride, p.w, p.h}
		cw, ch := chroma(m.SubsampleRatio, p.w, p.h)
		if cw == 0 {
			return p, false
		}
		p.of[1], p.of[2] = plane{m.Cb, m.CStride, cw, ch}, plane{m.Cr, m.CStride, cw, ch}
		return p, true
	case *image.Gray:
		grey := plane{[]uint8{128}, 1, 1, 1}
		p.of = [3]plane{{m.Pix, m.Stride, p.w, p.h}, grey, grey}
		return p, true
	case *image.CMYK:
		return p, false
	}
	return painted(img), true
}

func chroma(ratio image.YCbCrSubsampleRatio, w, h int) (cw, ch int) {
	switch ratio {
	case image.YCbCrSubsampleRatio444:
		return w, h
	case image.YCbCrSubsampleRatio422:
		return (w + 1) / 2, h
	case image.YCbCrSubsampleRatio420:
		return (w + 1) / 2, (h + 1) / 2
	case image.YCbCrSubsampleRatio440:
		return w, (h + 1) / 2
	}
	return 0, 0
}

// painted is any other picture on white paper.
func painted(img image.Image) planes {
	b := img.Bounds()
	p := blank(b.Dx(), b.Dy())
	for y := range p.h {
		for x := range p.w {
			r, g, bl, a := img.At(b.Min.X+x, b.Min.Y+y).RGBA() // multiplied by a already
			paper := 0xffff - a
			i := y*p.w + x
			p.of[0].dots[i], p.of[1].dots[i], p.of[2].dots[i] = color.RGBToYCbCr(uint8((r+paper)>>8), uint8((g+paper)>>8), uint8((bl+paper)>>8))
		}
	}
	return p
}

func blank(w, h int) (p planes) {
	p.w, p.h = w, h
	for i := range p.of {
		p.of[i] = plane{make([]uint8, w*h), w, w, h}
	}
	return p
}

// middle is the square in the middle.
func (p planes) middle() planes {
	side := min(p.w, p.h)
	x, y := (p.w-side)/2, (p.h-side)/2
	out := planes{w: side, h: side}
	for i, c := range p.of {
		cx, cy := x*c.w/p.w, y*c.h/p.h
		out.of[i] = plane{c.dots[cy*c.stride+cx:], c.stride, max(1, side*c.w/p.w), max(1, side*c.h/p.h)}
	}
	return out
}

// scaled is the picture with its longer side so long, or as it is where it is smaller:
// each dot is the mean of those that it stands for.
func (p planes) scaled(side int) planes {
	w, h := p.w, p.h
	if long := max(w, h); long > side {
		w, h = max(1, w*side/long), max(1, h*side/long)
	}
	out := blank(w, h)
	for i, c := range p.of {
		c.mean(out.of[i])
	}
	return out
}

func (c plane) mean(to plane) {
	for y := range to.h {
		y0 := y * c.h / to.h
		y1 := max(y0+1, (y+1)*c.h/to.h)
		for x := range to.w {
			x0 := x * c.w / to.w
			x1 := max(x0+1, (x+1)*c.w/to.w)
			sum := 0
			for row := y0; row < y1; row++ {
				for _, dot := range c.dots[row*c.stride+x0 : row*c.stride+x1] {
					sum += int(dot)
				}
			}
			to.dots[y*to.stride+x] = uint8(sum / ((y1 - y0) * (x1 - x0)))
		}
	}
}

// turned is the picture as it is looked at: Exif's orientation, 1 to 8, of which 5 to 8
// lie on their side.
func (p planes) turned(turn int) planes {
	if turn <= 1 {
		return p
	}
	w, h := p.w, p.h
	if turn >= 5 {
		w, h = h, w
	}
	out := blank(w, h)
	for i := range p.of {
		for y := range h {
			for x := range w {
				sx, sy := p.from(turn, x, y)
				out.of[i].dots[y*w+x] = p.of[i].dots[sy*p.of[i].stride+sx]
			}
		}
	}
	return out
}

// from is the dot that comes to stand at x, y.
func (p planes) from(turn, x, y int) (sx, sy int) {
	right, low := p.w-1, p.h-1
	switch turn {
	case 2:
		return right - x, y
	case 3:
		return right - x, low - y
	case 4:
		return x, low - y
	case 5:
		return y, x
	case 6:
		return y, low - x
	case 7:
		return right - y, low - x
	}
	return right - y, x
}

// image is the picture as the encoder wants it.
func (p planes) image() image.Image {
	return &image.YCbCr{
		Y: p.of[0].dots, Cb: p.of[1].dots, Cr: p.of[2].dots, YStride: p.w, CStride: p.w,
		SubsampleRatio: image.YCbCrSubsampleRatio444, Rect: image.Rect(0, 0, p.w, p.h),
	}
}
