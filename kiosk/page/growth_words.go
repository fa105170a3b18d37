package page

import (
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/growth"
)

// GrowthSaid is the newest figures in words.
type GrowthSaid struct {
	Word  string   // 长得正好; "" nothing can be said
	Care  bool     // somebody should look at it
	Lines []string // the standard's words first
	Next  string   // 下次 12月20日前后量
	Aloud string   // prompt that says it; "" none does
}

// SayGrowth says what the Chinese standard says of the newest of a child's measurings, which
// comes first, in words for a grandmother, and what to do. It is no diagnosis.
func SayGrowth(child care.Child, all []care.Growth, today hub.Day) GrowthSaid {
	var out GrowthSaid
	if len(all) == 0 {
		return out
	}
	newest, rules := all[0], care.Builtin().Growth
	m := newest.Measure(child)
	j := growth.Judge(m)
	levels := levelWords(newest, j)
	if levels == "" {
		return out
	}
	worst := nutritionWords(j)
	flat := false
	for _, before := range all[1:] {
		if earlier := before.Measure(child); before.Weight > 0 && m.Age.Days-earlier.Age.Days >= rules.Again-rules.Early {
			flat = growth.Flattened(m, earlier, rules.Flat)
			break
		}
	}
	out.Lines = append(out.Lines, levels)
	switch {
	case worst.word != "":
		out.Word, out.Care, out.Aloud = "比同龄的"+worst.word, true, "growth-doctor"
		out.Lines = append(out.Lines, worst.todo, "不是说有病，是请医生瞧一眼。")
	case flat:
		out.Word, out.Care, out.Aloud = "这条线平了一点", true, "growth-watch"
		out.Lines = append(out.Lines, "下个月再来量一次，量了再看。")
	case j.Weight.BySD == growth.LevelHigh || j.Length.BySD == growth.LevelHigh:
		out.Word = "比同龄的高大一些"
		out.Lines = append(out.Lines, "胖瘦合适，放心。")
	default:
		out.Word, out.Aloud = "长得正好", "growth-fine"
		out.Lines = append(out.Lines, "跟着自己的线走，放心。")
	}
	out.Next = nextMeasure(child, hub.Day(newest.Period), out.Care, today)
	return out
}

func nextMeasure(child care.Child, last hub.Day, again bool, today hub.Day) string {
	switch day := care.Builtin().Growth.NextMeasure(child.Birth, last, again); {
	case day == "":
		return ""
	case day <= today:
		return "该再量一次了"
	default:
		return "下次 " + ComingDay(day, today) + "前后量"
	}
}

// ComingDay is a day ahead: of next year it says so, as people do.
func ComingDay(day, today hub.Day) string {
	t, _ := today.Time()
	return strings.Replace(calendar.Date(day, today), strconv.Itoa(t.Year()+1)+"年", "明年", 1)
}

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
