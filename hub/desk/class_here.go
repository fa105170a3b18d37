package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// Came is somebody who comes to a class.
type Came struct {
	Request hub.ID
	Class   hub.ID
	Child   hub.ID // whose family it is; zero: a guest, a worker
	Person  hub.ID // of the child's people, or a staff member; zero: nobody says
	Name    string // of a guest without a card
	Role    string // mother … as of a person; expecting, father-to-be, staff, other; "" as Person is
	Way     string // room, near, phone, replay; "" room
	Late    bool
	Sign    []byte // strokes
}

// ComeToClass notes that somebody came; the same one of the same child's again changes what was
// noted of her (a signature, late). Outcome.Records names the class-here.
func (d *Desk) ComeToClass(ctx context.Context, actor hub.Actor, c Came) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// NotAtClass takes back who was tapped by mistake.
func (d *Desk) NotAtClass(ctx context.Context, actor hub.Actor, request, here hub.ID) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// CountHeads notes how many were counted by eye, besides the names.
func (d *Desk) CountHeads(ctx context.Context, actor hub.Actor, request, class hub.ID, heads int) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// Invited is a family that a class is meant for.
type Invited struct {
	Child  care.Child
	Age    string // 8 个月, 孕 20 周
	People []care.Person
	Phone  string // whole number of who is called first; "" none: somebody has to go there
	Whose  string // that number: 奶奶
	Told   care.ClassNotice
	Came   []care.ClassHere
}

// ExpectedAt are the families whom a class is meant for, who came of them, who was told.
func (d *Desk) ExpectedAt(ctx context.Context, actor hub.Actor, class hub.ID) ([]Invited, error) {
	return nil, hub.E(hub.CodeNotFound, "class.gone")
}
