package words

// Fever, illness, several children at once, asking after who does not come. None of it is
// a diagnosis.
func init() {
	add(map[string]string{
		"help.ill":      "孩子发烧、病了\n先量体温。烧着的，过十分钟再量一次；还烧，到观察室，给家里打电话。\n打完电话，点一下家里怎么说。家里来接，照样只能是名单上的人。\n像什么病，只是看着像，不是看病；医生说了再改。哪天能来，听医生的。",
		"help.absent":   "没来的，问一声\n从上往下打电话，打完点一下家里怎么说。没打通的，过一会儿再打。\n连着三天没有消息，站长来问。",
		"help.cluster":  "几个孩子一样不舒服\n这是数出来的，不是看病。\n打电话给卫生院、县疾控，照着上面念；打过了点一下。\n县里看得到几个孩子，看不到名字。",
		"ill.away":      "这个孩子病了在家，%s以前不能来。有返园证明的，点他的名字。",
		"ill.early":     "还没到%s。返园证明上写着可以来，才能让他进。",
		"ill.proof":     "要看过医生开的返园证明才能让他进。没带，先请家里带回去。",
		"ill.none":      "这个孩子现在没有记着生病。",
		"ill.which":     "像什么病，点上面的一样。说不准，就点“说不准”。",
		"ill.days":      "在家的天数，从 0 到 %d 天。",
		"check.then":    "留下多看几眼，还是到观察室，点一样。",
		"check.nothing": "哪里不对，先点一样。都好，就点“都好”。",
		"cluster.whom":  "打给了谁，点一下。",
		"cluster.over":  "这件事已经过去了，不用再打。",
	})
}
