package words

func init() {
	add(map[string]string{
		"conflict.number": "这个数没看懂。按数字写，像 8.2。两站写的都还在。",
	})
}
