//go:build !release

package page

import "strconv"

// Story is one page in one state, with made-up people, for looking at and for tests.
type Story struct {
	Key   string // in the address: home-morning
	Title string // in the index: 首页，早上
	View  View
}

// Stories are all pages in all states that matter.
func Stories() []Story {
	var all []Story
	for _, some := range [][]Story{startStories(), setupStories(), registerStories(), wallStories(), checkStories(), childStories(), growthStories(), careStories(), outsideStories(), stationStories(), clockStories(), stepperStories(), backupStories(), stickStories(), countyStories(), countyLessonStories(), countyFleetStories(), figureStories(), openStories(), eraseStories(), takeStories(), badgeStories(), officerStories(), deviceStories(), practiceStories(), printStories(), sayStories(), photoStories(), dueStories(), roundStories(), guideStories(), lessonStories(), classStories(), alarmStories(), formStories(), countyFormStories(), caseStories(), moneyStories(), listStories(), shareStories(), reportStories(), phoneStories(), phoneClassStories(), portalStories(), componentStories()} {
		all = append(all, some...)
	}
	return all
}

// Made-up people. Any likeness to real ones is chance.
var (
	zhang = Person{ID: "0a", Name: "张桂兰", Word: "站长", Peg: Peg{"hua", 1}}
	liu   = Person{ID: "0b", Name: "刘建平", Word: "保育师", Peg: Peg{"hulu", 3}}
	shen  = Person{ID: "0c", Name: "申巧玲", Word: "保育师", Peg: Peg{"niao", 4}}
	wang  = Person{ID: "0d", Name: "王医生", Word: "卫生院", Peg: Peg{"chuan", 2}}
	zihan = Person{ID: "1a", Name: "王梓涵", Word: "女 · 20 月龄", Peg: Peg{"shi", 1}}

	roadNear  = &Road{Copies: "邻站 2 份", Neighbours: true, ReportedTo: "11月20日", Unsent: "3 条", Offline: true}
	roadHere  = &Road{Copies: "只有本机", Unsent: "12 条", Offline: true}
	roadThere = &Road{Copies: "县里已收", Neighbours: true, County: true, ReportedTo: "11月23日"}
)

const (
	storyRequest = "00112233445566778899aabbccddeeff"
	storyToday   = "11月23日 星期一 · 十月十五"
)

// frame is the usual surrounding of a story.
//
//go:noinline
func frame(title, hint, back string) Frame {
	return Frame{Title: title, Hint: hint, Back: back, Request: storyRequest, Road: roadNear, Alarm: true}
}

//go:noinline
func (f Frame) with(change func(*Frame)) Frame { change(&f); return f }

func choose(person Person) Person { person.On = true; return person }

// choices makes tiles from texts; the one equal to on is chosen.
func choices(on string, texts ...string) []Choice {
	all := make([]Choice, len(texts))
	for i, t := range texts {
		all[i] = Choice{Value: t, Text: t, On: t == on}
	}
	return all
}

// numbered makes tiles with the figures from–to as values.
func numbered(from, to, on int, unit string) []Choice {
	var all []Choice
	for n := from; n <= to; n++ {
		s := strconv.Itoa(n)
		all = append(all, Choice{Value: s, Text: s + unit, On: n == on})
	}
	return all
}

