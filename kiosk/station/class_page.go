package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// classShow is a class: before it what has to be prepared, after it what came of it. One
// thing is the next to do.
func (s *Station) classShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	c := file.Class
	if s.isLive(c.ID) {
		return v.see("/class/live")
	}
	f := v.framed(c.Title)
	f.Hint = joinFacts(s.classWhen(c), s.labelOf("class", "kind", c.Kind), c.Place)
	f.Back, f.Help = "/class", "class"
	if u := v.undo(classAt(c.ID)+"/undo", c.Title, "记好了"); u != nil {
		f.Undo = u
		if v.URL.Query().Has("new") {
			u.Text = "排好了，" + s.classWhen(c)
		}
	}
	p := page.Menu{Frame: f}
	switch {
	case c.Held():
		p.Doors, p.Main = s.heldDoors(v, file)
	case c.State == "off":
		p.Note = &page.Note{Kind: "calm", Icon: "i-stop", Bold: "这节课不上了。", Text: c.Why}
		p.Doors = []page.Door{{Href: "/plan?of=" + c.ID.String(), Text: "再排一天", Word: "换一天，照样上", Icon: "i-day"}}
	default:
		invited, err := s.Desk.ExpectedAt(v.ctx(), v.who.Actor, c.ID)
		if err != nil {
			return err
		}
		p.Doors = s.plannedDoors(file, invited)
		p.Main = &page.Link{Href: classAt(c.ID) + "/start", Text: "开始上课"}
		p.Note = s.otherClass(c.ID)
		if c.State == "open" && p.Note == nil {
			p.Note = &page.Note{Icon: "i-clock", Bold: "上到一半断了。", Text: "记下的都在，接着上，上完再点“下课”。"}
			p.Main.Text = "接着上"
		}
	}
	return v.render(p)
}

// otherClass says that another class is held now: there is one room.
func (s *Station) otherClass(id hub.ID) *page.Note {
	if s.Class == nil {
		return nil
	}
	now, _ := s.Class.Now()
	if now.State == "" || now.Class == id {
		return nil
	}
	return &page.Note{Kind: "calm", Icon: "i-mic", Bold: "正在上另一节课：" + now.Title, Link: &page.Link{Href: "/class/live", Text: "去看"}}
}

// plannedDoors are what is prepared before a class.
func (s *Station) plannedDoors(file desk.ClassFile, invited []desk.Invited) []page.Door {
	at := classAt(file.Class.ID)
	told := 0
	for _, one := range invited {
		if one.Told.Way != "" {
			told++
		}
	}
	slides := page.Door{Href: at + "/slides", Text: "讲的几页", Word: fmt.Sprintf("%d 页", len(file.Slides)), Icon: "i-board"}
	if len(file.Slides) == 0 {
		slides.Word, slides.Ask = "还没有，也能上课", false
	}
	doors := []page.Door{
		slides,
		{Href: at + "/told", Text: "请家里来", Word: fmt.Sprintf("%d 家，说过 %d 家", len(invited), told), Icon: "i-phone", Ask: told == 0 && len(invited) > 0 && file.Class.Day <= s.Desk.Today().Add(2)},
		{Href: at + "/paper", Text: "印通知", Word: "还有空白签到表", Icon: "i-print"},
		{Href: at + "/code", Text: "上课号", Word: "手机听课用", Icon: "i-keys"},
		{Href: "/plan?of=" + file.Class.ID.String(), Text: "改这节课", Word: s.audience(file.Class), Icon: "i-pen"},
		{Href: at + "/off", Text: "不上了", Word: "说一声为什么", Icon: "i-stop"},
	}
	if file.Class.Day <= s.Desk.Today() && file.Class.Planned() {
		doors = append(doors, page.Door{Href: "/plan?held=1&of=" + file.Class.ID.String(), Text: "上过了，补记", Word: "没用这台机器上的", Icon: "i-check", Ask: file.Class.Day < s.Desk.Today()})
	}
	return doors
}

