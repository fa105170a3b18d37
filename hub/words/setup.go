package words

// The set-up, who works here, and the box's own pages.
func init() {
	add(map[string]string{
		"setup.place":      "这个地方没找到，请再点一次。前面点过的都在。",
		"setup.kind":       "还没点是哪一种。点一个就行，点几个也行。",
		"file.none":        "还没选文件。插上 U 盘点一下文件，或者点“自己找文件”。",
		"pin.differs":      "两遍按得不一样，没有存。从第一遍再来，慢慢按。",
		"pin.expired":      "隔得久了，这一次不算了。记录都在。请点自己的图，再来一次。",
		"pin.who":          "没认出是谁。请点自己的图。",
		"staff.peg":        "这个图没认出来，请再点一个。",
		"staff.last-head":  "她是这里唯一的站长，要先让别人当站长。什么都没有变。",
		"staff.role":       "这个岗位没有，请再点一次。",
		"group.taken":      "%s现在有 %d 个孩子在托，托位不能再少。请先给孩子换班，或者办离开。",
		"display.choice":   "没有这一种，请再点一次。",
		"station.lost":     "没有这一页。可能是旧的地址。记录都在，回首页再点就行。",
		"join.none":        "县里的回信还没到。申请还在，等一会儿再看。",
		"join.no-stick":    "没有看到 U 盘，申请还没存。插好了再按一次，或者给县里看图。",
		"join.stick-full":  "U 盘写不进去，申请没存成。看看是不是满了、是不是锁着，再按一次；或者给县里看图。",
		"settings.site":    "没有这个站点，请再点一次。",
		"reset.call-again": "那六个数对不上，还可以按 %d 次。请她再念一遍，慢慢按。",
	})
}
