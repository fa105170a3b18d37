package box

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/trust"
	"yizhan/media/pack"
	"yizhan/mesh/link"
)

// door opens a hub's door to other hubs.
func (r *region) door(b *Box) {
	r.t.Helper()
	cert, _ := b.trust.Certificate()
	server, client, err := trust.TLS(b.trust.Identity(), cert.Raw, b.trust.Members().Meet)
	r.must(err)
	l := link.New(link.Config{Self: b.trust.Identity().Key(), Server: server, Client: client, Peer: syncTrust{b.trust}.key, Logger: b.cfg.Log}, b.peerPages())
	b.net.link.Store(l)
	mux := http.NewServeMux()
	mux.HandleFunc(link.Path, b.serveLink)
	door := httptest.NewServer(mux)
	r.t.Cleanup(func() { l.Close(); door.Close() })
	if r.doors == nil {
		r.doors = map[*Box]string{}
	}
	r.doors[b] = door.URL
}

// rounds has a box ask others what they have, and fetch what is on its way.
func (r *region) rounds(b *Box, others ...*Box) {
	var hubs []given
	for _, o := range others {
		key := o.trust.Identity().Key()
		hubs = append(hubs, given{key, b.packs.peer(b.net.link.Load().Client(r.doors[o], key))})
	}
	b.packs.round(r.ctx, hubs)
}

// written is a folder with a lesson, as somebody writes it.
func (r *region) written(key string, version string) *pack.Source {
	r.t.Helper()
	return r.writtenWith(key, version, "", "")
}

// writtenWith is the same with other words.
func (r *region) writtenWith(key, version, old, new string) *pack.Source {
	r.t.Helper()
	from, to := os.DirFS("../lesson/shipped/feed-6"), r.t.TempDir()
	r.must(os.CopyFS(to, from))
	name := filepath.Join(to, "lesson.md")
	text, err := os.ReadFile(name)
	r.must(err)
	head, rest, _ := strings.Cut(string(text), "class: ")
	title := head[strings.Index(head, "feed-6")+len("feed-6") : strings.Index(head, "\n")]
	r.must(os.WriteFile(name, []byte("=== "+key+title+"\nversion: "+version+"\nclass: "+strings.Replace(rest, old, new, 1)), 0o600))
	src, err := pack.ReadFolder(to, ".")
	r.must(err)
	r.t.Cleanup(func() { src.Close() })
	return src
}

// version is that of a lesson as it is read at a box; 0 it is not there.
func version(b *Box, key string) int {
	l, ok := b.desk.Lessons().Get(key)
	if !ok {
		return 0
	}
	return l.Version
}

// A lesson that a station makes is offered to its neighbours and to nobody else; the
// county's comes by itself, from whoever has it, and takes a station's place. What the
// county puts out, nobody reads any more.
func TestLessonsTravelBetweenHubs(t *testing.T) {
	r := newRegion(t)
	home, next, far := r.stations[0], r.stations[1], r.stations[2]
	for _, b := range append(r.stations, r.county) {
		if b != r.county {
			r.setUp(b)
		}
		r.door(b)
	}
	r.learnAll()
	_, err := home.MakePack(r.ctx, r.head(home), r.written("ours", "1"), false)
	r.must(err)

	r.rounds(next, home)
	if version(next, "ours") != 0 || next.packs.Offered() != 1 {
		t.Fatalf("a neighbour's lesson: version %d, %d offered", version(next, "ours"), next.packs.Offered())
	}
	offered := next.packs.Packs(r.ctx).Offered[0]
	if err := next.packs.Take(r.ctx, hub.Actor{Role: hub.RoleTownship}, offered.Value); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("an officer of the township takes it: %v", err)
	}
	r.must(next.class.Follow(class.Now{State: class.Open, Class: hub.NewID(), Site: hub.NewID()}, nil))
	if err := next.packs.Take(r.ctx, r.head(next), offered.Value); hub.CodeOf(err) != hub.CodeQuestion {
		t.Errorf("it is taken while a class is followed: %v", err)
	}
	next.class.Leave(false)
	r.must(next.packs.Take(r.ctx, r.head(next), offered.Value))
	if r.rounds(next, home); version(next, "ours") != 1 || next.packs.Offered() != 0 || offered.By != "南董驿站" {
		t.Errorf("taken: version %d, %d still offered, by %s", version(next, "ours"), next.packs.Offered(), offered.By)
	}
	if r.rounds(far, home, next); far.packs.Offered() != 0 || len(far.packs.shelf.Arrivals()) != 0 {
		t.Error("another township's lesson is offered")
	}

	officer := hub.Actor{Role: hub.RoleBox}
	_, err = r.county.MakePack(r.ctx, officer, r.written("all", "1"), false)
	r.must(err)
	if r.rounds(next, r.county); version(next, "all") != 1 {
		t.Errorf("the county's lesson does not come: version %d", version(next, "all"))
	}
	if r.rounds(home, next); version(home, "all") != 1 {
		t.Errorf("it does not go on from station to station: version %d", version(home, "all"))
	}
	_, err = r.county.MakePack(r.ctx, officer, r.written("ours", "1"), false)
	r.must(err)
	r.rounds(next, r.county)
	if k, ok := next.packs.shelf.Get("ours"); !ok || k.Signer.Rank != pack.County {
		t.Error("the county's does not take the place of a station's")
	}
	if folders, err := os.ReadDir(next.folder.Path("lessons")); err != nil || len(folders) != 4 { // .in, .out, all, ours
		t.Errorf("%d folders: what was replaced lies there still", len(folders))
	}
	_, err = home.MakePack(r.ctx, r.head(home), r.written("ours", "2"), false) // home has not heard of the county's
	r.must(err)
	if r.rounds(next, home); next.packs.Offered() != 0 {
		t.Error("a station's newer version is offered in the place of the county's")
	}
}

