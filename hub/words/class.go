package words

// 妈妈课堂: planning a class, holding it, and what is kept of it.
func init() {
	add(map[string]string{
		"class.gone":          "没有这节课，可能在另一台机器上改过。别的课都在。请退回去再选一次。",
		"class.other":         "另一节课还在上，一台机器一回只能上一节。请先给那一节下课。",
		"class.far":           "这节课是邻站在上，翻页、暂停、下课都在那一边。这里想停，请点“不听了”。",
		"class.none":          "现在没有课在上。写下来的都在。要上课，请点“开始上课”。",
		"class.no-slide":      "没有这一页，图可能刚换过。课照样上着，请翻到别的一页。",
		"class.was-held":      "这节课已经上过了，不能再改时间、再取消。来的人和台账还可以改。",
		"class.was-off":       "这节课已经取消了。要接着办，先在年计划里把它排回来。",
		"class.not-held":      "这节课还没有上完，台账等下课以后再做。",
		"class.future":        "这一天还没到，上完了再来记。要先排上，请点“排一节课”。",
		"class.many":          "这节课记了五百人，记不下了。前面的都在，多出来的请数一数，填在“数了几人”里。",
		"class.full":          "听课的人满了，声音暂时给不了。图和字还看得见，过一会儿再试。",
		"class.name":          "请写上名字，或者点一家。",
		"class.past":          "这一天已经过了，请选今天或者以后。",
		"class.ages":          "月龄的头尾写反了，请再看一眼。",
		"class.no-here":       "没有找到这个人，可能已经撤下了。别的人都在。",
		"class.no-recording":  "没有找到这段录音，课的记录都在。",
		"class.trim":          "开头和结尾写反了，或者比录音还长。录音没有动，请再选一次。",
		"class.rating":        "请点一个脸，或者写一句话。",
	})
}
