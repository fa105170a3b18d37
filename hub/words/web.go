package words

func init() {
	add(map[string]string{
		"web.broken":     "这一页没打开。已经存好的都在，退回去再来一次就好。",
		"web.too-large":  "送来的东西太大了，没有收。已经存好的都在。",
		"web.unreadable": "送来的字认不出来，没有收。请退回去再写一次。",
	})
}
