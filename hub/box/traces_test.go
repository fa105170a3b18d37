package box_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// sentinel is a child of whom nothing else in the world speaks.
var sentinel = struct{ name, carer, id, phone string }{"欧阳翯骁", "令狐骉媃", "140427202409150126", "15935550917"}

// What names a child or its people is in no file of a running box in the clear: not
// in the log's database, the folds, their write-ahead logs, drafts, sessions, the
// folder for unfinished files, backups, bundles, and not in what the box says of
// itself; and in no packet between hubs. It looks for the text as it is, and as a
// careless writer would have put it. What is deflated but not sealed would
// hide from it.
func TestNoNameLiesInTheOpen(t *testing.T) {
	w := newTownship(t)
	syncA, syncB := freeAddress(t), freeAddress(t)
	w.a.args, w.b.args = append(w.a.args, "--sync", syncA), append(w.b.args, "--sync", syncB)
	phones := freeAddress(t)
	w.a.args = append(w.a.args, "--phones", phones)
	wire := listenIn(t, w.a.args[2], w.b.args[2], syncA, syncB, w.county.listen)
	w.county.start()
	w.a.start()
	w.b.start()
	hand := w.a.clerk()
	hand.setUp("张桂兰", "7294")
	known, half := nthChild(0), nthChild(1)
	if err := hand.register(known); err != nil {
		t.Fatal(err)
	}
	page := strings.TrimSuffix(hand.path, "/receipt")
	hand.open(page)
	photo := hand.photograph(phones, portrait(t, sentinel.name))
	w.a.run(0, "import", "--yes", sentinelRoster(t))
	hand.open(page) // her page: a look
	if err := hand.look("/register"); err != nil {
		t.Fatal(err)
	}
	for range 3 { // name, sex, birth: and then nothing; it lies in the drafts
		if err := hand.step(hand.path[len("/register/"):], half); err != nil {
			t.Fatal(err)
		}
	}
	hand.send("/find", url.Values{"text": {sentinel.name}, "go": {"next"}})
	w.agree(w.a, w.b, w.county)
	name := keptFiles(t, w.a.dir)
	eventually(t, "the photo is at the county and at one other station", func() bool {
		return len(name) == 1 && slices.Equal(keptFiles(t, w.b.dir), name) && slices.Equal(keptFiles(t, w.county.dir), name)
	})
	stick := t.TempDir()
	w.a.run(0, "bundle", "export", stick)
	w.a.run(4, "backup") // beside the data

	secret := []string{sentinel.name, sentinel.carer, sentinel.id, sentinel.phone, known.name, known.phone, half.name}
	files := 0
	for _, place := range []string{w.a.dir, w.a.log, w.b.dir, w.b.log, w.county.dir, w.county.log, stick} {
		n, found := searched(t, place, secret)
		if files += n; len(found) > 0 {
			t.Errorf("%s: %q", place, found)
		}
		if found := bared(t, place, photo[len(photo)/2:len(photo)/2+48]); len(found) > 0 {
			t.Errorf("%s: a piece of the photo lies in %q", place, found)
		}
	}
	if files < 25 {
		t.Errorf("only %d files looked at", files)
	}
	wire.close(t, secret)

	// The control: what is not sealed is found, however it is written.
	if _, found := searched(t, w.a.dir, []string{"register"}); len(found) == 0 {
		t.Error("not even the page of a draft is found: the test looks at nothing")
	}
	open := t.TempDir()
	if err := os.WriteFile(filepath.Join(open, "photo"), photo, 0o600); err != nil || len(bared(t, open, photo[len(photo)/2:len(photo)/2+48])) == 0 {
		t.Errorf("a photo lies there and is not found: %v", err)
	}
	for _, s := range secret {
		for how, body := range disguises(s) {
			if err := os.WriteFile(filepath.Join(open, "open"), slices.Concat([]byte("before "), body, []byte(" after")), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, found := searched(t, open, []string{s}); len(found) == 0 {
				t.Errorf("%q as %s lies there and is not found", s, how)
			}
		}
	}
}

// sentinelRoster is a roster of one child, with all that names it.
func sentinelRoster(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "roster.csv")
	text := "姓名,性别,出生日期,身份证号,家长姓名,与幼儿关系,联系电话,村\n" +
		fmt.Sprintf("%s,女,2024-09-15,%s,%s,奶奶,%s,韩店村\n", sentinel.name, sentinel.id, sentinel.carer, sentinel.phone)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// disguises are the ways in which a text is written by who does not seal it.
func disguises(s string) map[string][]byte {
	le, err1 := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(s))
	be, err2 := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(s))
	gb, err3 := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err1 != nil || err2 != nil || err3 != nil {
		panic(s) // any text can be written so
	}
	out := map[string][]byte{"UTF-8": []byte(s), "UTF-16LE": le, "UTF-16BE": be, "GB18030": gb,
		"hex": []byte(hex.EncodeToString([]byte(s))), "HEX": []byte(strings.ToUpper(hex.EncodeToString([]byte(s)))),
		"escaped": []byte(strings.Trim(fmt.Sprintf("%+q", s), `"`)), "URL": []byte(url.QueryEscape(s)),
	}
	for shift := range 3 { // what of base64 does not depend on what stands beside
		for name, alphabet := range map[string]*base64.Encoding{"base64": base64.RawStdEncoding, "base64url": base64.RawURLEncoding} {
			text := alphabet.EncodeToString(append(make([]byte, shift), s...))
			from, to := (8*shift+5)/6, (8*(shift+len(s)))/6
			out[fmt.Sprintf("%s+%d", name, shift)] = []byte(text[from:to])
		}
	}
	back := []byte(s)
	if strings.Trim(s, "0123456789") == "" {
		slices.Reverse(back)
		out["reversed"] = back
	}
	return out
}

// revealed says which of the secrets stand in some bytes, and how.
func revealed(body []byte, secret []string) (found []string) {
	for _, s := range secret {
		for how, text := range disguises(s) {
			if bytes.Contains(body, text) {
				found = append(found, s+" as "+how)
			}
		}
	}
	return found
}

// searched looks for secrets in all files of a folder, or in one file.
func searched(t *testing.T, dir string, secret []string) (files int, found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		for _, f := range revealed(body, secret) {
			found = append(found, filepath.Base(path)+" holds "+f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, found
}
