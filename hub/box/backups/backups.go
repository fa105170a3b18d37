// Package backups is where and when a box's backups are made, tried and put back, and how
// a folder that is damaged falls back to one. What a backup is, hub/backup knows.
package backups

import (
	"context"
	"encoding/hex"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
)

const (
	Job          = "backup" // of the night
	jobRehearsal = "rehearsal"

	settingCode   = "backup.code"   // public key of the 恢复码, hex
	settingErased = "backup.erased" // mark of the erasure orders when the box last made a backup, hex
)

// rehearseAfter is how long a rehearsal counts.
const rehearseAfter = 27 * 24 * time.Hour

// Backups is the backups of one box.
type Backups struct {
	Data   string // the data folder
	Second string // the second path, where they go; empty: sticks, or else beside the data
	Folder *store.Folder
	Forms  *form.Registry
	Clock  hub.Clock
	Log    *slog.Logger
	Box    Box

	// Once the folder is open; Mend comes before.
	Trust *trust.Folder
	Store *store.Store
	Local *store.Local
}

// Box is the box around its backups.
type Box interface {
	// Name is the site's; empty before there is one.
	Name(ctx context.Context) (string, error)
	// AtCounty says whether it is the county's.
	AtCounty() bool
	// Do does a job and remembers how it went; an error is local.db's own.
	Do(ctx context.Context, name string, run func(context.Context) error) error
	// Reopen has the folder closed and opened once more: a restore lies ready in it.
	Reopen()
}

// openLog opens a log that is not, or not yet, the box's own: in a rehearsal, in a
// restore. The same forms fold it in the same way.
func (s *Backups) openLog(ctx context.Context, folder *store.Folder, t *trust.Folder) (*store.Store, error) {
	return sqlite.Open(ctx, folder, store.Options{
		Keys: trust.Keys{Folder: t}, Verifier: t.Members(), Forms: s.Forms, Clock: s.Clock,
	})
}

// Nightly puts a backup at every place within reach, and once a month tries one.
// What a neighbour's copy has still to mend is not put over backups that are whole.
func (s *Backups) Nightly(ctx context.Context) error {
	jobs, err := s.Local.Jobs(ctx)
	if err != nil {
		return err
	}
	if scrubbed, ok := jobNamed(jobs, "scrub"); ok && scrubbed.Outcome == "store.damaged" {
		return hub.E(hub.CodeFolder, "backup.unhealthy")
	}
	failed := s.everywhere(ctx)
	if hub.CodeOf(failed) == hub.CodeInternal {
		return failed
	}
	tried, ok := jobNamed(jobs, jobRehearsal)
	if due := !ok || tried.Outcome != "" || s.Clock.Now().Wall.Sub(tried.Ran).Abs() > rehearseAfter; due {
		if err := s.Box.Do(ctx, jobRehearsal, s.rehearse); err != nil {
			return err
		}
	}
	return failed
}

// everywhere puts a backup at every place within reach. Errors: what went wrong at the
// last of them, or "backup.poor" where there is only the disk that the data lies on.
func (s *Backups) everywhere(ctx context.Context) error {
	made, poor := 0, true
	var failed error
	for _, p := range s.places() {
		if _, err := s.BackUpTo(ctx, p.dir); err != nil {
			failed = err
			continue
		}
		made++
		poor = poor && p.poor
	}
	poorest := s.poorest()
	if made > 0 { // what lies beside the data is older now, and knows less of what was erased
		failed = errors.Join(failed, os.RemoveAll(poorest.dir))
	} else if _, err := s.BackUpTo(ctx, poorest.dir); err != nil {
		return err
	}
	if failed == nil && poor {
		return hub.E(hub.CodeFolder, "backup.poor")
	}
	return failed
}

// BackUpTo puts a backup of this box into a folder.
func (s *Backups) BackUpTo(ctx context.Context, dir string) (backup.Generation, error) {
	src, err := s.backupSource(ctx)
	if err != nil {
		return backup.Generation{}, err
	}
	made, err := backup.Make(ctx, src, dir)
	if err != nil {
		return made, err
	}
	return made, s.forgetErased(ctx, src.Erased)
}

