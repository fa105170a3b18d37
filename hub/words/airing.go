package words

// Recordings that the county plays to everybody.
func init() {
	add(map[string]string{
		"airing.first":   "这段录音还没有放给家里听。先自己听一遍，放给家里，再请县里放给大家。",
		"airing.asked":   "这段录音已经请过县里了。要换一段，先收回来再请。",
		"airing.clean":   "先从头到尾听一遍。有哪家的名字、有孩子的声音，就剪掉，或者不放。",
		"airing.long":    "超过 %d 分钟，送到县里太慢。把头尾剪短一些再请，录音还在。",
		"airing.own":     "这节课是%s讲的，声音是自己的：请本人登录，自己点“我讲的，我同意”。",
		"airing.speaker": "还没说是谁讲的。录音没有动，请再选一次。",
		"airing.how":     "讲课的人是当面说的同意，还是签了字，请点一个。",
		"airing.gone":    "这段录音已经没有了，站里可能收回了。别的都在。",
		"airing.coming":  "声音还在路上，没有到齐，过一会儿再听。",
		"airing.moved":   "这段录音刚变了，站里收回了，或者另外有人回过话。请看一眼现在的样子再办。",
		"airing.why":     "写一句为什么，站里看得到。还没有办。",
	})
}
