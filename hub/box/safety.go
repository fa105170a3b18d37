package box

import (
	"context"
	"fmt"
	"slices"
	"syscall"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/codec"
	"yizhan/hub/trust"
	"yizhan/kiosk/station"
)

// Safety is what the page of that name says beyond the status.
func (s screen) Safety(ctx context.Context) (station.Safety, error) {
	b := s.b
	out := station.Safety{Network: b.cfg.Mesh != "" || b.cfg.Phones != ""}
	if newest, ok := b.backups.Newest(); ok {
		out.Backup, out.BackupCode = true, newest.Header.ClosedFor(backup.WhoCode)
		out.BackupCounty = newest.Header.ClosedFor(backup.WhoCounty)
	}
	cert, enrolled := b.trust.Certificate()
	if !enrolled {
		out.Network = b.cfg.Phones != ""
		return out, nil
	}
	bundle := b.trust.Bundle()
	if out.County = bundle.CountyName; out.County == "" {
		out.County = bundle.County
	}
	out.Issued, out.Fingerprint, out.Shared = cert.Issued, bundle.Fingerprint(), b.shares(b.Lane())
	out.Openers = b.openers(b.Lane())
	out.Out = b.putOut(cert.Township)
	said, err := b.desk.Sharings(ctx)
	out.SharedDay = said[cert.Township].Day
	return out, err
}

// openers names the hubs besides this one and the county for which a lane's records
// are sealed: of the sealing itself, so that the page cannot say anything else.
func (b *Box) openers(lane hub.Lane) (names []string) {
	to := b.trust.Recipients(lane, b.shares(lane))
	own, county := b.trust.Identity().Key(), b.trust.Bundle().CountyX25519
	for _, c := range b.trust.Members().All() {
		sealed := slices.ContainsFunc(to, func(r codec.Recipient) bool { return r.X25519 == c.X25519 })
		if sealed && c.Key != own && c.X25519 != county {
			names = append(names, c.Name)
		}
	}
	return names
}

// putOut names the boxes of a township that the county has put out, the last one
// first. One that was never met here has no name.
func (b *Box) putOut(township string) (names []string) {
	list, _ := b.trust.Members().Revocations()
	for _, r := range slices.Backward(list.Revoked) {
		if c, known := b.trust.Members().Get(r.Key); known && c.Township == township && c.Role != trust.RoleCounty {
			names = append(names, c.Name)
		}
	}
	return names
}

// Free is what the data folder's disk still holds for those who are not root.
func (s screen) Free() (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(s.b.cfg.Data, &st); err != nil {
		return 0, fmt.Errorf("box: free space: %w", err)
	}
	return int64(st.Bavail) * st.Bsize, nil
}
