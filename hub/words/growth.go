package words

func init() {
	add(map[string]string{
		"growth.file":   "没有打开 %s。看看文件名写对没有，再来一次。",
		"growth.header": "第一行要写列名，至少有 sex 和 age_days。补上再来一次。",
	})
}
