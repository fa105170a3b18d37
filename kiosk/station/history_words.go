package station

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

const changesShown = 4 // of one act

func shortened(parts []string) string {
	if len(parts) <= changesShown {
		return strings.Join(parts, "，")
	}
	return strings.Join(parts[:changesShown], "，") + fmt.Sprintf("，还有 %d 样", len(parts)-changesShown)
}

// changeWord is one field: 生日 3月21日 → 3月12日. References and marks that nobody
// reads say nothing.
func changeWord(f *form.Field, c hub.Changed) string {
	if f.Type == form.Ref || f.Type == form.Bytes || f.Type == form.List || f.Name == "village" || f.Name == "peg" || f.Name == "sheet" {
		return ""
	}
	if c.Hidden {
		return f.Label + "（这里打不开）"
	}
	if len(c.From) == 0 {
		return f.Label + " " + plainWord(f, c.To)
	}
	var before []string // several where somebody chose between them
	for _, v := range c.From {
		if word := plainWord(f, v); !slices.Contains(before, word) {
			before = append(before, word)
		}
	}
	return f.Label + " " + strings.Join(before, " / ") + " → " + plainWord(f, c.To)
}

// plainWord shows a value; of a number its ends alone.
func plainWord(f *form.Field, value any) string {
	text, is := value.(string)
	switch {
	case is && f.Name == "phone":
		return care.MaskPhone(text)
	case is && f.Name == "id_no" && text != "":
		return "尾号 " + text[max(0, len(text)-4):]
	}
	return f.Show(value)
}
