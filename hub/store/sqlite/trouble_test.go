package sqlite

import (
	"database/sql"
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/mattn/go-sqlite3"

	"yizhan/hub/store"
)

// What an error says of the transaction: "full" promises that nothing was stored. A
// disk that says it is full when it is asked to flush has been written to already.
func TestTrouble(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		want store.Trouble
	}{
		{"full", sqlite3.Error{Code: sqlite3.ErrFull}, store.TroubleFull},
		{"full while writing", sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrWrite, SystemErrno: syscall.ENOSPC}, store.TroubleFull},
		{"full while flushing", sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrFsync, SystemErrno: syscall.ENOSPC}, store.TroubleOther},
		{"full while flushing the folder", sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrDirFsync, SystemErrno: syscall.EDQUOT}, store.TroubleOther},
		{"may not be written", sqlite3.Error{Code: sqlite3.ErrCantOpen, SystemErrno: syscall.EROFS}, store.TroubleReadOnly},
		{"damaged", sqlite3.Error{Code: sqlite3.ErrNotADB}, store.TroubleCorrupt},
		{"busy", sqlite3.Error{Code: sqlite3.ErrBusy}, store.TroubleBusy},
		{"torn wire", sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EIO}, store.TroubleOther},
		{"not the database's", errors.New("something else"), store.TroubleOther},
	} {
		if got := (dialect{}).Trouble(tt.err); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

// A name of the schema that was changed in the file is damage, and said to be.
func TestTroubleOfAChangedName(t *testing.T) {
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(t.TempDir(), "log.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`CREATE TABLE quarantine (au INTEGER)`); err != nil {
		t.Fatal(err)
	}
	for statement, want := range map[string]store.Trouble{
		`SELECT at FROM quarantine`: store.TroubleCorrupt,
		`SELECT at FROM guarantine`: store.TroubleCorrupt,
		`SELECT FROM quarantine`:    store.TroubleOther,
	} {
		_, err := db.Exec(statement)
		if got := (dialect{}).Trouble(err); got != want {
			t.Errorf("%s: %v is %d, want %d", statement, err, got, want)
		}
	}
}
