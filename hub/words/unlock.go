package words

// 有人值守: the keys of a box, opened by those who work there.
func init() {
	add(map[string]string{
		"unlock.locked":     "连着错了几次，请等 %d 分钟再按。记录都在，不会丢。等不及就用恢复码。",
		"unlock.code-first": "先写一张恢复码，忘了密码时靠它开锁。现在什么都没有改。请在“备份”里点“写一张”。",
		"unlock.no-stick":   "没看见 U 盘，钥匙还放在机器里，开锁照旧。请插上 U 盘再点一次。",
		"unlock.code-wrong": "这个恢复码打不开这台机器，可能是另一张纸。记录都在。请从第 1 组再输一遍。",
		"help.unlock":       "停电后怎么开\n来电就能用：不用人管。整台被搬走，名字可能被看到。\n先开锁再用：停电以后，要有人按密码，登记台和上报才接着走。\n密码就是各人自己登记台的四个数。忘了，用恢复码开。\n钥匙放在 U 盘上，下班带走，才挡得住懂电脑的人。",
		"unlock.mode":       "请从两种里点一种。现在什么都没有改。",
	})
}
