package box

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"yizhan/kiosk/ime"
	"yizhan/kiosk/ime/hand"
)

// warmAfter is how long after the start: the first pages come first.
const warmAfter = 5 * time.Second

// warmUp reads what writing needs before anybody writes. On a station's processor the
// templates take a second or two, and the first stroke would wait for them. They stay
// in memory for good (5 MiB); what unpacking them took is given back at once.
func (b *Box) warmUp(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(warmAfter):
	}
	warm()
	return nil
}

var warm = sync.OnceFunc(func() {
	hand.Load()
	ime.Letters("")
	debug.FreeOSMemory()
})
