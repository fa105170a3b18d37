package words

// Holidays, and the days on which a station is open.
func init() {
	add(map[string]string{
		"holidays.none":    "这段话里看不出哪天放假。把通知里“一、元旦：1月1日至3日放假……”这几行整段贴进来。",
		"holidays.day":     "没有“%s”这样的日子，或者一次放得太长。照通知再看一眼。",
		"holidays.weekday": "%s不是星期%s。是不是别的年份的通知？年份和通知要对上。",
		"holidays.sum":     "“%s”写着共 %d 天，数出来是 %d 天。照通知再看一眼。",
		"holidays.what":    "%s是放假还是上班，没有写。补上“放假”或者“上班”。",
		"holidays.year":    "只能写 %d 年到 %d 年的。",
		"opening.none":     "一周里总要开一天。点上开门的日子。",
		"help.opening":     "一周开哪几天\n点一下，开门的日子亮着。\n过节放假县里定，不用点。临时要停几天，点“停几天”。\n不开门的日子，没来的孩子不算缺勤，也不用打电话问。",
	})
}
