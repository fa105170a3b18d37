//go:build !release

package page

import (
	"yizhan/hub/form"
	"yizhan/hub/markdown"
)

// countyFormStories are the county's forms: the list, a text that is in order, one that is not.
func countyFormStories() []Story {
	f := CountyFrame{Title: "表", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "forms", Hint: "11月22日 星期日", Forms: true, Erase: true, Request: storyRequest}
	at := "/forms/x-140404-window"
	list := CountyForms{CountyFrame: f, Lead: "2 张", New: "/forms/new", Own: []CountyFormRow{
		{Href: at, Title: "门窗检查", Kind: "x-140404-window", Group: "安全", Who: "站长、保育师", Version: "第 2 版", Day: "11月20日", Export: at + "/table.xlsx"},
		{Href: "/forms/x-140404-old", Title: "旧表", Kind: "x-140404-old", Group: "机构", Who: "站长", Version: "第 1 版", Day: "10月8日", State: "停用了，填过的还看得到"}},
		Shipped: []CountyFormRow{{Title: "来访登记", Group: "安全", Who: "站长、保育师、卫生院", Export: "/forms/visitor/table.xlsx"}, {Title: "入户访视", Group: "家庭", Who: "站长、卫生院"}}}
	text := "kind: x-140404-window\nversion: 3\ntitle: 门窗检查\ngroup: 安全\nhelp: 走一圈，一扇一扇看。\nsubject: site\nonce-per: month\nretention: work\nwrite: [head, carer]\nfields:\n" +
		"  - {no: 1, name: open, label: 有几扇关不严, type: int, unit: 扇, min: 0, max: 50, required: true, privacy: internal}\n" +
		"  - {no: 2, name: where, label: 在哪里, type: text, max: 40, suggest: [活动室, 睡觉的屋, 厨房], show: open > 0, privacy: internal}\n" +
		"  - {no: 3, name: told, label: 叫人来修了, type: bool, show: open > 0, privacy: internal}\nlist: [open, where]\n"
	f.Title = "门窗检查"
	good := CountyForm{CountyFrame: f, YAML: text, Kind: "x-140404-window", State: "现在用的是第 2 版，11月20日发的", Retire: "停用这张表", Prev: "/forms",
		Roles: "谁填：站长、保育师。填好的谁还能看：县里。",
		Steps: []FormLook{{Asks: []FormAsk{{Label: "有几扇关不严", Text: "按数字，扇"}}}, {Help: "几个字就行", Asks: []FormAsk{{Label: "在哪里（有时才问）", Text: "写字", Choices: choices("", "活动室", "睡觉的屋", "厨房")}}},
			{Asks: []FormAsk{{Label: "叫人来修了（有时才问）", Choices: choices("", "是", "不是")}}}},
		Blank: []FormLine{{Label: "有几扇关不严", Text: "　　　　　　扇"}, {Label: "在哪里", Text: "　　　　　　"}, {Label: "叫人来修了", Text: "□ 是　□ 不是"}}, More: "后面还有 1 步。"}
	bad := good
	bad.Steps, bad.Blank, bad.More = nil, nil, ""
	bad.Faults = []FormFault{{Line: 12, Text: "- {no: 2, name: where, label: 在哪里, type: text, max: 40, suggest: [活动室, 睡觉的屋, 厨房], show: opened > 0, privacy: internal}", Why: "表里没有名字叫 opened 的项"}, {Why: "缺少 retention，照着别的补上"}}
	guide := CountyGuide{CountyFrame: f, Prev: "/forms"}
	guide.Title = "怎么写一张表"
	if sections, err := markdown.Parse(form.Guide); err == nil {
		pieces := Pieces(sections)
		guide.Columns = [2][]GuidePiece{pieces[:len(pieces)/2], pieces[len(pieces)/2:]}
	}
	return []Story{{"county-guide", "县：怎么写一张表", guide}, {"county-forms", "县：表", list}, {"county-form", "县：写一张表", good}, {"county-form-faults", "县：表写得不对", bad}}
}