func (s *Backups) backupSource(ctx context.Context) (backup.Source, error) {
	name, err := s.Box.Name(ctx)
	if err != nil {
		return backup.Source{}, err
	}
	erased, err := s.erasedMark(ctx)
	if err != nil {
		return backup.Source{}, err
	}
	id := s.Trust.Identity()
	src := backup.Source{
		Folder: s.Folder, Identity: id, Name: name, Erased: erased, Now: s.Clock.Now().Wall,
	}
	if all := s.generations(id.Key()); len(all) > 0 {
		src.After = all[0].Header.Number
	}
	if _, enrolled := s.Trust.Certificate(); enrolled && !s.Box.AtCounty() {
		src.To = append(src.To, backup.Recipient{Who: backup.WhoCounty, X25519: s.Trust.Bundle().CountyX25519})
	}
	code, ok, err := s.CodeKey(ctx)
	if ok {
		src.To = append(src.To, backup.Recipient{Who: backup.WhoCode, X25519: code})
	}
	return src, err
}

// erasedMark names the erasure orders that had something to erase here.
func (s *Backups) erasedMark(ctx context.Context) (mark [32]byte, err error) {
	all, err := s.Store.Erasures(ctx)
	if err != nil {
		return mark, err
	}
	var orders []hub.ID
	for _, e := range all {
		if e.Parts > 0 {
			orders = append(orders, e.Order)
		}
	}
	return backup.Mark(orders), nil
}

// forgetErased drops the folders that restores have put aside once an order to erase
// was carried out: they may still hold what it erases.
func (s *Backups) forgetErased(ctx context.Context, mark [32]byte) error {
	last, err := s.Local.Setting(ctx, settingErased)
	now := hex.EncodeToString(mark[:])
	if err != nil || last == now {
		return err
	}
	if last != "" {
		if err := backup.DropAsides(s.Folder); err != nil {
			return err
		}
	}
	return s.Local.PutSetting(ctx, settingErased, now)
}

// rehearse restores the newest backup into DIR/tmp, compares, and drops it.
func (s *Backups) rehearse(ctx context.Context) error {
	id := s.Trust.Identity()
	all := s.generations(id.Key())
	if len(all) == 0 {
		return hub.E(hub.CodeFolder, "backup.nowhere")
	}
	temp, err := os.MkdirTemp(s.Folder.Temp(), "rehearsal-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	defer trust.Shred(filepath.Join(temp, "keys", "identity.cbor")) // a box that is opened by hand keeps no open keys
	return backup.Rehearse(ctx, all[0].Path, [][32]byte{id.X25519}, temp, s.openLog)
}

// Fresh says whether the newest backups were made after all that was erased.
func (s *Backups) Fresh(ctx context.Context) (bool, error) {
	mark, err := s.erasedMark(ctx)
	if err != nil {
		return false, err
	}
	last, err := s.Local.Setting(ctx, settingErased)
	return last == hex.EncodeToString(mark[:]), err
}

// DrawCode draws a 恢复码, in groups, as it is shown and written down.
func (s *Backups) DrawCode() string { return backup.SayCode(backup.DrawCode()) }

// KeepCode makes a 恢复码 valid for every backup from now on; older ones keep theirs.
// The box keeps its public key alone.
func (s *Backups) KeepCode(ctx context.Context, code string) error {
	digits, err := backup.ReadCode(code)
	if err != nil {
		return err
	}
	_, public, err := backup.CodeKey(digits)
	if err != nil {
		return err
	}
	if err := s.Trust.PutCode(public); err != nil {
		return err
	}
	return s.Local.PutSetting(ctx, settingCode, hex.EncodeToString(public[:]))
}

// CodeKey is for whom backups are closed besides box and county; ok is false before a
// 恢复码 was drawn.
func (s *Backups) CodeKey(ctx context.Context) (key [32]byte, ok bool, err error) {
	text, err := s.Local.Setting(ctx, settingCode)
	if err != nil {
		return key, false, err
	}
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(key) {
		return key, false, nil // never drawn
	}
	return [32]byte(raw), true, nil
}

// BackUp is the night's backup, made because somebody asked for it.
func (s *Backups) BackUp(ctx context.Context) error {
	var failed error
	err := s.Box.Do(ctx, Job, func(ctx context.Context) error {
		failed = s.everywhere(ctx)
		return failed
	})
	if err != nil {
		return err
	}
	return failed
}
