package words

func init() {
	add(map[string]string{
		"store.taken":     "这个编号刚才别人用了，这一次没有存。请再点一次，会给下一个。",
		"case.draw-few":   "名单里只有 %d 家，抽不出 %d 家。",
		"case.draw-each":  "检查人员只有 %d 位，一家派不出 %d 位。一行写一位。",
		"case.draw-seed":  "先写种子：当场掷骰子、报一个数，见证人都听见。",
		"case.witness":    "写上见证人，两位以上。",
		"case.point":      "经纬度不对：北纬 3 到 54，东经 73 到 136，小数点后写到第四位就够。",
		"case.point-name": "写上这个地方叫什么。",
		"case.no-receipt": "没有找到这个编号，或者后面四位数不对。请照回执再写一遍。",
	})
}
