package words

func init() {
	add(map[string]string{
		"practice.busy": "另一块屏幕正在练。等她练完，或者她放下两分钟以后，再点一次。",
		"help.practice": "练一练\n里面的孩子都是编的，随便点，点错了不要紧。\n照单子一件一件试，左边那条写着做了几件。\n不想练了，点左边那条，再点“结束练习”。\n练完什么都不留，真的登记台一点没动。",
	})
}
