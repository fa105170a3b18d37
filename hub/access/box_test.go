package access_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

var ctx = context.Background()

// box is a station's box on a real local.db, with clocks that the test turns. A
// restart makes a new gate on the same file.
type box struct {
	*access.Gate
	t       testing.TB
	dir     string
	local   *store.Local
	folder  *store.Folder
	elapsed time.Duration
	reading hub.Reading
	options access.Options
	noting  sync.Mutex
	noted   []access.Event
}

func newBox(t testing.TB, change func(*access.Options)) *box {
	t.Helper()
	b := &box{t: t, dir: t.TempDir()}
	b.reading = hub.Reading{Wall: time.Date(2026, 11, 23, 8, 0, 0, 0, hub.China), Quality: hub.ClockConfirmed}
	b.options = access.Options{
		Clock: b, Elapsed: func() time.Duration { return b.elapsed }, Pepper: [32]byte{1}, BoxFails: 20,
		ResetKey: func() ([32]byte, bool) { return resetKey, true },
		Noted: func(_ context.Context, e access.Event) {
			b.noting.Lock()
			defer b.noting.Unlock()
			b.noted = append(b.noted, e)
		},
	}
	if change != nil {
		change(&b.options)
	}
	b.start()
	t.Cleanup(b.stop)
	return b
}

var resetKey = [32]byte{7}

func (b *box) Now() hub.Reading { return b.reading }

func (b *box) start() {
	b.t.Helper()
	b.folder, b.local = openLocal(b.t, b.dir, b)
	b.options.Book = b.local
	b.elapsed = 0
	b.Gate = access.New(b.options)
}

func openLocal(t testing.TB, dir string, clock hub.Clock) (*store.Folder, *store.Local) {
	t.Helper()
	folder, err := store.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	local, err := sqlite.OpenLocal(ctx, folder, clock, [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	return folder, local
}

func (b *box) stop() {
	b.local.Close()
	b.folder.Close()
}

// restart is a power cut as far as the gate is concerned: nothing in memory is left.
func (b *box) restart() {
	b.t.Helper()
	b.stop()
	b.start()
}

// pass lets time pass, on both clocks.
func (b *box) pass(d time.Duration) {
	b.elapsed += d
	b.reading.Wall = b.reading.Wall.Add(d)
}

const rightPIN, wrongPIN = "3816", "9999"

// worker is a new care worker with a PIN.
func (b *box) worker() access.Person {
	b.t.Helper()
	p := access.Person{Staff: hub.NewID(), Site: hub.ID{1}, Role: hub.RoleCarer}
	must(b.t, b.SetPIN(ctx, p.Staff, rightPIN, access.Known{}, false))
	return p
}

func (b *box) signIn(p access.Person) string {
	b.t.Helper()
	token, err := b.SignIn(ctx, p, rightPIN)
	must(b.t, err)
	return token
}

// try is one try; it answers with the key of what she is told ("" when let in),
// and its number.
func (b *box) try(p access.Person, pin string) (key string, n int) {
	b.t.Helper()
	_, err := b.SignIn(ctx, p, pin)
	return told(b.t, err)
}

func told(t testing.TB, err error) (key string, n int) {
	t.Helper()
	if err == nil {
		return "", 0
	}
	e, ok := err.(*hub.Error)
	if !ok {
		t.Fatal(err)
	}
	if len(e.Args) > 0 {
		n, _ = e.Args[0].(int)
	}
	return e.Key, n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func tells(t testing.TB, err error, want string) {
	t.Helper()
	if key, _ := told(t, err); key != want {
		t.Errorf("told %q (%v), want %q", key, err, want)
	}
}

func (b *box) count(what string) (n int) {
	for _, e := range b.noted {
		if e.What == what {
			n++
		}
	}
	return n
}
