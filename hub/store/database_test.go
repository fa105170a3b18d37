package store

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"yizhan/hub"
)

// troubled is a dialect whose every error means the same.
type troubled Trouble

func (troubled) Log() []string               { return nil }
func (troubled) Fold() (drop, create string) { return "", "" }
func (troubled) Lanes() bool                 { return false }
func (t troubled) Trouble(error) Trouble     { return Trouble(t) }
func (troubled) Sweep(context.Context, *sql.Conn, SweepTime) (clean bool, err error) {
	return true, nil
}

func TestWhatAnErrorMeans(t *testing.T) {
	said := hub.E(hub.CodeTooLarge, "store.toolarge")
	driver := errors.New("driver")
	for _, tt := range []struct {
		name    string
		trouble Trouble
		err     error
		before  hub.Code // of a statement: nothing is stored
		commit  hub.Code // of COMMIT itself
	}{
		{"full", TroubleFull, driver, hub.CodeFull, hub.CodeFull},
		{"read only", TroubleReadOnly, driver, hub.CodeFolder, hub.CodeFolder},
		{"damaged", TroubleCorrupt, driver, hub.CodeFolder, hub.CodeUnknown},
		{"busy", TroubleBusy, driver, hub.CodeInternal, hub.CodeInternal},
		{"other", TroubleOther, driver, hub.CodeInternal, hub.CodeUnknown},
		{"said already", TroubleFull, said, hub.CodeTooLarge, hub.CodeTooLarge},
	} {
		db := Database{Dialect: troubled(tt.trouble)}
		if got := hub.CodeOf(db.failed(tt.err)); got != tt.before {
			t.Errorf("%s: a statement means %s, want %s", tt.name, got, tt.before)
		}
		if got := hub.CodeOf(db.unsure(tt.err)); got != tt.commit {
			t.Errorf("%s: COMMIT means %s, want %s", tt.name, got, tt.commit)
		}
		if !errors.Is(db.failed(tt.err), tt.err) {
			t.Errorf("%s: the cause is lost", tt.name)
		}
	}
}