// A lesson whose maker the county has put out is read nowhere any more; one of nobody whom
// the county knows never was.
func TestLessonsOfWhoIsPutOut(t *testing.T) {
	r := newRegion(t)
	home, next := r.stations[0], r.stations[1]
	for _, b := range r.stations[:2] {
		r.setUp(b)
		r.door(b)
	}
	r.learnAll()
	_, err := home.MakePack(r.ctx, r.head(home), r.written("ours", "1"), false)
	r.must(err)
	r.rounds(next, home)
	r.must(next.packs.Take(r.ctx, r.head(next), next.packs.Packs(r.ctx).Offered[0].Value))
	if r.rounds(next, home); version(next, "ours") != 1 {
		t.Fatal("the control: it does not come")
	}
	r.must(r.county.office.Revoke(r.ctx, hub.Actor{Role: hub.RoleCounty}, home.trust.Identity().Key(), ""))
	list, err := r.county.trust.List(trust.ListRevoked)
	r.must(err)
	_, err = next.trust.ApplyList(list)
	r.must(err)
	r.must(next.relist(r.ctx))
	if version(next, "ours") != 0 || len(next.packs.shelf.Packs()) != 0 {
		t.Error("it is read still")
	}

	stranger := r.open(Config{Data: filepath.Join(t.TempDir(), "stranger"), Clock: r.clock})
	r.setUp(stranger)
	_, err = stranger.MakePack(r.ctx, r.head(stranger), r.written("theirs", "1"), false)
	r.must(err)
	if version(stranger, "theirs") != 1 {
		t.Error("a box that is in no county yet cannot make a lesson for itself")
	}
	dir := stickWith(t, stranger, "theirs")
	if found := next.packs.shelf.Look(dir); len(found) != 1 || hub.CodeOf(found[0].Err) != hub.CodeUntrusted {
		t.Errorf("a stranger's lesson: %+v", found)
	}
}

// stickWith is a folder to which a box has written a lesson.
func stickWith(t *testing.T, b *Box, key string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := b.packs.shelf.Give(key, dir, nil); err != nil {
		t.Fatal(err)
	}
	return dir
}

// The county's lessons go along on the stick that carries records, and a station that takes
// it in has them; a neighbour's waits until somebody wants it, and is renewed from then on.
func TestLessonsOnTheUsualStick(t *testing.T) {
	r := newRegion(t)
	home, next := r.stations[0], r.stations[1]
	r.setUp(home)
	r.setUp(next)
	r.learnAll()
	_, err := r.county.MakePack(r.ctx, hub.Actor{Role: hub.RoleBox}, r.written("all", "1"), false)
	r.must(err)
	_, err = home.MakePack(r.ctx, r.head(home), r.written("ours", "1"), false)
	r.must(err)
	stick := t.TempDir()
	r.carries(r.county, r.fleetOfficer(), stick)
	r.must(home.packs.shelf.Give("ours", stick, nil))
	if r.carries(next, r.head(next), stick); version(next, "all") != 1 || version(next, "ours") != 0 {
		t.Errorf("the county's: version %d, a neighbour's: version %d", version(next, "all"), version(next, "ours"))
	}
	_, err = next.packs.shelf.Take(filepath.Join(stick, pack.Home, "ours"), nil)
	r.must(err)
	_, err = home.MakePack(r.ctx, r.head(home), r.written("ours", "2"), false)
	r.must(err)
	r.must(home.packs.shelf.Give("ours", stick, nil))
	if r.carries(next, r.head(next), stick); version(next, "ours") != 2 {
		t.Errorf("its newer version does not come: version %d", version(next, "ours"))
	}
}

