package words

func init() {
	add(map[string]string{
		"cli.no-file":           "打不开文件 %s，请看看名字写得对不对。",
		"cli.too-large":         "文件 %s 太大了，不像是县里给的，换一个看看。",
		"cli.no-write":          "写不了文件 %s，请换一个地方。",
		"county.no-township":    "审计和管理员管的是全县，不用写乡镇。还没有存，去掉乡镇就行。",
		"county.which-township": "乡镇干部和卫生院只看自己的镇，要说明是哪个镇。还没有存，选好（命令里写 9 位代码）再来一次。",
		"enroll.township":       "乡镇代码要 9 位数字，这里写的是 %s。",
	})
}
