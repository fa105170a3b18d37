package backup_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
)

const (
	today    = hub.Day("2026-11-22")
	township = "140427103"
)

var lane = hub.TownshipLane(township)

type clock struct{}

func (clock) Now() hub.Reading {
	return hub.Reading{Wall: time.Date(2026, 11, 22, 3, 0, 0, 0, hub.China), Quality: hub.ClockPeer}
}

// county lets stations in.
func county(t testing.TB) *trust.Folder {
	t.Helper()
	f, err := trust.Open(t.TempDir())
	if err == nil {
		err = f.Found("140427", "壶关县", today)
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// box is a station's folder, open.
type box struct {
	t      testing.TB
	dir    string
	folder *store.Folder
	trust  *trust.Folder
	log    *store.Store
	local  *store.Local
}

// newBox is a station that the county has let in.
func newBox(t testing.TB, c *trust.Folder, name string) *box {
	t.Helper()
	b := &box{t: t, dir: filepath.Join(t.TempDir(), "data")}
	f, err := trust.Open(b.dir)
	if err != nil {
		t.Fatal(err)
	}
	file, err := c.Issue(trust.Grant{Name: name, Township: township, Issued: today}, "龙泉镇", nil)
	if err == nil {
		_, err = f.Accept(file)
	}
	if err != nil {
		t.Fatal(err)
	}
	b.open()
	t.Cleanup(b.close)
	return b
}

func openStore(ctx context.Context, folder *store.Folder, t *trust.Folder) (*store.Store, error) {
	return sqlite.Open(ctx, folder, store.Options{
		Keys: trust.Keys{Folder: t}, Verifier: t.Members(), Forms: form.Builtin(), Clock: clock{},
	})
}

func (b *box) open() {
	b.t.Helper()
	var err error
	if b.folder, err = store.OpenFolder(b.dir); err != nil {
		b.t.Fatal(err)
	}
	if err := backup.Finish(b.folder, clock{}.Now().Wall); err != nil {
		b.t.Fatal(err)
	}
	if b.trust, err = trust.Open(b.dir); err != nil {
		b.t.Fatal(err)
	}
	if b.local, err = sqlite.OpenLocal(context.Background(), b.folder, clock{}, b.trust.Identity().Box); err != nil {
		b.t.Fatal(err)
	}
	if b.log, err = openStore(context.Background(), b.folder, b.trust); err != nil {
		b.t.Fatal(err)
	}
}

// stop closes the databases; the folder is still held.
func (b *box) stop() {
	if b.log != nil {
		b.log.Close()
		b.local.Close()
		b.log, b.local = nil, nil
	}
}

func (b *box) close() {
	b.stop()
	b.folder.Close()
}

// write notes some children, one commit each, and gives their ids.
func (b *box) write(n int) (ids []hub.ID) {
	b.t.Helper()
	var drafts []hub.Draft
	for i := range n {
		id := hub.NewID()
		drafts = append(drafts, hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{
			form.Builtin().Edit("child", id, id, form.Values{"name": fmt.Sprintf("孩子%d", i), "nick": "小满"}),
		}})
		ids = append(ids, id)
	}
	if _, err := b.log.AppendAll(context.Background(), drafts); err != nil {
		b.t.Fatal(err)
	}
	return ids
}

func (b *box) has(id hub.ID) bool {
	b.t.Helper()
	_, err := b.log.Record(context.Background(), "child", id)
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		b.t.Fatal(err)
	}
	return err == nil
}

func (b *box) hasAll(ids []hub.ID) bool {
	for _, id := range ids {
		if !b.has(id) {
			return false
		}
	}
	return true
}

func (b *box) source() backup.Source {
	return backup.Source{Folder: b.folder, Identity: b.trust.Identity(), Name: "柳沟驿站", Now: clock{}.Now().Wall}
}

func (b *box) backup(place string, to ...backup.Recipient) backup.Generation {
	b.t.Helper()
	src := b.source()
	src.To = to
	made, err := backup.Make(context.Background(), src, place)
	if err != nil {
		b.t.Fatal(err)
	}
	return made
}

func (b *box) private() [][32]byte { return [][32]byte{b.trust.Identity().X25519} }

// digest is what a hub holds of the township.
func (b *box) digest() hub.Digest {
	b.t.Helper()
	lanes, err := b.log.Lanes(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, l := range lanes {
		if l.Lane == lane {
			return l.Digest
		}
	}
	return hub.Digest{}
}

// pull takes what another hub has, as an exchange does; all in one batch, because what
// follows a batch of a fork is the exchange's own to remember.
func (b *box) pull(from *box) {
	b.t.Helper()
	ctx := context.Background()
	for more := true; more; {
		mine, err := b.log.Vector(ctx, lane)
		if err != nil {
			b.t.Fatal(err)
		}
		var batch []hub.Commit
		if batch, more, err = from.log.Since(ctx, lane, mine, 5000, 1<<24); err != nil {
			b.t.Fatal(err)
		}
		proofs, err := from.log.Proofs(ctx, lane)
		if err != nil {
			b.t.Fatal(err)
		}
		got, err := b.log.Accept(ctx, batch, proofs)
		if err != nil || len(got.Refused) > 0 {
			b.t.Fatalf("%+v, %v", got, err)
		}
	}
}

// restore runs a restore into the box's own folder, whose databases are closed.
func (b *box) restore(r backup.Restore) (backup.Note, error) {
	r.Folder, r.Open, r.Clock = b.folder, openStore, clock{}
	return r.Run(context.Background())
}

// fresh is an empty folder, held.
func fresh(t testing.TB) *store.Folder {
	t.Helper()
	f, err := store.OpenFolder(filepath.Join(t.TempDir(), "new"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
