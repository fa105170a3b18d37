package words

// A child's page and what is done there.
func init() {
	add(map[string]string{
		"desk.no-person": "没找到这个人，可能已经撤下了。孩子的页上看看还有谁。",
		"family.self":    "这是同一个孩子的页，不用添。",
	})
}
