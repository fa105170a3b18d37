package place

import "strings"

// paperOnly says whether a city code stands for no city: 市辖区 (01), 县 (02) of a
// municipality, and counties that answer to their province (90).
func paperOnly(code string) bool {
	if len(code) != int(City) {
		return false
	}
	switch code[:2] {
	case "11", "12", "31", "50":
		return true
	}
	return code[2:] == "90"
}

// spoken turns the names of paper cities into something to tap; all others stay.
func spoken(code, name string) string {
	if !paperOnly(code) {
		return name
	}
	switch code {
	case "1101":
		return "北京市"
	case "1201":
		return "天津市"
	case "3101":
		return "上海市"
	case "5001":
		return "重庆各区"
	case "5002":
		return "重庆各县"
	}
	return "省直辖县市"
}

// villageForms are the ways a village's name ends in lists, longest first.
var villageForms = []string{"村民委员会", "居民委员会", "村委会", "居委会", "村委", "居委", "社区", "村"}

// Short is the name as people say it: 山西, 长治, 柳沟村, 东关社区. Counties and
// townships stay whole, because 城区 and 郊区 say nothing without their last word.
func (p Place) Short() string {
	level, ok := LevelOf(p.Code)
	if !ok {
		return ShortVillage(p.Name)
	}
	switch level {
	case Province, City:
		return shortRegion(p.Name)
	case Village:
		return ShortVillage(p.Name)
	}
	return p.Name
}

// shortRegion drops the kind and the peoples: 广西壮族自治区 → 广西.
func shortRegion(name string) string {
	for _, special := range []string{"内蒙古", "广西", "西藏", "宁夏", "新疆"} {
		if strings.HasPrefix(name, special) && strings.HasSuffix(name, "自治区") {
			return special
		}
	}
	for _, kind := range []string{"省", "市", "地区", "盟"} {
		if short := strings.TrimSuffix(name, kind); short != name && len([]rune(short)) >= 2 {
			return short
		}
	}
	return name
}

// ShortVillage says a village or neighbourhood without its committee: 柳沟村委会 →
// 柳沟村, 布村村委会 → 布村, 东关社区居委会 → 东关社区, 东关居委会 → 东关社区.
func ShortVillage(name string) string {
	for _, form := range []string{"村民委员会", "村委会", "村委"} {
		if body, ok := strings.CutSuffix(name, form); ok && body != "" {
			return withEnding(body, "村")
		}
	}
	for _, form := range []string{"居民委员会", "居委会", "居委"} {
		if body, ok := strings.CutSuffix(name, form); ok && body != "" {
			return withEnding(body, "社区")
		}
	}
	return name
}

func withEnding(body, ending string) string {
	if strings.HasSuffix(body, "村") || strings.HasSuffix(body, "社区") {
		return body
	}
	return body + ending
}

// core is what is left of a village's name for comparison: no committee, no 村,
// no 社区, no spaces. A name that would vanish (村) stays.
func core(name string) string {
	name = strings.Join(strings.Fields(name), "")
	for _, form := range villageForms {
		if body, ok := strings.CutSuffix(name, form); ok && body != "" {
			return core(body)
		}
	}
	return name
}
