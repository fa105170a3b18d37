package words

func init() {
	add(map[string]string{
		"move.already":   "这个孩子正在转到%s，等那边接收。要改地方，先点“不转了”。",
		"move.gone":      "这个孩子已经不在这里登记了，什么也没改。",
		"move.where":     "还没有选转到哪里。孩子还在本站，点一个地方再来。",
		"move.received":  "%s 已经接收了这个孩子，这边撤不回来。打电话请那边再转回来就行。",
		"move.at-county": "县里已经把档案转过去了。要撤回，打电话请县里撤。孩子的记录都在。",
		"move.not-here":  "这个孩子现在不是等这里接收。可能已经办好了，看一眼再说。",
		"move.sealed":    "档案到了，开档案的钥匙还在路上。等机器和邻站或县里连上一回，再点接收。",
	})
}
