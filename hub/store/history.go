package store

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"yizhan/hub"
)

// Act is one commit as the history of a subject shows it: who changed what.
type Act struct {
	Commit  hub.ID
	Lane    hub.Lane
	Origin  hub.Origin
	Own     bool // written on this box
	Author  hub.ID
	Batch   hub.ID
	Wall    time.Time // as the writing box's clock said; evidence only
	Clock   hub.ClockQuality
	Waiting bool // part of it waits for consent and is only here
	Changes []FieldAct
}

// FieldAct is one field of an Act. From is the values that it replaced, empty for
// a first value; what this box cannot open is nil.
type FieldAct struct {
	Kind   hub.Kind
	Record hub.ID
	No     uint32
	From   []any
	To     any
	Sealed bool // could not be opened here
}

// History is everything that was ever written of a subject and is here, newest first.
func (s *Store) History(ctx context.Context, subject hub.ID) (acts []Act, err error) {
	err = s.view(ctx, func(v session) error {
		stored, err := v.partsOf(subject)
		if err != nil {
			return err
		}
		for _, p := range stored {
			if err := v.open(p); err != nil {
				return err
			}
		}
		acts, err = v.acts(stored)
		return err
	})
	return acts, err
}

// versionRef names a value that some commit wrote.
type versionRef struct {
	kind   hub.Kind
	record hub.ID
	no     uint32
	commit hub.ID
}

func (s session) acts(stored []storedPart) ([]Act, error) {
	values := map[versionRef]any{}
	for _, p := range stored {
		for _, c := range p.part.Changes {
			for _, f := range c.Fields {
				values[versionRef{c.Kind, c.Record, f.No, p.id}] = f.Value
			}
		}
	}
	slices.SortStableFunc(stored, func(a, b storedPart) int {
		return cmp.Or(
			-cmp.Compare(min(a.header.Lam, hub.MaxLam), min(b.header.Lam, hub.MaxLam)),
			bytes.Compare(b.header.Origin[:], a.header.Origin[:]),
			-cmp.Compare(a.header.Seq, b.header.Seq),
			bytes.Compare(b.id[:], a.id[:]),
		)
	})
	var acts []Act
	for _, p := range stored {
		if len(acts) == 0 || acts[len(acts)-1].Commit != p.id {
			own, err := s.isOwn(p.header.Origin)
			if err != nil {
				return nil, err
			}
			acts = append(acts, Act{
				Commit: p.id, Lane: p.lane, Origin: p.header.Origin, Own: own, Author: p.header.Author,
				Batch: p.header.Batch, Wall: time.UnixMilli(p.header.Wall), Clock: p.header.Clock,
			})
		}
		act := &acts[len(acts)-1]
		act.Waiting = act.Waiting || p.state == partWithheld
		act.Changes = append(act.Changes, fieldActs(p, values)...)
	}
	return acts, nil
}

func fieldActs(p storedPart, values map[versionRef]any) (out []FieldAct) {
	for _, c := range p.part.Changes {
		if c.Kind == wrapKind {
			continue // keys are nobody's act
		}
		for _, f := range c.Fields {
			act := FieldAct{Kind: c.Kind, Record: c.Record, No: f.No, To: f.Value, Sealed: f.Sealed && !f.Opened}
			for _, old := range f.Replaces {
				if v, ok := values[versionRef{c.Kind, c.Record, f.No, old}]; ok {
					act.From = append(act.From, v)
				}
			}
			out = append(out, act)
		}
	}
	return out
}

// isOwn says whether this box writes, or wrote, an origin.
func (s session) isOwn(o hub.Origin) (bool, error) {
	var one int
	return s.get(`SELECT 1 FROM origins WHERE origin = $1 AND key = $2`, []any{o[:], s.key[:]}, &one)
}
