package roster

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/hub/sheet"
	"yizhan/hub/words"
)

// shelf is a log that keeps records as they are edited, in memory: the Desk on top
// of it is the real one.
type shelf struct {
	desk.Log
	records map[hub.ID]hub.Record
	order   []hub.ID
	commits int
	asked   map[hub.ID]bool // requests that have been carried out
}

func (s *shelf) Record(_ context.Context, kind hub.Kind, id hub.ID) (hub.Record, error) {
	rec, ok := s.records[id]
	if !ok {
		return rec, hub.E(hub.CodeNotFound, "store.none")
	}
	return rec, nil
}

func (s *shelf) AppendAll(ctx context.Context, drafts []hub.Draft) ([]hub.Outcome, error) {
	var out []hub.Outcome
	for _, d := range drafts {
		if s.asked[d.Request] {
			continue
		}
		s.asked[d.Request] = true
		s.commits++
		commit := hub.NewID()
		for _, e := range d.Edits {
			rec, ok := s.records[e.Record]
			if !ok {
				rec = hub.Record{Lane: d.Lane, Kind: e.Kind, ID: e.Record, Subject: e.Subject, Fields: map[uint32]any{}}
				s.order = append(s.order, e.Record)
			}
			for no, v := range e.Set {
				rec.Fields[no] = v
			}
			rec.Commit = commit
			s.records[e.Record] = rec
		}
		out = append(out, hub.Outcome{Commit: commit})
	}
	return out, nil
}

func (s *shelf) Each(_ context.Context, kind hub.Kind, visit func(hub.Record) error) error {
	for _, id := range s.order {
		if rec := s.records[id]; rec.Kind == kind {
			if err := visit(rec); err != nil {
				return err
			}
		}
	}
	return nil
}

type stopped time.Time

func (c stopped) Now() hub.Reading { return hub.Reading{Wall: time.Time(c)} }

const today hub.Day = "2026-11-22"

var (
	actor   = hub.Actor{Role: hub.RoleHead, Lane: hub.LaneLocal}
	options = Options{Today: today}
)

// station is a real Desk and a roster on an empty shelf.
func station() (*Roster, *shelf) {
	s := &shelf{records: map[hub.ID]hub.Record{}, asked: map[hub.ID]bool{}}
	forms := form.Builtin()
	now, _ := today.Time()
	d := desk.New(s, forms, stopped(now.Add(10*time.Hour)), names.New())
	listed := map[string]string{"上庄村": "140427103201"}
	return &Roster{Forms: forms, Records: s, Desk: d, Village: func(name string) string { return listed[name] }}, s
}

func tables(t testing.TB, raw []byte) []sheet.Table {
	t.Helper()
	out, err := sheet.Read(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func preview(t testing.TB, r *Roster, raw []byte) Preview {
	t.Helper()
	p, err := Propose(tables(t, raw))
	if err != nil {
		t.Fatal(err)
	}
	pv, err := r.Preview(t.Context(), p, options)
	if err != nil {
		t.Fatal(err)
	}
	return pv
}

func take(t testing.TB, r *Roster, pv Preview) desk.Imported {
	t.Helper()
	made, err := r.Take(t.Context(), actor, pv, options, hub.NewID())
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// written is a preview as the golden files have it.
func written(pv Preview) string {
	var b strings.Builder
	for _, c := range pv.Proposal.Columns {
		fmt.Fprintf(&b, "# %s = %s (sure %v)\n", c.Title, c.Meaning.Label(), c.Sure)
	}
	for _, r := range pv.Rows {
		c := r.Child
		fmt.Fprintf(&b, "%d %s %s %s %s %s", r.Line, r.Verdict, c.Name, c.Sex, c.Birth, c.VillageName)
		for _, p := range c.People {
			fmt.Fprintf(&b, " [%s %s %s guardian=%v carer=%v]", p.Name, p.Kinship, p.Phone, p.Guardian, p.Carer)
		}
		if why := r.Reason(words.Of); why != "" {
			fmt.Fprintf(&b, " — %s", why)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs:\n%s", name, got)
	}
}
