package station

import (
	"bytes"
	"net/url"
	"strings"

	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// printToStick saves what would be printed as a file, for a printer elsewhere. A file
// that names children is an export, by who may export, and stands on the trail.
func (s *Station) printToStick(v *visit, id hub.ID, back string) error {
	doc, err := s.Paper.Doc(id, v.who.Actor.Staff)
	if err != nil {
		return err
	}
	if len(doc.About) > 0 && !v.who.Actor.May(hub.ActExport) {
		return s.stickIsTheHeads(v, doc.Name, back)
	}
	if s.Sticks == nil || !s.stickTakes() {
		return s.stickFirst(v, doc.Name, back)
	}
	font, err := s.Paper.Font()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := print.PDF(&b, doc, font); err != nil {
		return err
	}
	for _, child := range doc.About {
		s.Doors.Looked(v.who.Actor, child, "export")
	}
	if err := v.toStick(doc.Name+string(s.Desk.Today())+".pdf", b.Bytes(), back); err != nil {
		return err
	}
	return s.Paper.Drop(v.ctx(), id, v.who.Actor.Staff)
}

// printFrame is the head of a page that a job is left for, and comes back to.
func (v *visit) printFrame(name, back string) page.Frame {
	f := v.frame("存到 U 盘")
	f.Hint, f.Help, f.Back = name, "print", v.URL.Path+"?back="+queryPath(back)
	return f
}

// stickFirst asks for a stick; the paper waits, and the same button saves it.
func (s *Station) stickFirst(v *visit, name, back string) error {
	f := v.printFrame(name, back)
	return v.render(page.Message{
		Frame: f, Icon: "i-stick", Kind: "calm", Head: "先插上 U 盘",
		Lines: []string{"插好等几秒，再点下面的“插好了，存”。", "要印的还在，不用重做。没有 U 盘，就退回去照着屏幕抄。"},
		Post:  []page.Post{{Action: f.Back, Field: "do", Value: "stick", Text: "插好了，存", Icon: "i-stick", Main: true}},
	})
}

// stickIsTheHeads says who may take away paper that names children, and what everybody
// may do instead.
func (s *Station) stickIsTheHeads(v *visit, name, back string) error {
	return v.render(page.Message{
		Frame: v.printFrame(name, back), Icon: "i-lock", Kind: "calm", Head: "上面有孩子的名字，存到 U 盘要站长来",
		Lines: []string{"请站长用自己的图登进来，从同一页再点一次“打印”，就能存。", "要印的还在：打印机好了照样能印，也可以照着屏幕抄。"},
		Ways: []page.Link{
			{Href: "/printing/" + v.PathValue("job") + "?back=" + queryPath(back), Text: "回去等着印", Icon: "i-back"},
			{Href: "/printing/" + v.PathValue("job") + "/look/0?back=" + queryPath(back), Text: "照着抄", Icon: "i-find"},
		},
	})
}

// queryPath is an address of ours as a value in another.
func queryPath(path string) string { return url.QueryEscape(path) }

func trimPNG(name string) string { return strings.TrimSuffix(name, ".png") }
