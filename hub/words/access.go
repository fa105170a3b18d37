package words

// Signing in: PIN, lock-out, reset by telephone, visitors, and the county's logins.
func init() {
	add(map[string]string{
		"access.wrong":            "这四个数对不上，再按一遍。还能试 %d 次，写的都在。",
		"access.locked":           "密码连着几次不对，先等 %d 分钟再试。写了一半的都存着。急用的话，点“忘了密码”，打电话重设。",
		"access.pin-none":         "这个人还没有密码。记录都在。请先设一个密码再进来。",
		"access.pin-figures":      "密码是 4 到 6 个数字。还没有存，再按一次就行。",
		"access.pin-plain":        "这个密码太好猜，旁人一试就中。还没有存，换几个不挨着、不重样的数字吧。",
		"access.pin-birthday":     "这像是生日，村里人都知道，容易被猜中。还没有存。换一个更好；一定要用，就再点一次。",
		"access.pin-phone":        "这是电话号码的尾数，容易被猜中。还没有存。换一个更好；一定要用，就再点一次。",
		"access.covered":          "屏幕歇了一会儿，先盖上了。写了一半的都存着。按一下密码，接着用。",
		"access.over":             "已经退出来了。存过的都在。请点自己的图，再按密码。",
		"access.reset-unenrolled": "这台机器还没有入网，县里没法用电话帮着重设。记录都在。请站长在设置里给换一个密码。",
		"access.reset-figures":    "要 6 个数字。什么都没有变，再按一次就行。",
		"access.reset-none":       "这一次的 6 个数字用完了。记录都在。请重新点“忘了密码”，拿一组新的，再打一次电话。",
		"access.reset-misheard":   "这台机器给不出这 6 个数字，可能听错了，或者选错了站点。什么都没有变。请她再念一遍。",
		"access.visit-may-not":    "只有站长按过密码，才能让人今天进来看看；能给的是卫生院、乡镇干部或保育师。什么都没有变。",
		"access.visit-name":       "来的人叫什么名字？写上名字，才好让人家进来。",
		"access.visit-over":       "今天的来访已经结束了。存过的都在。要接着用，请站长再让进来一次。",
		"access.password-short":   "密码最少 %d 个字，一句自己记得住的话最好。还没有存，加长一点就行。",
		"access.password-plain":   "这个密码太好猜：不要用自己的名字，也不要几个字来回重复。还没有存，换一句话就行。",
		"access.password-same":    "和原来的一样，等于没换。还没有存，换一句别的就行。",
		"access.code-wrong":       "六位数不对，或者刚用过。记录都在。等手机上换了新的数，再写一次；手机不在身边，写一个没用过的恢复码。",
		"access.code-clock":       "六位数不对，用过的恢复码也不行。县里这台机器的钟没有对过，可能差得多：请管机器的人把钟对准。",
		"access.code-late":        "隔得太久了。记录都在。请从名字和密码重新来一次。",
		"access.code-again":       "这张图过期了，什么都没有变。请重新打开这一页，扫新的图。",
		"access.login-name":       "登录名要 2 到 30 个字。还没有存，改好再来一次。",
		"access.login-role":       "县里这边只有六种人：县级、乡镇干部、卫生院、只看、审计、管理员。还没有存，选一种就行。",
		"access.login-wrong":      "名字或者密码不对。记录都在。看看大小写，再试一次；忘了就请县里管理的人重设。",
		"access.login-locked":     "连着几次不对，先等 %d 分钟再试。记录都在。急用的话，请县里管理的人重设密码。",
	})
}
