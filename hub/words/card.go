package words

// The family's card.
func init() {
	add(map[string]string{
		"card.figures": "这张卡没读全。卡上的数是 7 个，扫卡是一整串。记录都在，请对准图再扫一次。",
		"card.nobody":  "这里没有存这张卡的孩子。卡没有坏，请到原来的站，或者等这台机器和镇里连上再扫。",
		"card.other":   "这张卡打不开，可能换过新卡了。记录都在，请带新的那张来。",
		"card.scan":    "这里替邻站存着这个孩子的记录，光有号码打不开。请扫卡上的图。",
		"card.none":    "这台机器没有这张卡可以印。记录都在，请到登记的站去印。",
	})
}
