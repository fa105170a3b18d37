package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Reform brings the rows by which records are found to what forms say by now: to be
// called whenever the registry has learned others, and after Open before anything is
// written. A form may come after records of its kind, or say of more fields that they
// are an index; nothing else of a record depends on it. What was sealed when it was
// written stays so.
func (s *Store) Reform(ctx context.Context) error {
	return s.reforming(ctx, func(t *txn) error {
		b, err := getMeta(t.tx, "forms")
		if err != nil {
			return err
		}
		before, now := readForms(b), t.learned()
		for _, kind := range slices.Sorted(maps.Keys(joined(before, now))) {
			if before[kind] == now[kind] {
				continue
			}
			if err := t.findAnew(kind); err != nil {
				return err
			}
		}
		if maps.Equal(before, now) {
			return nil
		}
		return putMeta(t.tx, "forms", now.bytes())
	})
}

// reforming is write with the forms of this moment; without COMMIT those before stay.
func (s *Store) reforming(ctx context.Context, f func(t *txn) error) error {
	var was *form.Registry
	err := s.write(ctx, func(t *txn) error {
		was = s.finding.Swap(s.opts.Forms.Snapshot())
		return f(t)
	})
	if err != nil && was != nil {
		s.finding.Store(was)
	}
	return err
}

// findAnew writes the rows of all records of a kind, whatever they were.
func (t *txn) findAnew(kind hub.Kind) error {
	if err := t.exec(`DELETE FROM finds WHERE kind = $1`, string(kind)); err != nil {
		return err
	}
	keys, err := t.recordKeys(`r.kind = $1`, string(kind))
	if err != nil {
		return err
	}
	for _, k := range keys {
		e, err := t.record(k.recordKey, k.subject)
		if err != nil {
			return err
		}
		e.before = nil
		t.dirty(e)
		if err := t.relieve(); err != nil {
			return err
		}
	}
	return nil
}

// formNames names, by kind, what of a published form its rows depend on.
type formNames map[hub.Kind]string

// learned are the forms that no release shipped.
func (s *Store) learned() formNames {
	forms := s.finding.Load()
	out, shipped := formNames{}, forms.Shipped()
	for _, kind := range forms.Kinds() {
		if _, ours := slices.BinarySearch(shipped, kind); ours {
			continue
		}
		def, _ := forms.Get(kind)
		h := sha256.New()
		writeFoldForm(h, def)
		out[kind] = hex.EncodeToString(h.Sum(nil)[:8])
	}
	return out
}

func (n formNames) bytes() []byte {
	var b bytes.Buffer
	for _, kind := range slices.Sorted(maps.Keys(n)) {
		fmt.Fprintln(&b, kind, n[kind])
	}
	return append([]byte{}, b.Bytes()...) // not nil: a column holds it
}

func readForms(b []byte) formNames {
	n := formNames{}
	for line := range bytes.Lines(b) {
		if kind, name, ok := bytes.Cut(bytes.TrimSpace(line), []byte(" ")); ok {
			n[hub.Kind(kind)] = string(name)
		}
	}
	return n
}

func joined(a, b formNames) formNames {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}
