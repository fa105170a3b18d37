package station

import (
	"context"
	"time"
)

// Backups is what the screens ask of the box about backups and what came of damage.
type Backups interface {
	Backup(ctx context.Context) (Backup, error)
	// BackUp makes a backup now, wherever there is a place. Errors are sentences.
	BackUp(ctx context.Context) error
	// UseStick makes the stick that is plugged in a place for backups, and puts one there.
	UseStick(ctx context.Context) error
	// DrawCode draws a 恢复码, in groups; KeepCode makes it valid for backups from now on.
	DrawCode() string
	KeepCode(ctx context.Context, code string) error
	// Recovery is what became of damage; ok is false where there never was any.
	Recovery(ctx context.Context) (r Recovery, ok bool, err error)
	RecoveryRead(ctx context.Context) error

	// Found lists backups on sticks, the newest first: a new box becomes the one that
	// made it. CheckGroup says at once whether five figures of a 恢复码 can be right.
	Found(ctx context.Context) ([]BackupFound, error)
	CheckGroup(group int, digits string) error
	// RestoreFrom opens the box anew as the backup has it; the pages are away for a
	// moment then.
	RestoreFrom(ctx context.Context, value, code string) error
}

// BackupFound is somebody's backup. Value names it to RestoreFrom.
type BackupFound struct {
	Value, Name string
	Made        time.Time
	Code        bool // a 恢复码 opens it
}

// Backup is how backups stand.
type Backup struct {
	Ran          time.Time // zero: never
	Outcome      string    // key of a sentence; "" is good
	Tried        time.Time // the last rehearsal; zero: never
	TriedOutcome string
	Code         bool // a 恢复码 was drawn
	Stick        bool // some stick is plugged in
	Places       int  // besides the disk that the data lies on
	Kept         []BackupFile
}

// BackupFile is a backup within reach, the newest first.
type BackupFile struct {
	Made  time.Time
	Size  int64
	Stick string // name of its stick; "" for a fixed place
	Poor  bool   // on the disk that the data lies on
	Code  bool   // the 恢复码 opens it
}

// Recovery is what a box says after it was restored.
type Recovery struct {
	Damage      bool      // it fell back by itself; else somebody asked for it
	Log, Local  bool      // what was replaced: records, what belongs to the box alone
	Made        time.Time // of the backup; zero: there was none
	Lost, Found int64     // own records that others know of and that were not here; of them back again
	Read        bool
}
