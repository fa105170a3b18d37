package trust_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/trust"
)

// asked is a new box and its request as the county reads it from figures.
func asked(t testing.TB) (*trust.Folder, trust.Request) {
	t.Helper()
	f := open(t)
	r, err := trust.ReadDigits(f.Asking("").Digits())
	if err != nil {
		t.Fatal(err)
	}
	return f, r
}

func certify(t testing.TB, c *trust.Folder, r trust.Request, g trust.Grant) trust.Certified {
	t.Helper()
	out, err := c.Certify(r, g, "店上镇")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func keyOf(t testing.TB, err error) string {
	t.Helper()
	e, ok := err.(*hub.Error)
	if !ok {
		t.Fatalf("%T %v is no hub.Error", err, err)
	}
	return e.Key
}

// Without any network: figures to the county, pictures back.
func TestBoxJoinsByFiguresAndPictures(t *testing.T) {
	c := found(t)
	box, r := asked(t)
	if r.Key != box.Identity().Key() || r.X25519 != box.Identity().Recipient() || r.Fingerprint() != box.Asking("").Fingerprint() {
		t.Fatal("the figures are another box's")
	}
	out := certify(t, c, r, station("柳沟驿站"))
	if n := len(out.Parts); n < 2 || n > 4 {
		t.Errorf("%d pictures", n)
	}
	parts := slices.Clone(out.Parts)
	slices.Reverse(parts) // scanned in any order, one twice
	if file, missing, err := trust.JoinParts(parts[1:]); err != nil || file != nil || !slices.Equal(missing, []int{len(parts)}) {
		t.Errorf("one picture is lacking: %d bytes, missing %v, %v", len(file), missing, err)
	}
	file, missing, err := trust.JoinParts(append(parts, parts[0]))
	if err != nil || len(missing) > 0 {
		t.Fatal(missing, err)
	}
	if cert, err := box.Accept(file); err != nil || cert.Name != "柳沟驿站" || cert.Invited {
		t.Fatal(cert, err)
	}
	if got := box.Keyring(township); len(got) != 1 {
		t.Errorf("%d gossip keys", len(got))
	}
}

// Every slip of the hand is found and its row named.
func TestSlipsInFiguresAreFound(t *testing.T) {
	_, r := asked(t)
	good := r.Digits()
	rows := "\n"
	for row := range slices.Chunk([]byte(good), 20) {
		rows += string(row[:5]) + "　" + string(row[5:]) + "\r\n"
	}
	if again, err := trust.ReadDigits(rows); err != nil || again.Key != r.Key {
		t.Errorf("figures in rows: %v", err)
	}
	rapid.Check(t, func(t *rapid.T) {
		b := []byte(good)
		i := rapid.IntRange(0, len(b)-1).Draw(t, "place")
		switch rapid.IntRange(0, 2).Draw(t, "slip") {
		case 0:
			b[i] = '0' + (b[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		case 1: // two neighbours
			i = min(i, len(b)-2)
			b[i], b[i+1] = b[i+1], b[i]
		case 2: // two rows
			at, with := i/20*20, rapid.IntRange(0, 8).Draw(t, "row")*20
			row := string(b[at : at+20])
			copy(b[at:], b[with:with+20])
			copy(b[with:], row)
		}
		if _, err := trust.ReadDigits(string(b)); err == nil && string(b) != good {
			t.Fatalf("taken: %s", b)
		}
	})
	for text, want := range map[string]string{
		good[:len(good)-1]:                  "trust.digits-short",
		good + "1":                          "trust.digits-long",
		"x" + good[1:]:                      "trust.digits-letters",
		good[:30] + "0" + good[31:]:         "trust.digits-row",
		strings.Repeat("0", len(good)):      "trust.digits-row",
		good[20:40] + good[:20] + good[40:]: "trust.digits-row",
	} {
		if text == good {
			continue // the figure was a nought already
		}
		if _, err := trust.ReadDigits(text); err == nil || keyOf(t, err) != want {
			t.Errorf("%.24s…: %v, want %s", text, err, want)
		}
	}
}

// The relay sees request and answer and can do nothing with them.
func TestRelayedAnswers(t *testing.T) {
	c, elsewhere := found(t), found(t)
	box, r := asked(t)
	other, r2 := asked(t)
	out, out2 := certify(t, c, r, station("柳沟驿站")), certify(t, c, r2, station("石坡驿站"))
	forged := certify(t, elsewhere, r, station("柳沟驿站"))

	if err := box.CheckAnswer(out.File, out.Code); err != nil {
		t.Errorf("the control: %v", err)
	}
	if out.Code == out2.Code || out.Code == forged.Code {
		t.Error("two boxes or two counties share figures")
	}
	for name, tt := range map[string]struct {
		file []byte
		code string
		want string
	}{
		"answer swapped between boxes": {out2.File, out.Code, "trust.file-foreign"},
		"a county of the relay's own":  {forged.File, out.Code, "trust.code"},
		"figures of another box":       {out.File, out2.Code, "trust.code"},
		"no figures":                   {out.File, "", "trust.code"},
	} {
		if err := box.CheckAnswer(tt.file, tt.code); err == nil || keyOf(t, err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, enrolled := box.Certificate(); enrolled {
		t.Error("looking at an answer enrolled the box")
	}
	if _, err := other.Accept(out.File); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("an answer opened by another box: %v", err)
	}
	if _, _, err := trust.JoinParts([]string{out.Parts[0], out2.Parts[1]}); err != nil {
		t.Errorf("parts of two answers: %v", err)
	}
	if _, missing, _ := trust.JoinParts([]string{out.Parts[0], out2.Parts[1]}); len(missing) == 0 {
		t.Error("parts of two answers made one")
	}
	changed := []byte(out.Parts[0])
	changed[40] ^= 1
	if _, err := trust.ReadPart(string(changed)); err == nil {
		t.Error("a changed picture was taken")
	}
}

// Who was put out does not come back by asking, and nobody asks with another's key.
func TestRequestsThatAreRefused(t *testing.T) {
	c := found(t)
	lost, thief := enrol(t, c, station("柳沟驿站")), open(t)
	if _, err := c.Members().Learn(own(t, lost).Raw); err != nil {
		t.Fatal(err)
	}
	stolen := trust.Request{Key: lost.Identity().Key(), X25519: thief.Identity().Recipient()}
	for name, r := range map[string]trust.Request{"another's key": stolen, "the county's own": c.Asking("")} {
		if _, err := c.Certify(r, station("站"), ""); hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Revoke(trust.Revocation{Key: lost.Identity().Key()}, today); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Certify(lost.Asking(""), station("站"), ""); err == nil || keyOf(t, err) != "trust.revoked-asks" {
		t.Errorf("a revoked key asks again: %v", err)
	}
	if _, err := lost.Certify(thief.Asking(""), station("站"), ""); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a station certified: %v", err)
	}
}

// carry passes every list that one hub has to another, as exchange and stick do.
func carry(t testing.TB, from, to *trust.Folder) {
	t.Helper()
	for name, number := range from.Lists() {
		if number <= to.Lists()[name] {
			continue
		}
		raw, err := from.List(name)
		if err == nil {
			err = to.TakeList(name, raw)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

func learn(t testing.TB, who *trust.Folder, others ...*trust.Folder) {
	t.Helper()
	for _, f := range others {
		if _, err := who.Members().Learn(own(t, f).Raw); err != nil {
			t.Fatal(err)
		}
	}
}

// A hub without a way to the county has the new gossip key through a neighbour, and
// the lost one has not.
func TestLettersReachThroughNeighbours(t *testing.T) {
	c := found(t)
	a, b, lost := enrol(t, c, station("柳沟驿站")), enrol(t, c, station("石坡驿站")), enrol(t, c, station("横河驿站"))
	far := enrol(t, c, trust.Grant{Name: "邻镇驿站", Township: neighbour})
	learn(t, c, a, b, lost, far)
	old := a.Keyring(township)[0]
	carry(t, c, a)
	before := c.Lists()
	if !equalLists(before, c.Lists()) {
		t.Error("lists were written anew though nothing had changed")
	}
	if _, err := c.Revoke(trust.Revocation{Key: lost.Identity().Key()}, today); err != nil {
		t.Fatal(err)
	}
	for _, hop := range [][2]*trust.Folder{{c, far}, {far, a}, {a, b}, {b, lost}} {
		carry(t, hop[0], hop[1])
	}
	fresh := c.Keyring(township)[0]
	for _, f := range []*trust.Folder{a, b} {
		if got := f.Keyring(township); len(got) != 2 || string(got[1]) != string(fresh) {
			t.Errorf("%s: %d keys", own(t, f).Name, len(got))
		}
		if f.Members().Allowed(lost.Identity().Key()) == nil {
			t.Errorf("%s still lets the lost box in", own(t, f).Name)
		}
	}
	if got := lost.Keyring(township); len(got) != 1 || string(got[0]) != string(old) {
		t.Error("the lost box has the new gossip key")
	}
	if c.Lists()["letter/"+neighbour] != before["letter/"+neighbour] {
		t.Error("the other township's letter was written anew")
	}
}

func equalLists(a, b map[string]uint64) bool {
	if len(a) != len(b) {
		return false
	}
	for name, n := range a {
		if b[name] != n {
			return false
		}
	}
	return true
}

// Lists that are forged, older, of another county or under a wrong name change nothing.
func TestForeignLetters(t *testing.T) {
	c, elsewhere := found(t), found(t)
	a, foreign := enrol(t, c, station("柳沟驿站")), enrol(t, elsewhere, station("柳沟驿站"))
	learn(t, c, a)
	learn(t, elsewhere, foreign)
	name := "letter/" + township
	list := func(f *trust.Folder) []byte {
		f.Lists()
		raw, err := f.List(name)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	first := list(c)
	if err := c.Authority().RenewGossip(township); err != nil {
		t.Fatal(err)
	}
	newer := list(c)
	forged := slices.Clone(newer)
	forged[len(forged)-9] ^= 1
	for what, raw := range map[string][]byte{"another county's": list(elsewhere), "forged": forged, "rubbish": {1}} {
		if err := a.TakeList(name, raw); hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := a.TakeList("letter/"+neighbour, newer); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("under another name: %v", err)
	}
	if n := len(a.Keyring(township)); n != 1 {
		t.Fatalf("%d gossip keys after refusals", n)
	}
	for _, raw := range [][]byte{newer, first} { // the older one is replayed
		if err := a.TakeList(name, raw); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(a.Keyring(township)); n != 2 || a.Lists()[name] != c.Lists()[name] {
		t.Errorf("%d gossip keys, letter %d", n, a.Lists()[name])
	}
	if err := a.TakeList("of a later release", []byte{1}); err != nil {
		t.Errorf("an unknown list: %v", err)
	}
}

// An answer reaches its box through any hub that heard the county, and leaves the
// list when its box has been met, and not because another one was let in.
func TestAnswersTravel(t *testing.T) {
	c := found(t)
	a := enrol(t, c, station("柳沟驿站"))
	learn(t, c, a)
	box, r := asked(t)
	out := certify(t, c, r, station("石坡驿站"))
	carry(t, c, a)
	file := a.AnswerFor(r.Key)
	if string(file) != string(out.File) || a.AnswerFor([32]byte{1}) != nil {
		t.Fatal("the answer did not come")
	}
	_, between := asked(t)
	certify(t, c, between, station("南宋驿站"))
	if c.AnswerFor(r.Key) == nil {
		t.Fatal("an answer that has not come there is gone")
	}
	if err := box.CheckAnswer(file, out.Code); err != nil {
		t.Fatal(err)
	}
	if _, err := box.Accept(file); err != nil {
		t.Fatal(err)
	}
	learn(t, c, box)
	_, next := asked(t)
	certify(t, c, next, station("横河驿站"))
	carry(t, c, a)
	if a.AnswerFor(r.Key) != nil || a.AnswerFor(next.Key) == nil {
		t.Error("the list holds a box that was met, or lacks one that waits")
	}
	carry(t, c, box) // and the first letter brings what the picture left out
	if got := box.Bundle(); got.Number == 0 || len(got.Certificates) == 0 {
		t.Errorf("bundle %d with %d certificates", got.Number, len(got.Certificates))
	}
}

// What was taken is there after a restart.
func TestListsSurviveARestart(t *testing.T) {
	c := found(t)
	dir := t.TempDir()
	a, err := trust.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Accept(invite(t, c, station("柳沟驿站"))); err != nil {
		t.Fatal(err)
	}
	learn(t, c, a)
	if err := c.Authority().RenewGossip(township); err != nil {
		t.Fatal(err)
	}
	carry(t, c, a)
	if err := a.AgeGossip(13 * 60); err != nil {
		t.Fatal(err)
	}
	again, err := trust.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !equalLists(a.Lists(), again.Lists()) || len(again.Lists()) == 0 {
		t.Errorf("%v became %v", a.Lists(), again.Lists())
	}
	if got := again.Keyring(township); len(got) != 2 || string(got[0]) != string(c.Keyring(township)[0]) {
		t.Error("the age of the gossip key was forgotten")
	}
}

func FuzzDigits(f *testing.F) {
	f.Add("1")
	f.Add(trust.Request{Key: [32]byte{1}, X25519: [32]byte{9}}.Digits())
	f.Fuzz(func(t *testing.T, text string) {
		r, err := trust.ReadDigits(text)
		if err == nil {
			again, err := trust.ReadDigits(r.Digits())
			if err != nil || again.Key != r.Key || again.X25519 != r.X25519 {
				t.Errorf("%v %v", again, err)
			}
		}
	})
}

func FuzzPart(f *testing.F) {
	f.Add("")
	f.Add("211000100100000")
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := trust.ReadPart(text); err == nil && (p.Number < 1 || p.Number > p.Of || p.Of > 9) {
			t.Errorf("%+v", p)
		}
	})
}
