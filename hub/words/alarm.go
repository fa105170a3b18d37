package words

// 一键报警. Who reads these is frightened: what to do comes first.
func init() {
	add(map[string]string{
		"help.alarm":    "报警怎么按\n按住右上角红框的“报警”，数一二，松手。或者点一下，再按大按钮。不用密码。\n按了以后，这里响，邻站的屏幕也响，响到有人应。县里的屏幕也看得到。\n这台机器不会替您打电话。110、120、119 都要人来打，打通了点一下“打通了”。\n按错了，点“误报”，邻站马上知道。\n每个月点“试一试”练一回，屏幕上都写着“演练”。",
		"alarm.no-site": "这台机器还没设好，叫不到邻站。请直接打 110、120 或 119。",
		"alarm.answer":  "这一下没有记上。请直接打电话给那个站。",
		"alarm.who":     "电话是谁打通的？点一下她的名字。",
		"alarm.reason":  "是怎么回事？点一样，邻站就不跑空了。",
		"alarm.gone":    "这次报警已经找不到了。要报警，按大按钮。",
	})
}
