package form

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/form/formula"
)

// FromText reads an answer as a page's field or a sheet's cell gives it; nothing is no
// answer. Numbers are in the unit that is shown, moments as 2026-11-23T08:30, choices
// by code or label, several with 、 or commas between. Groups, photos and drawings have
// no such form.
func (f *Field) FromText(s string) (any, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil, nil
	}
	v, ok := f.fromText(s)
	if !ok {
		return nil, hub.E(hub.CodeInvalid, "form.type", f.Label).In(f.Name)
	}
	if err := f.check(v); err != nil {
		return nil, err.In(f.Name)
	}
	return v, nil
}

func (f *Field) fromText(s string) (any, bool) {
	switch f.Type {
	case Text, Day:
		return s, true
	case DateTime:
		return strings.Replace(s, " ", "T", 1), true
	case Int:
		return number(s, f.Scale)
	case Time:
		hour, minute, _ := strings.Cut(strings.ReplaceAll(s, "：", ":"), ":")
		h, err1 := strconv.Atoi(hour)
		m, err2 := strconv.Atoi(minute)
		return int64(h*60 + m), err1 == nil && err2 == nil && h >= 0 && m >= 0 && m < 60
	case Photo:
		return photoOf(s)
	case Bool:
		for _, o := range f.Choices {
			if o.Label == s {
				s = o.Code
			}
		}
		switch s {
		case "true", "1", "on", "是", "有":
			return true, true
		case "false", "0", "off", "不是", "否", "没有", "无":
			return false, true
		}
	case Choice:
		return f.codeOf(s), true
	case Choices:
		var list []any
		for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("、，,; ；", r) }) {
			list = append(list, f.codeOf(part))
		}
		return list, true
	case Ref:
		id, err := hub.ParseID(s)
		return id, err == nil
	}
	return nil, false
}

// codeOf is the code of a choice by code or label.
func (f *Field) codeOf(s string) string {
	for _, o := range f.Choices {
		if !f.has(s) && o.Label == s {
			return o.Code
		}
	}
	return s
}

// number reads 8.25 at 1000 a unit as 8250. More digits than are stored are no number:
// they would be dropped without a word.
func number(s string, scale int) (any, bool) {
	negative := strings.HasPrefix(s, "-")
	whole, part, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if !allDigits(whole+part) || len(part) > 6 || len(whole) > 18 {
		return nil, false
	}
	n, _ := strconv.ParseInt(whole, 10, 64)
	parts, _ := strconv.ParseInt((part + "000000")[:6], 10, 64)
	parts *= int64(max(scale, 1))
	if parts%formula.One != 0 || n > 1<<62/int64(max(scale, 1)) {
		return nil, false
	}
	n = n*int64(max(scale, 1)) + parts/formula.One
	if negative {
		n = -n
	}
	return n, true
}

func allDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// ToText is what FromText reads: what stands in a page's field.
func (f *Field) ToText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int64:
		if f.Type == Time {
			return f.Show(v)
		}
		return f.number(v)
	case hub.ID:
		return v.String()
	case []any:
		if f.Type == Photo {
			return photoText(v)
		}
		if f.Type != Choices {
			return ""
		}
		codes := make([]string, 0, len(v))
		for _, e := range v {
			if s, ok := e.(string); ok {
				codes = append(codes, s)
			}
		}
		return strings.Join(codes, ",")
	}
	return ""
}

// photoText is a photo as a draft keeps it.
func photoText(v []any) string {
	p, ok := PictureOf(v)
	if !ok {
		return ""
	}
	return base64.RawStdEncoding.EncodeToString(slices.Concat(p.Hash[:], p.Key[:], p.Thumb))
}

func photoOf(s string) (any, bool) {
	b, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil || len(b) < 64 {
		return nil, false
	}
	return Picture{Hash: hub.Hash(b[:32]), Key: [32]byte(b[32:64]), Thumb: b[64:]}.Value(), true
}

// showRows is a group in words: 米饭 50 克；青菜 30 克.
func (f *Field) showRows(v []any) string {
	var rows []string
	for _, r := range f.Rows(v) {
		var cells []string
		for i := range f.Fields {
			if c := r[f.Fields[i].Name]; c != nil {
				cells = append(cells, f.Fields[i].Show(c))
			}
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return strings.Join(rows, "；")
}

// showMoment is a day and time: 2026年11月23日 8:30.
func showMoment(s string) string {
	t, err := time.Parse(momentLayout, s)
	if err != nil {
		return s
	}
	return t.Format("2006年1月2日 15:04")
}
