package station_test

import (
	"context"
	"crypto/ecdh"
	"regexp"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
)

// register makes a child known at this site, with a grandmother and a mother who
// is away, and lets the directory learn her.
func (b *box) register(name, sex string, birth hub.Day, phone string) hub.ID {
	b.t.Helper()
	got, err := b.desk.Register(b.ctx, b.actor(), desk.Registration{
		Request: hub.NewID(), Name: name, Sex: sex, Birth: birth, Category: "home", Village: "140404103209", VillageName: "西火村",
		Site: b.site, AnyBirth: true, People: []desk.Person{
			{Name: "李秀英", Kinship: "paternal-grandmother", Phone: phone, Carer: true, Pickup: true, Adult: true},
			{Name: "赵丽", Kinship: "mother", Guardian: true, Away: true},
		},
	})
	b.must(err)
	b.learn()
	return got.Child
}

// file is all that is known of a child.
func (b *box) file(child hub.ID) desk.File {
	b.t.Helper()
	f, err := b.desk.File(b.ctx, b.actor(), child)
	b.must(err)
	return f
}

// kin is a child's adult of a kinship.
func (b *box) kin(child hub.ID, kinship string) care.Person {
	b.t.Helper()
	for _, p := range b.file(child).People {
		if p.Kinship == kinship {
			return p
		}
	}
	b.t.Fatalf("no %s", kinship)
	return care.Person{}
}

// give brings all that a box has to another one.
func (b *box) give(to *box) {
	b.t.Helper()
	theirs, err := to.store.Vector(b.ctx, b.lane)
	b.must(err)
	proofs, err := b.store.Proofs(b.ctx, b.lane)
	b.must(err)
	commits, _, err := b.store.Since(b.ctx, b.lane, theirs, 500, 1<<20)
	b.must(err)
	got, err := to.store.Accept(context.Background(), commits, proofs)
	b.must(err)
	if len(got.Refused) > 0 {
		b.t.Fatalf("refused: %+v", got.Refused)
	}
}

// link follows a link of the page.
func (s *screen) link(path string) *screen {
	s.b.t.Helper()
	if !strings.Contains(s.page, `href="`+path+`"`) {
		s.b.t.Fatalf("%s has no link to %s:\n%s", s.path, path, s.text())
	}
	s.taps++
	return s.get(path)
}

// links are the addresses of the page that begin so.
func (s *screen) links(prefix string) (out []string) {
	for _, m := range regexp.MustCompile(`href="(`+regexp.QuoteMeta(prefix)+`[^"]*)"`).FindAllStringSubmatch(s.page, -1) {
		out = append(out, m[1])
	}
	return out
}

// dead says whether a button is there and cannot be pressed.
func (s *screen) dead(name, value string) bool {
	return regexp.MustCompile(`name="` + name + `" value="` + value + `"[^>]* disabled>`).MatchString(s.page)
}

// button is the value of the first button of a name on the page.
func (s *screen) button(name string) string {
	s.b.t.Helper()
	m := regexp.MustCompile(`<button[^>]* name="` + name + `" value="([^"]*)"`).FindStringSubmatch(s.page)
	if m == nil {
		s.b.t.Fatalf("%s has no button %s:\n%s", s.path, name, s.text())
	}
	return m[1]
}

// idNumber completes an ID number.
func idNumber(first17 string) string {
	digit, _ := care.IdentityDigit(first17)
	return first17 + string(digit)
}

// written counts the commits of the box.
func (b *box) written() (n int64) {
	b.t.Helper()
	lanes, err := b.store.Lanes(b.ctx)
	b.must(err)
	for _, l := range lanes {
		n += l.Commits
	}
	return n
}

// group is the site's class of a name.
func (b *box) group(name string) hub.ID {
	b.t.Helper()
	all, err := b.desk.Groups(b.ctx, b.site)
	b.must(err)
	for _, g := range all {
		if g.Name == name {
			return g.ID
		}
	}
	b.t.Fatalf("no class %s", name)
	return hub.ID{}
}

// enrol gives a child a place in the mixed class.
func (b *box) enrol(child hub.ID, from hub.Day) {
	b.t.Helper()
	_, err := b.desk.Enrol(b.ctx, b.actor(), desk.Enrolling{
		Request: hub.NewID(), Child: child, Group: b.group("混合班"), Mode: "full", From: from, Anyway: true,
	})
	b.must(err)
}

// has says whether the page says something.
func (s *screen) has(word string) bool { return strings.Contains(s.text(), word) }

// choice is the value of the button of a name that says a word.
func (s *screen) choice(name, word string) string {
	s.b.t.Helper()
	for _, m := range regexp.MustCompile(`(?s)<button[^>]* name="`+name+`" value="([^"]*)".*?</button>`).FindAllStringSubmatch(s.page, -1) {
		if strings.Contains(m[0], word) {
			return m[1]
		}
	}
	s.b.t.Fatalf("%s has no %s that says %s:\n%s", s.path, name, word, s.text())
	return ""
}

// recipient is how others close for a box.
func (k *keys) recipient() codec.Recipient {
	priv, err := ecdh.X25519().NewPrivateKey(k.x25519[:])
	if err != nil {
		panic(err)
	}
	return codec.RecipientOf([32]byte(priv.PublicKey().Bytes()))
}
