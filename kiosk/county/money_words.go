package county

import (
	"cmp"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/claim"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

var ruleWords = map[claim.Rule]string{
	claim.PerMonth: "按孩子按月", claim.Difficulty: "困境孩子按月加", claim.PerPlace: "按托位按月", claim.Build: "新托位一次性", claim.Rent: "房租按比例", claim.Award: "达到了给一次奖",
}

func ruleWord(r claim.Rule) string { return ruleWords[r] }

var modeWords = map[string]string{claim.ModeFull: "全日", claim.ModeHalf: "半日", claim.ModeHourly: "计时、临时"}

var stateWords = map[string]string{desk.RunTried: "试算，在核对", desk.RunDropped: "不要了", desk.RunLocked: "锁定了，等发放", desk.RunPaid: "发放了"}

func stateWord(code string) string { return stateWords[code] }

var certaintyWords = map[string]string{"A": "文件里写着这个数", "B": "方案说了，数是县里定的", "C": "照着别处的", "M": "县里自己定的"}

// causeText says why a line is a correction, or less than it was.
func causeText(l claim.Line) string {
	said := map[claim.Cause]string{
		claim.Late: "锁定以后才补记、才收到的", claim.Less: "后来更正，少了", claim.Moved: "改记在另一个站", claim.Dropped: "记录撤下了，或者两份合成了一份",
		claim.Rerate: "那些日子的标准改了", claim.Class: "托育方式、困境或者站的资格改了", claim.Capped: "超过一个站一个月最多的", claim.Struck: "核过了，不发",
	}[l.Cause]
	switch {
	case l.Cause == claim.Struck:
		return said + "，原来 " + claim.Yuan(l.Was) + " 元"
	case l.Corrects:
		return fmt.Sprintf("更正：原来 %s 元，现在 %s 元；%s", claim.Yuan(l.Was), claim.Yuan(l.Was+l.Amount), said)
	}
	return said
}

// rateText is a rate in one line: 600 元，来满 10 天算一个月，不满三岁.
func rateText(r claim.Rate) string {
	if r.Gone {
		return "不发了"
	}
	amount := claim.Yuan(r.Amount) + " 元"
	if r.Amount == 0 {
		amount = "没有写多少元"
	}
	var words []string
	switch r.Rule {
	case claim.PerMonth, claim.Difficulty:
		words = append(words, childText(r, amount)...)
	case claim.PerPlace:
		words = append(words, "一个托位一个月 "+amount)
	case claim.Build:
		words = append(words, "一个新托位 "+amount)
	case claim.Rent:
		words = append(words, "租金的 "+share(r.Share))
		if r.PerPlace > 0 {
			words = append(words, fmt.Sprintf("一个托位最多算 %d 平方米", r.PerPlace))
		}
	case claim.Award:
		words = append(words, triggerText(r), amount)
	}
	if r.Cap > 0 {
		words = append(words, "一个站一个月最多 "+claim.Yuan(r.Cap)+" 元")
	}
	if r.Filed {
		words = append(words, "备过案的")
	}
	if r.Only != "" {
		words = append(words, map[string]string{claim.OnlyInclusive: "写明是普惠的", claim.OnlyRecognised: "县里认定普惠的"}[r.Only])
	}
	return strings.Join(words, "，")
}

// childText is what a rate says that pays by child and month.
func childText(r claim.Rate, amount string) []string {
	words := []string{"一个孩子一个月 " + amount}
	if r.Days > 1 {
		words = append(words, fmt.Sprintf("来满 %d 天算一个月", r.Days))
	}
	if r.Half > 0 {
		words = append(words, fmt.Sprintf("来满 %d 天算半个月", r.Half))
	}
	if r.Age > 0 {
		words = append(words, map[int]string{36: "不满三岁", 24: "不满两岁"}[r.Age])
	}
	if r.HalfMode {
		words = append(words, "半日托算一半")
	}
	if len(r.Modes) > 0 {
		var modes []string
		for _, m := range r.Modes {
			modes = append(modes, modeWords[m])
		}
		words = append(words, "只算"+strings.Join(modes, "、"))
	}
	return words
}

func share(n int64) string {
	if n == 0 {
		return "百分之几（没有写）"
	}
	return fmt.Sprintf("%d%%", n)
}

var figureWords = map[string]string{claim.RankUse: "托位使用率", claim.RankEnrolled: "在托的孩子数", claim.RankPleased: "家长满意"}

// triggerText is what an award asks for.
func triggerText(r claim.Rate) string {
	switch r.Trigger {
	case claim.ByUse:
		return fmt.Sprintf("托位使用率到 %d%%", r.Threshold)
	case claim.BySites:
		return fmt.Sprintf("同一家有 %d 个点", r.Threshold)
	case claim.ByModel:
		return "是示范站"
	case claim.BySize:
		return fmt.Sprintf("在托的孩子到 %d 个", r.Threshold)
	}
	return fmt.Sprintf("按%s排全县前 %d 名，并列的都算", figureWords[r.Figure], r.Threshold)
}

// standingText is a figure of an award: 在托 45 / 托位 60，75.0%.
func standingText(r claim.Rate, above, below int64) string {
	switch {
	case r.Trigger == claim.BySites:
		return fmt.Sprintf("%d 个点（站里填的）", above)
	case r.Trigger == claim.ByModel:
		return "示范站"
	case below == 0:
		return fmt.Sprintf("在托 %d 个", above)
	}
	tenths := (above*2000 + below) / (2 * below)
	if mark := r.Threshold; tenths >= mark*10 && above*100 < mark*below {
		tenths = mark*10 - 1 // what is short of the mark is not rounded up to it
	}
	words := [2]string{"在托", "托位"}
	if r.Figure == claim.RankPleased {
		words = [2]string{"满意", "评价"}
	}
	return fmt.Sprintf("%s %d / %s %d，%s%%", words[0], above, words[1], below, hub.Decimals(float64(tenths)/10, 1))
}

// lineText is what a line counts.
func lineText(rule claim.Rule, r claim.Rate, l claim.Line, hard bool) string {
	if l.Cap {
		return "一个站一个月最多 " + claim.Yuan(l.Whole) + " 元"
	}
	switch rule {
	case claim.PerMonth, claim.Difficulty:
		words := []string{fmt.Sprintf("来了 %d 天", l.Count), modeWords[l.Mode]}
		if l.Hard && hard {
			words = append(words, "困境")
		}
		return joined(words...)
	case claim.PerPlace, claim.Build:
		return fmt.Sprintf("%d 个托位", l.Count)
	case claim.Rent:
		text := "一年租金 " + claim.Yuan(l.Count*100) + " 元"
		if l.Of > 0 {
			text += fmt.Sprintf("，算 %d 平方米", l.Of)
		}
		return text
	}
	return standingText(r, l.Count, l.Of)
}

func wholeText(rule claim.Rule, whole int64) string {
	if rule == claim.Rent {
		return fmt.Sprintf("%d%%", whole)
	}
	return claim.Yuan(whole) + " 元"
}

// monthsText is 2026年9月 or 2026年9月—11月.
func monthsText(from, to string) string {
	first, last := claim.MonthName(from), claim.MonthName(to)
	switch {
	case from == to:
		return first
	case from[:4] == to[:4]:
		return first + "—" + strings.TrimPrefix(last, from[:4]+"年")
	}
	return first + "—" + last
}

// rateRows are rates as they were set, the newest first.
func (v *visit) rateRows(rates []claim.Rate) (out []page.MoneyRate) {
	today := v.c.Desk.Today()
	for i := len(rates) - 1; i >= 0; i-- {
		r := rates[i]
		out = append(out, page.MoneyRate{From: calendar.Date(r.From, today), What: rateText(r), Source: r.Source, Certainty: certaintyWords[r.Certainty], Said: calendar.Date(r.Said, today)})
	}
	return out
}

// officerCalled is the name of somebody at the desk.
func (v *visit) officerCalled(id hub.ID) string {
	names, err := v.c.Doors.Names(v.ctx())
	if err != nil || id.IsZero() {
		return ""
	}
	return cmp.Or(names[id], "已经不在的人")
}
