package words

func init() {
	add(map[string]string{
		"register.no-step":      "这一步没有了，写的都在。回首页点“登记宝宝”，接着写。",
		"register.surname":      "先点爸爸或妈妈的姓，再点女儿还是儿子。",
		"register.birth-open":   "年、月、日还没点齐。记不准就点“记不准，先空着”，以后再补。",
		"register.village":      "没找到这个村，请再点一次；名单上没有，就点“写别的村”。",
		"register.village-name": "村名还空着，或者夹着看不懂的字。请再写一遍，别的都在。",
	})
}