// heldDoors are what is left to do after a class.
func (s *Station) heldDoors(v *visit, file desk.ClassFile) ([]page.Door, *page.Link) {
	at := classAt(file.Class.ID)
	ledger := page.Door{Href: at + "/ledger/heads", Text: "台账", Word: "写好了，可以再改", Icon: "i-list"}
	main := &page.Link{Href: at + "/paper", Text: "印台账"}
	if file.Class.Ledger == "" {
		ledger.Word, ledger.Ask = "还没写，点几下就好", true
		main = &page.Link{Href: at + "/ledger/heads", Text: "写台账"}
	}
	doors := []page.Door{
		{Href: at + "/here", Text: "谁来了", Word: cameWord(file), Icon: "i-people"},
		ledger,
		{Href: at + "/absent", Text: "没来的", Word: "给她们听回放", Icon: "i-phone"},
		{Href: at + "/paper", Text: "印", Word: "台账、签到表", Icon: "i-print"},
	}
	if !file.Recording.ID.IsZero() {
		word := "家里还听不到"
		if file.Recording.Open() {
			word = "放出来了"
		}
		doors = append(doors, page.Door{Href: at + "/sound", Text: "录音", Word: word + " · " + minutesWord(file.Recording.MS), Icon: "i-mic"})
	}
	if rated := file.Ratings[0] + file.Ratings[1] + file.Ratings[2]; rated > 0 || len(file.Words) > 0 || file.Quiz.Times > 0 {
		doors = append(doors, page.Door{Href: at + "/ledger/done", Text: "听课的人说", Word: fmt.Sprintf("%d 个说好，答了 %d 份", file.Ratings[2], file.Quiz.Times), Icon: "i-thumb"})
	}
	if file.Class.Day == s.Desk.Today() && file.Class.Ledger == "" && file.Class.Began >= 0 && s.Class != nil {
		doors = append(doors, page.Door{Href: at + "/start", Text: "接着上", Word: "还没下课，点错了", Icon: "i-mic"})
	}
	return doors, main
}

// cameWord is who came, in numbers.
func cameWord(file desk.ClassFile) string {
	if file.Heads.Families == 0 && file.Heads.Sum() == 0 && file.Heads.Counted <= 0 {
		return "还没记"
	}
	word := fmt.Sprintf("来了 %d 家 %d 人", file.Heads.Families, file.Heads.Sum())
	if file.Heads.Families == 0 && file.Heads.Sum() == 0 {
		return fmt.Sprintf("数到 %d 人，没记是谁", file.Heads.Counted)
	}
	if file.Heads.Counted > file.Heads.Sum() {
		word = fmt.Sprintf("来了 %d 家，数到 %d 人", file.Heads.Families, file.Heads.Counted)
	}
	return word
}

// minutesWord is a length that people read: 41 分钟.
func minutesWord(ms int) string {
	if ms < 60_000 {
		return fmt.Sprintf("%d 秒", ms/1000)
	}
	return fmt.Sprintf("%d 分钟", ms/60_000)
}

func (s *Station) classUndo(v *visit) error {
	id, err := v.pathID("class", "class.gone")
	if err != nil {
		return err
	}
	if _, err := v.takeBack(); err != nil {
		return err
	}
	if _, err := s.Desk.ClassFile(v.ctx(), v.who.Actor, id); err != nil {
		return v.see("/class") // it was new
	}
	return v.see(classAt(id))
}

// whyOff are the usual reasons.
var whyOff = []string{"下雨下雪", "讲课的人来不了", "农忙，没人来", "停电", "有传染病", "别的事"}

func (s *Station) classOffAsk(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	f := v.classFrame(file.Class, "不上了")
	p := page.Choose{Frame: f, Action: classAt(file.Class.ID) + "/off", Question: "为什么不上了？", Field: "why", Prev: f.Back, Quiet: "说过要来的人家，记得告诉一声。"}
	for _, why := range whyOff {
		p.Tiles = append(p.Tiles, page.Choice{Value: why, Text: why})
	}
	return v.render(p)
}

func (s *Station) classOff(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	out, err := s.Desk.CallOffClass(v.ctx(), v.who.Actor, v.form.Request(), file.Class.ID, v.form.Text("why"))
	if err != nil {
		return err
	}
	return v.done(classAt(file.Class.ID), out)
}
