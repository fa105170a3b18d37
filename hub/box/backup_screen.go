package box

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"time"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/box/sticks"
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
	for _, dir := range sticks.Dirs(s.b.cfg.Data) {
		if sticks.IsInbox(dir) {
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

// Found lists the backups of boxes on the sticks that are plugged in.
func (s backups) Found(context.Context) ([]station.BackupFound, error) {
	var out []station.BackupFound
	for value, g := range s.b.foundBackups() {
		out = append(out, station.BackupFound{
			Value: value, Name: g.Header.Name, Made: time.UnixMilli(g.Header.Made), Code: g.Header.ClosedFor(backup.WhoCode),
		})
	}
	hub.Sort(out, func(a, b station.BackupFound) int {
		return cmp.Or(b.Made.Compare(a.Made), cmp.Compare(a.Value, b.Value))
	})
	return out, nil
}

// foundBackups are all of them by what names them on a page.
func (b *Box) foundBackups() map[string]backup.Generation {
	all := map[string]backup.Generation{}
	places := []string{}
	for _, dir := range sticks.Dirs(b.cfg.Data) {
		places = append(places, dir, filepath.Join(dir, backupFolder))
	}
	for _, p := range b.backupPlaces() {
		places = append(places, p.dir)
	}
	for _, dir := range places {
		some, err := backup.List(dir)
		if err != nil {
			continue // pulled out
		}
		for _, g := range some {
			h := sha256.Sum256([]byte(g.Path))
			all[hex.EncodeToString(h[:8])] = g
		}
	}
	return all
}

func (s backups) CheckGroup(group int, digits string) error { return backup.CheckGroup(group, digits) }

// RestoreFrom puts a backup in the place of a box that was never set up, and opens it.
func (s backups) RestoreFrom(ctx context.Context, value, code string) error {
	g, ok := s.b.foundBackups()[value]
	if !ok {
		return hub.E(hub.CodeInvalid, "backup.no-file")
	}
	digits, err := backup.ReadCode(code)
	if err != nil {
		return err
	}
	key, _, err := backup.CodeKey(digits)
	if err != nil {
		return err
	}
	_, err = backup.Restore{
		Folder: s.b.folder, File: g.Path, Private: [][32]byte{key}, Open: s.b.openLog, Clock: s.b.cfg.Clock, Later: true,
	}.Run(ctx)
	if err == nil {
		s.b.again.now()
	}
	return err
}