// What the county takes back is read nowhere any more, comes back by no stick and no
// neighbour, and is read again once it is given out again; a newer version is another one.
func TestLessonsTakenBack(t *testing.T) {
	r := newRegion(t)
	home, next := r.stations[0], r.stations[1]
	for _, b := range []*Box{home, next, r.county} {
		if b != r.county {
			r.setUp(b)
		}
		r.door(b)
	}
	r.learnAll()
	officer := r.fleetOfficer()
	_, err := r.county.MakePack(r.ctx, r.head(home), r.written("all", "2"), false)
	if hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a 站长 gives out lessons for the county: %v", err)
	}
	_, err = r.county.MakePack(r.ctx, officer, r.written("all", "2"), false)
	r.must(err)
	stick := stickWith(t, r.county, "all")
	r.rounds(home, r.county)
	r.must(r.county.packs.Recall(r.ctx, officer, hub.NewID(), "all", true))
	if version(r.county, "all") != 0 {
		t.Error("the county shows it still")
	}
	r.meet(home)
	r.must(home.noticed(r.ctx, hub.News{}))
	if version(home, "all") != 0 {
		t.Error("a station that heard of it shows it still")
	}
	if found := home.packs.shelf.Look(stick); len(found) != 1 || hub.CodeOf(found[0].Err) != hub.CodeForbidden {
		t.Errorf("on a stick: %v", found[0].Err)
	}
	r.rounds(next, r.county) // it never had it
	if version(next, "all") != 0 {
		t.Error("the county gives it to others still")
	}
	r.must(r.county.packs.Recall(r.ctx, officer, hub.NewID(), "all", false))
	r.meet(home)
	if r.must(home.noticed(r.ctx, hub.News{})); version(home, "all") != 2 {
		t.Errorf("given out again: version %d", version(home, "all"))
	}
	r.must(r.county.packs.Recall(r.ctx, officer, hub.NewID(), "all", true))
	_, err = r.county.MakePack(r.ctx, officer, r.written("all", "3"), false)
	r.must(err)
	if r.rounds(home, r.county); version(home, "all") != 3 {
		t.Errorf("a newer version: %d", version(home, "all"))
	}
	issued, err := r.county.desk.IssuedPacks(r.ctx)
	r.must(err)
	if one := issued["all"]; one.Version != 3 || one.Recalled() || one.Off != 2 {
		t.Errorf("the trail: %+v", one)
	}
}

// A box whose lessons are gone, as after a backup was put back, has them again without
// anybody's doing; one that somebody did not want stays away. The county knows who has what.
func TestLessonsComeBack(t *testing.T) {
	r := newRegion(t)
	home, next := r.stations[0], r.stations[1]
	for _, b := range r.stations[:2] {
		r.setUp(b)
		r.door(b)
	}
	r.learnAll()
	for _, key := range []string{"ours", "other"} {
		_, err := home.MakePack(r.ctx, r.head(home), r.written(key, "1"), false)
		r.must(err)
	}
	r.rounds(next, home)
	for _, o := range next.packs.Packs(r.ctx).Offered {
		r.must(next.packs.Take(r.ctx, r.head(next), o.Value))
	}
	r.rounds(next, home)
	r.must(next.packs.note(r.ctx))
	r.must(next.packs.Remove(r.ctx, r.head(next), "other"))
	r.meet(next)
	known, err := r.county.desk.BoxPacks(r.ctx)
	r.must(err)
	if all := known[next.trust.Identity().Key()]; len(all) != 1 || all[0].Key != "ours" || all[0].Version != 1 || all[0].Lacks || all[0].Title == "" {
		t.Errorf("the county knows %+v", all)
	}
	r.must(os.RemoveAll(next.folder.Path("lessons")))
	r.must(next.openPacks(r.ctx))
	r.must(next.packs.note(r.ctx))
	if lost := next.packs.Packs(r.ctx).Lost; len(lost) != 1 || version(next, "ours") != 0 {
		t.Fatalf("lost: %+v", lost)
	}
	if r.rounds(next, home); version(next, "ours") != 1 || version(next, "other") != 0 {
		t.Errorf("came back: %d and %d", version(next, "ours"), version(next, "other"))
	}
	r.must(next.packs.note(r.ctx))
	if all := next.packs.Packs(r.ctx); len(all.Lost) != 0 || len(all.Offered) != 1 {
		t.Errorf("%d lost, %d offered", len(all.Lost), len(all.Offered))
	}
}
