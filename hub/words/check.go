package words

func init() {
	add(map[string]string{
		"help.check": "晨检和午检\n早上在登记台点一下，就是到了、看过了、好着呢，一下就够。\n没在门口看的、睡醒要看的，在这里点。都好，点右下边“都好”。\n哪个孩子不对劲，先点“有点不对”，再点孩子，一步一步看。",

		"check.not-here": "这个孩子现在不在园里，先记到，再看。",
	})
}
