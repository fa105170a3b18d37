package access

import (
	"testing"
	"time"
)

// RFC 6238, appendix B: the secret is "12345678901234567890"; of its eight figures six
// are used here, the last ones.
func TestCodesOfTheRFC(t *testing.T) {
	for _, c := range []struct {
		unix int64
		want string
	}{
		{59, "94287082"}, {1111111109, "07081804"}, {1111111111, "14050471"},
		{1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"},
	} {
		if got := figuresAt([]byte("12345678901234567890"), c.unix/30); got != c.want[2:] {
			t.Errorf("at %d: %s, want %s", c.unix, got, c.want[2:])
		}
	}
}

// One step beside is taken, two are not, and none that is not after the last one.
func TestStepsOfACode(t *testing.T) {
	secret := []byte("12345678901234567890")
	now := time.Unix(1111111111, 0)
	present := now.Unix() / 30
	for beside := int64(-3); beside <= 3; beside++ {
		step, ok := stepOf(secret, now, 0, figuresAt(secret, present+beside))
		if want := beside >= -1 && beside <= 1; ok != want || ok && step != present+beside {
			t.Errorf("%d steps away: %v, step %d of %d", beside, ok, step, present)
		}
	}
	if _, ok := stepOf(secret, now, present, figuresAt(secret, present)); ok {
		t.Error("a step is taken twice")
	}
	if _, ok := stepOf(secret, now, present, figuresAt(secret, present-1)); ok {
		t.Error("a step before the last one is taken")
	}
	if _, ok := stepOf(secret, now, present, figuresAt(secret, present+1)); !ok {
		t.Error("the step after the last one is not taken")
	}
}
