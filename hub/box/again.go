package box

import (
	"context"
	"sync"
)

// again tells the server to close the folder and to open it once more: a restore lies
// ready in it.
type again struct {
	once sync.Once
	ch   chan struct{}
	tell sync.Once
}

func (a *again) asked() <-chan struct{} {
	a.once.Do(func() { a.ch = make(chan struct{}) })
	return a.ch
}

func (a *again) now() {
	a.asked()
	a.tell.Do(func() { close(a.ch) })
}

// is says whether it was asked for.
func (a *again) is() bool {
	select {
	case <-a.asked():
		return true
	default:
		return false
	}
}

// reopen closes the folder's databases and opens them again, which puts the restore
// into its place. The box it answers with holds the folder in any case.
func (b *Box) reopen(ctx context.Context) (*Box, error) {
	if err := b.closeStores(); err != nil {
		return b, err
	}
	fresh, err := openIn(ctx, b.cfg, b.folder)
	if err != nil {
		return b, err
	}
	return fresh, nil
}
