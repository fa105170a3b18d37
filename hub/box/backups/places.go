package backups

import (
	"cmp"
	"os"
	"path/filepath"
	"syscall"

	"yizhan/hub/backup"
	"yizhan/hub/box/sticks"

	"yizhan/hub"
)

// stickFolder is the folder by which a stick is known to be for backups.
const stickFolder = "yizhan-backup"

// spot is somewhere that backups of this box lie or may be put.
type spot struct {
	dir  string
	name string // of the stick; "" for a fixed place
	poor bool   // on the disk that the data lies on
}

// places are where backups go, the best first: the second path that this box was
// given, and every stick that has the folder.
func (s *Backups) places() []spot {
	var all []spot
	if s.Second != "" {
		all = append(all, spot{dir: s.Second, poor: sameDisk(s.Data, s.Second)})
	}
	for _, dir := range sticks.Dirs(s.Data) {
		if sticks.IsInbox(dir) {
			continue // of this disk, whoever put the files there
		}
		folder := filepath.Join(dir, stickFolder)
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			all = append(all, spot{dir: folder, name: sticks.Name(dir)})
		}
	}
	return all
}

// poorest is where a backup goes when there is nowhere else: it helps against a
// damaged file, and not against a broken disk.
func (s *Backups) poorest() spot { return spot{dir: filepath.Join(s.Data, "backup"), poor: true} }

// everyPlace is where backups are looked for.
func (s *Backups) everyPlace() []spot { return append(s.places(), s.poorest()) }

// generation is a backup of this box and where it lies.
type generation struct {
	backup.Generation
	spot
}

// generations are all backups of a box within reach, the newest first.
func (s *Backups) generations(key [32]byte) []generation {
	var all []generation
	for _, p := range s.everyPlace() {
		own, err := backup.Own(p.dir, key)
		if err != nil {
			s.Log.Warn("a place of backups cannot be read", "cause", err)
			continue
		}
		for _, g := range own {
			all = append(all, generation{g, p})
		}
	}
	hub.SortStable(all, func(a, b generation) int { return cmp.Compare(b.Header.Number, a.Header.Number) })
	return all
}

// Newest is the box's newest backup within reach.
func (s *Backups) Newest() (backup.Generation, bool) {
	all := s.generations(s.Trust.Identity().Key())
	if len(all) == 0 {
		return backup.Generation{}, false
	}
	return all[0].Generation, true
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
