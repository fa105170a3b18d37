package desk

import (
	"context"
	"fmt"
	"strings"

	"yizhan/hub"
)

// SentWords names a record that the county sent to its stations, in a few words: 夏天防痱子
// 第 2 版, 2027 年. A kind that nobody has thought about has its title, or what its first
// required field says.
func (d *Desk) SentWords(ctx context.Context, rec hub.Record) (string, error) {
	def, known := d.forms.Get(rec.Kind)
	if !known {
		return "", nil
	}
	text := func(name string) string {
		if v := valueOf(def, rec, name); v != nil {
			return strings.TrimSpace(fmt.Sprint(v))
		}
		return ""
	}
	switch rec.Kind {
	case "outside-system":
		system, _ := d.outsideOf(rec)
		return system.Template.Name, nil
	case "pack":
		return fmt.Sprintf("%s 第 %s 版", text("title"), text("version")), nil
	case "holidays":
		return text("year") + " 年", nil
	case "illness-rule":
		rule, err := d.IllnessRule(ctx, text("illness"))
		return fmt.Sprintf("%s在家 %s 天", rule.Name, text("days")), err
	case "form":
		all, err := d.publishedForms(ctx)
		p := all[hub.Kind(text("kind"))]
		return fmt.Sprintf("%s 第 %s 版", p.Title, text("version")), err
	case "retention-rule":
		for _, c := range d.forms.Classes() {
			if c.Code == text("class") {
				return fmt.Sprintf("%s留 %s 年", c.Title, text("years")), nil
			}
		}
	}
	if _, ok := def.Field("title"); ok {
		return text("title"), nil
	}
	for _, f := range def.Fields {
		if f.Required {
			return text(f.Name), nil
		}
	}
	return "", nil
}
