package roster_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/hub/roster"
	"yizhan/hub/sheet"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// keys are those of a box that is not enrolled: it writes its local lane.
type keys struct {
	sign        ed25519.PrivateKey
	x25519, box [32]byte
}

func (k *keys) Sign() ed25519.PrivateKey              { return k.sign }
func (k *keys) X25519() [32]byte                      { return k.x25519 }
func (k *keys) BoxKey() [32]byte                      { return k.box }
func (k *keys) Recipients(hub.Lane) []codec.Recipient { return nil }
func (k *keys) Certificate(hub.Lane) []byte           { return nil }

type noon struct{}

func (noon) Now() hub.Reading {
	return hub.Reading{Wall: time.Date(2026, 11, 22, 12, 0, 0, 0, hub.China)}
}

var (
	head = hub.Actor{Role: hub.RoleHead, Lane: hub.LaneLocal}
	opts = roster.Options{Today: "2026-11-22"}
)

// box is a roster and a Desk on a real store.
func box(t testing.TB) (*roster.Roster, *desk.Desk, *store.Store) {
	t.Helper()
	k := &keys{}
	_, k.sign, _ = ed25519.GenerateKey(rand.Reader)
	rand.Read(k.x25519[:])
	rand.Read(k.box[:])
	folder, err := store.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	s, err := sqlite.Open(t.Context(), folder, store.Options{Keys: k, Forms: form.Builtin(), Clock: noon{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d := desk.New(s, form.Builtin(), noon{}, names.New())
	return &roster.Roster{Forms: form.Builtin(), Records: s, Desk: d}, d, s
}

func take(t *testing.T, r *roster.Roster, want roster.Counts) desk.Imported {
	t.Helper()
	raw, err := os.ReadFile("testdata/roster-sample.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := sheet.Read(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := roster.Propose(tables)
	if err != nil {
		t.Fatal(err)
	}
	pv, err := r.Preview(t.Context(), p, opts)
	if err != nil {
		t.Fatal(err)
	}
	if got := pv.Count(); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
	made, err := r.Take(t.Context(), head, pv, opts, hub.NewID())
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func living(t *testing.T, s *store.Store) (n int) {
	t.Helper()
	err := s.Each(t.Context(), "child", func(rec hub.Record) error {
		if care.As[care.Child](form.Builtin(), rec).Withdrawn == "" {
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The sample goes into a real log as one batch, comes again and changes nothing,
// is taken back as one, and can come once more.
func TestBatchInTheLog(t *testing.T) {
	r, d, s := box(t)
	first := roster.Counts{Take: 46, Hint: 3, Known: 1, Refused: 11, Passed: 3}
	made := take(t, r, first)
	commits, err := s.Batch(t.Context(), made.Batch)
	if err != nil || len(commits) != 50 || living(t, s) != 49 {
		t.Fatalf("%d commits in the batch, %d children, %v", len(commits), living(t, s), err)
	}
	before := reach(t, s)
	take(t, r, roster.Counts{Known: 50, Refused: 11, Passed: 3})
	if got := reach(t, s); got != before {
		t.Errorf("the same file again wrote %d commits", got-before)
	}
	undone, kept, err := d.UndoImport(t.Context(), head, hub.NewID(), made.Batch)
	if err != nil || undone != 49 || kept != 0 || living(t, s) != 0 {
		t.Fatalf("undone %d, kept %d, living %d, %v", undone, kept, living(t, s), err)
	}
	take(t, r, first)
	if got := living(t, s); got != 49 {
		t.Errorf("%d children", got)
	}
}

// reach is how many commits the lane has.
func reach(t *testing.T, s *store.Store) (n uint64) {
	t.Helper()
	v, err := s.Vector(t.Context(), hub.LaneLocal)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range v {
		n += r.Head.Seq
	}
	return n
}

func BenchmarkTake5000(b *testing.B) {
	r, _, s := box(b)
	var rows strings.Builder
	rows.WriteString("姓名,性别,出生日期,家长,关系,电话,村\n")
	for i := range 5000 {
		fmt.Fprintf(&rows, "王%c%c,男,%s,李%c,妈妈,138%08d,柳沟\n", rune(0x4E00+i), rune(0x5000+i*7%5000), opts.Today.Add(-i%900-1), rune(0x6000+i), i)
	}
	tables, err := sheet.Read(strings.NewReader(rows.String()), int64(rows.Len()))
	if err != nil {
		b.Fatal(err)
	}
	p, err := roster.Propose(tables)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N { // each round finds the children of the one before taken back
		pv, err := r.Preview(b.Context(), p, opts)
		if err != nil || pv.Count().New() != 5000 {
			b.Fatal(pv.Count(), err)
		}
		made, err := r.Take(b.Context(), head, pv, opts, hub.NewID())
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if _, _, err := desk.New(s, form.Builtin(), noon{}, names.New()).UndoImport(b.Context(), head, hub.NewID(), made.Batch); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
