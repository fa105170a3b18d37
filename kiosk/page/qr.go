package page

import (
	"fmt"
	"html/template"
	"strings"

	"rsc.io/qr"
)

// quiet is the white edge that scanners need around a picture, in modules
// (ISO/IEC 18004, 6.3.8).
const quiet = 4

// QR draws figures as a picture for a scanner or a phone's camera. Figures alone
// take a third of the room of other text, and a scanner that types them does not
// care how the keyboard is set.
func QR(figures, label string) (template.HTML, error) {
	code, err := qr.Encode(figures, qr.M)
	if err != nil {
		return "", fmt.Errorf("page: picture of %d figures: %w", len(figures), err)
	}
	size := code.Size + 2*quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`,
		template.HTMLEscapeString(label), size, size, size, size)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from { // a run of dark modules is one stroke
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return template.HTML(b.String()), nil
}
