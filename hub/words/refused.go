package words

// What other hubs sent and was not taken, by reason, with how many.
func init() {
	add(map[string]string{
		"refused.stranger":  "没有本县证书的机器来连过 %d 次",
		"refused.oversize":  "太大的 %d 条",
		"refused.malformed": "损坏的 %d 条",
		"refused.origin":    "说不清是哪台机器写的 %d 条",
		"refused.lane":      "写到别处去的 %d 条",
		"refused.signature": "签名不对的 %d 条",
		"refused.unproven":  "没有签名的 %d 条",
		"refused.receipt":   "不实的回执 %d 张",
		"refused.poisoned":  "存着但读不懂的 %d 条",
		"refused.lamjump":   "次序跳得太远的 %d 条",
		"refused.peer":      "别处送来没收的 %d 条",
		"refused.fork":      "两台设备用了同一张卡，%d 处",
	})
}
