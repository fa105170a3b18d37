package backups

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

// UseStick makes the sticks that are plugged in places for backups.
func (s *Backups) UseStick(ctx context.Context) error {
	made := false
	var failed error
	for _, dir := range sticks.Dirs(s.Data) {
		if sticks.IsInbox(dir) {
			continue
		}
		err := os.Mkdir(filepath.Join(dir, stickFolder), 0o700)
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
	return s.BackUp(ctx)
}

// Found lists the backups of boxes on the sticks that are plugged in.
func (s *Backups) Found(context.Context) ([]station.BackupFound, error) {
	var out []station.BackupFound
	for value, g := range s.found() {
		out = append(out, station.BackupFound{
			Value: value, Name: g.Header.Name, Made: time.UnixMilli(g.Header.Made), Code: g.Header.ClosedFor(backup.WhoCode),
		})
	}
	hub.Sort(out, func(a, b station.BackupFound) int {
		return cmp.Or(b.Made.Compare(a.Made), cmp.Compare(a.Value, b.Value))
	})
	return out, nil
}

// found are all of them by what names them on a page.
func (s *Backups) found() map[string]backup.Generation {
	all := map[string]backup.Generation{}
	var dirs []string
	for _, dir := range sticks.Dirs(s.Data) {
		dirs = append(dirs, dir, filepath.Join(dir, stickFolder))
	}
	for _, p := range s.places() {
		dirs = append(dirs, p.dir)
	}
	for _, dir := range dirs {
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

// CheckGroup checks one group of a 恢复码.
func (s *Backups) CheckGroup(group int, digits string) error { return backup.CheckGroup(group, digits) }

// RestoreFrom puts a backup in the place of a box that was never set up, and opens it.
func (s *Backups) RestoreFrom(ctx context.Context, value, code string) error {
	g, ok := s.found()[value]
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
		Folder: s.Folder, File: g.Path, Private: [][32]byte{key}, Open: s.openLog, Clock: s.Clock, Later: true,
	}.Run(ctx)
	if err == nil {
		s.Box.Reopen()
	}
	return err
}
