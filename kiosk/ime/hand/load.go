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
	"unicode/utf8"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// characters.zip holds, besides licence and notice:
//
//	strokes.bin  per character three bytes of UTF-8, the number of strokes, and per
//	             stroke the number of points and their x and y, a byte each
//	metric.bin   128 rows of a float32 scale and 512 int16, little-endian: the linear
//	             view of direction maps in which characters are compared
//	weights.bin  a byte a character: how often it is used, 8 steps a factor of two
//
//go:embed characters.zip
var archive []byte

const dims = 128 // of the view

// knowledge is everything known of the characters, in memory: about 2.5 MB.
type knowledge struct {
	runes   []rune
	strokes [][]byte // as packed, from the number of strokes on
	weights []byte
	metric  [dims][ink.Size]float32
	seen    []int8  // dims numbers a character: its template in the view, times unit
	unit    float32 // makes the largest number 127
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
	k := &knowledge{weights: files["weights.bin"]}
	if err := k.readStrokes(files["strokes.bin"]); err != nil {
		return nil, err
	}
	if len(k.weights) != len(k.runes) {
		return nil, fmt.Errorf("hand: %d weights for %d characters", len(k.weights), len(k.runes))
	}
	metric := files["metric.bin"]
	if len(metric) != dims*(4+2*ink.Size) {
		return nil, fmt.Errorf("hand: a metric of %d bytes", len(metric))
	}
	for d := range k.metric {
		scale := math.Float32frombits(binary.LittleEndian.Uint32(metric))
		metric = metric[4:]
		for i := range k.metric[d] {
			k.metric[d][i] = scale * float32(int16(binary.LittleEndian.Uint16(metric)))
			metric = metric[2:]
		}
	}
	k.look()
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

// readStrokes finds where each character's strokes lie.
func (k *knowledge) readStrokes(data []byte) error {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		at += size
		if r == utf8.RuneError || at >= len(data) {
			return fmt.Errorf("hand: no character at byte %d", at)
		}
		end := at + 1
		for range data[at] {
			if end >= len(data) {
				return fmt.Errorf("hand: the strokes of %c are cut off", r)
			}
			end += 1 + 2*int(data[end])
		}
		if end > len(data) {
			return fmt.Errorf("hand: the strokes of %c are cut off", r)
		}
		k.runes = append(k.runes, r)
		k.strokes = append(k.strokes, data[at:end])
		at = end
	}
	return nil
}

// template unpacks a character's strokes, on a board of 256.
func (k *knowledge) template(c int) [][]Point {
	data := k.strokes[c]
	out := make([][]Point, data[0])
	data = data[1:]
	for i := range out {
		out[i] = make([]Point, data[0])
		data = data[1:]
		for j := range out[i] {
			out[i][j] = Point{X: float64(data[2*j]), Y: float64(data[2*j+1])}
		}
		data = data[2*len(out[i]):]
	}
	return out
}

// look puts every template into the view.
func (k *knowledge) look() {
	views := make([][dims]float32, len(k.runes))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for c := w; c < len(views); c += workers {
				k.view(ink.Map(ink.Fit(k.template(c))), &views[c])
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

// view projects a direction map.
func (k *knowledge) view(m []float32, to *[dims]float32) {
	for d := range to {
		sum, row := float32(0), &k.metric[d]
		for i, v := range m {
			sum += v * row[i]
		}
		to[d] = sum
	}
}
