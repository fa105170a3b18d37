package mesh

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
)

var errPanic = errors.New("mesh: a part panicked")

// survive turns a panic of what it runs into an error.
func survive(run func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v\n%s", errPanic, p, debug.Stack())
		}
	}()
	return run()
}

// part is what Run starts: should it panic, it ends the mesh with an error, and
// whoever runs the mesh begins again. The rest of the box does not notice.
func (m *Mesh) part(stop context.CancelCauseFunc, run func()) func() {
	return func() {
		if err := survive(func() error { run(); return nil }); err != nil {
			stop(err)
		}
	}
}
