package words

// Sheets of any form on the screens of a station.
func init() {
	add(map[string]string{
		"help.form":     "填表\n先点一张表，再点“填一张”，一步一步答。\n不知道的点“先空着”，以后再补。停电了，回来还在那一步。\n最后看一遍，哪项不对点哪项，再点“记下来”。\n记错了下面有“撤回”，也可以作废，写明为什么。",
		"form.no-sheet": "这张表不在这里了，可能已经记下来了。请回表里看一看。",
	})
}
