package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Enrolling is a place taken (入托): the second act after 登记.
type Enrolling struct {
	Request hub.ID
	Child   hub.ID
	Group   hub.ID // zero: no class yet
	Mode    string // full, half, hourly, occasional, extended
	From    hub.Day
	To      hub.Day
	Anyway  bool // a person has read the warning (full class, age) and goes on
}

// Enrol takes a place for a known child and makes it 在托 or 临时托, in one
// commit. An age that does not fit the class is asked once; a full class is
// refused, since its size is regulation (班额).
func (d *Desk) Enrol(ctx context.Context, actor hub.Actor, e Enrolling) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActEnrol); err != nil {
		return hub.Outcome{}, err
	}
	if _, ok := e.From.Time(); !ok {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "enrol.from").In("from")
	}
	if e.To != "" && e.To < e.From {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "enrol.order").In("to")
	}
	child, err := d.child(ctx, e.Child)
	if err != nil {
		return hub.Outcome{}, err
	}
	id := hub.DeriveID("enrolment", e.Request, "enrol")
	recs, err := d.log.Of(ctx, e.Child, "enrolment")
	if err != nil {
		return hub.Outcome{}, err
	}
	for _, other := range care.All[care.Enrolment](d.forms, "enrolment", recs) {
		if other.ID != id && other.Meets(e.From, e.To) {
			return hub.Outcome{}, hub.E(hub.CodeInvalid, "enrol.already").In("from")
		}
	}
	if err := d.checkGroup(ctx, child, e); err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, e.Request, d.enrolmentEdit(id, actor.Site, e),
		d.forms.Edit("child", e.Child, e.Child, form.Values{"category": categoryOf(e.Mode)}))
}

// EndEnrolment gives a place back (离开): the last day is the child's last in care.
func (d *Desk) EndEnrolment(ctx context.Context, actor hub.Actor, request, enrolment hub.ID, last hub.Day, why string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActEnrol); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.record(ctx, "enrolment", enrolment)
	if err != nil {
		return hub.Outcome{}, err
	}
	e := care.As[care.Enrolment](d.forms, rec)
	if last < e.From {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "enrol.order").In("to")
	}
	return d.append(ctx, actor, request,
		d.forms.Edit("enrolment", enrolment, rec.Subject, form.Values{"to": last, "ended": orNil(why)}),
		d.forms.Edit("child", rec.Subject, rec.Subject, form.Values{"category": "home"}))
}

// enrolled is the place that a child has on a day; nil if none.
func (d *Desk) enrolled(ctx context.Context, child hub.ID, day hub.Day) (*care.Enrolment, error) {
	recs, err := d.log.Of(ctx, child, "enrolment")
	if err != nil {
		return nil, err
	}
	for _, e := range care.All[care.Enrolment](d.forms, "enrolment", recs) {
		if e.On(day) {
			return &e, nil
		}
	}
	return nil, nil
}

// checkGroup holds a class against its type: age and size. The child's own place
// does not count, so that asking again after an unknown outcome finds room.
func (d *Desk) checkGroup(ctx context.Context, child care.Child, e Enrolling) error {
	if e.Group.IsZero() {
		return nil
	}
	rec, err := d.log.Record(ctx, "group", e.Group)
	if err != nil {
		return err
	}
	group := care.As[care.Group](d.forms, rec)
	class, ok := d.rules.Class(group.Type)
	if !ok {
		return nil // a type that only the county knows: its own rule, not ours
	}
	if age, ok := calendar.AgeOn(child.Birth, e.From); ok && !e.Anyway {
		if err := class.Fits(age.Months); err != nil {
			return err
		}
	}
	taken, err := d.takenOn(ctx, e.Group, e.From, child.ID)
	if err != nil {
		return err
	}
	if full := class.Room(taken, group.Places); full != nil {
		return full
	}
	return nil
}
