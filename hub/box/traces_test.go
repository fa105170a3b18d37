package box_test

import (
	"bytes"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

// What names a child or its people is in no file of a running box in the clear: not
// in the log's database, the folds, their write-ahead logs, drafts, sessions, the
// folder for unfinished files, and not in what the box says of itself.
func TestNoNameLiesInTheOpen(t *testing.T) {
	w := newTownship(t)
	w.a.start()
	w.b.start()
	hand := w.a.clerk()
	hand.setUp("张桂兰", "7294")
	known, half := nthChild(0), nthChild(1)
	if err := hand.register(known); err != nil {
		t.Fatal(err)
	}
	w.a.run(0, "import", "--yes", w.roster(nthChild(2), nthChild(3)))
	hand.open(hand.path) // her page: a look
	if err := hand.look("/register"); err != nil {
		t.Fatal(err)
	}
	for range 3 { // name, sex, birth: and then nothing; it lies in the drafts
		if err := hand.step(hand.path[len("/register/"):], half); err != nil {
			t.Fatal(err)
		}
	}
	hand.send("/find", url.Values{"text": {known.name}, "go": {"next"}})
	w.agree(w.a, w.b)

	secret := []string{"李秀英"}
	for n := range 4 {
		secret = append(secret, nthChild(n).name, nthChild(n).phone)
	}
	files := 0
	for _, p := range []*process{w.a, w.b} {
		files += searched(t, p.dir, secret)
		searched(t, p.log, secret)
	}
	if files < 12 {
		t.Errorf("only %d files looked at", files)
	}

	// The control: what is not a secret is found.
	found := 0
	for _, name := range []string{"local.db", "local.db-wal", "log.db", "log.db-wal"} {
		body, err := os.ReadFile(filepath.Join(w.a.dir, name))
		if err == nil && bytes.Contains(body, []byte("register")) {
			found++
		}
	}
	if found == 0 {
		t.Error("not even the page of a draft is found: the test looks at nothing")
	}
}

// searched looks for secrets in all files of a folder.
func searched(t *testing.T, dir string, secret []string) (files int) {
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
		for _, s := range secret {
			if bytes.Contains(body, []byte(s)) {
				t.Errorf("%s holds %q", filepath.Base(path), s)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
