package place

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io"
	"strconv"
	"strings"
)

// divisions.zip holds upper.txt (provinces, cities, counties) and one NN.txt for
// the townships and villages of each province NN. A line is one place: leading
// spaces tell its depth, then its own digits where they are not its elder
// sibling's plus one, then its name. In NN.txt the counties stand without name.
//
//go:embed divisions.zip
var bundle []byte

var (
	upperWidths = []int{2, 2, 2}
	lowerWidths = []int{6, 3, 3}
)

// open gives the bundle's places of the code's part of the country, sorted by
// code, and the county's own.
func (b *Book) open(code string) (places []Place, own map[string][]Place) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(code) < int(Township) {
		if b.upper == nil {
			b.upper = parse(unpack("upper.txt"), upperWidths)
		}
		return b.upper, b.own
	}
	if province := code[:Province]; b.province != province {
		b.province, b.lower = province, parse(unpack(province+".txt"), lowerWidths)
	}
	return b.lower, b.own
}

// unpack reads one file of the bundle; "" if there is none, as for a province
// that nobody has heard of. The bundle is part of the program: that it opens is
// proven by a test, not handled here.
func unpack(name string) string {
	z, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		return ""
	}
	f, err := z.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		return ""
	}
	return string(text)
}

// parse reads a packed text. Parents precede their children and elder siblings
// younger ones, so the places come out sorted by code.
func parse(text string, widths []int) []Place {
	places := make([]Place, 0, strings.Count(text, "\n"))
	prefix := make([]string, len(widths)+1)
	last := make([]int, len(widths)+1)
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		name := strings.TrimLeft(line, " ")
		depth := len(line) - len(name)
		if depth >= len(widths) {
			break
		}
		n := last[depth] + 1
		if w := widths[depth]; len(name) >= w && name[0] >= '0' && name[0] <= '9' {
			n, _ = strconv.Atoi(name[:w])
			name = name[w:]
		}
		last[depth], last[depth+1] = n, 0
		digits := strconv.Itoa(n)
		code := prefix[depth] + strings.Repeat("0", max(0, widths[depth]-len(digits))) + digits
		prefix[depth+1] = code
		if name != "" {
			places = append(places, Place{code, name})
		}
	}
	return places
}
