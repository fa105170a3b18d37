package words

func init() {
	add(map[string]string{
		"device.may-not":         "接入和停用设备要县里的人来做。什么都没有动。",
		"county.over":            "隔了一阵没动，已经退出来了。存过的都在。再登录一次，接着看。",
		"county.nobody":          "还没有人能登录。",
		"county.first":           "请管机器的人先加一个人：怎么加，开机时窗口里印着那一行。加好了，就在这里登录。",
		"county.demo-database":   "演示放在自己的文件夹里，不放数据库。去掉 --database 再开。",
		"county.demo-login":      "这是编出来的县。用“%s”登录，口令 %s",
		"county.first-command":   "还没有人能登录县里的页面。加一个人：yizhan county officer 名字 --data %s",
		"county.no-officer":      "没有叫“%s”的人能登录，谁也没有撤。请看看名字写得对不对。",
		"county.no-child":        "没找到这个孩子。可能还没送到县里，过一会儿再看。",
		"county.no-page":         "没有这一页。记录都在，从站点或孩子进去就行。",
		"county.may-not-phone":   "全号只有县里和卫生院能看。要找家里人，请登记的站打电话。",
		"county.may-not-export":  "名册要县里的人来存。网页上照样能看，要表格请找县里。",
		"county.may-not":         "这一页不归您管：您登录的身份做不了这件事。什么都没有动。要用就请县里的管理员改身份。",
		"take.needs-two":         "多于 %d 个人的表，要另一个人同意了才能存。请先提出来，等县里另一个人同意。",
		"take.not-this":          "别人同意的不是这一张表。什么都没有存。要存这一张，请重新提。",
		"take.over":              "这一次已经过了一天，或者没有人同意。什么都没有存。还要就重新提一次。",
		"take.grown":             "同意的时候是 %d 个人，现在是 %d 个人，多得太多了。什么都没有存。请重新提一次。",
		"take.again":             "这张表已经取走过一次，一次同意只能取一次。还要就重新提一次。",
		"take.why":               "写一句给谁、用完怎么收好，另一个人才好答复。",
		"take.why-not":           "不同意，也写一句为什么，好让她知道。",
		"take.own":               "自己提的，要别人来答复。什么都没有变。",
		"take.answered":          "这一件已经有人答复过，或者过了七天。什么都没有变。请看看列表里怎么样了。",
		"take.alone":             "写 %d 到 %d 之间的一个数。原来的没有变。",
		"take.forgotten":         "隔得太久，这张表要重新点一次“存成表格”。什么都没有存。",
		"county.other-township":  "这个孩子在别的镇，这里看不到。请找那个镇或县里。",
		"county.officer-added":   "%s 可以登录了。口令只显示这一次，请抄下来交给本人：",
		"county.officer-dropped": "%s 现在不能登录了。",
	})
}
