package words

// Lists that leave the county's desk as tables.
func init() {
	add(map[string]string{
		"list.none-shown": "一列也没有留，表就空了。还没有存，请至少勾一列。",
		"list.no-list":    "没有这张表。请从有表的那一页点“存成表格”。",
	})
}
