package page

import (
	"bytes"
	"fmt"
)

// Practice is what every page says while somebody tries things out on a made-up box:
// a ribbon at the left edge that leads to the list of what to try.
type Practice struct {
	Done, Of int
	Over     bool // the five minutes are over; nobody is thrown out
}

// Hung is a page with the ribbon on it, whichever page it is: no handler can forget it.
type Hung struct {
	View
	Ribbon Practice
}

// into hangs the ribbon on a page that has been rendered.
func (p Practice) into(html []byte) ([]byte, error) {
	at := bytes.Index(html, []byte("<body"))
	if at < 0 {
		return html, nil
	}
	at += bytes.IndexByte(html[at:], '>') + 1
	var ribbon bytes.Buffer
	if err := templates.ExecuteTemplate(&ribbon, "ribbon", p); err != nil {
		return nil, fmt.Errorf("ribbon: %w", err)
	}
	out := make([]byte, 0, len(html)+ribbon.Len())
	return append(append(append(out, html[:at]...), ribbon.Bytes()...), html[at:]...), nil
}
