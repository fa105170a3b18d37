package words

// A child's page and what is done there.
func init() {
	add(map[string]string{
		"desk.no-person": "没找到这个人，可能已经撤下了。孩子的页上看看还有谁。",

		"child.no-field":     "没有这一页。孩子的页上点“改”就能到。",
		"child.born-already": "孩子已经生了，点女儿还是儿子。",
		"child.figures":      "号码还空着。没有就退回去，先空着也行。",
		"child.empty":        "还空着。不改就退回去，原来的还在。",

		"import.over": "这份名册放得太久，已经不在手边了。收进来的都在。要接着收，请再选一次文件。",

		"family.self": "这是同一个孩子的页，不用添。",
	})
}
