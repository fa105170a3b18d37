package station

import (
	"strings"

	"yizhan/hub/care"
	"yizhan/hub/care/growth"
)

// levelWords are the standard's words for the figures that were measured: 体重 中，
// 身高 中下.
func levelWords(g care.Growth, j growth.Judgement) string {
	length := "身长"
	if g.Posture == "standing" {
		length = "身高"
	}
	var words []string
	for _, one := range []struct {
		word string
		v    growth.Verdict
	}{{"体重", j.Weight}, {length, j.Length}, {"头围", j.Head}} {
		if one.v.Known() {
			words = append(words, one.word+" "+one.v.BySD.String())
		}
	}
	return strings.Join(words, "，")
}

// concern is a judgement in words, and what to do.
type concern struct {
	word, todo string
	severe     bool
}

const (
	todoSoon  = "这几天就带到乡镇卫生院，请医生看看。"
	todoMonth = "请带到乡镇卫生院看看，一个月后再量。"
	todoAsk   = "体检时问问医生怎么吃、怎么动。"
)

// concerns are what the standard's judgements are called here.
var concerns = map[growth.Nutrition]concern{
	growth.Underweight:         {"轻一些", todoMonth, false},
	growth.SeverelyUnderweight: {"轻得多", todoSoon, true},
	growth.Stunted:             {"矮一些", todoMonth, false},
	growth.SeverelyStunted:     {"矮得多", todoSoon, true},
	growth.Wasted:              {"瘦一些", todoMonth, false},
	growth.SeverelyWasted:      {"瘦得多", todoSoon, true},
	growth.Overweight:          {"胖一些", todoAsk, false},
	growth.Obese:               {"胖得多", todoMonth, false},
	growth.SeverelyObese:       {"胖得多", todoMonth, false},
}

// nutritionWords is what stands out, all of it, with the most pressing thing to do.
// Weight for length speaks before BMI: it is the one that is drawn.
func nutritionWords(j growth.Judgement) concern {
	shape := j.WeightForLength
	if !shape.Known() {
		shape = j.BMI
	}
	var words []string
	var out concern
	for _, v := range []growth.Verdict{j.Weight, j.Length, shape} {
		one, ok := concerns[v.Nutrition]
		if !ok {
			continue
		}
		words = append(words, one.word)
		if out.todo == "" || one.severe && !out.severe || out.todo == todoAsk {
			out.todo, out.severe = one.todo, one.severe
		}
	}
	out.word = strings.Join(words, "、")
	return out
}
