package sync

import (
	"fmt"
	"runtime/debug"
)

// survive turns a panic of what it runs into an error, so that a fault in the log
// or in a frame's handling ends one session and not the box.
func survive(run func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("sync: a session panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return run()
}
