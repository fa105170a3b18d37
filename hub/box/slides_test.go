package box

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg"
	"os"
	"os/exec"
	"testing"

	"yizhan/hub"
)

// paperOf is a PDF of so many pages, wider than high, each half black from another side.
func paperOf(pages int) []byte {
	var b bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	b.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	kids := ""
	for n := range pages {
		kids += fmt.Sprintf("%d 0 R ", 3+2*n)
	}
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [ %s] >>", pages, kids))
	for n := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents %d 0 R >>", 4+2*n))
		ink := fmt.Sprintf("%d 0 200 200 re f", 200*(n%2))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(ink), ink))
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// A PDF becomes pictures, page after page and no more than a class shows; what is none is
// said to be none, and nothing stays behind.
func TestPagesOfAPDF(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("NOT TESTED: no pdftoppm (poppler-utils)")
	}
	t.Parallel()
	p := pdfPages{t.TempDir()}
	for _, pages := range []int{1, 12, pdfMost + 3} { // page 2 stands before page 10
		got, err := p.Pages(t.Context(), paperOf(pages))
		if err != nil || len(got) != min(pages, pdfMost) {
			t.Fatalf("%d pages became %d pictures: %v", pages, len(got), err)
		}
		for n, body := range got {
			picture, _, err := image.Decode(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if size := picture.Bounds().Size(); size.X != 1280 || size.Y != 640 {
				t.Errorf("page %d is %v", n+1, size)
			}
			left, _, _, _ := picture.At(300, 300).RGBA()
			if dark := left < 0x4000; dark != (n%2 == 0) {
				t.Errorf("page %d of %d is another one", n+1, pages)
			}
		}
	}
	for name, bad := range map[string][]byte{"nothing": nil, "a text": []byte("大家好"), "a torn one": paperOf(2)[:60]} {
		if _, err := p.Pages(t.Context(), bad); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, err := os.ReadDir(p.tmp); err != nil || len(left) > 0 {
		t.Errorf("%d things were left behind: %v", len(left), err)
	}
}
