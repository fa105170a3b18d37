package print

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"io"
)

// pdf writes pages of dots as a PDF (ISO 32000-1), one picture a page. Any printer's
// software reads that, and no font has to be in the file.
type pdf struct {
	w   io.Writer
	n   int   // bytes written
	own []int // the pages' objects
	at  []int // where each object begins
	err error
}

// The first two objects are the catalogue and the list of pages, which is written last;
// then those of each page: the page, what it shows, the dots, the photos.
const pdfFixed = 2

func newPDF(w io.Writer) *pdf {
	p := &pdf{w: w, at: make([]int, pdfFixed)}
	p.printf("%%PDF-1.4\n")
	return p
}

func (p *pdf) printf(format string, args ...any) {
	if p.err == nil {
		var n int
		n, p.err = fmt.Fprintf(p.w, format, args...)
		p.n += n
	}
}

func (p *pdf) begin() {
	p.at = append(p.at, p.n)
	p.printf("%d 0 obj\n", len(p.at))
}

// page adds a page of the size of the dots at so many a millimetre.
func (p *pdf) page(b *Bitmap, mm int) error {
	points := func(dots int) float64 { return float64(dots) / float64(mm) / 25.4 * 72 }
	wide, high := points(b.Width), points(b.Height)
	p.begin()
	me := len(p.at)
	p.own = append(p.own, me)
	shows, names := fmt.Sprintf("q %.2f 0 0 %.2f 0 0 cm /I Do Q", wide, high), fmt.Sprintf("/I %d 0 R", me+2)
	for i, one := range b.Photos {
		shows += fmt.Sprintf(" q %.2f 0 0 %.2f %.2f %.2f cm /P%d Do Q", points(one.at.Dx()), points(one.at.Dy()), points(one.at.Min.X), points(b.Height-one.at.Max.Y), i)
		names += fmt.Sprintf("/P%d %d 0 R", i, me+3+i)
	}
	p.printf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R/Resources<</XObject<<%s>>>>>>\nendobj\n", wide, high, me+1, names)
	p.begin()
	p.printf("<</Length %d>>\nstream\n%s\nendstream\nendobj\n", len(shows), shows)
	var dots bytes.Buffer
	z := zlib.NewWriter(&dots)
	_, err := z.Write(b.Bits)
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return err // bytes.Buffer has none
	}
	p.begin()
	p.printf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]/Filter/FlateDecode/Length %d>>\nstream\n",
		b.Width, b.Height, dots.Len())
	p.printf("%s\nendstream\nendobj\n", dots.Bytes())
	for _, one := range b.Photos {
		space := "DeviceRGB"
		if _, grey := one.of.(*image.Gray); grey {
			space = "DeviceGray"
		}
		size := one.of.Bounds()
		p.begin()
		p.printf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode/Length %d>>\nstream\n", size.Dx(), size.Dy(), space, len(one.jpeg))
		p.printf("%s\nendstream\nendobj\n", one.jpeg)
	}
	return p.err
}

// close writes the lists that a reader begins with.
func (p *pdf) close() error {
	p.at[0] = p.n
	p.printf("1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n")
	p.at[1] = p.n
	p.printf("2 0 obj\n<</Type/Pages/Count %d/Kids[", len(p.own))
	for _, page := range p.own {
		p.printf("%d 0 R ", page)
	}
	p.printf("]>>\nendobj\n")
	xref := p.n
	p.printf("xref\n0 %d\n0000000000 65535 f \n", len(p.at)+1)
	for _, at := range p.at {
		p.printf("%010d 00000 n \n", at)
	}
	p.printf("trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(p.at)+1, xref)
	return p.err
}
