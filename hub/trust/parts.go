package trust

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// An answer as figures is too long to type (some 1,700); it goes as pictures that a
// scanner reads one after the other, in any order:
//
//	"2", its number and how many there are (one figure each), four figures that all
//	of one answer share, its bytes' count (three), its bytes as a number, and four
//	figures of a hash over all of that.
const (
	partKind  = "2"
	partBytes = 240 // 578 figures: what a picture holds that a cheap scanner still reads
	partHead  = 10
	partCheck = 4
	maxParts  = 9
)

// Parts are the figures of an answer, a picture each.
func Parts(answer []byte) ([]string, error) {
	var f answerFile
	if err := unarmor(answer, lineAnswer, &f); err != nil {
		return nil, err
	}
	raw, err := codec.Marshal(f)
	if err != nil {
		return nil, err
	}
	n := (len(raw) + partBytes - 1) / partBytes
	if n > maxParts {
		return nil, hub.E(hub.CodeTooLarge, "trust.file-large")
	}
	set := setOf(raw)
	var parts []string
	for chunk := range slices.Chunk(raw, (len(raw)+n-1)/n) { // of one size, as near as can be
		text := fmt.Sprintf("%s%d%d%s%03d%s", partKind, len(parts)+1, n, set, len(chunk), decimal(chunk, figuresOf(len(chunk))))
		parts = append(parts, text+partSum(text))
	}
	return parts, nil
}

// Part is one picture's place among those of its answer.
type Part struct {
	Number, Of int
	Set        string // the same for all of one answer
}

// ReadPart says what a scanned picture is. Errors: CodeInvalid.
func ReadPart(text string) (Part, error) {
	p, _, err := readPart(text)
	return p, err
}

func readPart(text string) (Part, []byte, error) {
	text, err := onlyDigits(text)
	if err != nil {
		return Part{}, nil, err
	}
	if len(text) < partHead+partCheck || text[:1] != partKind || text[len(text)-partCheck:] != partSum(text[:len(text)-partCheck]) {
		return Part{}, nil, hub.E(hub.CodeInvalid, "trust.part-other")
	}
	p := Part{Number: int(text[1] - '0'), Of: int(text[2] - '0'), Set: text[3:7]}
	n, _ := strconv.Atoi(text[7:partHead]) // figures only
	data := text[partHead : len(text)-partCheck]
	if p.Number < 1 || p.Number > p.Of || n < 1 || n > partBytes || len(data) != figuresOf(n) {
		return Part{}, nil, hub.E(hub.CodeInvalid, "trust.part-other")
	}
	b, ok := bytesOf(data, n)
	if !ok {
		return Part{}, nil, hub.E(hub.CodeInvalid, "trust.part-other")
	}
	return p, b, nil
}

// JoinParts puts the pictures of one answer together. Parts of another answer are
// left out; while some are missing their numbers come instead of a file.
func JoinParts(texts []string) (answer []byte, missing []int, err error) {
	pieces := map[int][]byte{}
	var one Part
	for _, text := range texts {
		p, b, err := readPart(text)
		if err != nil {
			return nil, nil, err
		}
		if one.Set == "" {
			one = p
		}
		if p.Set == one.Set && p.Of == one.Of {
			pieces[p.Number] = b
		}
	}
	var raw []byte
	for i := 1; i <= one.Of; i++ {
		if pieces[i] == nil {
			missing = append(missing, i)
		}
		raw = append(raw, pieces[i]...)
	}
	if len(missing) > 0 || one.Of == 0 {
		return nil, missing, nil
	}
	var f answerFile
	if setOf(raw) != one.Set || codec.Unmarshal(raw, &f) != nil {
		return nil, nil, hub.E(hub.CodeInvalid, "trust.part-other")
	}
	answer, err = armor(lineAnswer, f)
	return answer, nil, err
}

func setOf(raw []byte) string {
	h := sum(raw)
	return lastDigits(binary.BigEndian.Uint64(h[:]), 4)
}

func partSum(text string) string {
	h := sum([]byte("yizhan/part/1" + text))
	return lastDigits(binary.BigEndian.Uint64(h[:]), partCheck)
}

// figuresOf is how many figures the largest number of n bytes has.
func figuresOf(n int) int { return int(math.Ceil(float64(8*n) * math.Log10(2))) }
