package station

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// The 台账 of a class in five pages, each answered by one tap where nothing has to be
// changed: how many came, a photo, what was handed out, the 小结, a signature.

// ledgering is a 台账 as far as it was written.
type ledgering struct {
	Begun     bool
	Materials []string
	Lines     []ledgerLine
	Open      sheeting // a sentence of her own
}

// ledgerLine is a sentence of the 小结.
type ledgerLine struct {
	Text string
	Off  bool // she left it out
	Own  bool // she wrote it
}

func ledgerDraft(id hub.ID) string { return "ledger/" + id.String() }

func (v *visit) ledger(file desk.ClassFile) (ledgering, error) {
	d := ledgering{}
	if _, err := v.draft(ledgerDraft(file.Class.ID), &d); err != nil || d.Begun {
		return d, err
	}
	d.Begun = true
	if file.Class.Materials != "" {
		d.Materials = strings.Split(file.Class.Materials, "、")
	}
	if file.Class.Ledger == "" {
		return d, v.draftLedger(file, &d)
	}
	for _, line := range sentences(file.Class.Summary) {
		d.Lines = append(d.Lines, ledgerLine{Text: line})
	}
	return d, nil
}

// draftLedger writes the 小结 from the facts as they are now, with what was handed out; what
// she left out stays out, and what she wrote stays.
func (v *visit) draftLedger(file desk.ClassFile, d *ledgering) error {
	facts, err := v.s.Desk.LedgerOf(v.ctx(), v.who.Actor, file.Class.ID)
	if err != nil {
		return err
	}
	facts.Class.Materials = strings.Join(d.Materials, "、")
	var lines []ledgerLine
	for _, line := range sentences(desk.DraftSummary(facts)) {
		lines = append(lines, ledgerLine{Text: line, Off: slices.Contains(d.Lines, ledgerLine{Text: line, Off: true})})
	}
	for _, line := range d.Lines {
		if line.Own {
			lines = append(lines, line)
		}
	}
	d.Lines = lines
	return nil
}

// sentences parts a text after its full stops.
func sentences(text string) (out []string) {
	for line := range strings.SplitAfterSeq(text, "。") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func (d ledgering) summary() (out string) {
	for _, l := range d.Lines {
		if !l.Off {
			out += l.Text
		}
	}
	return out
}

func (v *visit) keepLedger(file desk.ClassFile, d ledgering, at string) error {
	return v.keepDraft(ledgerDraft(file.Class.ID), leaf{What: "台账", Who: file.Class.Title, At: at}, d)
}

// ledgerShow is a page of it.
func (s *Station) ledgerShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	if !file.Class.Held() {
		return hub.E(hub.CodeConflict, "class.not-held")
	}
	d, err := v.ledger(file)
	if err != nil {
		return err
	}
	return s.ledgerStep(v, file, d, nil)
}

func (s *Station) ledgerStep(v *visit, file desk.ClassFile, d ledgering, faults page.Errors) error {
	at := classAt(file.Class.ID) + "/ledger/"
	f := v.classFrame(file.Class, "台账")
	f.Errors = faults
	switch v.PathValue("step") {
	case "heads":
		p := s.headsPage(v, file, at+"heads", "对，下一步：照片")
		p.Title, p.Back, p.Prev = "台账", f.Back, f.Back
		if v.URL.Query().Has("over") && s.Class != nil {
			p.Note = &page.Note{Kind: "calm", Icon: "i-mic-off", Bold: "下课了，话筒关了。", Link: &page.Link{Href: classAt(file.Class.ID) + "/start", Text: "点错了，接着上"}}
		}
		return v.render(p)
	case "photos":
		return s.ledgerPhotos(v, file)
	case "materials":
		return v.render(s.ledgerMaterials(f, at, d))
	case "summary":
		return v.render(s.ledgerSummary(v, f, at, d))
	case "line":
		return v.render(s.ask(v, &d.Open, s.ledgerLine(file)))
	case "sign":
		return v.render(page.Sign{Frame: f, Action: at + "sign", Who: v.who.Name, What: "台账写好了，签上名字", Prev: at + "summary", Skip: "印出来再签", Next: "签好了，存台账"})
	case "done":
		return s.ledgerDone(v, file)
	}
	return hub.E(hub.CodeNotFound, "class.gone")
}

