package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
)

// Households is the records of some kinds of every subject that is found by a kind,
// a field and its value (Find): all persons of the children of a site, in one query
// instead of one per child. Records of one subject stand together.
func (s *Store) Households(ctx context.Context, kind hub.Kind, field string, value any, kinds ...hub.Kind) ([]hub.Record, error) {
	text, ok := indexText(value)
	if !ok || !s.finds(kind, field) {
		return nil, fmt.Errorf("store: %s has no index %q over %T", kind, field, value)
	}
	args := []any{string(kind), field, text}
	for _, k := range kinds {
		args = append(args, string(k))
	}
	return s.list(ctx, householdsSQL(len(kinds)), args...)
}

// householdsSQL walks the index of what is found, then that of subjects: nothing is
// sorted, and no other subject's row is read.
func householdsSQL(kinds int) string {
	marks := make([]string, kinds)
	for i := range marks {
		marks[i] = "$" + strconv.Itoa(4+i)
	}
	return `SELECT ` + recordColumns + ` FROM finds f JOIN records c ON c.n = f.record
		JOIN records r ON r.subject = c.subject JOIN lanes l ON l.n = r.lane
		WHERE f.kind = $1 AND f.name = $2 AND f.value = $3 AND r.kind IN (` + strings.Join(marks, ", ") + `)
		ORDER BY f.record`
}
