package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/class"
)

// OpenClass notes that a class begins, or goes on after a cut, and says what it is about.
func (d *Desk) OpenClass(ctx context.Context, actor hub.Actor, request, of hub.ID) (class.Plan, hub.Outcome, error) {
	return class.Plan{}, hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// CloseClass notes that a class is over, who came in numbers, and its recording.
func (d *Desk) CloseClass(ctx context.Context, actor hub.Actor, request hub.ID, held class.Held) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}