// handouts are what is usually handed out.
var handouts = []string{"宣传册", "辅食勺", "米粉", "营养包", "叶酸", "生长曲线卡", "口腔清洁纱布", "图画书", "小毛巾", "牙刷", "体温计", "孕产手册"}

func (s *Station) ledgerMaterials(f page.Frame, at string, d ledgering) page.Choose {
	p := page.Choose{Frame: f, Action: at + "materials", Question: "发了什么？", Field: "pick", Many: true, Prev: at + "photos", Next: "下一步：小结", Quiet: "没发东西，直接点“下一步”。"}
	for _, one := range handouts {
		p.Tiles = append(p.Tiles, page.Choice{Value: one, Text: one, On: slices.Contains(d.Materials, one)})
	}
	return p
}

// ledgerSummary is the 小结 sentence by sentence: what is not so is left out, what is
// missing is added.
func (s *Station) ledgerSummary(v *visit, f page.Frame, at string, d ledgering) page.Rows {
	f.Hint = "小结 · 机器照着记下的事写的，你看对不对"
	p := page.Rows{Frame: f, Action: at + "summary", Prev: at + "materials", Last: true,
		Ways: []page.Link{{Href: at + "line", Text: "加一句", Icon: "i-pen"}, {Href: at + "sign", Text: "下一步：签名"}}}
	for i, line := range d.Lines {
		row := page.Row{Icon: "i-check", Text: line.Text, Do: []page.Choice{{Value: fmt.Sprint(i), Text: "不要"}}}
		if line.Off {
			row.Icon, row.Struck, row.Do[0].Text = "i-undo", true, "还是要"
		}
		p.Rows = append(p.Rows, row)
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), at+"summary")
	return p
}

// mostLedgerLine is how long a sentence of her own may be.
const mostLedgerLine = 60

// ledgerLine asks for a sentence of her own.
func (s *Station) ledgerLine(file desk.ClassFile) posed {
	at := classAt(file.Class.ID) + "/ledger/"
	most := int64(mostLedgerLine)
	f := page.Frame{}
	return posed{f: &form.Field{Name: "line", Label: "还想写一句什么", Type: form.Text, Required: true, Max: &most,
		Suggest: []string{"大家听得认真", "问得多", "下次还想听", "来的老人多", "天气不好，来的人少"}}, key: "line", frame: f, action: at + "line", prev: at + "summary", next: "加上"}
}

// ledgerTake takes a page's answer and leads to the next.
func (s *Station) ledgerTake(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	d, err := v.ledger(file)
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/ledger/"
	to := v.URL.Path
	switch v.PathValue("step") {
	case "heads":
		return s.ledgerHeads(v, file)
	case "materials":
		if to = s.takeMaterials(v, &d, at); to != v.URL.Path && file.Class.Ledger == "" {
			if err := v.draftLedger(file, &d); err != nil {
				return err
			}
		}
	case "summary":
		if i := v.form.Int("do"); v.form.Has("do") && i >= 0 && i < len(d.Lines) {
			d.Lines[i].Off = !d.Lines[i].Off
		}
	case "line":
		q := s.ledgerLine(file)
		d.Open.opened(q)
		done := v.press(&d.Open.Open.Typing, ime.General, false, mostLedgerLine)
		if text := strings.TrimRight(d.Open.Open.Typing.Text, "。"); done && v.form.Text("go") == "next" && text != "" {
			d.Lines, d.Open, to = append(d.Lines, ledgerLine{Text: text + "。", Own: true}), sheeting{}, at+"summary"
		}
	case "sign":
		return s.ledgerKeep(v, file, d)
	}
	if err := v.keepLedger(file, d, to); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(204)
		return nil
	}
	return v.see(to)
}

// takeMaterials turns one, or goes on.
func (s *Station) takeMaterials(v *visit, d *ledgering, at string) string {
	picked := v.form.Text("pick")
	if !slices.Contains(handouts, picked) {
		if v.form.Text("go") == "next" {
			return at + "summary"
		}
		return v.URL.Path
	}
	if i := slices.Index(d.Materials, picked); i >= 0 {
		d.Materials = slices.Delete(d.Materials, i, i+1)
	} else {
		d.Materials = append(d.Materials, picked)
	}
	return v.URL.Path
}

