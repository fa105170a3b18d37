package words

func init() {
	add(map[string]string{
		"ime.long":     "字母太多了，先选下面的字。已经写好的字都在，删掉几个字母再试。",
		"ime.odd":      "这一下没认出来，已经写好的字都在，请再按一次。",
		"ime.scribble": "这一块笔画太多了，已经写好的字都在。点清除，一次只写一个字。",
	})
}
