package words

// A family's page at home: whoever reads these may be a grandmother with somebody's telephone.
func init() {
	add(map[string]string{
		"box.sms":          "发短信的程序“%s”用不了：要写全路径，是能运行的文件。没有它，家里在网上看孩子的那一页不开。",
		"online.url":       "先在“公众页面”的“网址”里写好 https:// 开头的，存好再来开：孩子的事不在没有加密的网上走。现在没有开。",
		"online.off":       "县里现在没有开“在网上看”。到站里看。",
		"online.guardian":  "请选一位留了手机号的监护人，验证码只发给监护人。还没有存。",
		"online.nothing":   "看不到。什么都没有动，请到站里问。",
		"online.card":      "网上的卡号是十个数，照着卡上再填一遍。",
		"online.phone":     "手机号是十一个数，请再看一眼。",
		"online.code":      "验证码对不上，或者过了五分钟。看清短信再填；不行就回去再发一次。",
		"online.sent":      "要是卡号和手机号都对，验证码一会儿就到。收到了，填在下面。",
		"online.none":      "等三分钟还没有收到：看看卡号、手机号写对没有，回去再发一次；还不行，到站里问。一个手机号一会儿只发几条。",
		"online.message":   "【%s托育】验证码 %s，五分钟里有用，在手机上看孩子时填。别告诉别人。不是您要的，不用管。",
		"online.shut":      "现在看不了了\n要接着看，请到站里问。",
		"online.plain":     "这样打开不加密\n孩子的事不在没有加密的网上走。请在网址最前面写上 https://，再打开一回。\n还是这一页的，告诉县里：管 https 的代理没有接好。",
		"online.left":      "离开了\n这部手机上什么都没有留下。下次再看，还是卡号加验证码。",
		"online.wrong":     "到站里说一声就能改。更正、删除、不想再让网上看，都在站里办。",
		"online.kept":      "只有卡号和监护人手机上的验证码打得开。每看一回都记着，站里能看到谁看过。看完点“离开”。",
		"online.not-yours": "打开它要管理员（管谁能登录的人）来点。",
		"online.no-sender": "没有发短信的程序，家里收不到验证码，这一页开不了。开县级程序的人用 --sms 给它一个。",
	})
}
