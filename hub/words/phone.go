package words

// A family's card at its own phone.
func init() {
	add(map[string]string{
		"mycard.scan":         "用手机扫家庭卡",
		"mycard.scan-how":     "打开手机的照相机，对准卡上的图，点跳出来的那一行。孩子的情况就出来了。",
		"mycard.scan-desk":    "不会弄也不要紧，把卡带到站里，站里扫一下，看着说给您听。",
		"mycard.no-script":    "这部手机上的浏览器打不开卡。换一部手机扫，或者把卡带到站里。",
		"mycard.wait":         "正在打开，马上就好",
		"mycard.away":         "没有连上站里。手机先连站里的无线网，再扫一次卡。",
		"mycard.over":         "收起来了",
		"mycard.again":        "手机上什么都没留。要再看，再扫一次卡。",
		"mycard.forwarded":    "图上只写小名。转发出去就收不回来，想好了再发，只发给自己家里人。",
		"mycard.keep-picture": "按住这张图不放，存到手机里，再自己发给爸爸妈妈。这台机器不会替你发。",
		"mycard.from":         "驿站记的",
		"mycard.good":         "这张卡好用",
		"mycard.mind":         "想改主意，什么时候都行，到站里说一声。",
		"mycard.no-number":    "站里的电话还没写上。",
		"mycard.kept":         "手机上不留这些，放着不动，五分钟自己收起来。拿家庭卡看过，站里会记一笔。",
		"mycard.short":        "这张卡没扫全\n孩子的记录都在。\n把卡放平，对准图，再扫一次。",
		"mycard.other":        "这张卡在这里打不开\n卡没有坏，孩子的记录也没有丢，只是这台机器上没有，或者家里换过新卡。\n请拿新的那张扫，或者到给卡的那个站去扫。",
		"mycard.out":          "这张卡停用了\n站里给家里换过新卡。孩子的记录都在。\n请拿新的那张来扫，这张剪掉。没有新的，到站里说一声。",
		"mycard.stopped":      "这个孩子的记录停用了\n家里要求停用，或者孩子转到别处去了。\n想看，到站里说一声。",
		"mycard.busy":         "一下子扫得太多了\n孩子的记录都在。\n歇一分钟，再扫一次。",
		"mycard.later":        "这会儿打不开\n孩子的记录都在，卡也没有坏。\n过一会儿再扫一次。",
		"mycard.nothing":      "这里没有这一页\n要看孩子的情况，用照相机扫家庭卡。",
		"box.phones-name":     "手机用的名字“%s”不合适。只用字母、数字、点和横线，连端口最多 26 个字，比如 yizhan.internal。",
	})
}
