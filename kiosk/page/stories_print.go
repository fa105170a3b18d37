//go:build !release

package page

// storyPaper is a sheet with three lines on it, for pages that show one.
const storyPaper = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAFQAAAB3CAAAAAC4ODiFAAAASklEQVR42u3VsQ0AAAgCMP5/Wo8wulgO6EICqYUECoVCF9AMc4dqHwqFPtxTRUGhUCjUR0GhUCjUR/koKBQKhUKhUCgUCoVCX6INzFOoYDb+8rsAAAAASUVORK5CYII="

func printStories() []Story {
	f := frame("停电用名单", "大纸 A4", "/paper")
	f.Road = nil
	job := func(change func(*PrintJob)) PrintJob {
		p := PrintJob{Frame: f, Image: storyPaper, Look: "/printing/1/look/0", Icon: "i-print", Kind: "calm", Head: "正在印",
			Lines: []string{"不用等，可以先回去做别的。"}}
		change(&p)
		return p
	}
	post := func(value, text, icon string, main bool) Post {
		return Post{Action: "/printing/1", Field: "do", Value: value, Text: text, Icon: icon, Main: main}
	}
	drop := post("drop", "不打了", "", false)
	slip := PaperStand{Paper: "slip", Title: "小票", Small: "卷纸，58 或 80 毫米：家庭卡、回条", Now: "USB 上的小票机。", Word: "好着。", Test: true}
	sheet := PaperStand{Paper: "sheet", Title: "大纸", Small: "A4：同意书、名单、空白表", Now: "没有打印机。", Word: "要印的存到 U 盘，或者照着抄。"}
	out := slip
	out.Word, out.Care = "打印机没有纸了。要印的都在，放好纸，自己从头印。", true
	printers := func(all ...PaperStand) Printers {
		f := frame("打印机", "", "/settings")
		f.Road = nil
		return Printers{Frame: f, Prev: "/settings", Papers: all}
	}
	return []Story{
		{"card-ask", "扫家庭卡", Figures{Frame: frame("用家庭卡打开", "", "/find"), Action: "/card", Question: "扫一下家庭卡", Quiet: "用扫码枪对准卡上的图。本站的孩子，按卡上的 7 个数也找得到。",
			Pad: Pad{Field: "card", Length: 48, Label: "卡上的数"}, Prev: "/find", Next: "打开"}},
		{"print-busy", "正在印", job(func(p *PrintJob) { p.Post, p.Way = []Post{drop}, &Link{Href: "/paper", Text: "先回去"} })},
		{"print-done", "印好了", job(func(p *PrintJob) {
			p.Image, p.Look, p.Icon, p.Kind, p.Head = "", "", "i-check", "good", "印好了"
			p.Lines, p.Way = []string{"看一眼纸，清楚就行。没印清楚，回去再点一次“打印”。"}, &Link{Href: "/paper", Text: "好了，回去"}
		})},
		{"print-paper-out", "没有纸", job(func(p *PrintJob) {
			p.Icon, p.Kind, p.Head, p.Lines = "i-warn", "", "还没印出来", []string{"打印机没有纸了。要印的都在，放好纸，自己从头印。"}
			p.Post = []Post{drop, post("stick", "存到 U 盘", "i-stick", false), post("again", "再试一次", "i-print", true)}
		})},
		{"print-none", "没有打印机", job(func(p *PrintJob) {
			p.Kind, p.Head, p.Lines = "", "这里没有打印机", []string{"插上 U 盘，存一份，到镇上打字店去印。", "急着用，照着屏幕抄下来也一样。"}
			p.Post = []Post{drop, post("stick", "存到 U 盘", "i-stick", true)}
		})},
		{"print-stick", "存到 U 盘：还没插", Message{Frame: frame("存到 U 盘", "停电用名单", "/printing/1"), Icon: "i-stick", Kind: "calm", Head: "先插上 U 盘",
			Lines: []string{"插好等几秒，再点下面的“插好了，存”。", "要印的还在，不用重做。没有 U 盘，就退回去照着屏幕抄。"},
			Post:  []Post{{Action: "/printing/1", Field: "do", Value: "stick", Text: "插好了，存", Icon: "i-stick", Main: true}}}},
		{"print-stick-head", "存到 U 盘：要站长来", Message{Frame: frame("存到 U 盘", "停电用名单", "/printing/1"), Icon: "i-lock", Kind: "calm", Head: "上面有孩子的名字，存到 U 盘要站长来",
			Lines: []string{"请站长用自己的图登进来，从同一页再点一次“打印”，就能存。", "要印的还在：打印机好了照样能印，也可以照着屏幕抄。"},
			Ways:  []Link{{Href: "/printing/1", Text: "回去等着印", Icon: "i-back"}, {Href: "/printing/1/look/0", Text: "照着抄", Icon: "i-find"}}}},
		{"print-look", "照着抄", PrintLook{Frame: frame("照着抄", "停电用名单", "/printing/1"), Image: storyPaper, Label: "停电用名单", Prev: "/printing/1",
			Pages: []Choice{{Value: "/printing/1/look/0", Text: "第 1 张", On: true}, {Value: "/printing/1/look/1", Text: "第 2 张"}}}},
		{"printers", "打印机", printers(slip, sheet)},
		{"printers-paper-out", "打印机，没有纸", printers(out, sheet)},
	}
}
