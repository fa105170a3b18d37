package station

import (
	"net"
	"net/http"
	"strconv"
	"time"

	"yizhan/hub"
)

// clockPhone takes the time of a worker's own phone or tablet. The screen on this
// machine would only say what the machine says.
func (s *Station) clockPhone(v *visit) error {
	ms, err := strconv.ParseInt(v.form.Text("ms"), 10, 64)
	if err == nil && elsewhere(v.Request) && s.Clock.Now().Quality <= hub.ClockPeer {
		if err := s.Self.TellTime(v.ctx(), time.UnixMilli(ms), true); err != nil && !question(err) {
			return err
		}
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}

// elsewhere says whether a request comes from another device than this box.
func elsewhere(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && !ip.IsLoopback()
}
