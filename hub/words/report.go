package words

// Figures of the county.
func init() {
	add(map[string]string{
		"report.station":   "指标由县里、卫生院、指导中心的机器来算，这台是驿站，不算。请到县里看。",
		"report.day":       "“%s”不是日子，请写成 2026-10-31 这样。",
		"report.closing":   "没有第 %d 次结账，请换一个号，或者不写 --known。",
		"report.indicator": "没有“%s”这个指标。指标写成 D3、C11、P7-1 这样，请再看一眼。",
		"number.value":     "这个数要从零往上，小数点后面最多两位。",
		"number.day":       "请写上从哪天起、到哪天。",
	})
}
