//go:build !release

package page

import "yizhan/hub/words"

// alarmStories are 一键报警: the big button, a call of this station, and a neighbour's.
func alarmStories() []Story {
	bare := func(title string) Frame { return Frame{Title: title, Request: storyRequest} }
	press := AlarmPress{Frame: bare("报警"), Last: "上次试：10月23日"}
	press.Back = "/"
	button := press
	button.Button = true
	learn := AlarmLearn{Frame: bare("外接的报警按钮"), Action: "/settings/alarm-key", Now: "F12 或暂停键"}
	learn.Back, learn.Errors = "/settings/sites", Errors{"key": words.Say("alarm.key")}
	own := AlarmOwn{
		Frame: bare("先打电话，再做别的"), Action: "/alarm/7c", Open: true, Rings: true,
		Title2: "正在叫邻站", State: "2 个邻站的屏幕在响，还没有人应。",
		Numbers: []AlarmNumber{{Number: "110", For: "有坏人、孩子不见了"}, {Number: "120", For: "受伤、叫不醒、喘不上气"}, {Number: "119", For: "着火、煤气"}},
		Say:     []string{"我是西火镇柳沟村的柳沟村照护驿站。", "地址：村委会东边二层楼。", "这里现在有 14 个三岁以下的孩子。", "出了什么事，有没有人受伤。对方说挂再挂。"},
		Phones:  []Fact{{Word: "东山驿站", Text: "138 0355 0421"}, {Word: "西火镇卫生院", Text: "0355 600 1218"}},
	}
	alone := own
	alone.Title2, alone.State = "邻站没连上", "邻站听不见，打电话给她们。一连上就响。"
	answered := own
	answered.Numbers = []AlarmNumber{own.Numbers[0], {Number: "120", For: own.Numbers[1].For, Got: "张桂兰 10:32 打通了"}, own.Numbers[2]}
	answered.Rings, answered.Title2, answered.State = false, "邻站应了", "电话还是要自己打。"
	answered.Answers = []Fact{{Word: "东山驿站刘建平", Text: "10:31 这就过去"}}
	why := own
	why.Reasons, why.Hushed = choices("", "碰到了", "孩子按的", "看清了，没有事"), true
	drill := own
	drill.Drill, drill.Title = true, "演练 · "+own.Title
	over := answered
	over.Open, over.Title2, over.State, over.Incident = false, "办完了", "邻站会看到。", "/forms/incident/new"
	over.Title, over.Numbers, over.Say, over.Phones = over.Title2, over.Numbers[1:2], nil, nil
	near := AlarmNear{Frame: bare("东山驿站 报警"), Action: "/alarm/7c", Station: "东山驿站", Open: true, Rings: true, Where: "东山村", Phone: "138 0355 0421", At: "10:30 按的", State: "还没有人应。打电话问，或者过去。"}
	nearDrill := near
	nearDrill.Drill, nearDrill.Title = true, "演练 · "+near.Title
	nearSaid := near
	nearSaid.Rings, nearSaid.State, nearSaid.Answers = false, "有人应了。", answered.Answers
	nearFalse := near
	nearFalse.Open, nearFalse.Rings, nearFalse.State = false, false, "是误报，不用去了：孩子按的"
	who := AlarmWho{Frame: bare("我去"), Action: "/alarm/7c", What: "going", People: []Person{zhang, liu, shen}, Nobody: "不在这里"}
	got := AlarmWho{Frame: bare("120 打通了"), Action: "/alarm/7c", What: "120", People: who.People}
	got.Errors = Errors{"by": "电话是谁打通的？点一下她的名字。"}
	return []Story{
		{"alarm", "报警：大按钮", press}, {"alarm-button", "报警：用外接按钮试", button}, {"alarm-learn", "报警：认外接按钮", learn}, {"alarm-own", "报警了：先打电话", own}, {"alarm-alone", "报警了：邻站没连上", alone}, {"alarm-answered", "报警了：有人应了", answered},
		{"alarm-why", "报警了：误报", why}, {"alarm-drill", "报警了：演练", drill}, {"alarm-over", "报警：办完了", over},
		{"alarm-near", "邻站报警", near}, {"alarm-near-drill", "邻站演练", nearDrill}, {"alarm-near-said", "邻站报警：有人应了", nearSaid}, {"alarm-near-false", "邻站误报", nearFalse},
		{"alarm-who", "报警：谁去", who}, {"alarm-got", "报警：谁打通的", got},
	}
}
