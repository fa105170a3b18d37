package words

func init() {
	add(map[string]string{
		"help.care":       "今天的照护\n点一样，孩子都在上面，先都算平常的样子。\n哪个不一样，点他，再点是怎样的。\n都对了，点右下角，一次就记好。点错了有“撤回”。\n红字是他不能吃的，看一眼再盛饭。",
		"care.answer":     "这一样没有记上，别的都在。回去再点一次。",
		"care.not-asleep": "还没记他睡着，先记睡着，再记醒。",
		"care.nobody":     "先点一下是哪个孩子。",
		"care.not-here":   "有个孩子今天没记到，先到登记台点一下，再来记。",
	})
}
