package words

func init() {
	add(map[string]string{
		"same.apart": "这两份已经不算同一个孩子了，什么也没改。回到孩子那一页看一眼。",
	})
}
