package report

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/growth"
	"yizhan/hub/sheet"
)

// grown is a measuring by both standards: what people are shown is the Chinese
// judgement, WHO's z-scores stand beside it.
type grown struct {
	who growth.Scores
	wst growth.Judgement
}

// grownOf judges a record of kind growth; nothing is known where the child is not here
// or has no birth day or sex.
func (x *exporter) grownOf(rec hub.Record) (g grown, err error) {
	child, err := x.records.Record(x.ctx, "child", rec.Subject)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return g, nil
	}
	if err != nil {
		return g, err
	}
	m := care.As[care.Growth](x.forms, rec).Measure(care.As[care.Child](x.forms, child))
	return grown{growth.ZScores(m), growth.Judge(m)}, nil
}

// grownColumns are derived from what is 敏感, and leave only with it.
func grownColumns() (columns []column) {
	for _, f := range []struct {
		name, title string
		of          func(grown) (growth.Score, growth.Verdict)
	}{
		{"weight", "体重", func(g grown) (growth.Score, growth.Verdict) { return g.who.Weight, g.wst.Weight }},
		{"length", "身长", func(g grown) (growth.Score, growth.Verdict) { return g.who.Length, g.wst.Length }},
		{"wfl", "身长别体重", func(g grown) (growth.Score, growth.Verdict) { return g.who.WeightForLength, g.wst.WeightForLength }},
		{"bmi", "体质指数", func(g grown) (growth.Score, growth.Verdict) { return g.who.BMI, g.wst.BMI }},
		{"head", "头围", func(g grown) (growth.Score, growth.Verdict) { return g.who.Head, g.wst.Head }},
	} {
		columns = append(columns, column{
			name: f.name + "_z", title: f.title + " Z 分（世卫）",
			plain: func(r row) any {
				if s, _ := f.of(r.grown); s.Known {
					return float64(s.Z) / 100
				}
				return nil
			},
			shown: func(r row) sheet.Cell {
				if s, _ := f.of(r.grown); s.Known {
					return sheet.Number(float64(s.Z) / 100)
				}
				return sheet.Cell{}
			},
		}, text(f.name+"_level", f.title+"评价（国标）", func(r row) string {
			_, v := f.of(r.grown)
			if v.Nutrition != growth.NutritionFine {
				return string(v.Nutrition)
			}
			return v.BySD.String()
		}))
	}
	return columns
}
