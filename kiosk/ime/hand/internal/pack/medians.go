package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// character is one template: its strokes in writing order on a board of 256 × 256,
// y downwards.
type character struct {
	r       rune
	strokes [][]ink.Point
}

// readMedians reads every character of GB 2312, in its order.
func readMedians(dir string) ([]character, error) {
	var chars []character
	for _, r := range gb2312() {
		data, err := os.ReadFile(filepath.Join(dir, string(r)+".json"))
		if err != nil {
			return nil, err
		}
		var file struct{ Medians [][][2]float64 }
		if err := json.Unmarshal(data, &file); err != nil {
			return nil, fmt.Errorf("%c: %w", r, err)
		}
		c := character{r: r}
		for _, median := range file.Medians {
			var s []ink.Point
			for _, p := range median {
				// The source's y grows upwards from -124 to 900.
				s = append(s, ink.Point{X: round8(p[0] / 4), Y: round8((900 - p[1]) / 4)})
			}
			c.strokes = append(c.strokes, straighten(s))
		}
		chars = append(chars, c)
	}
	return chars, nil
}

func round8(v float64) float64 { return math.Round(min(max(v, 0), 255)) }

// gb2312 is its 6,763 characters: rows 16 to 87 of 94.
func gb2312() []rune {
	var out []rune
	dec := simplifiedchinese.HZGB2312.NewDecoder()
	for row := 16; row <= 87; row++ {
		for cell := 1; cell <= 94; cell++ {
			text, err := dec.String("~{" + string([]byte{byte(row) + 0x20, byte(cell) + 0x20}) + "~}")
			dec.Reset()
			if r := []rune(text); err == nil && len(r) == 1 && r[0] != '\uFFFD' {
				out = append(out, r[0])
			}
		}
	}
	return out
}

// bend is how far, on the board of 256, a line may lie beside what it stands for.
const bend = 2.0

// straighten keeps the points that a line needs (Douglas and Peucker).
func straighten(s []ink.Point) []ink.Point {
	if len(s) < 3 {
		return s
	}
	a, b := s[0], s[len(s)-1]
	far, at := 0.0, 0
	for i, p := range s[1 : len(s)-1] {
		if d := beside(p, a, b); d > far {
			far, at = d, i+1
		}
	}
	if far <= bend {
		return []ink.Point{a, b}
	}
	head := straighten(s[:at+1])
	return append(head[:len(head)-1:len(head)-1], straighten(s[at:])...)
}

// beside is the distance of p from the piece between a and b.
func beside(p, a, b ink.Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	along := 0.0
	if n := dx*dx + dy*dy; n > 0 {
		along = min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/n, 0), 1)
	}
	return math.Hypot(p.X-a.X-along*dx, p.Y-a.Y-along*dy)
}

// packStrokes writes per character: three bytes of UTF-8, the number of strokes, and
// per stroke the number of points and their x and y, a byte each.
func packStrokes(chars []character) []byte {
	var out []byte
	for _, c := range chars {
		out = append(out, string(c.r)...)
		out = append(out, byte(len(c.strokes)))
		var x, y byte // of the point before
		for _, s := range c.strokes {
			out = append(out, byte(len(s)))
			for _, p := range s {
				out = append(out, byte(p.X)-x, byte(p.Y)-y)
				x, y = byte(p.X), byte(p.Y)
			}
		}
	}
	return out
}

// readWeights is a byte a character: eight steps for each factor of two in its weight
// as a word of one character, all readings together; 0 where the list lacks it.
func readWeights(path string, chars []character) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sums := map[string]float64{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		columns := strings.Split(lines.Text(), "\t")
		if len(columns) != 3 || len(columns[0]) != 3 {
			continue
		}
		weight, err := strconv.ParseFloat(columns[2], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		sums[columns[0]] += weight
	}
	if len(sums) == 0 && lines.Err() == nil {
		return nil, fmt.Errorf("%s: no characters with weights", path)
	}
	out := make([]byte, len(chars))
	for i, c := range chars {
		out[i] = byte(min(8*math.Log2(1+sums[string(c.r)]), 255))
	}
	return out, lines.Err()
}
