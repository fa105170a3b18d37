package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

const (
	mostID   = 18
	certTail = 9 // figures of a 出生医学证明 number, after its letter
)

// showIDNo asks for the ID number. What is written already is not shown: of a
// number the screen shows its end.
func showIDNo(_ *Station, v *visit, d *changing, f page.Frame, file desk.File) (page.View, error) {
	f.Title, f.Help = "身份证号", "child"
	quiet := "可以不填。填了会核对生日和男女。没有身份证，就按出生证。"
	if no := file.Child.IDNo; no != "" {
		quiet = "现在写的尾号是 " + no[max(0, len(no)-4):] + "。要改，就从头按一遍。"
	}
	p := page.Figures{
		Frame: f, Action: v.URL.Path, Question: "身份证号是多少？", Quiet: quiet, Prev: childAt(file.Child.ID), Next: "记下来",
		Pad:  page.Pad{Field: "id_no", Typed: d.Typed, Length: mostID, Letter: "X", Label: "身份证号"},
		Skip: "按出生证号",
	}
	if d.Told != "" {
		p.Next = "没错，就这样记"
	}
	return p, nil
}

func takeIDNo(_ *Station, v *visit, d *changing) (change, error) {
	pad := page.Pad{Typed: firstRunes(v.form.Text("id_no"), mostID), Length: mostID, Letter: "X"}
	d.Typed = pad.Press(v.form.Text("key"))
	switch {
	case v.form.Text("key") != "":
		d.Told = ""
		return change{stay: true}, nil
	case v.form.Text("go") == "skip":
		return change{to: "/edit/birth_cert"}, nil
	case d.Typed == "":
		return change{}, hub.E(hub.CodeInvalid, "child.figures").In("id_no")
	}
	return change{values: form.Values{"id_no": d.Typed}}, nil
}

// showBirthCert asks for the letter first, then for the figures.
func showBirthCert(_ *Station, v *visit, d *changing, f page.Frame, file desk.File) (page.View, error) {
	f.Title, f.Help = "出生医学证明", "child"
	at := childAt(file.Child.ID)
	if d.As == asFull || d.As == asNick { // nothing was tapped yet
		c := page.Choose{Frame: f, Action: v.URL.Path, Question: "编号开头是哪个字母？", Field: "letter", Prev: at + "/edit/id_no", Next: ""}
		for l := 'A'; l <= 'Z'; l++ {
			c.Tiles = append(c.Tiles, page.Choice{Value: string(l), Text: string(l)})
		}
		c.From = d.Place.From % len(c.Tiles)
		c.Tiles, c.More = c.Tiles[c.From:min(len(c.Tiles), c.From+villagesShown)], true
		return c, nil
	}
	return page.Figures{
		Frame: f, Action: v.URL.Path, Question: d.As + " 后面的 9 位数字？", Prev: at + "/edit/id_no", Next: "记下来",
		Quiet: "在出生医学证明的右上角。", Skip: "换个字母",
		Pad: page.Pad{Field: "birth_cert", Typed: d.Typed, Length: certTail, Label: "出生医学证明号"},
	}, nil
}

func takeBirthCert(_ *Station, v *visit, d *changing) (change, error) {
	if letter := strings.ToUpper(v.form.Text("letter")); len(letter) == 1 && letter >= "A" && letter <= "Z" {
		d.As = letter
		return change{stay: true}, nil
	}
	switch v.form.Text("go") {
	case "skip":
		d.As = asFull
		return change{stay: true}, nil
	case "more":
		d.Place.From = v.form.Int("from") + villagesShown
		return change{stay: true}, nil
	}
	pad := page.Pad{Typed: firstRunes(v.form.Text("birth_cert"), certTail), Length: certTail}
	d.Typed = pad.Press(v.form.Text("key"))
	if v.form.Text("key") != "" || len(d.As) != 1 {
		return change{stay: true}, nil
	}
	return change{values: form.Values{"birth_cert": d.As + d.Typed}}, nil
}
