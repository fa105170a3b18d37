package store

import (
	"fmt"
	"maps"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
)

// draftPart is a part before it has bytes.
type draftPart struct {
	subject hub.ID
	gate    hub.Purpose
	part    hub.Part
	key     *codec.SubjectKey // set where something is sealed
}

// composer turns the edits of one act into parts.
type composer struct {
	*txn
	lane   *lane
	parts  []draftPart
	carded map[hub.ID]bool
}

// compose groups what really changes into parts, one per subject and gate, those
// without a gate first, because they may answer for the others, and returns the
// record of each edit.
func (t *txn) compose(l *lane, d hub.Draft) ([]draftPart, []hub.ID, error) {
	c := composer{txn: t, lane: l, carded: map[hub.ID]bool{}}
	edits, records, err := c.edits(d.Edits)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range edits {
		if err := c.edit(e); err != nil {
			return nil, nil, err
		}
	}
	hub.SortStable(c.parts, func(a, b draftPart) int {
		return min(len(a.gate), 1) - min(len(b.gate), 1)
	})
	if err := c.seal(); err != nil {
		return nil, nil, err
	}
	return c.parts, records, nil
}

// edits fills in the ids of records and subjects, and joins edits of one record:
// the later value counts.
func (c *composer) edits(in []hub.Edit) (out []hub.Edit, records []hub.ID, err error) {
	place := map[recordKey]int{}
	for _, e := range in {
		switch {
		case e.Period != "":
			if derived := hub.DeriveID(e.Kind, e.Subject, e.Period); e.Record.IsZero() || e.Record == derived {
				e.Record = derived
				break
			}
			return nil, nil, fmt.Errorf("store: %s: the record is not its period's", e.Kind)
		case e.Record.IsZero():
			e.Record = hub.NewID()
		}
		records = append(records, e.Record)
		key := recordKey{c.lane.name, e.Kind, e.Record}
		if i, ok := place[key]; ok {
			set := maps.Clone(out[i].Set)
			maps.Copy(set, e.Set)
			out[i].Set = set
			continue
		}
		place[key] = len(out)
		out = append(out, e)
	}
	return out, records, nil
}

// edit adds the fields that an edit changes to the parts of their gates.
func (c *composer) edit(e hub.Edit) error {
	def, ok := c.opts.Forms.Get(e.Kind)
	if !ok {
		return hub.E(hub.CodeInternal, "store.kind").Because(fmt.Errorf("store: kind %q", e.Kind))
	}
	subject := e.Subject
	if subject.IsZero() {
		subject = e.Record
	}
	rec, err := c.record(recordKey{c.lane.name, e.Kind, e.Record}, subject)
	if err != nil {
		return err
	}
	if rec.n != 0 || len(rec.state) > 0 || len(rec.over) > 0 {
		if e.Fresh {
			return hub.E(hub.CodeConflict, "store.taken")
		}
		subject = rec.subject // a record never changes whose it is
	}
	if e.Record == subject && c.opts.Card != nil && c.opts.Card(e.Kind) {
		c.carded[subject] = true
	}
	state := rec.shown()
	for _, no := range slices.Sorted(maps.Keys(e.Set)) {
		f, ok := def.FieldNo(no)
		if !ok {
			return hub.E(hub.CodeInternal, "store.kind").Because(fmt.Errorf("store: kind %q has no field %d", e.Kind, no))
		}
		value := e.Set[no]
		replaces := state[no].LiveIDs()
		if e.Beside {
			replaces = nil
		}
		if unchanged(state[no], value) || e.Beside && lives(state[no], value) {
			continue
		}
		c.add(subject, c.gateOf(f), e, hub.FieldChange{
			No: no, Sealed: f.Sealed(), Opened: true, Value: value, Replaces: replaces,
		})
	}
	return nil
}

// unchanged says whether a value is what is known already, undisputed.
func unchanged(f hub.FieldState, value any) bool {
	for _, v := range f.Live {
		if !v.Opened || !form.Equal(v.Value, value) {
			return false
		}
	}
	return len(f.Live) > 0 || value == nil
}

// lives says whether a value is among those that disagree.
func lives(f hub.FieldState, value any) bool {
	return slices.ContainsFunc(f.Live, func(v hub.Version) bool { return v.Opened && form.Equal(v.Value, value) })
}

func (c *composer) add(subject hub.ID, gate hub.Purpose, e hub.Edit, f hub.FieldChange) {
	i := slices.IndexFunc(c.parts, func(p draftPart) bool { return p.subject == subject && p.gate == gate })
	if i < 0 {
		i = len(c.parts)
		c.parts = append(c.parts, draftPart{subject: subject, gate: gate})
	}
	changes := c.parts[i].part.Changes
	if n := len(changes); n == 0 || changes[n-1].Kind != e.Kind || changes[n-1].Record != e.Record {
		changes = append(changes, hub.Change{Kind: e.Kind, Record: e.Record, Period: e.Period})
	}
	last := &changes[len(changes)-1]
	last.Fields = append(last.Fields, f)
	c.parts[i].part.Changes = changes
}

// seal finds the keys of parts that need one; a subject's first key travels in a
// part of its own in front of all others.
func (c *composer) seal() error {
	var wraps []draftPart
	drawn := map[hub.ID]codec.SubjectKey{}
	for i := range c.parts {
		p := &c.parts[i]
		if !slices.ContainsFunc(p.part.Changes, sealsSomething) {
			continue
		}
		key, ok := drawn[p.subject]
		if !ok {
			var wrap *hub.Change
			var err error
			if key, wrap, err = c.writeKey(c.lane, p.subject, c.carded[p.subject]); err != nil {
				return err
			}
			drawn[p.subject] = key
			if wrap != nil {
				wraps = append(wraps, draftPart{subject: p.subject, part: hub.Part{Changes: []hub.Change{*wrap}}})
			}
		}
		p.key = &key
	}
	c.parts = append(wraps, c.parts...)
	return nil
}

func sealsSomething(c hub.Change) bool {
	return slices.ContainsFunc(c.Fields, func(f hub.FieldChange) bool { return f.Sealed })
}
