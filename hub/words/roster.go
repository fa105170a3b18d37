package words

// Rosters that are brought in: why a row is not taken, or what to look at again.
// A row's sentences stand one after the other, so each ends in a full stop.
func init() {
	add(map[string]string{
		"roster.no-names":      "没有找到哪一栏是孩子的名字。驿站里的记录都没有动。请指一下哪一栏是名字，或者给表加上“姓名”这样的标题。",
		"roster.unnamed":       "还没取名，先记作“%s”。",
		"roster.kind":          "这一行不是孩子的登记，这里只导入孩子。",
		"roster.sealed":        "这一行是封着的，里面的内容只有登记的站能打开。",
		"roster.id":            "记录编号不完整，应该是 32 位。请删掉编号再导入。",
		"roster.sex":           "性别写的是“%s”，认不出是男还是女。请写“男”或“女”。",
		"roster.day":           "生日写的是“%s”，认不出是哪一天。请写成 2025-06-11 这样。",
		"roster.no-day":        "生日写的是“%s”，没有写到哪一天。请写成 2025-06-11 这样。",
		"roster.lunar":         "生日写的是“%s”，像是农历。请写阳历的日子，或者在驿站里点农历登记。",
		"roster.no-such-month": "生日写的是 %d 月，没有这个月份。请看户口本或出生证改一下。",
		"roster.no-such-day":   "%d 年 %d 月没有 %d 日。请看户口本或出生证改一下。",
		"roster.birth-from-id": "生日空着，按身份证号补上了。",
		"roster.id-rounded":    "身份证号在表里存成了数字，最后几位已经变了。请把这一栏改成“文本”格式再填一次。",
		"roster.id-taken":      "身份证号和%s“%s”一样，名字不一样。请核对是谁的号码。",
		"roster.alike":         "可能就是%s“%s”，登记以后请看一眼。",
		"roster.twins":         "和%s“%s”像是双胞胎，登记以后请看一眼。",
		"roster.known":         "这个孩子已经登记过，没有重复登记。",
		"roster.known-row":     "和第 %d 行是同一个孩子，没有重复登记。",
		"roster.differs":       "这一行的%s和已有的不一样，没有改动；要改请到孩子的页面上改。",
		"roster.title":         "表头上面的文字，不是孩子。",
		"roster.total":         "合计的一行，不是孩子。",
		"roster.footer":        "填表说明，不是孩子。",
		"roster.blank":         "只有序号，没有内容。",
		"roster.header-again":  "又写了一遍标题，不是孩子。",
		"roster.summary":       "新登记 %d 个孩子（其中 %d 个请再看一眼），已经登记过 %d 个，不能导入 %d 行，不是孩子的 %d 行。",
	})
}
