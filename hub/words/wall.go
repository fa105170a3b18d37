package words

func init() {
	add(map[string]string{
		"wall.not-enrolled": "这个孩子今天不在这里托。写过的都在，要托先办入托。",
		"wall.not-here":     "还没记到，先记到，再记走。",
		"wall.gone-already": "已经记过走了，没有改。记错了，点这个孩子去改。",
		"stranger.name":     "来接的人叫什么，还没写。",
		"wall.who":          "先点一下是谁在登记。",
		"day.future":        "这个时间还没到，请再看一眼。",
	})
}
