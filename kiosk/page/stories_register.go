//go:build !release

package page

import (
	"strings"

	"yizhan/hub/words"
)

func registerStories() []Story {
	birth := birthStory(false)
	lunar := birthStory(true)
	half := birthStory(false)
	half.Date.Days, half.Date.Day, half.Date.Said = numbered(1, 31, 0, ""), "", ""
	wrong := half
	wrong.Errors = Errors{"day": "2026年2月没有 30 日。已经点的都在，换一天就行。"}
	return append(registerNameStories(), []Story{
		{"register-sex", "登记：男女", RegisterSex{Frame: step(), Steps: RegisterSteps(1), Name: "王梓涵", Prev: "/register/name"}},
		{"register-birth", "登记：生日", birth},
		{"register-birth-half", "登记：生日没点完", half},
		{"register-birth-bad", "登记：没有这一天", wrong},
		{"register-lunar", "登记：农历生日", lunar},
		{"register-carer", "登记：谁带", RegisterCarer{Frame: step(), Steps: RegisterSteps(3), Name: "王梓涵", Prev: "/register/birth",
			Away: []Choice{{Value: "mother", Text: "妈妈在外务工", On: true}, {Value: "father", Text: "爸爸在外务工"}},
			Kin:  choices("", "奶奶", "爷爷", "外婆", "外公", "妈妈", "爸爸", "姑姑", "别的人")}},
		{"register-carer-name", "登记：奶奶的名字", WriteName{Frame: step(), Steps: RegisterSteps(3), Action: "/register/carer-name", Question: "奶奶叫什么？", Prev: "/register/carer", Skip: "不写名字", Next: "下一步：住哪", Writer: writerStory("李秀", WayPinyin, "ying")}},
		{"register-village", "登记：住哪", RegisterVillage{Frame: step(), Steps: RegisterSteps(4), Name: "王梓涵", More: true, Prev: "/register/carer",
			Villages: []Choice{{Value: "140404103201", Text: "柳沟村", Small: "31 个孩子"}, {Value: "140404103202", Text: "石坡村", Small: "12 个孩子"}, {Value: "140404103203", Text: "东沟村", Small: "9 个孩子"}, {Value: "140404103204", Text: "西申村"}, {Value: "140404103205", Text: "南董村"}, {Value: "140404103206", Text: "平家庄"}, {Value: "140404103207", Text: "看寺村"}, {Value: "140404103208", Text: "龙山村"}}}},
		{"register-phone", "登记：电话", phoneStory("1380355", "")},
		{"register-phone-bad", "登记：电话少 1 位", phoneStory("1380355042", "11 位的手机号，少了 1 位。已经写的都在，补上就行。")},
		{"register-same", "登记：是不是同一个", RegisterSame{Frame: step().with(func(f *Frame) { f.Title = "像是登记过" }), ID: "1a", Prev: "/register/birth",
			New: Facts{Head: "现在登记的", Name: "王梓涵", Lines: []Fact{{Word: "男女", Text: "女", Same: true}, {Word: "生日", Text: "2025年3月12日", Same: true}, {Word: "谁带", Text: "还没写"}}},
			Old: Facts{Head: "站上已有的", Name: "王梓涵", Lines: []Fact{{Word: "男女", Text: "女", Same: true}, {Word: "生日", Text: "2025年3月12日", Same: true}, {Word: "谁带", Text: "奶奶 李秀英 · 柳沟村"}}}}},
		{"consent", "问一声", consentStory()},
		{"sheets", "纸的同意书", Sheets{Frame: step().with(func(f *Frame) { f.Title, f.Hint = "纸的同意书", "2 家，一家一张" }), Site: "柳沟驿站", Always: consentStory().Always, Version: "2026-11b", Prev: "/consents",
			Lines:    []SheetLine{{"给孩子拍照片", "登记台上的小照片、活动照片", "离开以后半年内删掉", "用小图代替照片，别的照样"}, {"去掉名字做研究", "去掉名字和住址以后的身高体重、发育筛查", "研究用完就删", "不用于研究，别的照样"}},
			Families: []Person{{Name: "王梓涵", Word: "女 · 2025年3月12日生 · 柳沟村"}, {Name: "李明", Word: "男 · 石坡村"}}}},
		{"sign", "签字", Sign{Frame: step().with(func(f *Frame) {
			f.Title, f.Hint, f.Aloud = "请妈妈签个字", "王梓涵 · 手指写就行", &Aloud{Href: "/say/page/sign?from=/register/sign"}
		}), Action: "/register/sign", Who: "妈妈 王丽", What: "同意 3 项，不同意 1 项", Prev: "/register/consent"}},
		{"receipt", "登记好了", receiptStory(Road{Copies: "邻站 2 份", Neighbours: true, Offline: true})},
		{"receipt-here", "登记好了，只在本机", receiptStory(Road{Copies: "只有本机", Offline: true})},
		{"receipt-county", "登记好了，县里已收", func() View {
			r := receiptStory(Road{Neighbours: true, County: true})
			r.Gaps = nil
			return r
		}()},
	}...)
}

