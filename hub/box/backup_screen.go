package box

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"yizhan/hub"
	"yizhan/kiosk/station"
)

// backups is the box's backups as its screens see them.
type backups struct{ b *Box }

func (s backups) Backup(ctx context.Context) (station.Backup, error) { return s.b.BackupState(ctx) }
func (s backups) BackUp(ctx context.Context) error                   { return s.b.BackUpNow(ctx) }
func (s backups) DrawCode() string                                   { return s.b.DrawCode() }
func (s backups) KeepCode(ctx context.Context, code string) error    { return s.b.KeepCode(ctx, code) }
func (s backups) RecoveryRead(ctx context.Context) error             { return s.b.RecoveryRead(ctx) }

func (s backups) Recovery(ctx context.Context) (station.Recovery, bool, error) {
	return s.b.Recovery(ctx)
}

// UseStick makes the sticks that are plugged in places for backups.
func (s backups) UseStick(ctx context.Context) error {
	made := false
	var failed error
	for _, dir := range s.b.sticks() {
		if isInbox(dir) {
			continue
		}
		err := os.Mkdir(filepath.Join(dir, backupFolder), 0o700)
		if err != nil && !errors.Is(err, os.ErrExist) {
			failed = hub.E(hub.CodeFolder, "backup.place").Because(err)
			continue
		}
		made = true
	}
	if !made && failed == nil {
		failed = hub.E(hub.CodeFolder, "backup.nowhere")
	}
	if failed != nil {
		return failed
	}
	return s.b.BackUpNow(ctx)
}
