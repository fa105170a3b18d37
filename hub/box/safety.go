package box

import (
	"context"
	"fmt"
	"syscall"

	"yizhan/kiosk/station"
)

// Safety is what the page of that name says beyond the status.
func (s screen) Safety(context.Context) (station.Safety, error) {
	cert, enrolled := s.b.trust.Certificate()
	if !enrolled {
		return station.Safety{Network: s.b.cfg.Phones != ""}, nil
	}
	bundle := s.b.trust.Bundle()
	name := bundle.CountyName
	if name == "" {
		name = bundle.County
	}
	return station.Safety{
		County: name, Issued: cert.Issued, Fingerprint: bundle.Fingerprint(),
		Shared: s.b.shares(s.b.Lane()), Network: s.b.cfg.Mesh != "" || s.b.cfg.Phones != "",
	}, nil
}

// Free is what the data folder's disk still holds for those who are not root.
func (s screen) Free() (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(s.b.cfg.Data, &st); err != nil {
		return 0, fmt.Errorf("box: free space: %w", err)
	}
	return int64(st.Bavail) * st.Bsize, nil
}
