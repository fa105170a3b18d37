package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// ClassPlan is a class that is to be held.
type ClassPlan struct {
	Request  hub.ID
	Class    hub.ID // zero: a new one
	Kind     string // mothers, pregnancy, parents, activity, staff, lecture
	Title    string
	Lesson   string // key; "" none
	Lecturer string
	Place    string
	Day      hub.Day
	Start    int    // minute of the day
	From, To int    // months of age, or weeks of pregnancy; both 0: everybody
	Way      string // room, remote, both
}

// PlanClass plans a class, or changes one that was not held yet. Errors: CodeForbidden,
// CodeNotFound class.gone, CodeConflict class.was-held, CodeInvalid beside its field.
func (d *Desk) PlanClass(ctx context.Context, actor hub.Actor, p ClassPlan) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// PlanYear proposes what a year asks for and is not planned yet.
func (d *Desk) PlanYear(ctx context.Context, actor hub.Actor, request hub.ID, year int) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// CallOffClass says that a class is not held, and why; Undo plans it again.
func (d *Desk) CallOffClass(ctx context.Context, actor hub.Actor, request, class hub.ID, why string) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// ClassList are those of the worker's site, of some days, the first day first.
func (d *Desk) ClassList(ctx context.Context, actor hub.Actor, from, to hub.Day) ([]care.Class, error) {
	return nil, hub.E(hub.CodeNotFound, "class.gone")
}
