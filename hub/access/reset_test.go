package access_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/access"
)

// The whole call: she reads six figures, the county tells six back, she chooses a
// new PIN, also while her old one is locked.
func TestResetByTelephone(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	token := b.signIn(p)
	for range 5 {
		b.try(p, wrongPIN)
	}
	shown, err := b.ResetOut(ctx, p.Staff)
	must(t, err)
	answer, number, err := access.AnswerReset(resetKey, shown)
	must(t, err)
	if number != 1 {
		t.Errorf("the county sees reset number %d, want 1", number)
	}
	must(t, b.ResetIn(ctx, p.Staff, answer))
	if has, err := b.HasPIN(ctx, p.Staff); err != nil || has {
		t.Errorf("the old PIN is left: %v", err)
	}
	_, err = b.Session(ctx, token)
	tells(t, err, "access.over")
	must(t, b.SetPIN(ctx, p.Staff, "7402", access.Known{}, false))
	if key, _ := b.try(p, "7402"); key != "" {
		t.Errorf("the new PIN: %s", key)
	}
	if b.count(access.NotedAsked) != 1 || b.count(access.NotedReset) != 1 {
		t.Errorf("on the trail: %+v", b.noted)
	}
	tells(t, b.ResetIn(ctx, p.Staff, answer), "access.reset-none") // single use
}

func TestResetIsForOneWorkerAtOneBox(t *testing.T) {
	b := newBox(t, nil)
	p, other := b.worker(), b.worker()
	shown, err := b.ResetOut(ctx, p.Staff)
	must(t, err)
	again, err := b.ResetOut(ctx, p.Staff)
	must(t, err)
	if again != shown {
		t.Error("a reload showed other figures")
	}
	theirs, err := b.ResetOut(ctx, other.Staff)
	must(t, err)
	if theirs == shown {
		t.Error("two workers see the same figures")
	}
	answer, _, err := access.AnswerReset(resetKey, shown)
	must(t, err)
	if key, _ := told(t, b.ResetIn(ctx, other.Staff, answer)); key != "access.wrong" {
		t.Errorf("another worker used the answer: %q", key)
	}
	if _, _, err := access.AnswerReset([32]byte{8}, shown); hub.CodeOf(err) != hub.CodeQuestion {
		t.Errorf("figures of another box: %v", err) // 2 in 100 pass, these do not
	}
	must(t, b.ResetIn(ctx, p.Staff, answer))
}

// Five tries at one set of figures, then a wait that doubles; new figures do not help.
func TestResetCannotBeGuessed(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	shown, err := b.ResetOut(ctx, p.Staff)
	must(t, err)
	right, _, err := access.AnswerReset(resetKey, shown)
	must(t, err)
	wrong := "000000"
	if right == wrong {
		wrong = "000001"
	}
	for left := 4; left >= 1; left-- {
		if key, n := told(t, b.ResetIn(ctx, p.Staff, wrong)); key != "access.wrong" || n != left {
			t.Fatalf("told %s %d, want %d left", key, n, left)
		}
	}
	if key, n := told(t, b.ResetIn(ctx, p.Staff, wrong)); key != "access.locked" || n != 1 {
		t.Fatalf("told %s %d", key, n)
	}
	b.pass(time.Minute)
	tells(t, b.ResetIn(ctx, p.Staff, right), "access.reset-none") // these figures are used up
	next, err := b.ResetOut(ctx, p.Staff)
	must(t, err)
	if next == shown {
		t.Fatal("the same figures again")
	}
	if key, n := told(t, b.ResetIn(ctx, p.Staff, wrong)); key != "access.locked" || n != 2 {
		t.Errorf("new figures gave new free tries: %s %d", key, n)
	}
	b.restart()
	if key, _ := told(t, b.ResetIn(ctx, p.Staff, wrong)); key != "access.locked" {
		t.Errorf("a restart gave new tries: %s", key)
	}
}

func TestResetNeedsTheCounty(t *testing.T) {
	b := newBox(t, func(o *access.Options) { o.ResetKey = func() ([32]byte, bool) { return [32]byte{}, false } })
	_, err := b.ResetOut(ctx, hub.NewID())
	tells(t, err, "access.reset-unenrolled")
	b2 := newBox(t, nil)
	tells(t, b2.ResetIn(ctx, hub.NewID(), "123456"), "access.reset-none")
	tells(t, b2.ResetIn(ctx, hub.NewID(), "12345"), "access.reset-figures")
	_, _, err = access.AnswerReset(resetKey, "12345６")
	tells(t, err, "access.reset-figures")
}

// Figures never come twice, also over restarts.
func TestResetFiguresAreNeverTheSame(t *testing.T) {
	b := newBox(t, nil)
	seen := map[string]bool{}
	for i := range 40 {
		shown, err := b.ResetOut(ctx, hub.NewID())
		must(t, err)
		if seen[shown] {
			t.Fatalf("%s came twice", shown)
		}
		seen[shown] = true
		if i%10 == 0 {
			b.restart()
		}
	}
}

// A misheard figure is noticed: of all ways to get one of six figures wrong, no
// more than one in thirty leads to an answer.
func TestMisheardFiguresAreNoticed(t *testing.T) {
	b := newBox(t, nil)
	misheard, answered := 0, 0
	for range 20 {
		shown, err := b.ResetOut(ctx, hub.NewID())
		must(t, err)
		for i := range 6 {
			for d := byte('0'); d <= '9'; d++ {
				if shown[i] == d {
					continue
				}
				misheard++
				if _, _, err := access.AnswerReset(resetKey, shown[:i]+string(d)+shown[i+1:]); err == nil {
					answered++
				}
			}
		}
	}
	if answered*30 > misheard {
		t.Errorf("%d of %d misheard sets were answered", answered, misheard)
	}
}

// The county's answer is never another box's, and always six figures.
func TestAnswerIsTheBoxsOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shown := fmt.Sprintf("%06d", rapid.IntRange(0, 999999).Draw(t, "shown"))
		key := [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "key"))
		answer, number, err := access.AnswerReset(key, shown)
		if err != nil {
			if hub.CodeOf(err) != hub.CodeQuestion {
				t.Fatal(err)
			}
			return
		}
		if len(answer) != 6 || number < 0 || number >= 20_000 {
			t.Fatalf("answer %q, number %d", answer, number)
		}
	})
}