func registerNameStories() []Story {
	same := &Likely{ID: "1a", Peg: Peg{"shi", 1}, Name: "王梓涵", Word: "女 · 20 月龄 · 柳沟村", Why: "同名，生日也一样"}
	return []Story{
		{"register-name", "登记：百家姓", nameStory("full", "王", WayTiles, "")},
		{"register-hand", "登记：手写，后面多半是", nameStory("full", "王梓", WayHand, "")},
		{"register-hand-cands", "登记：手写，认出来了", squaresStory("", choices("梓", strings.Split("梓样祥拌挣辛绊猝斡幸", "")...))},
		{"register-hand-away", "登记：手写，这会儿认不了", squaresStory(words.Say("panel.away"), nil)},
		{"register-hand-none", "登记：手写，没认出来", squaresStory(words.Say("panel.none"), nil)},
		{"register-hand-first", "登记：手写，头一个字", nameStory("full", "", WayHand, "")},
		{"register-hand-big", "登记：手写，特大字", func() View {
			n := nameStory("full", "王梓", WayHand, "")
			n.Text = "xl"
			return n
		}()},
		{"register-tiles", "登记：常用字", nameStory("full", "王梓", WayTiles, "")},
		{"register-pinyin", "登记：拼音", nameStory("full", "王梓", WayPinyin, "han")},
		{"register-newer", "登记：另一个窗口写过", func() View {
			n := nameStory("full", "王梓豪", WayHand, "")
			n.Newer = "另一个窗口里刚写过，这是最新的。"
			return n
		}()},
		{"register-likely", "登记：像是登记过", func() View {
			n := nameStory("full", "王梓涵", WayPinyin, "")
			n.Likely = same
			return n
		}()},
		{"register-nick", "登记：小名", nameStory("nick", "豆豆", WayPinyin, "")},
		{"register-unnamed", "登记：还没取名", unnamedStory()},
		{"register-name-bad", "登记：名字不成", func() View {
			n := nameStory("full", "", WayTiles, "")
			n.Errors = Errors{"text": "名字还空着。只知道小名，或还没取名，点右上边。"}
			return n
		}()},
	}
}

func step() Frame {
	f := frame("登记宝宝", "", "/")
	f.Draft, f.Idle = "5f", 180
	return f
}

func nameStory(as, text, mode, letters string) RegisterName {
	return RegisterName{Frame: step(), Steps: RegisterSteps(0), As: as, Writer: writerStory(text, mode, letters), Next: "下一步：男女"}
}

// squaresStory is the panel while there is ink: the script shows what it may be.
func squaresStory(said string, cands []Choice) RegisterName {
	n := nameStory("full", "王", WayHand, "")
	n.Writer.Said, n.Writer.Cands, n.Writer.NoTiles = said, cands, said != ""
	n.Writer.Ink = "M40 95L65 91 105 84M68 40L68 130 66 190M66 97L52 140 20 180M70 103L86 124 104 140M176 38L184 48 187 60M138 80L188 75 240 68M164 103L171 116 174 126M210 84L207 103 198 115M125 140L188 134 252 127M140 183L190 178 240 170M190 136L191 187 188 200"
	return n
}

func unnamedStory() RegisterName {
	n := nameStory("unnamed", "张", WayTiles, "")
	n.Writer.Only = true
	return n
}

