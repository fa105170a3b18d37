package access_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
)

func TestCheckPIN(t *testing.T) {
	known := access.Known{Days: []hub.Day{"1971-03-14", "not a day"}, Phones: []string{"13835570421"}}
	for _, tt := range []struct {
		name, pin string
		want      hub.Code
	}{
		{"good, four", "3816", ""},
		{"good, six", "381604", ""},
		{"three figures", "381", hub.CodeInvalid},
		{"seven figures", "3816042", hub.CodeInvalid},
		{"nothing", "", hub.CodeInvalid},
		{"letters", "38a6", hub.CodeInvalid},
		{"full-width figures", "３８１６", hub.CodeInvalid},
		{"all alike", "1111", hub.CodeInvalid},
		{"all alike, six", "888888", hub.CodeInvalid},
		{"up", "1234", hub.CodeInvalid},
		{"up, six", "345678", hub.CodeInvalid},
		{"down", "4321", hub.CodeInvalid},
		{"a pair twice", "1212", hub.CodeInvalid},
		{"three twice", "168168", hub.CodeInvalid},
		{"two pairs", "2255", hub.CodeInvalid},
		{"lucky", "1314", hub.CodeInvalid},
		{"lucky, six", "520131", hub.CodeInvalid},
		{"birthday, month and day", "0314", hub.CodeQuestion},
		{"birthday, day and month", "1403", hub.CodeQuestion},
		{"birthday, year", "1971", hub.CodeQuestion},
		{"birthday, whole", "710314", hub.CodeQuestion},
		{"birthday, year and month", "197103", hub.CodeQuestion},
		{"tail of the phone", "0421", hub.CodeQuestion},
		{"longer tail", "570421", hub.CodeQuestion},
		{"head of the phone", "1383", ""},
	} {
		err := access.CheckPIN(tt.pin, known, false)
		if tt.want == "" && err != nil || tt.want != "" && hub.CodeOf(err) != tt.want {
			t.Errorf("%s (%s): %v, want %q", tt.name, tt.pin, err, tt.want)
		}
		if insisted := access.CheckPIN(tt.pin, known, true); tt.want == hub.CodeQuestion && insisted != nil || tt.want == hub.CodeInvalid && insisted == nil {
			t.Errorf("%s (%s), insisting: %v", tt.name, tt.pin, insisted)
		}
	}
}

// Five are free; then a minute, doubling to an hour. While she waits even the right
// PIN opens nothing, and nothing is counted.
func TestLockout(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	for left := 4; left >= 1; left-- {
		if key, n := b.try(p, wrongPIN); key != "access.wrong" || n != left {
			t.Fatalf("told %s %d, want %d tries left", key, n, left)
		}
	}
	for _, minutes := range []int{1, 2, 4, 8, 16, 32, 60, 60} {
		if key, n := b.try(p, wrongPIN); key != "access.locked" || n != minutes {
			t.Fatalf("told %s %d, want %d minutes", key, n, minutes)
		}
		b.pass(time.Duration(minutes)*time.Minute - time.Second)
		for _, pin := range []string{rightPIN, wrongPIN} {
			if key, n := b.try(p, pin); key != "access.locked" || n != 1 {
				t.Fatalf("a second before %d minutes: told %s %d", minutes, key, n)
			}
		}
		b.pass(time.Second)
	}
	if key, _ := b.try(p, rightPIN); key != "" {
		t.Errorf("the right PIN after the wait: %s", key)
	}
	if key, n := b.try(p, wrongPIN); key != "access.wrong" || n != 4 {
		t.Errorf("after she was in, told %s %d, want 4 tries left", key, n)
	}
	if n := b.count(access.NotedLocked); n < 8 {
		t.Errorf("%d lock-outs on the trail", n)
	}
}

// Switching the box off, or setting its clock, shortens no wait.
func TestWaitCannotBeCheated(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	for range 6 {
		b.try(p, wrongPIN)
		b.pass(2 * time.Minute)
	}
	b.try(p, wrongPIN) // 4 minutes
	b.reading.Wall = b.reading.Wall.AddDate(1, 0, 0)
	if key, n := b.try(p, rightPIN); key != "access.locked" || n != 4 {
		t.Errorf("a year later by the wall clock: %s %d", key, n)
	}
	b.pass(3 * time.Minute)
	for range 3 {
		b.restart()
		if key, n := b.try(p, rightPIN); key != "access.locked" || n != 4 {
			t.Errorf("after a restart: %s %d, want the whole wait", key, n)
		}
		b.pass(2 * time.Minute)
	}
	if d, err := b.Locked(ctx, p.Staff); err != nil || d != 2*time.Minute {
		t.Errorf("left %v, %v", d, err)
	}
	b.pass(2 * time.Minute)
	if key, _ := b.try(p, rightPIN); key != "" {
		t.Errorf("after the wait: %s", key)
	}
}

