package form_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub/form"
	"yizhan/hub/words"
)

// windowForm is what a county's page begins a new form with.
const windowForm = `kind: x-140404-window
version: 1
title: 门窗检查
group: 安全
help: 走一圈，一扇一扇看。
subject: site
once-per: month
retention: work
write: [head, carer]
fields:
  - {no: 1, name: open, label: 有几扇关不严, type: int, unit: 扇,
     min: 0, max: 50, required: true, privacy: internal}
  - {no: 2, name: where, label: 在哪里, type: text, max: 40, suggest: [活动室, 睡觉的屋, 厨房],
     show: open > 0, privacy: internal}
  - {no: 3, name: told, label: 叫人来修了, type: bool, show: open > 0, privacy: internal}
list: [open, where]
`

// What an officer who has never written such a text gets wrong, and what she reads then:
// the line, and what to change.
func TestOfficersMistakes(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		line           int
		says           string
	}{
		{"Chinese colon at the key", "title: 门窗检查", "title：门窗检查", 3, "“：”是中文的符号"},
		{"no space behind the colon", "title: 门窗检查", "title:门窗检查", 3, "这一行要写成 title: 门窗检查 这样"},
		{"Chinese colon in a row", "type: bool", "type：bool", 15, "“：”是中文的符号"},
		{"Chinese comma in a row", "no: 3, name: told", "no: 3， name: told", 15, "“，”是中文的符号"},
		{"full width bracket", "write: [head, carer]", "write: 【head, carer】", 9, "这里要写一列"},
		{"Chinese comma in list", "write: [head, carer]", "write: [head，carer]", 9, "不行，谁只能写：head 站长、ca"},
		{"Chinese dunhao in list", "write: [head, carer]", "write: [head、carer]", 9, "不行，谁只能写：head 站长、ca"},
		{"tab", "  - {no: 3", "\t- {no: 3", 15, "行首按了 Tab 键"},
		{"wrong indent", "  - {no: 3", " - {no: 3", 15, "这一行前面的空格和上面几行对不齐"},
		{"wrong indent deeper", "  - {no: 3", "    - {no: 3", 15, "这一行前面的空格和上面几行对不齐"},
		{"indented key", "list: [open", " list: [open", 16, "这一行前面的空格和上面几行对不齐"},
		{"brace missing", "type: bool, show: open > 0, privacy: internal}", "type: bool, show: open > 0, privacy: internal", 16, "括号只有一半"},
		{"bracket missing", "write: [head, carer]", "write: [head, carer", 10, "括号只有一半"},
		{"unknown type", "type: bool", "type: yesno", 15, "不行，type 只能写：text 写"},
		{"chinese type", "type: bool", "type: 是否", 15, "不行，type 只能写：text 写"},
		{"number type", "type: int", "type: number", 11, "不行，type 只能写：text 写"},
		{"role in Chinese", "[head, carer]", "[站长, 保育师]", 9, "不行，谁只能写：head 站长、ca"},
		{"duplicate no", "no: 3", "no: 2", 15, "编号 2 上面用过了"},
		{"duplicate name", "name: told", "name: open", 15, "名字 open 上面用过了"},
		{"no name", "name: told, ", "", 15, "缺少 name"},
		{"no no", "no: 3, ", "", 15, "每一项要有自己的编号 no"},
		{"no label", "label: 叫人来修了, ", "", 15, "缺少 label"},
		{"no type", "type: bool, ", "", 15, "缺少 type"},
		{"Chinese name", "name: told", "name: 修了", 15, `"修了" 不能当名字`},
		{"circular computed", "type: bool, show: open > 0", "type: bool, compute: told", 15, "算式只能用排在前面的项"},
		{"computed later", "show: open > 0, privacy: internal}\n  - {no: 3", "show: told, privacy: internal}\n  - {no: 3", 14, "算式只能用排在前面的项"},
		{"formula unfinished", "type: bool, show: open > 0", "type: bool, show: open >", 15, "算式没有写完"},
		{"formula bracket", "type: bool, show: open > 0", "type: bool, show: (open > 0", 15, "算式没有写完"},
		{"formula full width", "type: bool, show: open > 0", "type: bool, show: open ＞ 0", 15, "算式里不认识 ＞"},
		{"formula chinese", "type: bool, show: open > 0", "type: bool, show: 有几扇关不严 > 0", 15, "算式里不写中文"},
		{"formula single equal", "type: bool, show: open > 0", "type: bool, show: open = 1", 15, "算式里不认识 ="},
		{"formula text vs number", "type: bool, show: open > 0", `type: bool, show: where > 0`, 15, "这里是一个数"},
		{"formula &&", "type: bool, show: open > 0", `type: bool, show: open > 0 && open < 5`, 15, "算式里不认识 &"},
		{"comma in formula unquoted", "type: bool, show: open > 0", `type: bool, show: max(open, 1) > 0`, 15, "1) > 0 前面断开了"},
		{"min without max", "min: 0, max: 50", "min: 0", 11, "最小 min 和最大 max 要一起写"},
		{"min text", "min: 0, max: 50", "min: 没有, max: 50", 12, "不行：这里只能写整数，不带单位"},
		{"min with unit", "max: 50", "max: 50扇", 12, "不行：这里只能写整数，不带单位"},
		{"decimal", "max: 50", "max: 37.5", 12, "37.5 带小数点"},
		{"unit on text", "type: text, max: 40", "type: text, unit: 字, max: 40", 13, "text 这种项不能写 unit"},
		{"scale without unit", "type: int, unit: 扇", "type: int, scale: 3", 11, "不行：写 10、100 或者 100"},
		{"choice without choices", "type: bool", "type: choice", 15, "缺少 choices"},
		{"choices as words", "type: bool", "type: choice, choices: [好, 坏]", 15, "这里要写成一对一对的"},
		{"choices as words text", "type: bool", "type: choice, choices: 好、坏", 15, "这里要写一列"},
		{"required: 是", "required: true", "required: 是", 12, "不行：这里只能写 true（是）或者"},
		{"required: yes", "required: true", "required: yes", 12, "不行：这里只能写 true（是）或者"},
		{"unknown key", "required: true", "must: true", 12, "没有 must 这个词"},
		{"unknown top key", "list: [open, where]", "columns: [open, where]", 16, "没有 columns 这个词"},
		{"group unknown", "group: 安全", "group: 消防", 4, `"消防" 不在这些里面`},
		{"subject in Chinese", "subject: site", "subject: 站", 6, "不行，subject 只能写：chi"},
		{"subject unknown", "subject: site", "subject: kid", 6, "不行，subject 只能写：chi"},
		{"once-per week", "once-per: month", "once-per: week", 7, "不行，once-per 只能写：da"},
		{"retention unknown", "retention: work", "retention: 三年", 8, `没有 "三年" 这一类`},
		{"kind without prefix", "kind: x-140404-window", "kind: window", 1, "县里的表"},
		{"kind Chinese", "kind: x-140404-window", "kind: 门窗", 1, `"门窗" 不能当代号`},
		{"kind upper", "kind: x-140404-window", "kind: x-140404-Window", 1, `"x-140404-Window" 不能当代号`},
		{"version text", "version: 1", "version: 第一版", 2, "不行：这里只能写整数，不带单位"},
		{"no fields", "fields:\n", "field:\n", 10, "没有 field 这个词"},
		{"list of unknown", "list: [open, where]", "list: [open, wher]", 16, "表里没有名字叫 wher 的项"},
		{"list one word", "list: [open, where]", "list: open", 16, "这里要写一列"},
		{"quote open", "help: 走一圈，一扇一扇看。", `help: "走一圈，一扇一扇看。`, 5, "引号只有一半"},
		{"colon in a sentence", "help: 走一圈，一扇一扇看。", `help: 走一圈: 一扇一扇看。`, 5, "一句话里有冒号的"},
		{"hash", "title: 门窗检查", "title: #门窗检查", 3, "缺少 title"},
		{"cadence span", "list: [open", "cadence:\n  - {code: a, title: 查, every: 每月}\nlist: [open", 17, "不行，时间要写成 3 months "},
		{"cadence span2", "list: [open", "cadence:\n  - {code: a, title: 查, every: 1 mnth}\nlist: [open", 17, "不行，时间要写成 3 months "},
		{"cadence not list", "list: [open", "cadence: {code: a, title: 查, every: 1 month}\nlist: [open", 16, "这里要写一列"},
		{"check without say", "type: bool", "type: bool, check: told", 15, "check 和 say 要一起写"},
		{"gate", "type: bool", "type: bool, gate: foto", 15, `没有 "foto" 这个用途`},
		{"privacy in index", "privacy: internal}\nlist", "index: true}\nlist", 15, "敏感的项不能写 index"},
		{"empty", windowForm, "\n", 0, "还什么都没有写"},
		{"only words", windowForm, "门窗检查\n", 1, "这一行要写成 title: 门窗检查 这样"},
		{"a number without unit", "type: int, unit: 扇,", "type: int,", 11, "缺少 unit"},
		{"the family of a site", "type: bool", "type: person", 15, "家里人（person）只能用在孩子的表上"},
		{"a village as an answer", "type: bool", "type: ref, kind: village", 15, "ref 的 kind 只能写"},
		{"consent of a site", "type: bool", "type: bool, gate: photo", 15, "要家里同意的（gate）只能用在孩子的表上"},
		{"bytes as an answer", "type: bool", "type: bytes", 15, "不行，type 只能写"},
		{"type twice", "type: bool", "type: bool, type: text", 15, "type 写了两遍"},
	} {
		bad := strings.Replace(windowForm, c.old, c.new, 1)
		if bad == windowForm {
			t.Fatalf("%s: the mistake was not made", c.name)
		}
		def, err := form.Parse([]byte(bad))
		if err == nil {
			err = form.Builtin().Own().CheckNew(def)
			if faults, ok := errors.AsType[form.Faults](err); ok {
				faults.Locate([]byte(bad))
			}
		}
		faults, _ := errors.AsType[form.Faults](err)
		if len(faults) == 0 {
			t.Errorf("%s: taken", c.name)
			continue
		}
		said := words.Say(faults[0].Key, faults[0].Args...)
		if faults[0].Line != c.line || !strings.Contains(said, c.says) {
			t.Errorf("%s: line %d: %s; want line %d: … %s …", c.name, faults[0].Line, said, c.line, c.says)
		}
		if strings.Contains(said, "%!") || ofReader.MatchString(said) {
			t.Errorf("%s: %s", c.name, said)
		}
	}
}

// ofReader are words of the reader of YAML, which no officer knows.
var ofReader = regexp.MustCompile(`unmarshal|mapping|sequence|struct|token|context|expected`)
