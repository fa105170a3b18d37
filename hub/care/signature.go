package care

import (
	"encoding/binary"
	"errors"
	"math"
	"strconv"
	"strings"
)

// Signature is what somebody wrote with a finger: pen strokes, each a list of
// points on the pad (PadWidth × PadHeight, from the top left).
type Signature [][]Point

// Point is a place on the pad.
type Point struct{ X, Y int }

// The pad that pages show, in its own units.
const (
	PadWidth  = 900
	PadHeight = 330
)

const (
	signatureFormat = 1
	signatureGrid   = 3   // units of the pad that one step of a kept point stands for
	signatureMost   = 360 // bytes: a signature travels with its registration (six a stroke are the least)
	signatureLeast  = 60  // units of ink: less is a slip of the finger, not a signature
	maxPoints       = 20_000
	maxStrokes      = 200
)

var errSignature = errors.New("care: this is no signature")

// ReadSignature reads the path that the pad posts: strokes "M x y L x y …". What is
// outside the pad is moved to its edge.
func ReadSignature(path string) (Signature, error) {
	var s Signature
	points := 0
	for stroke := range strings.SplitSeq(path, "M") {
		if stroke = strings.TrimSpace(stroke); stroke == "" {
			continue
		}
		if len(s) == maxStrokes {
			return nil, errSignature
		}
		var line []Point
		for spot := range strings.SplitSeq(stroke, "L") {
			xs, ys, _ := strings.Cut(strings.TrimSpace(spot), " ")
			x, err1 := strconv.Atoi(xs)
			y, err2 := strconv.Atoi(ys)
			if points++; err1 != nil || err2 != nil || points > maxPoints {
				return nil, errSignature
			}
			line = append(line, Point{min(max(x, 0), PadWidth), min(max(y, 0), PadHeight)})
		}
		s = append(s, line)
	}
	return s, nil
}

// Signed says whether there is enough ink to be meant; a circle will do.
func (s Signature) Signed() bool {
	ink := 0.0
	for _, line := range s {
		for i := 1; i < len(line); i++ {
			ink += math.Hypot(float64(line[i].X-line[i-1].X), float64(line[i].Y-line[i-1].Y))
		}
	}
	return ink >= signatureLeast
}

// Bytes is the signature as a record keeps it: a format byte, then for each stroke
// the number of points, the first point, and the steps to the next ones (varints,
// steps zigzag). Points that the eye does not miss are left out, until it fits; of one
// that was kept already none are, or it would change whenever its sheet is opened.
func (s Signature) Bytes() []byte {
	if out := s.keep(0); s.onGrid() && len(out) <= signatureMost {
		return out
	}
	var out []byte
	for slack := 2.0; ; slack *= 1.5 {
		out = s.keep(slack)
		if len(out) <= signatureMost || slack > PadWidth {
			return out
		}
	}
}

// onGrid says whether all of its points are such as a record keeps: no pen does that.
func (s Signature) onGrid() bool {
	for _, line := range s {
		for _, p := range line {
			if p.X%signatureGrid != 0 || p.Y%signatureGrid != 0 {
				return false
			}
		}
	}
	return true
}

// keep is the bytes without what lies nearer than slack to what stays; 0 leaves out nothing.
func (s Signature) keep(slack float64) []byte {
	out := []byte{signatureFormat}
	for _, line := range s {
		if slack > 0 {
			line = simplify(line, slack)
		}
		out = binary.AppendUvarint(out, uint64(len(line)))
		var at Point
		for i, p := range line {
			p = Point{p.X / signatureGrid, p.Y / signatureGrid}
			if i == 0 {
				out = binary.AppendUvarint(binary.AppendUvarint(out, uint64(p.X)), uint64(p.Y))
			} else {
				out = binary.AppendVarint(binary.AppendVarint(out, int64(p.X-at.X)), int64(p.Y-at.Y))
			}
			at = p
		}
	}
	return out
}

// OpenSignature reads what Bytes keeps.
func OpenSignature(kept []byte) (Signature, error) {
	if len(kept) == 0 || kept[0] != signatureFormat {
		return nil, errSignature
	}
	r := varints{rest: kept[1:]}
	var s Signature
	for len(r.rest) > 0 && !r.bad {
		n := r.next(binary.Uvarint)
		if n == 0 || n > maxPoints {
			return nil, errSignature
		}
		var line []Point
		at := Point{int(r.next(binary.Uvarint)), int(r.next(binary.Uvarint))}
		for i := uint64(0); i < n && !r.bad; i++ {
			if i > 0 {
				at.X += r.step()
				at.Y += r.step()
			}
			p := Point{at.X * signatureGrid, at.Y * signatureGrid}
			if p.X < 0 || p.Y < 0 || p.X > PadWidth || p.Y > PadHeight {
				return nil, errSignature
			}
			line = append(line, p)
		}
		s = append(s, line)
	}
	if r.bad {
		return nil, errSignature
	}
	return s, nil
}

// Path is the signature as SVG path data, to be shown.
func (s Signature) Path() string {
	var b strings.Builder
	for _, line := range s {
		for i, p := range line {
			b.WriteByte("ML"[min(i, 1)])
			b.WriteString(strconv.Itoa(p.X))
			b.WriteByte(' ')
			b.WriteString(strconv.Itoa(p.Y))
		}
	}
	return b.String()
}

// simplify drops points that lie nearer than slack to the line between those that
// stay (Ramer, Douglas, Peucker).
func simplify(line []Point, slack float64) []Point {
	if len(line) < 3 {
		return line
	}
	first, last := line[0], line[len(line)-1]
	far, at := 0.0, 0
	for i := 1; i < len(line)-1; i++ {
		if d := apart(line[i], first, last); d > far {
			far, at = d, i
		}
	}
	if far <= slack {
		return []Point{first, last}
	}
	head := simplify(line[:at+1], slack)
	return append(head[:len(head)-1:len(head)-1], simplify(line[at:], slack)...)
}

// apart is how far a point lies from a line, or from its first point where the
// line has no length.
func apart(p, from, to Point) float64 {
	dx, dy := float64(to.X-from.X), float64(to.Y-from.Y)
	px, py := float64(p.X-from.X), float64(p.Y-from.Y)
	length := math.Hypot(dx, dy)
	if length == 0 {
		return math.Hypot(px, py)
	}
	return math.Abs(dx*py-dy*px) / length
}

// varints reads numbers one after the other; bad once one is torn or too large.
type varints struct {
	rest []byte
	bad  bool
}

func (v *varints) next(read func([]byte) (uint64, int)) uint64 {
	n, size := read(v.rest)
	if size <= 0 || n > math.MaxInt16 {
		v.bad, v.rest = true, nil
		return 0
	}
	v.rest = v.rest[size:]
	return n
}

func (v *varints) step() int {
	n := v.next(binary.Uvarint)
	return int(n>>1) ^ -int(n&1)
}
