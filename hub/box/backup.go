package box

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"time"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
)

const (
	jobBackup    = "backup"
	jobRehearsal = "rehearsal"

	settingCode   = "backup.code"   // public key of the 恢复码, hex
	settingErased = "backup.erased" // mark of the erasure orders when the box last made a backup, hex
)

// rehearseAfter is how long a rehearsal counts.
const rehearseAfter = 27 * 24 * time.Hour

// openLog opens a log that is not, or not yet, the box's own: in a rehearsal, in a
// restore. The same forms fold it in the same way.
func (b *Box) openLog(ctx context.Context, folder *store.Folder, t *trust.Folder) (*store.Store, error) {
	return sqlite.Open(ctx, folder, store.Options{
		Keys: trust.Keys{Folder: t}, Verifier: t.Members(), Forms: b.forms, Clock: b.cfg.Clock,
	})
}

// backUpNightly puts a backup at every place within reach, and once a month tries one.
// What a neighbour's copy has still to mend is not put over backups that are whole.
func (b *Box) backUpNightly(ctx context.Context) error {
	jobs, err := b.local.Jobs(ctx)
	if err != nil {
		return err
	}
	if scrubbed, ok := jobNamed(jobs, "scrub"); ok && scrubbed.Outcome == "store.damaged" {
		return hub.E(hub.CodeFolder, "backup.unhealthy")
	}
	failed := b.BackUp(ctx)
	if hub.CodeOf(failed) == hub.CodeInternal {
		return failed
	}
	tried, ok := jobNamed(jobs, jobRehearsal)
	if due := !ok || tried.Outcome != "" || b.cfg.Clock.Now().Wall.Sub(tried.Ran).Abs() > rehearseAfter; due {
		if err := b.doJob(ctx, job{jobRehearsal, b.rehearse}); err != nil {
			return err
		}
	}
	return failed
}

// BackUp puts a backup at every place within reach. Errors: what went wrong at the
// last of them, or "backup.poor" where there is only the disk that the data lies on.
func (b *Box) BackUp(ctx context.Context) error {
	made, poor := 0, true
	var failed error
	for _, p := range b.backupPlaces() {
		if _, err := b.BackUpTo(ctx, p.dir); err != nil {
			failed = err
			continue
		}
		made++
		poor = poor && p.poor
	}
	poorest := b.poorest()
	if made > 0 { // what lies beside the data is older now, and knows less of what was erased
		failed = errors.Join(failed, os.RemoveAll(poorest.dir))
	} else if _, err := b.BackUpTo(ctx, poorest.dir); err != nil {
		return err
	}
	if failed == nil && poor {
		return hub.E(hub.CodeFolder, "backup.poor")
	}
	return failed
}

// BackUpTo puts a backup of this box into a folder.
func (b *Box) BackUpTo(ctx context.Context, dir string) (backup.Generation, error) {
	src, err := b.backupSource(ctx)
	if err != nil {
		return backup.Generation{}, err
	}
	made, err := backup.Make(ctx, src, dir)
	if err != nil {
		return made, err
	}
	return made, b.forgetErased(ctx, src.Erased)
}

func (b *Box) backupSource(ctx context.Context) (backup.Source, error) {
	site, err := b.site(ctx)
	if err != nil {
		return backup.Source{}, err
	}
	erased, err := b.erasedMark(ctx)
	if err != nil {
		return backup.Source{}, err
	}
	id := b.trust.Identity()
	src := backup.Source{
		Folder: b.folder, Identity: id, Name: site.Name, Erased: erased, Now: b.cfg.Clock.Now().Wall,
	}
	if all := b.generations(id.Key()); len(all) > 0 {
		src.After = all[0].Header.Number
	}
	if _, enrolled := b.trust.Certificate(); enrolled && !b.isCounty() {
		src.To = append(src.To, backup.Recipient{Who: backup.WhoCounty, X25519: b.trust.Bundle().CountyX25519})
	}
	code, ok, err := b.codeKey(ctx)
	if ok {
		src.To = append(src.To, backup.Recipient{Who: backup.WhoCode, X25519: code})
	}
	return src, err
}

// erasedMark names the erasure orders that had something to erase here.
func (b *Box) erasedMark(ctx context.Context) (mark [32]byte, err error) {
	all, err := b.store.Erasures(ctx)
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
func (b *Box) forgetErased(ctx context.Context, mark [32]byte) error {
	last, err := b.local.Setting(ctx, settingErased)
	now := hex.EncodeToString(mark[:])
	if err != nil || last == now {
		return err
	}
	if last != "" {
		if err := backup.DropAsides(b.folder); err != nil {
			return err
		}
	}
	return b.local.PutSetting(ctx, settingErased, now)
}

// rehearse restores the newest backup into DIR/tmp, compares, and drops it.
func (b *Box) rehearse(ctx context.Context) error {
	id := b.trust.Identity()
	all := b.generations(id.Key())
	if len(all) == 0 {
		return hub.E(hub.CodeFolder, "backup.nowhere")
	}
	temp, err := os.MkdirTemp(b.folder.Temp(), "rehearsal-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	defer trust.Shred(filepath.Join(temp, "keys", "identity.cbor")) // a box that is opened by hand keeps no open keys
	return backup.Rehearse(ctx, all[0].Path, [][32]byte{id.X25519}, temp, b.openLog)
}

// DrawCode draws a 恢复码, in groups, as it is shown and written down.
func (b *Box) DrawCode() string { return backup.SayCode(backup.DrawCode()) }

// KeepCode makes a 恢复码 valid for every backup from now on; older ones keep theirs.
// The box keeps its public key alone.
func (b *Box) KeepCode(ctx context.Context, code string) error {
	digits, err := backup.ReadCode(code)
	if err != nil {
		return err
	}
	_, public, err := backup.CodeKey(digits)
	if err != nil {
		return err
	}
	if err := b.trust.PutCode(public); err != nil {
		return err
	}
	return b.local.PutSetting(ctx, settingCode, hex.EncodeToString(public[:]))
}

// codeKey is for whom backups are closed besides box and county; ok is false before a
// 恢复码 was drawn.
func (b *Box) codeKey(ctx context.Context) (key [32]byte, ok bool, err error) {
	text, err := b.local.Setting(ctx, settingCode)
	if err != nil {
		return key, false, err
	}
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(key) {
		return key, false, nil // never drawn
	}
	return [32]byte(raw), true, nil
}

// BackUpNow is the night's backup, made because somebody asked for it.
func (b *Box) BackUpNow(ctx context.Context) error {
	var failed error
	err := b.doJob(ctx, job{jobBackup, func(ctx context.Context) error {
		failed = b.BackUp(ctx)
		return failed
	}})
	if err != nil {
		return err
	}
	return failed
}
