package box

import (
	"cmp"
	"os"
	"path/filepath"
	"syscall"

	"yizhan/hub/backup"
	"yizhan/hub/box/sticks"

	"yizhan/hub"
)

// backupFolder is the folder by which a stick is known to be for backups.
const backupFolder = "yizhan-backup"

// spot is somewhere that backups of this box lie or may be put.
type spot struct {
	dir  string
	name string // of the stick; "" for a fixed place
	poor bool   // on the disk that the data lies on
}

// places are where backups go, the best first: the second path that this box was
// given, and every stick that has the folder.
func (b *Box) backupPlaces() []spot {
	var all []spot
	if b.cfg.Backup != "" {
		all = append(all, spot{dir: b.cfg.Backup, poor: sameDisk(b.cfg.Data, b.cfg.Backup)})
	}
	for _, dir := range sticks.Dirs(b.cfg.Data) {
		if sticks.IsInbox(dir) {
			continue // of this disk, whoever put the files there
		}
		folder := filepath.Join(dir, backupFolder)
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			all = append(all, spot{dir: folder, name: sticks.Name(dir)})
		}
	}
	return all
}

// poorest is where a backup goes when there is nowhere else: it helps against a
// damaged file, and not against a broken disk.
func (b *Box) poorest() spot { return spot{dir: filepath.Join(b.cfg.Data, "backup"), poor: true} }

// everyPlace is where backups are looked for.
func (b *Box) everyPlace() []spot { return append(b.backupPlaces(), b.poorest()) }

// generation is a backup of this box and where it lies.
type generation struct {
	backup.Generation
	spot
}

// generations are all backups of a box within reach, the newest first.
func (b *Box) generations(key [32]byte) []generation {
	var all []generation
	for _, p := range b.everyPlace() {
		own, err := backup.Own(p.dir, key)
		if err != nil {
			b.cfg.Log.Warn("a place of backups cannot be read", "cause", err)
			continue
		}
		for _, g := range own {
			all = append(all, generation{g, p})
		}
	}
	hub.SortStable(all, func(a, b generation) int { return cmp.Compare(b.Header.Number, a.Header.Number) })
	return all
}

// sameDisk says that two folders lie on one file system, as far as that can be asked.
func sameDisk(data, other string) bool {
	var a, b syscall.Stat_t
	if syscall.Stat(data, &a) != nil {
		return false
	}
	for syscall.Stat(other, &b) != nil { // it is made with the first backup
		above := filepath.Dir(other)
		if above == other {
			return false
		}
		other = above
	}
	return a.Dev == b.Dev
}
