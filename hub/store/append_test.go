package store_test

import (
	"context"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

func TestRegisteredHereReadNextDoor(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b, c := newStation(t, m), newStation(t, m), newStation(t, m)
	a.keys.to = append(a.keys.to, b.keys.recipient())
	id := a.child("王小满")

	for _, s := range []*station{b, c} {
		s.pull(a)
	}
	converged(t, a, b, c)
	for _, tt := range []struct {
		at   *station
		want any
	}{{a, "王小满"}, {b, "王小满"}, {c, nil}} {
		rec := tt.at.record("child", id)
		if got := value(rec, "name"); got != tt.want {
			t.Errorf("name = %v, want %v", got, tt.want)
		}
		if rec.Sealed != (tt.want == nil) {
			t.Errorf("sealed = %v for %v", rec.Sealed, tt.want)
		}
		found, err := tt.at.Find(ctx, "child", "village", "140427103201")
		if err != nil || len(found) != 1 || found[0].ID != id {
			t.Errorf("find by village: %v, %v", found, err)
		}
	}
}

func TestSameRequestAnswersWithFirstOutcome(t *testing.T) {
	ctx := context.Background()
	s := newStation(t, members{})
	d := hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{
		{Kind: "child", Set: child(hub.ID{}, form.Values{"name": "李一", "category": "home"}).Set},
	}}
	first, err := s.Append(ctx, d)
	if err != nil || first.Again || first.Seq != 1 || len(first.Records) != 1 || first.Bytes == 0 {
		t.Fatalf("first: %+v, %v", first, err)
	}
	s.reopen()
	if err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	again, err := s.Append(ctx, d)
	if err != nil || !again.Again {
		t.Fatalf("again: %+v, %v", again, err)
	}
	again.Again = false
	if again.Commit != first.Commit || again.Records[0] != first.Records[0] || again.Bytes != first.Bytes {
		t.Errorf("again = %+v, first = %+v", again, first)
	}
	if got := s.sum(); got.Commits != 1 || got.Records != 2 { // the child and its wrap
		t.Errorf("after two requests: %+v", got)
	}
}

func TestNothingChangedNothingCommitted(t *testing.T) {
	s := newStation(t, members{})
	id := s.child("李一")
	out := s.append(child(id, form.Values{"name": "李一"}))
	if !out.Commit.IsZero() || out.Records[0] != id {
		t.Errorf("outcome of an unchanged edit: %+v", out)
	}
	out = s.append(child(id, form.Values{"name": "李一", "nick": "一一", "note": nil}))
	c, err := s.Commit(context.Background(), out.Commit)
	if err != nil || len(c.Header.Parts) != 1 {
		t.Fatalf("commit: %+v, %v", c.Header, err)
	}
	acts, err := s.History(context.Background(), id)
	if err != nil || len(acts) != 2 || len(acts[0].Changes) != 1 || acts[0].Changes[0].To != "一一" {
		t.Errorf("history: %+v, %v", acts, err)
	}
}

func TestAppendRefuses(t *testing.T) {
	long := make([]byte, hub.MaxCommit)
	tests := []struct {
		name string
		d    hub.Draft
		want hub.Code
	}{
		{"unknown kind", hub.Draft{Lane: lane, Edits: []hub.Edit{{Kind: "dragon", Set: map[uint32]any{1: "x"}}}}, hub.CodeInternal},
		{"unknown field", hub.Draft{Lane: lane, Edits: []hub.Edit{{Kind: "child", Set: map[uint32]any{999: "x"}}}}, hub.CodeInternal},
		{"other lane", hub.Draft{Lane: hub.TownshipLane("140427104"), Edits: []hub.Edit{child(hub.ID{1}, form.Values{"nick": "x"})}}, hub.CodeForbidden},
		{"no lane", hub.Draft{Edits: []hub.Edit{child(hub.ID{1}, form.Values{"nick": "x"})}}, hub.CodeForbidden},
		{"too large", hub.Draft{Lane: lane, Edits: []hub.Edit{child(hub.ID{1}, form.Values{"village_name": string(long)})}}, hub.CodeTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStation(t, members{})
			_, err := s.Append(context.Background(), tt.d)
			if hub.CodeOf(err) != tt.want {
				t.Errorf("error %v, want code %s", err, tt.want)
			}
			if got := s.sum(); got.Commits != 0 || got.Records != 0 {
				t.Errorf("half stored: %+v", got)
			}
		})
	}
}

func TestAppendAllIsAllOrNone(t *testing.T) {
	s := newStation(t, members{})
	good := hub.Draft{Lane: lane, Edits: []hub.Edit{child(hub.ID{1}, form.Values{"nick": "x"})}}
	bad := hub.Draft{Lane: lane, Edits: []hub.Edit{{Kind: "dragon", Set: map[uint32]any{1: "x"}}}}
	if _, err := s.AppendAll(context.Background(), []hub.Draft{good, bad}); err == nil {
		t.Fatal("no error")
	}
	if got := s.sum(); got.Commits != 0 {
		t.Errorf("stored: %+v", got)
	}
	out, err := s.AppendAll(context.Background(), []hub.Draft{good, good})
	if err != nil || out[0].Seq != 1 || !out[1].Commit.IsZero() {
		t.Errorf("outcomes %+v, %v", out, err)
	}
}

func TestAnchorsAreFlagged(t *testing.T) {
	s := newStation(t, members{})
	id := hub.NewID()
	name := make([]rune, 9000) // 27 kB: every fifth commit passes 128 KiB
	for i := range name {
		name[i] = '满'
	}
	var anchors []uint64
	for seq := uint64(1); seq <= 70; seq++ {
		name[0] = rune('一' + seq)
		nick := "a"
		if seq > 64 {
			nick = string(name)
		}
		out := s.append(child(id, form.Values{"village_name": nick + string(rune('一'+seq))}))
		c, err := s.Commit(context.Background(), out.Commit)
		if err != nil || c.Sig == nil {
			t.Fatalf("seq %d: signature %v, %v", seq, c.Sig, err)
		}
		if c.Header.Anchor {
			anchors = append(anchors, c.Header.Seq)
		}
	}
	if len(anchors) != 2 || anchors[0] != 64 || anchors[1] != 69 {
		t.Errorf("anchors at %v, want [64 69]", anchors)
	}
}
