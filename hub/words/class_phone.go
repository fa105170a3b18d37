package words

// A class on the phone of somebody who listens.
func init() {
	add(map[string]string{
		"inclass.code":          "上课的四个数字",
		"inclass.code-how":      "在站里的屏幕上，也印在通知上。看不清，问一声老师。",
		"inclass.card":          "有家庭卡的，用手机照相机扫卡上的图，再点“去听课”，不用写数字。",
		"inclass.no-script":     "这部手机上的浏览器听不了课。换一部手机，或者到站里来听。",
		"inclass.wrong":         "这四个数字对不上现在这堂课。看一眼站里的屏幕，再写一次。",
		"inclass.no-card":       "这张卡在这里打不开。孩子的记录都在。写上屏幕上的四个数字，也能听课。",
		"inclass.often":         "写得太多次了。歇一分钟，看清屏幕上的数字再写。",
		"inclass.full":          "手机太多，站里这会儿接不下了。过一会儿再试，或者到屋里来听。",
		"inclass.none-how":      "老师点了“开始上课”，这里就能进。",
		"inclass.gone":          "站里的机器重新开过。数字再写一次，就接着听。",
		"inclass.who":           "点一下您是谁。只告诉老师是奶奶还是妈妈，不留名字。",
		"inclass.tiles":         "来了的，点一下自己家。举手、答题，老师就知道是谁家。",
		"inclass.who-tile":      "是谁在听？举手、答题，老师看得见是这一家。别的都打不开。",
		"inclass.who-card":      "家庭卡认出来了。是谁在听？孩子的小名只有老师看得见，这堂课会记上你家来了。",
		"inclass.paused":        "老师歇一会儿，不用退出来。",
		"inclass.right":         "不对的也不要紧，记住就好。老师接着讲，这里自己会翻。",
		"inclass.all-right":     "三题都对",
		"inclass.some":          "答对 %d 题，记好了",
		"inclass.left-how":      "邻站还在上。请站里的老师在屏幕上点“妈妈课堂”，再点“在这里听”，这一页自己就接上了，不用退出来。",
		"inclass.last":          "还有想问的吗",
		"inclass.last-how":      "写一句给老师，不留名字。",
		"inclass.last-card":     "写一句给老师，老师知道是你家问的。",
		"inclass.long":          "写得太长了，200 个字以内。写过的都在，删短一点再送。",
		"inclass.not-kept":      "这一步站里没记上。写过的都在，过一会儿再点一下。",
		"inclass.away":          "断了，正在自己连回去。不用动，也不用退出来。",
		"inclass.ear-quiet":     "在屋里听，手机不出声。在别处听，戴上耳机点一下。",
		"inclass.ear-on":        "正在听。请戴耳机，屋里才不啸叫。",
		"inclass.ear-none":      "老师的话筒没有接好，这会儿听不见。先看图，接好了自己就有。",
		"inclass.ear-broken":    "这部手机放不出声音。翻页和举手都照常，声音到站里听。",
		"inclass.no-replay-how": "老师把录音放出来以后，这里就有。",
		"inclass.go":            "正在上课，去听课",

		"wifi.name":     "无线网叫什么？看手机上连的那个名字，照着写。",
		"wifi.long":     "这个名字太长了，无线网的名字没有这么长。看一眼手机，再写一次。",
		"wifi.password": "无线网的密码是 8 到 63 个字母和数字。看一眼再写；没有密码就空着。",
	})
}
