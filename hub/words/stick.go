package words

// What goes from hub to hub on a USB stick.
func init() {
	add(map[string]string{
		"bundle.not-enrolled": "这台机器还没有入网，U 盘上的还不知道给谁。记录都在本机。请先接上县里，再来送。",
		"bundle.no-stick":     "没有找到这个 U 盘。记录都在本机。请插好，再点一次。",
		"bundle.empty":        "这个 U 盘上没有别的机器留下的东西，什么都没有动。要带走这里的，点“开始送”；不是这一个，换一个插上。",
		"bundle.gone":         "U 盘读不到了，可能拔早了。本机的记录没有动，写完的都算数。再插上，接着送。",
		"bundle.stopped":      "停下来了。写完的都算数，本机的记录没有动。再点一次，接着写。",
		"bundle.full":         "U 盘满了，有一部分没写下。写下的都是好的，可以带走。请换个大些的 U 盘，再送剩下的。",
		"bundle.read-only":    "这个 U 盘只能读，不能写。记录都在本机。请把 U 盘上的锁拨开，或者换一个。",
		"bundle.odd":          "U 盘上原来有个叫 yizhan 的东西，不是文件夹，没敢动它。记录都在本机。请换一个 U 盘。",
		"bundle.bad-stick":    "写进去的和读回来的不一样，这个 U 盘坏了，别用它带。记录都在本机。请换一个 U 盘。",
		"bundle.broken":       "做到一半停了，是程序的毛病。记录都在本机，写完的都算数。请再点一次。",
		"bundle.torn":         "U 盘上有的没写完，多半是上次拔早了。完整的都收下了。请带回那边再写一次。",
		"bundle.tampered":     "U 盘上有的和写的时候不一样，一条都没收。本机的记录都在。请让写它的那边重新写一次。",
		"bundle.foreign":      "这个 U 盘上是别的县的，没有收。本机的记录都在。请看看是不是拿错了。",
		"bundle.stranger":     "写这个 U 盘的机器没有入网，或者已经停用，没有收。本机的记录都在。请让县里看一看那台机器。",
		"bundle.not-ours":     "这个 U 盘上是给别的镇的，这里打不开，也没有收。本机的记录都在。",
		"bundle.not-yet":      "写这个 U 盘的机器还不认识这一台，这里打不开。本机的记录都在。请在这里也写一次，带回那边插一下，再拿来就能收了。",
		"bundle.newer":        "U 盘上有更新的版本写的，这一版读不了。读得了的都收下了。请先升级这台机器，再插一次。",

		"stick.save-full":         "U 盘放不下了，没有存。记录都在本机。请换一个空些的 U 盘再存。",
		"stick.only":              "这个 U 盘只能读。能收它带来的，写不上去。",
		"stick.head-not":          "没送完",
		"stick.head-full":         "U 盘满了，带走一部分",
		"stick.head-gone":         "拔早了",
		"stick.head-stopped":      "先停下了",
		"stick.head-read-only":    "这个 U 盘不能写",
		"stick.head-odd":          "这个 U 盘用不了",
		"stick.head-bad-stick":    "这个 U 盘坏了",
		"stick.head-not-enrolled": "还没接上县里",

		"bundle.township": "没有代码是 %s 的镇。什么都没有写。乡镇代码是 9 位数字。",
	})
}
