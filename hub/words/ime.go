package words

func init() {
	add(map[string]string{
		"ime.long": "拼音太长了，一次写一个字就好。已经写好的字都在，删掉几个字母再试。",
		"ime.odd":  "这一下没认出来，已经写好的字都在，请再按一次。",
	})
}
