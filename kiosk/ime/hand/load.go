package hand

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"runtime"
	"sync"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// characters.zip holds, besides licence and notice:
//
//	strokes.bin  per character three bytes of UTF-8, the number of strokes, and per
//	             stroke the number of points and their x and y, a byte each: how far they
//	             are from the point before, modulo 256, because steps press better
//	metric.bin   128 rows of a float32 scale and 512 int16, little-endian: the linear
//	             view of direction maps in which characters are compared
//	weights.bin  a byte a character: how often it is used, 8 steps a factor of two
//
//go:embed characters.zip
var archive []byte

const dims = 128 // of the view

// knowledge is everything known of the characters, about 3 MB in memory. All slices go
// by the same index.
type knowledge struct {
	runes   []rune
	weights []byte
	strokes []uint8                 // how many
	steps   [][]mark                // the template, followed in short steps
	seen    []int8                  // dims numbers a character: the template in the view, times unit
	unit    float32                 // makes the largest number 127
	metric  [ink.Size][dims]float32 // a row each field and direction of a map
}

var known = sync.OnceValue(func() *knowledge {
	k, err := load(archive)
	if err != nil {
		panic(err) // the program itself is damaged; a test reads the archive
	}
	return k
})

// Load reads the templates now, which takes a fraction of a second on a station's
// processor, instead of at the first stroke.
func Load() { known() }

func load(archive []byte) (*knowledge, error) {
	files, err := unzip(archive)
	if err != nil {
		return nil, err
	}
	runes, templates, err := readStrokes(files["strokes.bin"])
	if err != nil {
		return nil, err
	}
	k := &knowledge{runes: runes, weights: files["weights.bin"]}
	if len(k.weights) != len(runes) {
		return nil, fmt.Errorf("hand: %d weights for %d characters", len(k.weights), len(runes))
	}
	metric := files["metric.bin"]
	if len(metric) != dims*(4+2*ink.Size) {
		return nil, fmt.Errorf("hand: a metric of %d bytes", len(metric))
	}
	for d := range dims {
		scale := math.Float32frombits(binary.LittleEndian.Uint32(metric))
		metric = metric[4:]
		for i := range k.metric {
			k.metric[i][d] = scale * float32(int16(binary.LittleEndian.Uint16(metric)))
			metric = metric[2:]
		}
	}
	k.study(templates)
	return k, nil
}

func unzip(archive []byte) (map[string][]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("hand: %w", err)
	}
	files := map[string][]byte{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("hand: %w", err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			return nil, fmt.Errorf("hand: %s: %w", f.Name, err)
		}
		files[f.Name] = data
	}
	return files, nil
}

// readStrokes unpacks every character's template, on a board of 256.
func readStrokes(data []byte) (runes []rune, templates [][][]Point, err error) {
	in := bytes.NewReader(data)
	next := func() int {
		b, e := in.ReadByte()
		if e != nil {
			err = fmt.Errorf("hand: the strokes of character %d are cut off", len(runes))
		}
		return int(b)
	}
	for in.Len() > 0 {
		r, _, e := in.ReadRune()
		if e != nil {
			return nil, nil, e
		}
		template := make([][]Point, next())
		var x, y byte
		for i := range template {
			template[i] = make([]Point, next())
			for j := range template[i] {
				x += byte(next())
				y += byte(next())
				template[i][j] = Point{X: float64(x), Y: float64(y)}
			}
		}
		runes, templates = append(runes, r), append(templates, template)
	}
	return runes, templates, err
}

// study follows every template and puts it into the view.
func (k *knowledge) study(templates [][][]Point) {
	k.strokes, k.steps = make([]uint8, len(templates)), make([][]mark, len(templates))
	views := make([][dims]float32, len(templates))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for c := w; c < len(templates); c += workers {
				fitted := ink.Fit(templates[c])
				k.strokes[c], k.steps[c] = uint8(len(fitted)), pack(follow(fitted))
				k.view(ink.Map(fitted), &views[c])
			}
		})
	}
	wg.Wait()
	top := float32(0)
	for c := range views {
		for _, v := range views[c] {
			top = max(top, v, -v)
		}
	}
	k.unit = 127 / top
	k.seen = make([]int8, 0, dims*len(views))
	for c := range views {
		for _, v := range views[c] {
			k.seen = append(k.seen, int8(math.Round(float64(v*k.unit))))
		}
	}
}

// view projects a direction map; many of its fields are empty.
func (k *knowledge) view(m []float32, to *[dims]float32) {
	*to = [dims]float32{}
	for i, v := range m {
		if v == 0 {
			continue
		}
		row := &k.metric[i]
		for d := range to {
			to[d] += v * row[d]
		}
	}
}
