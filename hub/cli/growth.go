package cli

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/care/growth"
)

// growthCmd judges measurings by both standards, a line each. The file is CSV in UTF-8
// with a header line; columns are found by name, further ones are passed over, an
// empty cell (or NA) is unknown:
//
//	id, sex (1 2), age_days, weight_kg, lenhei_cm, measure (L H), headc_cm, oedema (y n)
//
// Out come WHO's z-scores, each with its flag (1: doubtful), whether a standing measure
// under nine months was not believed, and the words of WS/T 423-2022; empty where no
// value is due. A line that cannot be read is told about, left out, and makes the exit
// code 3.
type growthCmd struct {
	File string `arg:"" help:"量身高体重的表（CSV），- 是标准输入"`
}

func (c *growthCmd) runAlone(ctx context.Context, _ *grammar, stdio box.Stdio) error {
	in := stdio.In
	if c.File != "-" {
		path := c.File
		if !filepath.IsAbs(path) {
			path = filepath.Join(stdio.Dir, path)
		}
		f, err := os.Open(path)
		if err != nil {
			return hub.E(hub.CodeNotFound, "growth.file", c.File).Because(err)
		}
		defer f.Close()
		in = f
	}
	bad, err := judgeLines(ctx, in, stdio.Out, func(line int, err error) {
		fmt.Fprintf(stdio.Err, "第 %d 行没看懂，跳过了：%v\n", line, err)
	})
	if err == nil && bad > 0 {
		return errPartly
	}
	return err
}

// judgeLines answers how many lines were bad; each was reported.
func judgeLines(ctx context.Context, in io.Reader, out io.Writer, report func(line int, err error)) (bad int, err error) {
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		return 0, hub.E(hub.CodeInvalid, "growth.header").Because(err)
	}
	columns, err := growthColumns(header)
	if err != nil {
		return 0, err
	}
	w := csv.NewWriter(out)
	if err := w.Write(growthHeader()); err != nil {
		return 0, err
	}
	for ctx.Err() == nil {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		parsed, isParse := errors.AsType[*csv.ParseError](err)
		if err != nil && !isParse {
			return bad, err
		}
		line := 0
		if isParse {
			line = parsed.StartLine
		} else {
			line, _ = r.FieldPos(0)
			err = judgeLine(w, columns, row)
		}
		if err != nil {
			bad++
			report(line, err)
		}
	}
	w.Flush()
	return bad, errors.Join(w.Error(), ctx.Err())
}

// growthNames are the columns that are read.
var growthNames = []string{"id", "sex", "age_days", "weight_kg", "lenhei_cm", "measure", "headc_cm", "oedema"}

// growthColumns finds them; sex and age must be there, or nothing can be judged.
func growthColumns(header []string) (map[string]int, error) {
	columns := map[string]int{}
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		if _, twice := columns[name]; !twice && slices.Contains(growthNames, name) {
			columns[name] = i
		}
	}
	for _, needed := range []string{"sex", "age_days"} {
		if _, ok := columns[needed]; !ok {
			return nil, hub.E(hub.CodeInvalid, "growth.header")
		}
	}
	return columns, nil
}

func judgeLine(w *csv.Writer, columns map[string]int, row []string) error {
	cell := func(name string) string {
		i, ok := columns[name]
		if !ok || i >= len(row) || strings.EqualFold(strings.TrimSpace(row[i]), "NA") {
			return ""
		}
		return strings.TrimSpace(row[i])
	}
	m, aged, err := readMeasure(cell)
	if err != nil {
		return err
	}
	var z growth.Scores
	var j growth.Judgement
	if aged {
		z, j = growth.ZScores(m), growth.Judge(m)
	}
	out := []string{cell("id")}
	for _, s := range []growth.Score{z.Length, z.Weight, z.WeightForLength, z.BMI, z.Head} {
		out = append(out, zText(s), mark(s.Known, s.Flag))
	}
	out = append(out, mark(aged, z.DoubtfulPosture))
	for _, v := range []growth.Verdict{j.Length, j.Weight, j.WeightForLength, j.BMI, j.Head} {
		out = append(out, v.BySD.String(), v.ByPercentile.String(), string(v.Nutrition))
	}
	return w.Write(out)
}

func growthHeader() []string {
	out := []string{"id"}
	for _, name := range []string{"len", "wei", "wfl", "bmi", "hc"} {
		out = append(out, "z"+name, "f"+name)
	}
	out = append(out, "c9mo")
	for _, name := range []string{"lhfa", "wfa", "wfl", "bfa", "hcfa"} {
		out = append(out, name+"_level_by_sd", name+"_level_by_percentile", name+"_nutrition")
	}
	return out
}

// zText is a z-score to two places.
func zText(s growth.Score) string {
	if !s.Known {
		return ""
	}
	return strconv.FormatFloat(float64(s.Z)/100, 'f', 2, 64)
}

func mark(known, set bool) string {
	switch {
	case !known:
		return ""
	case set:
		return "1"
	}
	return "0"
}

// readMeasure reads a line; aged is false where no age is given.
func readMeasure(cell func(string) string) (m growth.Measure, aged bool, err error) {
	var wrong error
	number := func(name string, scale float64) int64 {
		n, err := decimal(cell(name), scale)
		if err != nil {
			wrong = errors.Join(wrong, fmt.Errorf("%s: %w", name, err))
		}
		return n
	}
	choice := func(name string, answers map[string]int) int {
		n, ok := answers[strings.ToLower(cell(name))]
		if !ok {
			wrong = errors.Join(wrong, fmt.Errorf("%s: %q", name, cell(name)))
		}
		return n
	}
	m.Sex = growth.Sex(choice("sex", map[string]int{"": 0, "1": 1, "m": 1, "male": 1, "男": 1, "2": 2, "f": 2, "female": 2, "女": 2}))
	m.Age = growth.AgeAfter(int(number("age_days", 1)))
	m.Weight = growth.Mass(number("weight_kg", 1e6))
	m.Length = growth.Size(number("lenhei_cm", 1e4))
	m.Head = growth.Size(number("headc_cm", 1e4))
	m.Posture = growth.Posture(choice("measure", map[string]int{"": 0, "l": 1, "h": 2}))
	m.Oedema = choice("oedema", map[string]int{"": 0, "n": 0, "0": 0, "y": 1, "1": 1}) == 1
	return m, cell("age_days") != "", wrong
}

// decimal reads a figure that is not negative and below 100,000; 0 for "".
func decimal(text string, scale float64) (int64, error) {
	if text == "" {
		return 0, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !(x >= 0 && x < 1e5) {
		return 0, fmt.Errorf("%q", text)
	}
	return int64(math.Floor(x*scale + 0.5)), nil
}
