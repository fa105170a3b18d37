package words

func init() {
	add(map[string]string{
		"place.file-unread":  "这个文件没读完，原来的村名都在。请换一个口插上，再读一次。",
		"place.file-large":   "这个文件超过 %d MB，不像是村名表。原来的村名都在，请看看是不是拿错了文件。",
		"place.file-letters": "这个文件里的字认不出来，原来的村名都在。请在电脑上另存为 CSV（UTF-8）再试。",
		"place.file-empty":   "这个文件里一个村也没有，原来的村名都在。要两列：代码、名称。",
		"place.line-torn":    "第 %d 行的引号没有配成对，这次一行也没收。原来的村名都在，改好这一行再读。",
		"place.line-short":   "第 %d 行少一列，这次一行也没收。补成两列再来：代码、名称。",
		"place.line-code":    "第 %d 行的代码不对：村是 12 位数字，乡镇是 9 位。这次一行也没收，改好再读。",
		"place.line-name":    "第 %d 行的村名是空的，或者超过 50 个字。这次一行也没收，改好再读。",
		"place.line-county":  "第 %d 行的前 6 位 %s 不是哪个县的代码。这次一行也没收，改好再读。",
		"place.line-twice":   "第 %d 行的代码 %s 前面已经有了。这次一行也没收，去掉一行再读。",
	})
}
