package words

// What a family may have: a copy, a correction.
func init() {
	add(map[string]string{
		"copy.known":    "请点一下怎么认出来的人。",
		"copy.guardian": "她不是监护人。先给监护人打个电话，说同意了再给看。",
		"copy.format":   "只能存成表格或者给电脑读的文件，请再点一次。",
	})
}