func writerStory(text, way, letters string) Writer {
	w := Writer{Label: "名字", Text: text, Max: 10, Way: way, Letters: letters, Step: 26}
	switch {
	case letters == "han":
		w.Cands, w.More, w.Live = choices("", "涵", "晗", "含", "韩", "寒", "汉", "翰", "瀚", "函"), true, "g"
	case letters == "ying":
		w.Cands, w.More, w.Live = choices("", "英", "颖", "莹", "映", "迎", "盈", "营", "影", "应"), true, "-"
	case way == WayTiles && len([]rune(text)) < 2:
		w.Surname, w.More = true, true
		w.Tiles = choices(text, strings.Split("王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许", "")...)
	case way == WayTiles:
		w.Tiles = choices("", strings.Split("涵轩怡宇泽琪晨辰豪萱妍然桐瑶航睿诺欣", "")...)
	case way == WayHand && text != "":
		w.Cands = choices("", strings.Split("涵轩怡宇泽琪晨辰豪萱", "")...)
	default:
		w.NoTiles = true
	}
	return w
}

func birthStory(lunar bool) AskDay {
	b := AskDay{Frame: step(), Steps: RegisterSteps(2), Question: "王梓涵哪天生的？", Action: "/register/birth", Prev: "/register/sex", Skip: "记不准，先空着", Next: "下一步：谁带", Open: "先点生日"}
	b.Date = Date{Birth: true, Years: numbered(2023, 2026, 2025, ""), From: "2023", Months: numbered(1, 12, 3, "月"), Days: numbered(1, 31, 12, ""),
		Year: "2025", Month: "3", Day: "12", Said: "2025年3月12日", Also: "农历 二月十三", Far: "现在 20 月龄（1 岁 8 个月）"}
	if lunar {
		b.Date.Lunar = true
		b.Date.Months = choices("二月", "正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月")
		b.Date.Days = choices("十三", "初一", "初二", "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十", "廿一", "廿二", "廿三", "廿四", "廿五", "廿六", "廿七", "廿八", "廿九", "三十")
		b.Date.Days[29].Off = true
		b.Date.Leap = &Choice{Value: "6L", Text: "闰六月"}
		b.Date.Said, b.Date.Also = "农历 2025年二月十三", "就是公历 2025年3月12日"
	}
	return b
}

func phoneStory(typed, bad string) RegisterPhone {
	p := RegisterPhone{Frame: step(), Steps: RegisterSteps(4), Prev: "/register/village", Next: "下一步：问一声", Who: "grandmother",
		Whose: []Choice{{Value: "grandmother", Text: "奶奶的", On: true}, {Value: "mother", Text: "妈妈的"}, {Value: "father", Text: "爸爸的"}, {Value: "other", Text: "别人的"}},
		Pad:   Pad{Field: "phone", Typed: typed, Length: 11, Label: "手机号"}}
	if bad != "" {
		p.Errors = Errors{"phone": bad}
	}
	return p
}

func consentStory() Consent {
	return Consent{Frame: step().with(func(f *Frame) {
		f.Title, f.Hint = "问家里人一声", "王梓涵 · 不同意的点一下，别的都同意"
	}), Action: "/register/consent", Child: "王梓涵", Prev: "/register/phone",
		Always:  "出勤、健康和安全，按规定都要记，不用签。",
		Asked:   []Asked{{Code: "photo", Text: "拍照，照片只在站里看"}, {Code: "growth", Text: "身高体重给卫生院医生看"}, {Code: "neighbour", Text: "去邻村站时，那边也能看到"}, {Code: "study", Text: "不带名字的数给县里做统计", No: true}},
		Answers: []Choice{{Value: "mother", Text: "妈妈", On: true}, {Value: "father", Text: "爸爸"}, {Value: "carer", Text: "奶奶代答"}}}
}

func receiptStory(where Road) Receipt {
	return Receipt{Frame: step().with(func(f *Frame) { f.Title, f.Hint = "登记好了", "" }), Peg: Peg{"shi", 1}, Name: "王梓涵", Word: "女 · 20 月龄 · 柳沟村 · 奶奶带", Where: where,
		Gaps:  []Link{{Href: "/child/1a/edit/birth_no", Text: "出生证明号"}, {Href: "/child/1a/edit/guardian", Text: "妈妈的名字"}, {Href: "/consents/1a", Text: "电话问妈妈"}},
		Child: "/child/1a", Enrol: "/child/1a/enrol", Pupils: []Link{{Href: "/register?like=1a", Text: "再登记她家一个"}}}
}
