package station

import (
	"html/template"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// classAddress is what a phone opens: the class with its code behind the #, which a browser
// sends to nobody. "" where phones do not reach this box.
func (s *Station) classAddress(code string) string {
	at := s.phoneAddress()
	if at == "" {
		return ""
	}
	return "http://" + at + "/c#" + code
}

// classPicture is it as a picture; "" where there is none.
func (s *Station) classPicture(code string) (template.HTML, error) {
	url := s.classAddress(code)
	if url == "" {
		return "", nil
	}
	return page.QR(url, "上课网页的二维码")
}

// codeShow is how phones get in: the address as a picture, and the four figures.
func (s *Station) codeShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	f := v.classFrame(file.Class, "上课号")
	if s.isLive(file.Class.ID) {
		f.Back = "/class/live"
	}
	p := page.ClassCode{Frame: f, Code: class.Code(file.Class.ID), Prev: f.Back, Print: v.printAt(classAt(file.Class.ID) + "/code")}
	picture, err := s.classPicture(p.Code)
	if err != nil {
		return err
	}
	if picture == "" {
		p.Note = &page.Note{Kind: "calm", Icon: "i-offline", Bold: "手机现在连不上这台机器。", Text: "屋里照样上课。要让手机听，请告诉县里管机器的人开“家里用手机看”。"}
		return v.render(p)
	}
	way := page.ClassStep{QR: picture, Bold: "手机扫一扫", Text: "先连上站里的无线网，再扫这张图，或者打开 " + s.phoneAddress() + "/c"}
	join, known, err := s.wifiStep(v)
	if err != nil {
		return err
	}
	if known {
		way.Bold, way.Text = "再扫这张", "或者打开 "+s.phoneAddress()+"/c"
		p.Steps = append(p.Steps, join)
	}
	if p.Steps = append(p.Steps, way); s.WiFi != nil {
		p.WiFi = classAt(file.Class.ID) + "/wifi"
	}
	if v.who.Actor.May(hub.ActSite) {
		p.Names = "/settings/sites"
	}
	return v.render(p)
}

// codePrint is the sheet on the wall.
func (s *Station) codePrint(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	doc := print.Doc{Name: "上课号", Paper: print.Sheet, Blocks: s.codeBlocks(v, file.Class.Title, class.Code(file.Class.ID))}
	return v.print(doc, classAt(file.Class.ID)+"/code")
}

func (s *Station) codeBlocks(v *visit, title, code string) []print.Block {
	out := []print.Block{{Kind: print.Title, Text: v.site.Name + " 用手机听课"}, {Kind: print.Lead, Text: title}, {Kind: print.Gap, MM: 6}}
	if url := s.classAddress(code); url != "" {
		size := 80
		out = append(out, print.Block{Kind: print.Text, Text: "一、手机连上站里的无线网。"})
		if name, text := s.wifiText(v); name != "" {
			size = 55 // both stand on one sheet
			out = append(out, print.Block{Kind: print.Text, Text: "名字是 " + name + "，也可以扫这张："}, print.Block{Kind: print.QR, Text: text, MM: size})
		}
		out = append(out, print.Block{Kind: print.Text, Text: "二、照相机对着图扫一扫，或者打开 " + s.phoneAddress() + "/c"},
			print.Block{Kind: print.QR, Text: url, MM: size}, print.Block{Kind: print.Text, Text: "三、要数字就按："})
	}
	return append(out, print.Block{Kind: print.Big, Text: code}, print.Block{Kind: print.Gap, MM: 4}, print.Block{Kind: print.Text, Text: "在屋里不用开声音，免得啸叫；在家里点“戴耳机听”。"})
}