func (s *Station) ledgerHeads(v *visit, file desk.ClassFile) error {
	at := classAt(file.Class.ID) + "/ledger/"
	p := s.headsPage(v, file, at+"heads", "对，下一步：照片")
	p.Title, p.Back, p.Prev = "台账", classAt(file.Class.ID), classAt(file.Class.ID)
	p.Stepper = p.Stepper.Press(v.form.Text)
	if v.form.Text("go") != "next" {
		return v.render(p)
	}
	if n := p.Stepper.Value; n != file.Heads.Counted {
		if _, err := s.Desk.CountHeads(v.ctx(), v.who.Actor, v.form.Request(), file.Class.ID, n); err != nil {
			return err
		}
	}
	return v.see(at + "photos")
}

// ledgerKeep keeps it, signed or to be signed on paper.
func (s *Station) ledgerKeep(v *visit, file desk.ClassFile, d ledgering) error {
	if v.form.Has("keep") {
		v.w.WriteHeader(204)
		return nil
	}
	if v.form.Text("go") != "skip" {
		drawn, err := signature(v)
		if err != nil {
			return s.ledgerStep(v, file, d, page.Faults(err))
		}
		signed := desk.Came{Request: hub.DeriveID("sign", v.form.Request(), "ledger"), Class: file.Class.ID, Person: v.who.Actor.Staff, Role: "staff", Way: "room", Sign: drawn}
		if _, err := s.Desk.ComeToClass(v.ctx(), v.who.Actor, signed); err != nil {
			return err
		}
	}
	if _, err := s.Desk.KeepLedger(v.ctx(), v.who.Actor, v.form.Request(), file.Class.ID, d.summary(), strings.Join(d.Materials, "、")); err != nil {
		return err
	}
	if err := v.dropDraft(ledgerDraft(file.Class.ID)); err != nil {
		return err
	}
	return v.see(classAt(file.Class.ID) + "/ledger/done")
}

// ledgerDone is the 台账 in words.
func (s *Station) ledgerDone(v *visit, file desk.ClassFile) error {
	l, err := s.Desk.LedgerOf(v.ctx(), v.who.Actor, file.Class.ID)
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID)
	f := v.classFrame(file.Class, "台账")
	if file.Class.Ledger != "" {
		f.Note = &page.Note{Kind: "good", Icon: "i-check", Bold: "台账写好了。", Text: "县里也看得到来了几家几人。"}
	}
	p := page.Rows{Frame: f, Prev: f.Back, Last: true, Empty: "还没有写。",
		Ways: []page.Link{{Href: at + "/ledger/heads", Text: "再改改", Icon: "i-pen"}, {Href: at + "/paper", Text: "印", Icon: "i-print"}, {Href: at, Text: "好了", Icon: "i-check"}}}
	for _, one := range s.ledgerFacts(l) {
		if one.Text != "" && slices.Contains(ledgerShown, one.Word) {
			p.Rows = append(p.Rows, page.Row{Bold: one.Word, Text: one.Text})
		}
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), at+"/ledger/done")
	return v.render(p)
}

// ledgerShown is what of a 台账 the screen says again; the paper has all of it.
var ledgerShown = []string{"小结", "来了谁", "发了什么", "怎么通知", "听课的人说", "问了什么"}

// ledgerFacts are the lines of a 台账, as the screen and the paper say them.
func (s *Station) ledgerFacts(l desk.Ledger) []page.Fact {
	c := l.Class
	rated := ""
	if n := l.Ratings[0] + l.Ratings[1] + l.Ratings[2]; n > 0 {
		rated = fmt.Sprintf("好 %d，一般 %d，不好 %d", l.Ratings[2], l.Ratings[1], l.Ratings[0])
	}
	counted := ""
	if l.Heads.Counted >= 0 {
		counted = fmt.Sprintf("%d 人", l.Heads.Counted)
	}
	return []page.Fact{{Word: "小结", Text: c.Summary}, {Word: "活动", Text: l.Kind}, {Word: "讲什么", Text: c.Title}, {Word: "时间", Text: l.When}, {Word: "地点", Text: c.Place}, {Word: "讲课人", Text: c.Lecturer},
		{Word: "请谁", Text: l.Audience}, {Word: "怎么通知", Text: l.Notice}, {Word: "来了谁", Text: l.Attended}, {Word: "数到", Text: counted}, {Word: "发了什么", Text: c.Materials},
		{Word: "答一答", Text: l.Quiz}, {Word: "听课的人说", Text: rated}, {Word: "问了什么", Text: strings.Join(l.Questions, "；")}}
}
