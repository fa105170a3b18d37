package words

// The county's public pages: whoever reads these may be a grandmother on the way.
func init() {
	add(map[string]string{
		"box.public-name":    "公众页面的名字“%s”不对：只写域名，比如 tuoyu.example，不带 http 和斜杠。",
		"box.public-behind":  "“%s”不是地址：--public-behind 写反向代理的地址，比如 127.0.0.1 或 10.0.0.0/8。",
		"portal.url":         "网址写成 https://名字 就行，后面不带别的。还没有存。",
		"portal.site":        "没有这个站了，请回去再选一个。写的还在。",
		"portal.about-none":  "这件事没有说是哪个站，不能交给站里查，县里自己办。什么都没有动。",
		"portal.slips":       "一次印 1 到 %d 张。还没有印。",
		"portal.slips-most":  "这个站这个月有 %d 个孩子在托，已经印了 %d 张，最多还能印 %d 张。少写几张再点。",
		"portal.slips-again": "这一批印过了，上面的码只出来一次。没有印出来的，再做一批；旧的过期自己作废。",
		"portal.slip":        "这张条子上的码对不上，或者过期了。请照着条子再写一遍；没有条子，到站里要一张。",
		"portal.rated":       "这张条子已经评过了，评的算数。",
		"portal.day":         "日子写成 2026-11-23 这样。还没有存。",
		"portal.often":       "一下子来得太多了，歇几分钟再试。写的还在。",
		"portal.quick":       "这一下太快了，请看一遍再点“送出去”。写的还在。",
		"portal.later":       "现在办不了，请过一会儿再来。急的打电话。",
		"portal.off":         "这一页没有开\n县里现在没有放这一页。回首页看看别的，或者打电话问。",
		"portal.nothing":     "没有这一页\n回首页看看。",
		"portal.long":        "写得太长了，短一些就行。写的还在。",
		"portal.missing":     "这一样要写。",
		"portal.phone":       "电话要 7 到 12 个数字，请再看一眼。",
		"portal.want":        "哪天来，请选一个往后的日子，一年以内。",
		"help-desk.public":   "公众页面\n家里人不用登录、用手机就能看的几页：找托育、查政策、约托位、投诉举报、评一评、听课。开哪页、关哪页，在这里点。\n要先有网址：开县级程序的人用 --public 给它一个地址，家里才打得开。\n“找托育”里只有备过案的站，内容从站里填的表来，一分钟以后就变。页上没有一个孩子的名字。\n家里约的、投诉的，都在“案件”里，写着网约、网诉。约托位的站里也看得到；投诉只有县里看得到，要站里查，点“交给站里查”，另写一句话给站里。\n乱填的，打开点一下“乱填的，丢掉”。办完满一年的，名字和电话自己删掉。\n评一评要凭条子：在这里给一个站印条子，一家一张，站里发。条子上没有名字，一张只能评一次。",
	})
}
