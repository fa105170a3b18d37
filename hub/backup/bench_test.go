package backup_test

import (
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub/backup"
	"yizhan/hub/store/sqlite"
)

// benchRecords is a village's year; YIZHAN_LONG makes it a township's many years.
func benchRecords() int {
	if os.Getenv("YIZHAN_LONG") != "" {
		return 100_000
	}
	return 5_000
}

// BenchmarkBackup says what a night costs: the consistent copy alone, the whole backup,
// the look at the folder at each start, the rehearsal.
func BenchmarkBackup(b *testing.B) {
	a := newBox(b, county(b), "柳沟驿站")
	for left := benchRecords(); left > 0; left -= 1000 {
		a.write(min(left, 1000))
	}
	info, err := os.Stat(a.folder.Path("log.db"))
	if err != nil {
		b.Fatal(err)
	}
	place := b.TempDir()
	made := a.backup(place)
	b.Logf("%d records: log.db %d KB, backup %d KB", benchRecords(), info.Size()>>10, made.Size>>10)
	b.Run("copy", func(b *testing.B) {
		for b.Loop() {
			to := filepath.Join(b.TempDir(), "log.db")
			if err := sqlite.Copy(b.Context(), a.folder.Path("log.db"), to); err != nil {
				b.Fatal(err)
			}
			if err := os.Remove(to); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			a.backup(place)
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			if err := sqlite.Check(b.Context(), a.folder.Path("log.db")); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("rehearse", func(b *testing.B) {
		for b.Loop() {
			if err := backup.Rehearse(b.Context(), made.Path, a.private(), b.TempDir(), openStore); err != nil {
				b.Fatal(err)
			}
		}
	})
}
