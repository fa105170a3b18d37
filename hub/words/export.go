package words

// Exports.
func init() {
	add(map[string]string{
		"export.kind":   "没有“%s”这一种记录可以导出。驿站里的记录都没有动。",
		"export.format": "不会写“%s”这样的文件。可以选 xlsx、csv 或 jsonl。",
	})
}
