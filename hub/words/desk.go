package words

func init() {
	add(map[string]string{
		"desk.pin":               "这一步要先按密码。写过的都在。",
		"desk.may-not":           "这件事要请站长来做。写过的都在。",
		"desk.changed-meanwhile": "刚才别人也改了这一条，没有盖掉。看一眼新的，再改一次就好。",
		"desk.changed-since":     "后来又有人改过，撤不回去了。可以直接改成对的。",
		"desk.settled-already":   "这一处已经有人选好了。",
		"desk.no-child":          "没找到这个孩子。可能登记在别的站，或者还没送到这台机器。",

		"register.alike":    "这个孩子可能登记过了，请看一眼。",
		"register.nameless": "名字和小名至少写一个；还没取名就点“还没取名”。",

		"consent.unsigned": "还没有签名。请她在框里签一下，或者改成纸上签。",
		"consent.witness":  "电话里说的，要写上旁边是谁听到的。",
		"consent.who":      "请点一下是谁答的。",

		"measure.nothing": "还没有写量出来的数。量了哪样写哪样。",

		"wall.nobody":      "还没有点孩子。",
		"wall.day":         "日子没看懂，请回到登记台再点一次。",
		"wall.not-on-list": "这个人不在可以接的名单上。请按密码，写下是谁接走的。",

		"day.reason": "请写一句为什么改，以后看得明白。",
		"day.order":  "走的时间比到的还早，请再看一眼。",

		"enrol.from":    "从哪天开始托，还没有选。",
		"enrol.order":   "最后一天比第一天还早，请再看一眼。",
		"enrol.already": "这个孩子现在已经在托了。要换班，先把原来的结束。",
	})
}
