package backup_test

import (
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/backup"
)

// Whatever is mistyped once, or swapped with its neighbour, or a group with another, is
// noticed, and the group is named.
func TestCodeNoticesSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := backup.DrawCode()
		if got, err := backup.ReadCode(backup.SayCode(code)); err != nil || got != code {
			t.Fatalf("%q reads as %q, %v", backup.SayCode(code), got, err)
		}
		typed := []byte(code)
		at := rapid.IntRange(0, backup.CodeDigits-1).Draw(t, "at")
		switch slip := rapid.IntRange(0, 2).Draw(t, "slip"); {
		case slip == 0:
			typed[at] = '0' + (typed[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		case slip == 1 && at%5 < 4 && typed[at] != typed[at+1]:
			typed[at], typed[at+1] = typed[at+1], typed[at]
		default:
			typed = typed[:at]
		}
		if string(typed) == code {
			return
		}
		if _, err := backup.ReadCode(string(typed)); hub.CodeOf(err) != hub.CodeInvalid {
			t.Fatalf("%q is taken for %q", typed, code)
		}
	})
}

func TestCodeGroupsHavePlaces(t *testing.T) {
	code := backup.DrawCode()
	swapped := code[5:10] + code[:5] + code[10:]
	if _, err := backup.ReadCode(swapped); code[:5] != code[5:10] && err == nil {
		t.Error("two groups in the wrong order are taken")
	}
}

func FuzzReadCode(f *testing.F) {
	f.Add("12345 67890")
	f.Fuzz(func(t *testing.T, typed string) {
		if code, err := backup.ReadCode(typed); err == nil && len(code) != backup.CodeDigits {
			t.Errorf("%q reads as %q", typed, code)
		}
	})
}
