package words

// The handbook: what stands on its pages besides its own text.
func init() {
	add(map[string]string{
		"help.guide":   "手册怎么用\n点一样，再点要看的那页。\n或者点“写几个字找”，写发烧、拉肚子、停电，写拼音的头一个字母也行。\n“问一句”照着手册答，不看病。急的先打 120。\n一屏装不下，点“下一页”。每页最后写着是从哪里来的。",
		"guide.none":   "手册里没有这个。换几个字再找，或者打 12320 问，也可以问卫生院。",
		"guide.gone":   "手册里没有这一页。请回手册里再找。",
		"guide.asked":  "先写一句要问的，再点“问”。",
		"guide.source": "来源：%s（%s）。",
		"guide.doctor": "手册不看病。是不是这个病，请卫生院的大夫看。",
		"guide.first":  "说清在哪个村、什么站，开着免提照下面做。",
	})
}
