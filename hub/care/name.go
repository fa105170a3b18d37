package care

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"yizhan/hub"
)

// MaxName is the length of a name in characters.
const MaxName = 50

// nameDots are the dots that people put between the parts of a minority name;
// written 买买提·艾力 (U+00B7, GB/T 36472-2018's 间隔号).
const nameDots = "·•・･‧∙⋅●"

// CheckName reads the name of a person: NFC, full-width to half-width, outer spaces
// off; inner spaces off where the name is Chinese (尉  辰国 is 尉辰国), else one each.
// Control and direction characters, and signs that no name has, are refused, not
// dropped: a name is never silently another.
func CheckName(text string) (string, *hub.Error) {
	bad := func(key string, args ...any) (string, *hub.Error) {
		return "", hub.E(hub.CodeInvalid, key, args...).In("name")
	}
	if !utf8.ValidString(text) || len(text) > 16*MaxName {
		if utf8.ValidString(text) {
			return bad("name.long", MaxName)
		}
		return bad("name.torn")
	}
	name := norm.NFC.String(strings.Map(half, norm.NFC.String(text)))
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(nameDots, r) {
			return '·'
		}
		return r
	}, name)
	gap := " "
	if strings.ContainsFunc(name, isHan) {
		gap = ""
	}
	name = strings.Join(strings.Fields(name), gap)
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		return bad("name.empty")
	case n > MaxName:
		return bad("name.long", MaxName)
	case !strings.ContainsFunc(name, unicode.IsLetter):
		return bad("name.signs")
	}
	for _, r := range name {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp), r == utf8.RuneError:
			return bad("name.hidden")
		case !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !strings.ContainsRune(" ·-'’.()", r):
			return bad("name.signs")
		}
	}
	return name, nil
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// saidUnnamed is what rosters say in place of a name.
var saidUnnamed = []string{"未取名", "未起名", "待取名", "没取名", "没起名", "还没取名", "还没起名", "未命名", "无名", "新生儿", "暂无", "待定"}

// Unnamed says whether what stands for a name means that there is none yet: 未取名,
// or a name of the form 张某之女.
func Unnamed(name string) bool {
	for _, said := range saidUnnamed {
		if name == said {
			return true
		}
	}
	for _, ending := range []string{"之女", "之子", "的宝宝"} {
		if before, ok := strings.CutSuffix(name, ending); ok && before != "" {
			return true
		}
	}
	return false
}

// NameUnnamed is what a child without a name is called: 张某之女, 张某之子, and 张某的宝宝
// where the sex is not known. parent is a parent's name or surname alone.
func NameUnnamed(parent, sex string) string {
	before := Surname(parent) + "某"
	switch sex {
	case "1":
		return before + "之子"
	case "2":
		return before + "之女"
	}
	return before + "的宝宝"
}

// doubleSurnames are the surnames of two characters that are met today.
const doubleSurnames = "欧阳 上官 司马 诸葛 尉迟 令狐 皇甫 慕容 长孙 宇文 司徒 司空 澹台 公孙 轩辕 东方 夏侯 南宫 独孤 万俟 闻人 赫连 钟离 呼延 端木 百里 东郭 西门 申屠 公羊 太史 濮阳 淳于 单于 完颜 耶律 拓跋"

// Surname is the first character of a Chinese name, or two where it is one of the
// double surnames; of other names all before the first dot or space.
func Surname(name string) string {
	runes := []rune(name)
	if len(runes) == 0 || !isHan(runes[0]) || strings.ContainsRune(name, '·') {
		first, _, _ := strings.Cut(name, "·")
		first, _, _ = strings.Cut(first, " ")
		return first
	}
	if len(runes) >= 2 && strings.Contains(doubleSurnames, string(runes[:2])) {
		return string(runes[:2])
	}
	return string(runes[0])
}

// MaskName is a name as others may read it, on 公示 and on tiles that a room sees: 王*涵, 王*,
// 欧**静, 买***力. No paper of policy says how; a star stands for what is left out everywhere,
// as in telephone numbers (138****0421).
func MaskName(name string) string {
	runes := []rune(name)
	switch n := len(runes); n {
	case 0:
		return ""
	case 1:
		return "*"
	case 2:
		return string(runes[0]) + "*"
	default:
		return string(runes[0]) + strings.Repeat("*", min(n-2, 3)) + string(runes[n-1])
	}
}
