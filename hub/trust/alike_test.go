package trust_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/hub/trust"
)

// twice is a county whose books two processes keep.
func twice(t *testing.T) (a, b *trust.Folder) {
	t.Helper()
	dir, other := t.TempDir(), filepath.Join(t.TempDir(), "second")
	a, err := trust.Open(dir)
	if err == nil {
		err = a.Found(county, "壶关县", today)
	}
	if err == nil {
		err = os.CopyFS(other, os.DirFS(dir))
	}
	if err == nil {
		b, err = trust.Open(other)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a, b
}

// agree has the two meet as they do by way of their database, and wants one set of books.
func agree(t *testing.T, a, b *trust.Folder) {
	t.Helper()
	for _, pair := range [][2]*trust.Folder{{a, b}, {b, a}, {a, b}} {
		books, err := pair[0].Alike()
		if err == nil {
			err = pair[1].Meet(books)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	one, err := a.Alike()
	if err != nil {
		t.Fatal(err)
	}
	if two, err := b.Alike(); err != nil || !bytes.Equal(one, two) {
		t.Fatalf("the processes keep different books, %v", err)
	}
}

// A box that one process of a county let in is at home at the other: it is known there, its
// township's gossip key is the one it got, and its answer is there to be fetched.
func TestABoxLetInAtOneProcess(t *testing.T) {
	a, b := twice(t)
	file, err := a.Issue(trust.Grant{Name: "柳沟驿站", Township: township, Issued: today}, "龙泉镇", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Issue(trust.Grant{Name: "下庄驿站", Township: neighbour, Issued: today}, "百尺镇", nil); err != nil {
		t.Fatal(err)
	}
	asking := open(t)
	if _, err := b.Certify(asking.Asking(""), trust.Grant{Name: "石坡驿站", Township: township, Issued: today}, "龙泉镇"); err != nil {
		t.Fatal(err)
	}
	agree(t, a, b)
	box := open(t)
	if _, err := box.Accept(file); err != nil {
		t.Fatal(err)
	}
	if err := b.Members().Meet(box.Identity().Key(), own(t, box).Raw); err != nil {
		t.Errorf("let in at one, it is a stranger at the other: %v", err)
	}
	raw, err := b.BundleFor(own(t, box))
	if err == nil {
		_, err = box.ApplyBundle(raw)
	}
	if keys := box.Bundle().Gossip; err != nil || len(keys) != 1 {
		t.Errorf("after the other's word it has %d gossip keys, %v", len(keys), err)
	}
	if a.AnswerFor(asking.Identity().Key()) == nil {
		t.Error("an answer is to be had at one process only")
	}
	agree(t, a, b)
	if _, known := a.Members().Get(box.Identity().Key()); !known {
		t.Error("who was met at one is unknown to the other")
	}
}

// Two boxes with one invitation, each first at another process: the one that the other was
// told of stands, the second is out at both, and people are told.
func TestAnInvitationUsedAtTwoProcesses(t *testing.T) {
	a, b := twice(t)
	file := invite(t, a, station("柳沟驿站"))
	agree(t, a, b)
	boxes := []*trust.Folder{open(t), open(t)}
	for i, at := range []*trust.Folder{a, b} {
		if _, err := boxes[i].Accept(file); err != nil {
			t.Fatal(err)
		}
		if err := at.Members().Meet(boxes[i].Identity().Key(), own(t, boxes[i]).Raw); err != nil {
			t.Fatal(err)
		}
	}
	agree(t, a, b)
	for name, at := range map[string]*trust.Folder{"first": a, "second": b} {
		if err := at.Members().Allowed(boxes[0].Identity().Key()); err != nil {
			t.Errorf("the %s process refuses the first box: %v", name, err)
		}
		if err := at.Members().Meet(boxes[1].Identity().Key(), own(t, boxes[1]).Raw); hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("the %s process lets the second box in: %v", name, err)
		}
		if n := len(at.Members().Doubles()); n != 1 {
			t.Errorf("the %s process tells of %d second uses", name, n)
		}
	}
}

// A box that was put out at one process: the other gives its township the new key, also where
// it has let others in meanwhile.
func TestANewGossipKeyAtBothProcesses(t *testing.T) {
	a, b := twice(t)
	lost := enrol(t, a, station("柳沟驿站"))
	if _, err := a.Members().Learn(own(t, lost).Raw); err != nil {
		t.Fatal(err)
	}
	agree(t, a, b)
	list, err := a.Revoke(trust.Revocation{Key: lost.Identity().Key()}, today)
	if err == nil {
		_, err = b.ApplyList(list)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{"http://10.0.0.1:8090", "http://10.0.0.2:8090", "http://10.0.0.3:8090"} { // its books are the newer ones
		if err := b.Authority().SetURLs([]string{url}); err != nil {
			t.Fatal(err)
		}
	}
	agree(t, a, b)
	fresh := enrol(t, b, station("石坡驿站"))
	if keys := fresh.Bundle().Gossip; len(keys) != 2 || keys[0].Version != 2 {
		t.Errorf("a box that is let in at the other process has the keys %v", keys)
	}
	other := found(t)
	if books, err := other.Alike(); err != nil || a.Meet(append(books, 0)) == nil {
		t.Errorf("torn books are taken, %v", err)
	}
}
