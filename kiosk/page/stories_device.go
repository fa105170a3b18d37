//go:build !release

package page

import "yizhan/hub/words"

func deviceStories() []Story {
	f := CountyFrame{Title: "设备", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "devices", Hint: "11月22日 星期日", Export: true, Erase: true, Sticks: true, Fleet: true, Audit: true, Request: storyRequest}
	list := CountyDevices{CountyFrame: f, Lead: "3 台在用，1 台停用",
		Asking: []AskingRow{{"/devices/new/0a", "王家沟驿站", "0421 7735 9014", "柳沟驿站"}},
		Rows: []DeviceRow{
			{"/device/0a", "断", "went bad", true, "横河驿站", "驿站", "荫城镇", "11月14日，8 天前", "邻站知道还有 131 条", "3月2日"},
			{"/device/0b", "通", "", false, "柳沟驿站", "驿站", "韩店街道", "正连着", "", "3月1日"},
			{"/device/0c", "停", "went", false, "石坡驿站", "驿站", "韩店街道", "11月20日，2 天前", "停用11月21日", "3月1日"}},
		Sharing: []SharingRow{{"140404101", "荫城镇", true, "各站互相看得到，11月20日定的"}, {"140404102", "韩店街道", false, "各站只看自己的"}}}
	wrong := list
	wrong.Figures, wrong.Errors = "12345", Errors{"figures": "还差几位：现在 5 位，一共要 180 位。写过的都在，接着写。"}
	none := CountyDevices{CountyFrame: f, Lead: "0 台在用"}
	fresh := CountyDeviceNew{CountyFrame: f, Action: "/devices/new/0a", Check: "0421 7735 9014", Via: "柳沟驿站", Name: "王家沟驿站", Towns: choices("荫城镇", "韩店街道", "荫城镇"), Roles: choices("驿站", "驿站", "卫生院", "指导中心"), Back: "/devices"}
	first := fresh
	first.Towns, first.Town, first.Errors = nil, "1404", Errors{"township": "乡镇的代码是 9 位数字。还没有发文件，改好再来一次。", "name": "站名要有 1 到 20 个字，不带换行。还没有发文件，改好再来一次。"}
	done := CountyDeviceDone{CountyFrame: f, Name: "王家沟驿站", Code: "7735 0421 9014", Pictures: []Picture{{storyQR, "第 1 张"}, {storyQR, "第 2 张"}, {storyQR, "第 3 张"}}, File: "/devices/done/0a/file"}
	device := CountyDevice{CountyFrame: f, Facts: []Fact{{Word: "做什么", Text: "驿站"}, {Word: "哪个镇", Text: "韩店街道"}, {Word: "接入", Text: "2026年3月1日"}, {Word: "钥匙核对数", Text: "0421 7735 9014"}, {Word: "县里收到", Text: "1203 条"}},
		Whose: "31 个孩子的名字、电话，这台机器打得开。", List: "/device/0b/opened.xlsx", Lost: "/device/0b/lost", Reset: "/device/0b/reset", Back: "/devices"}
	device.Title = "石坡驿站"
	answered, misheard := device, device
	answered.Answer = "482 913"
	misheard.Figures, misheard.Errors = "246913", Errors{"figures": words.Say("access.reset-misheard")}
	forked := device
	forked.Note = &Note{Kind: "bad", Icon: "i-warn", Bold: "两台设备用了同一张卡。", Text: "两边写的都留着。"}
	lost := device
	lost.Lost, lost.Reset, lost.Action, lost.Upto = "", "", "/device/0b/lost", choices("到现在县里收到的，都算", "到现在县里收到的，都算", "只算到11月21日为止")
	lost.Means = []string{"它再也接不上县里和邻站，写的不再算数；县里已经收到的都在，照样算数。", "这一步退不回去。机器找回来了，清空，当新的再接入。"}
	denied := lost
	denied.Errors = Errors{"password": "名字和密码对不上，再试一次。"}
	out := device
	out.Lost, out.Reset, out.Action = "", "", "/device/0b/held"
	out.Held = []HeldRow{{"c1", "11月21日 16:40（按它的钟）", "到了", false}, {"c2", "11月21日 16:42（按它的钟）", "登记，县里打不开内容", true}}
	quiet := out
	quiet.Held = nil
	return []Story{
		{"county-devices", "县：设备", list},
		{"county-devices-wrong", "县：申请抄错了", wrong},
		{"county-devices-none", "县：还没有设备", none},
		{"county-device-new", "县：接入一台", fresh},
		{"county-device-new-wrong", "县：接入，写错了", first},
		{"county-device-done", "县：接入好了", done},
		{"county-device", "县：一台设备", device},
		{"county-device-reset", "县：忘了密码，回六个数", answered},
		{"county-device-misheard", "县：忘了密码，听错了", misheard},
		{"county-device-forked", "县：同一张卡", forked},
		{"county-device-lost", "县：设备丢失", lost},
		{"county-device-denied", "县：设备丢失，密码不对", denied},
		{"county-device-out", "县：停用了的", out},
		{"county-device-quiet", "县：停用了的，没有后来的", quiet},
	}
}
