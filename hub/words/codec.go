package words

func init() {
	add(map[string]string{
		"codec.damaged":  "这份数据在路上坏了，没有收下。本机原有的记录都在，请让对方再传一次。",
		"codec.unfit":    "有一项内容存不进去，这一次还没有存下，以前的记录都在。请检查写的内容，再存一次。",
		"codec.toolarge": "这一次要存的内容太多，还没有存下，以前的记录都在。请分成几次存。",
	})
}
