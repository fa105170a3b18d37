package store

import (
	"bytes"
	"cmp"
	"context"
	"time"

	"yizhan/hub"
)

// History is everything that was ever written of a subject and is here, newest first.
func (s *Store) History(ctx context.Context, subject hub.ID) (entries []hub.Entry, err error) {
	err = s.view(ctx, func(v session) error {
		entries, err = v.historyOf(subject)
		return err
	})
	return entries, err
}

func (s session) historyOf(subject hub.ID) ([]hub.Entry, error) {
	stored, err := s.partsOf(subject)
	if err != nil {
		return nil, err
	}
	for _, p := range stored {
		if err := s.open(p); err != nil {
			return nil, err
		}
	}
	return s.entries(stored)
}

// versionRef names a value that some commit wrote.
type versionRef struct {
	kind   hub.Kind
	record hub.ID
	no     uint32
	commit hub.ID
}

func (s session) entries(stored []storedPart) ([]hub.Entry, error) {
	values := map[versionRef]any{}
	for _, p := range stored {
		for _, c := range p.part.Changes {
			for _, f := range c.Fields {
				values[versionRef{c.Kind, c.Record, f.No, p.id}] = f.Value
			}
		}
	}
	newest := map[hub.Lane]int64{} // lam orders within a lane; a record moves from lane to lane
	for _, p := range stored {
		newest[p.lane] = max(newest[p.lane], p.n)
	}
	hub.SortStable(stored, func(a, b storedPart) int {
		return cmp.Or(
			-cmp.Compare(newest[a.lane], newest[b.lane]),
			-cmp.Compare(min(a.header.Lam, hub.MaxLam), min(b.header.Lam, hub.MaxLam)),
			bytes.Compare(b.header.Origin[:], a.header.Origin[:]),
			-cmp.Compare(a.header.Seq, b.header.Seq),
			bytes.Compare(b.id[:], a.id[:]),
		)
	})
	var entries []hub.Entry
	for _, p := range stored {
		if len(entries) == 0 || entries[len(entries)-1].Commit != p.id {
			key, err := s.writerOf(p.header.Origin)
			if err != nil {
				return nil, err
			}
			entries = append(entries, hub.Entry{
				Commit: p.id, Lane: p.lane, Origin: p.header.Origin, Key: key, Own: key == s.key,
				Author: p.header.Author, Batch: p.header.Batch,
				At: hub.Reading{Wall: time.UnixMilli(p.header.Wall), Quality: p.header.Clock, Boot: p.header.Boot},
			})
		}
		entry := &entries[len(entries)-1]
		entry.Waiting = entry.Waiting || p.state == partWithheld
		entry.Changes = append(entry.Changes, changed(p, values)...)
	}
	return entries, nil
}

func changed(p storedPart, values map[versionRef]any) (out []hub.Changed) {
	for _, c := range p.part.Changes {
		if c.Kind == wrapKind {
			continue // keys are nobody's act
		}
		for _, f := range c.Fields {
			one := hub.Changed{
				Kind: c.Kind, Record: c.Record, Subject: p.subject(), Period: c.Period, No: f.No,
				To: f.Value, Hidden: f.Sealed && !f.Opened,
			}
			for _, old := range f.Replaces {
				if v, ok := values[versionRef{c.Kind, c.Record, f.No, old}]; ok {
					one.From = append(one.From, v)
				}
			}
			out = append(out, one)
		}
	}
	return out
}

// writerOf is the station key of the box that writes, or wrote, an origin.
func (s session) writerOf(o hub.Origin) (key [32]byte, err error) {
	var raw []byte
	if _, err := s.get(`SELECT key FROM origins WHERE origin = $1`, []any{o[:]}, &raw); err != nil {
		return key, err
	}
	copy(key[:], raw)
	return key, nil
}
