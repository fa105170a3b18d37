package station

import (
	"bytes"
	"net/url"
	"strings"

	"yizhan/hub"
	"yizhan/kiosk/print"
)

// printToStick saves what would be printed as a file, for a printer elsewhere. A file
// that names children is an export, by who may export, and stands on the trail.
func (s *Station) printToStick(v *visit, id hub.ID, back string) error {
	doc, err := s.Paper.Doc(id, v.who.Actor.Staff)
	if err != nil {
		return err
	}
	if s.Sticks == nil {
		return hub.E(hub.CodeInvalid, "bundle.no-stick")
	}
	if len(doc.About) > 0 {
		if _, err := s.Desk.Reader(v.who.Actor, hub.ActExport); err != nil {
			return err
		}
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

// queryPath is an address of ours as a value in another.
func queryPath(path string) string { return url.QueryEscape(path) }

func trimPNG(name string) string { return strings.TrimSuffix(name, ".png") }
