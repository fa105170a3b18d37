package words

// What leaves the county for others: studies, and keys of other departments.
func init() {
	add(map[string]string{
		"study.kind":        "没有这一样数据。请从上面选一样。",
		"study.days":        "日子不对：要先有“从哪天”，再有“到哪天”。请改一下。",
		"study.institution": "还没有写给谁。请写研究单位的全名，再存。",
		"study.why":         "还没有写研究什么。请写一句，以后查得到。",
		"study.none":        "按这个选法，一个孩子也不够藏住，什么都没有存。请把日子选长一些，再看。",
		"key.department":    "还没有写给哪个部门。请写全名，再点一次。",
		"key.scopes":        "还没有勾能看什么。请至少勾一样。",
		"key.until":         "日子不对：从今天起，最长两年。请改一下。",
		"key.told":          "这把钥匙刚才已经给过一次，不能再看。请收回它，再给一把新的。",
		"key.unknown":       "这把钥匙不对、过期了，或者收回了。请找县里要一把新的。",
		"key.scope":         "这把钥匙不能看这一样。请找县里加上。",
		"key.often":         "问得太快了。请等一分钟再问。",
		"key.read-only":     "这里只能看，不能改。请用 GET 来问。",
		"key.no-address":    "没有这个地址。请看 /api 上写的有哪些。",
		"key.page":          "页数、条数写得不对。请照上一页给的 next 再问。",
		"help-desk.share":   "给外面的数：研究用的，和别的部门来取的\n研究用的：选一样、选日子，先看收多少孩子、每组至少几个一样，再写给谁、研究什么。名字、日子、村都不在里面；家里没同意做研究的，不在里面。\n一样的孩子不到 10 个就不说，这个数县里能改，在“指标 → 县里填的数”里。\n别的部门：给一把钥匙，勾上能看什么、用到哪天。钥匙只显示一次。里面没有一个孩子的名字。不用了就收回。",
	})
}
