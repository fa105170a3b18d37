package words

func init() {
	add(map[string]string{
		"store.taken":     "这个编号刚才别人用了，这一次没有存。请再点一次，会给下一个。",
		"case.no-receipt": "没有找到这个编号，或者后面四位数不对。请照回执再写一遍。",
	})
}
