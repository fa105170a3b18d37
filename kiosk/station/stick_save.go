package station

import (
	"slices"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// stickTakes says whether a file can be put on a stick now.
func (s *Station) stickTakes() bool {
	return slices.ContainsFunc(s.sticks(), func(p hub.StickStand) bool { return !p.Here && !p.Only && !p.Gone && !p.Looking })
}

// toStick puts a file on the stick instead of sending it to the browser, which on a
// kiosk has nowhere to keep it.
func (v *visit) toStick(name string, body []byte, back string) error {
	saved, err := v.s.Sticks.Save(v.ctx(), name, body)
	if err != nil {
		return err
	}
	f := v.frame("存好了")
	f.Back = back
	return v.render(page.Message{
		Frame: f, Icon: "i-check", Kind: "good", Head: "存到 U 盘上了",
		Lines: []string{"文件叫“" + saved + "”，读回来对过，可以拔出。"},
		Ways:  []page.Link{{Href: back, Text: "知道了", Icon: "i-check"}},
	})
}
