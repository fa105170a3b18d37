package print

import (
	"context"
	"encoding/json"
	"slices"

	"yizhan/hub"
)

// Forget drops the jobs that name any of these children, who were erased: also those
// that lie on the shelf since before the box was started.
func (q *Queue) Forget(ctx context.Context, children ...hub.ID) error {
	all, err := q.o.Shelf.Prints(ctx)
	if err != nil {
		return err
	}
	for id, body := range all {
		var k kept
		if err := json.Unmarshal(body, &k); err != nil {
			return err
		}
		if !slices.ContainsFunc(k.Doc.About, func(c hub.ID) bool { return slices.Contains(children, c) }) {
			continue
		}
		q.mu.Lock()
		q.jobs = slices.DeleteFunc(q.jobs, func(k *kept) bool { return k.ID == id })
		q.mu.Unlock()
		if err := q.o.Shelf.DropPrint(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
