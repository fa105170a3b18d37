package words

func init() {
	add(map[string]string{
		"page.away": "这台机器正在忙，写的都在，马上接着来。",
	})
}
