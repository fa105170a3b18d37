package words

func init() {
	add(map[string]string{
		"due.unknown": "这件事不在单子上了。回去看看还有哪些要做。",
		"due.no-day":  "先点是哪一天。",
		"due.future":  "这一天还没到。做过了的，点做的那天。",
		"due.unborn":  "那时候孩子还没出生。对着接种证再看一眼日子。",
		"due.early":   "%s 一般不会这么早。对着接种证再看一眼：日子对，就再点一下“就是这一天”。",
		"due.until":   "推后要往后推，点一个今天以后的日子。",
		"due.too-far": "最多能推后 %d 天。到时候还没做，可以再推。",
	})
}