func startStories() []Story {
	home := Home{
		Frame:    frame("柳沟村照护驿站", storyToday, "").with(func(f *Frame) { f.Who = &zhang }),
		Site:     "柳沟村照护驿站",
		Greeting: "早上好。今天有三件事：",
		Things: []Thing{
			{"/wall/morning", "8", "个孩子还没到", "今天在托 24 人，到了 14 人，请假 2 人"},
			{"/consents", "3", "家还没签同意书", "陈雨桐、马浩然、秦朗"},
			{"/conflict/7c", "1", "处生日两站写得不一样", "李沐阳 · 选一个就好"},
		},
		Doors: Doors("/wall/morning"),
	}
	for i, d := range home.Doors {
		if d.Href == "/todo" {
			home.Doors[i].Count = 12
		}
	}
	quiet := home
	quiet.Things, quiet.Rest = nil, "歇一会儿。有孩子来、有人来接，点“登记台”。"
	quiet.Greeting = "下午好。"
	quiet.Frame.Note = &Note{Kind: "good", Icon: "i-check", Bold: "今天的事都办完了。", Text: "24 个孩子都接走了，记录县里已收。"}
	quiet.Frame.Road = roadThere
	fresh := quiet
	fresh.Rest, fresh.Frame.Note = "", nil
	fresh.Greeting = "早上好。先登记第一个孩子吧。"
	fresh.Frame.Road = roadHere
	fresh.Things = []Thing{{"/register", "0", "个孩子登记过", "有旧名册也能一次收进来，在“更多”里"}}
	out := home
	out.Greeting = "早上好。今天有一件事："
	out.Things, out.Doors = []Thing{{"/state", "停", "本机被县里停用了", "原来的都能看，不能再记，请找县里"}}, ShutDoors("/wall/morning")
	big := home
	big.Frame.Text = "xl"
	contrast := home
	contrast.Frame.Contrast = true
	return []Story{
		{"starting", "正在打开", Starting{Word: "正在打开，马上就好", Lines: []string{"上次没关好，正在把记录查一遍，一条不会少。"}}},
		{"starting-full", "存满了，开不了", Starting{Word: "存满了，先开不了", Lines: []string{"以前存的都在，一条不少。", "打电话给县里，腾出地方或者换卡。腾出来了，这里自己打开，不用关机。", "今天谁到、谁走，先写在纸上。"}}},
		{"starting-readonly", "写不进去，开不了", Starting{Word: "存储卡写不进去，先开不了", Lines: []string{"以前存的都在，一条不少。", "关机，把存储卡拔下来重新插好，再开机。还是这样，打电话给县里换卡。", "今天谁到、谁走，先写在纸上。"}}},
		{"cover", "封面", Cover{Frame: Frame{Title: "驿站", Road: &Road{Kept: true, Neighbours: true, ReportedTo: "11月20日", Unsent: "3 条"}}, Site: "柳沟村照护驿站", Time: "16:42", Date: "11月23日 星期一 · 农历十月十五", Next: "/pin"}},
		{"pin-who", "是谁在用", pinStory(nil)},
		{"pin-keys", "按密码", pinStory(func(p *PIN) { p.Chosen, p.Pad.Typed = &zhang, "12" })},
		{"pin-wrong", "密码不对", pinStory(func(p *PIN) {
			p.Chosen = &zhang
			p.Errors = Errors{"pin": "这四个数对不上，再按一遍。还能试 3 次。"}
		})},
		{"pin-locked", "密码锁住", pinStory(func(p *PIN) {
			p.Chosen, p.Locked = &zhang, "试了 5 次都不对，先歇 5 分钟，到 8:16 再按。登记台照常能用。"
		})},
		{"pin-reset", "电话重设密码", PINReset{Frame: frame("打电话重设密码", "张桂兰", "/pin"), Name: "张桂兰", Call: "县指导中心 0355-600 1218", Out: "482 913", Pad: Pad{Field: "code", Typed: "60", Length: 6, Whole: true, Label: "她回的六个数"}, Who: "0a", Next: "/"}},
		{"pin-new", "新密码", NewPIN{Frame: frame("定个密码", "", "/pin"), Action: "/pin/new", Name: "张桂兰", Pad: pinPad("")}},
		{"pin-again", "新密码再按一遍", NewPIN{Frame: frame("定个密码", "", "/pin"), Action: "/pin/new", Name: "张桂兰", Again: true, Pad: pinPad("")}},
		{"home", "首页", home},
		{"home-out", "首页：停用了", out},
		{"home-quiet", "首页，没有事", quiet},
		{"home-new", "首页，刚开张", fresh},
		{"home-big", "首页，特大字", big},
		{"home-contrast", "首页，反差大", contrast},
	}
}

func pinPad(typed string) Pad {
	return Pad{Field: "pin", Typed: typed, Length: 4, Whole: true, Secret: true, Label: "四个数的密码"}
}

func pinStory(change func(*PIN)) PIN {
	p := PIN{
		Frame:  frame("是谁在用？", "点自己的图，再按四个数", ""),
		People: []Person{zhang, liu, shen, wang},
		Pad:    pinPad(""),
		Next:   "/",
	}
	if change != nil {
		change(&p)
	}
	if p.Chosen != nil {
		p.People[0] = choose(zhang)
	}
	return p
}