// Somebody who tries everybody's tile meets the box's own gate. Who gets in takes
// out her own failures and one more, never all of them.
func TestBoxLockout(t *testing.T) {
	b := newBox(t, func(o *access.Options) { o.BoxFails = 6 })
	insider := b.worker()
	var others []access.Person
	for range 4 {
		others = append(others, b.worker())
	}
	for i, p := range []access.Person{others[0], others[0], others[1], others[1], others[2]} {
		if key, _ := b.try(p, wrongPIN); key != "access.wrong" {
			t.Fatalf("try %d: %s", i, key)
		}
	}
	if key, _ := b.try(insider, rightPIN); key != "" { // the sixth is counted, and taken back
		t.Fatal(key)
	}
	b.try(others[2], wrongPIN)
	b.try(others[3], wrongPIN)
	for _, p := range []access.Person{others[3], insider} {
		if key, n := b.try(p, rightPIN); key != "access.locked" || n != 1 {
			t.Errorf("the box is open: %s %d", key, n)
		}
	}
	b.pass(time.Minute)
	if key, _ := b.try(insider, rightPIN); key != "" {
		t.Errorf("after the wait: %s", key)
	}
}

// An hour's wait for everybody would close the station: the box waits 5 minutes at most.
func TestBoxNeverWaitsLong(t *testing.T) {
	b := newBox(t, func(o *access.Options) { o.BoxFails = 2 })
	p := b.worker()
	for range 12 {
		b.try(access.Person{Staff: p.Staff}, wrongPIN)
		b.pass(time.Hour)
	}
	b.try(p, wrongPIN)
	if _, n := b.try(b.worker(), rightPIN); n != 5 {
		t.Errorf("another worker waits %d minutes", n)
	}
}

// A hash of a PIN is worth nothing elsewhere: not on another box, and not without
// the box's own key.
func TestPINIsTheBoxsOwn(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	b.options.Pepper = [32]byte{2}
	b.restart()
	if key, _ := b.try(p, rightPIN); key != "access.wrong" {
		t.Errorf("opened under another key: %q", key)
	}
	b.stop()
	defer b.start()
	for _, name := range []string{"local.db", "local.db-wal"} {
		raw, err := os.ReadFile(filepath.Join(b.dir, name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if strings.Contains(string(raw), rightPIN+"\x00") {
			t.Errorf("%s holds the PIN", name)
		}
	}
}

func TestWorkerWithoutPIN(t *testing.T) {
	b := newBox(t, nil)
	p := access.Person{Staff: hub.NewID(), Role: hub.RoleCarer}
	if has, err := b.HasPIN(ctx, p.Staff); err != nil || has {
		t.Errorf("has a PIN: %v, %v", has, err)
	}
	if key, _ := b.try(p, rightPIN); key != "access.pin-none" {
		t.Error(key)
	}
	tells(t, b.SetPIN(ctx, p.Staff, "1111", access.Known{}, true), "access.pin-plain")
	must(t, b.SetPIN(ctx, p.Staff, rightPIN, access.Known{}, false))
	if has, err := b.HasPIN(ctx, p.Staff); err != nil || !has {
		t.Errorf("has no PIN: %v", err)
	}
	if key, _ := b.try(p, "38161"); key != "access.wrong" {
		t.Errorf("a longer PIN with the same head: %q", key)
	}
	if key, _ := b.try(p, "not figures"); key != "access.pin-figures" {
		t.Error(key)
	}
}

// waiting is a book whose first Lockout blocks: somebody is being checked.
type waiting struct {
	access.Book
	inside, leave chan struct{}
}

func (w *waiting) Lockout(ctx context.Context, who string, f func(int, []byte) (int, []byte)) error {
	select {
	case w.inside <- struct{}{}:
		<-w.leave
	case <-w.leave:
	}
	return w.Book.Lockout(ctx, who, f)
}

// One is hashed at a time; who stops waiting leaves the line and has lost no try.
func TestOneAtATime(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	w := &waiting{b.local, make(chan struct{}), make(chan struct{})}
	b.options.Book = w
	gate := access.New(b.options)
	first := make(chan error)
	go func() { _, err := gate.SignIn(ctx, p, wrongPIN); first <- err }()
	<-w.inside
	gone, cancel := context.WithCancel(ctx)
	cancel()
	for range 10 {
		if _, err := gate.SignIn(gone, p, wrongPIN); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	close(w.leave)
	if key, n := told(t, <-first); key != "access.wrong" || n != 4 {
		t.Errorf("told %s %d", key, n)
	}
	if key, n := b.try(p, wrongPIN); key != "access.wrong" || n != 3 {
		t.Errorf("those who left were counted: %s %d", key, n)
	}
}

func BenchmarkSignIn(b *testing.B) {
	x := newBox(b, nil)
	p := x.worker()
	for b.Loop() {
		x.signIn(p)
	}
}

// A try is counted before the PIN is looked at: also one that never gets an answer.
func TestTriesAreCountedBeforeTheyAreLookedAt(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	hash, _, err := b.local.PIN(ctx, p.Staff)
	must(t, err)
	must(t, b.local.PutPIN(ctx, p.Staff, []byte("unreadable")))
	for range 5 {
		if _, err := b.SignIn(ctx, p, rightPIN); err == nil {
			t.Fatal("an unreadable hash let her in")
		}
	}
	must(t, b.local.PutPIN(ctx, p.Staff, hash))
	if key, _ := b.try(p, rightPIN); key != "access.locked" {
		t.Errorf("five tries without an answer were free: %q", key)
	}
}
