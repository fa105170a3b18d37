//go:build !release

package page

import "html/template"

// storyFigures are as many as a badge has.
const storyFigures = "3482913711111111111111111111111111111111111111112938471029384710293847102938471029384710293847102938471029384710293847102938471029384710293847102938471029384710293847102938471029384710293847102938471029384710293847102938471029384710293847102938471029384710293847102938471029384710293847102938471029384710293847102938471029384710"

func badgeStories() []Story {
	c := CountyFrame{Title: "工作证", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "badge", Hint: "11月23日 星期一", Badge: true, Audit: true, Request: storyRequest}
	own := CountyBadge{CountyFrame: c, Name: "赵敏", From: "上党区 · 县里", Until: "2027-02-21", Least: "2026-11-23", Most: "2027-11-23", Own: "手里的一张：10月8日做的，用到明年1月6日", All: true}
	wrong := own
	wrong.Own, wrong.Errors = "", Errors{"again": "两遍写得不一样，证还没有做。再写两遍就行。"}
	picture, err := QR(storyFigures, "工作证上的图")
	if err != nil {
		picture = template.HTML(template.HTMLEscapeString(err.Error()))
	}
	card := CountyBadgeCard{CountyFrame: c, Name: "赵敏", From: "上党区 · 县里", Until: "2027年2月21日", QR: picture}
	all := CountyBadges{CountyFrame: c, Own: true, Rows: []CountyBadgeRow{
		{"赵敏", "上党区 · 县里", "今天", "2027年2月21日", "能用", "0a"},
		{"孙乡长", "苏店镇 · 镇里", "11月2日", "2027年1月31日", "停用了", ""},
		{"王医生", "苏店镇 · 卫生院", "8月3日", "11月1日", "过期了", ""}}}
	none := all
	none.Rows = nil
	guest := func(p *PIN) {
		p.Guests = true
		p.People = append(p.People, Person{ID: "0c", Name: "赵敏", Word: "今天 · 县里", Peg: zhang.Peg})
	}
	return []Story{
		{"county-badge", "县：工作证", own},
		{"county-badge-wrong", "县：两遍不一样", wrong},
		{"county-badge-card", "县：做好的工作证", card},
		{"county-badges", "县：大家的工作证", all},
		{"county-badges-none", "县：还没有工作证", none},
		{"pin-guest", "今天来的人也有图", pinStory(guest)},
		{"pin-guest-keys", "今天来的人按密码", pinStory(func(p *PIN) {
			guest(p)
			p.People[len(p.People)-1].On, p.Guest = true, true
			p.Chosen = &p.People[len(p.People)-1]
		})},
		{"pin-new-guest", "今天用的密码", NewPIN{Frame: frame("定个密码", "", "/"), Action: "/pin/new", Name: "赵敏", Today: true, Pad: pinPad("")}},
		{"badge", "来人", Message{Frame: frame("来人", "", "/pin"), Icon: "i-people", Kind: "calm", Head: "拿工作证对准扫码枪",
			Lines: []string{"县里、镇里、卫生院来的人，扫证上的图，再按六个数。", "没带证，或者是来代班的，请站长让进来，只管今天。"},
			Ways:  []Link{{Href: "/settings/guests", Text: "请站长让进来", Icon: "i-door"}}}},
		{"badge-pin", "来人：按工作证的六个数", Figures{Frame: noted(frame("来人", "", "/badge"), Note{Icon: "i-clock", Bold: "这台机器不知道今天几号，", Text: "看不出证过没过期。先让进来，会记下来。"}),
			Action: "/badge/pin", Question: "赵敏，按工作证的六个数", Prev: "/badge", Next: "下一步",
			Quiet: "县里来的。做工作证的时候自己定的那六个数，不是站里的密码。",
			Pad:   Pad{Field: "pin", Length: 6, Secret: true, Label: "工作证的六个数", Typed: "604"}}},
		{"guests", "今天来的人", Rows{Frame: frame("今天来的人", "", "/settings"), Prev: "/settings", Last: true, Action: "/settings/guests",
			Lead: "谁来过、做了什么，都会记下来。到半夜自己就用不了了。",
			Ways: []Link{{Href: "/settings/guests/new", Text: "让一个人进来", Icon: "i-add"}},
			Rows: []Row{{Peg: &zhang.Peg, Bold: "赵敏", Text: "县里", Small: "凭工作证", Do: []Choice{{Value: "0c", Text: "走了"}}}, {Peg: &liu.Peg, Bold: "李秀芳", Text: "代班", Small: "站长让进来的", Do: []Choice{{Value: "0d", Text: "走了"}}}}}},
	}
}

func noted(f Frame, n Note) Frame { f.Note = &n; return f }
