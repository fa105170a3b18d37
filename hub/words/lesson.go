package words

// 妈妈课堂 and 孕妇学校: lessons, and their questions.
func init() {
	add(map[string]string{
		"lesson.gone":       "没有这一课，可能换过了。答过的都在。请退回去另选一课。",
		"lesson.unanswered": "还有题没有答。答过的都在，接着点一下脸或者图就行。",

		"help.lesson": "课文和答一答怎么用\n课文一页一页看，点“下一页”。右上角“念一遍”，放给家里听。\n看完点“答一答”：三个小问题，看着脸或图点一下。答错不要紧，最后告诉哪一页再看一看。\n知道是谁家，就点谁家，也能扫家庭卡；不想留名，点“不记名”。\n自己的声音在“设置”的“念一遍”里收，每一课有自己的句子。",
	})
}
