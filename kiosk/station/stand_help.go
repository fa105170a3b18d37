package station

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
)

// helpShow explains one page and leads back to it.
func (s *Station) helpShow(v *visit) error {
	from := localPath(v.URL.Query().Get("from"))
	f := v.frame("帮助")
	f.Back, f.Idle = from, 0
	p := page.HelpFor(v.PathValue("key"), f, from)
	here := "/help/" + v.PathValue("key") + "?from=" + queryPath(from)
	if p.More = s.guideOfForm(from, here); p.More == nil {
		p.More = guideBeside(v.PathValue("key"), here)
	}
	return v.render(p)
}

// lost answers every address that is none.
func (s *Station) lost(v *visit) error { return hub.E(hub.CodeNotFound, "station.lost") }
