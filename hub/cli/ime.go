package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"yizhan/hub/box"
	"yizhan/kiosk/ime/hand"
)

// imeCmd answers input methods' queries line by line, for measuring.
type imeCmd struct {
	Pinyin    imePinyinCmd    `cmd:"" help:"拼音：一行一个，回一行候选"`
	Recognise imeRecogniseCmd `cmd:"" help:"手写：一行一个字的笔画（JSON），回一行候选"`
}

// imeRecogniseCmd reads one character a line as {"s":[[[x,y],…],…]}: strokes of
// points, any scale, y downwards; further fields and numbers are passed over. It
// answers each line at once with one JSON array of up to ten characters. A line that
// cannot be read is answered with an empty one, told about, and makes the exit code 3.
type imeRecogniseCmd struct{}

// longestWriting bounds a line; ten thousand points need about 200 KB.
const longestWriting = 4 << 20

func (c *imeRecogniseCmd) runAlone(_ context.Context, _ *grammar, stdio box.Stdio) error {
	in := bufio.NewReader(stdio.In)
	enc := json.NewEncoder(stdio.Out)
	var partly error
	for n := 1; ; n++ {
		line, err := readLine(in, longestWriting)
		if errors.Is(err, io.EOF) {
			return partly
		}
		if err != nil {
			return err
		}
		strokes, err := readWriting(line)
		if err != nil {
			fmt.Fprintf(stdio.Err, "第 %d 行没看懂，跳过了：%v\n", n, err)
			partly = errPartly
		}
		list := []string{}
		for _, candidate := range hand.Recognise(strokes, hand.Hint{}) {
			list = append(list, string(candidate.Rune))
		}
		if err := enc.Encode(list); err != nil {
			return err
		}
	}
}

// readLine reads to the end of the line; what is beyond the limit is dropped, which
// leaves a line that cannot be read instead of memory without end.
func readLine(in *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	for {
		piece, err := in.ReadSlice('\n')
		line = append(line, piece[:min(len(piece), limit-len(line))]...)
		switch {
		case err == nil, errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}

// readWriting reads {"s":[[[x,y],…],…]}.
func readWriting(line []byte) ([][]hand.Point, error) {
	var writing struct {
		S *[][][]float64 `json:"s"`
	}
	if err := json.Unmarshal(line, &writing); err != nil {
		return nil, err
	}
	if writing.S == nil {
		return nil, errors.New(`no "s"`)
	}
	var strokes [][]hand.Point
	for _, s := range *writing.S {
		var stroke []hand.Point
		for _, p := range s {
			if len(p) < 2 {
				return nil, fmt.Errorf("a point of %d numbers", len(p))
			}
			stroke = append(stroke, hand.Point{X: p[0], Y: p[1]})
		}
		strokes = append(strokes, stroke)
	}
	return strokes, nil
}
