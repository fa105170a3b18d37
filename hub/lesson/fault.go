package lesson

import (
	"errors"
	"fmt"

	"yizhan/hub"
)

// Fault is something that is the matter with a lesson as it is written. Why has a sentence
// for people.
type Fault struct {
	File string
	Line int // of it, from 1; 0 it is the whole
	Why  error
}

func (f Fault) Error() string {
	if f.Line > 0 {
		return fmt.Sprintf("%s: line %d: %v", f.File, f.Line, f.Why)
	}
	return fmt.Sprintf("%s: %v", f.File, f.Why)
}

func (f Fault) Unwrap() error { return f.Why }

// bad is a fault: for people by its key, for whoever looks after programs in English.
func bad(key, why string, args ...any) error {
	return hub.E(hub.CodeInvalid, key, args...).Because(errors.New(why))
}
