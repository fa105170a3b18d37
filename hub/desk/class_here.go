package desk

import (
	"cmp"
	"context"
	"encoding/hex"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
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
	Late    bool   // also where the class began a while ago
	Sign    []byte // strokes
}

// lateAfter is how many minutes after its beginning who comes is late; ours.
const lateAfter = 10

// mostHere bounds what a phone could write down.
const mostHere = 500

// told is who may tell something of a class: a worker, or a family from its own phone.
func (d *Desk) told(actor hub.Actor) error {
	if actor.Role == hub.RoleFamily {
		return d.allow(actor, hub.ActOwn)
	}
	return d.allow(actor, hub.ActTeach)
}

// ComeToClass notes that somebody came; the same one of the same child's again changes what
// was noted of her (a signature, in the room after all). Outcome.Records begins with the
// class-here. A family's own phone says it of a class that is being held, and of itself.
// Errors: CodeForbidden, CodeNotFound class.gone, class.none, CodeConflict class.was-off,
// CodeInvalid class.name, CodeFull class.many.
func (d *Desk) ComeToClass(ctx context.Context, actor hub.Actor, c Came) (hub.Outcome, error) {
	if err := d.told(actor); err != nil {
		return hub.Outcome{}, err
	}
	of, err := d.class(ctx, c.Class)
	if err != nil {
		return hub.Outcome{}, err
	}
	family := actor.Role == hub.RoleFamily
	switch {
	case of.Off():
		return hub.Outcome{}, hub.E(hub.CodeConflict, "class.was-off")
	case family && !of.Begun() && c.Way != "replay":
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.none")
	case family && c.Way != "replay":
		c.Way = "phone"
	case of.Site != actor.Site && cmp.Or(c.Way, "room") == "room": // in the room, and not in the one where it is held
		c.Way = "near"
	}
	edit, err := d.hereEdit(ctx, actor, of, &c)
	if err != nil {
		return hub.Outcome{}, err
	}
	edits := []hub.Edit{edit}
	f, err := d.classFile(ctx, of)
	if err != nil {
		return hub.Outcome{}, err
	}
	if len(f.Here) >= mostHere {
		return hub.Outcome{}, hub.E(hub.CodeFull, "class.many")
	}
	if of.Held() && of.Site == actor.Site {
		came := care.As[care.ClassHere](d.forms, hub.Record{Kind: "class-here", ID: edit.Record, Subject: edit.Subject, Fields: edit.Set})
		after := append(slices.DeleteFunc(slices.Clone(f.Here), func(h care.ClassHere) bool { return h.ID == came.ID }), came)
		if edits, err = d.recount(ctx, of, f, after, edits); err != nil {
			return hub.Outcome{}, err
		}
	}
	return d.append(ctx, actor, c.Request, edits...)
}

// recount moves the figures that a class which is over keeps of itself.
func (d *Desk) recount(ctx context.Context, of *care.Class, f *ClassFile, after []care.ClassHere, edits []hub.Edit) ([]hub.Edit, error) {
	families, err := d.familiesOf(ctx, append(slices.Clone(f.Here), after...))
	if moved := tallyOf(of).moved(headsOf(f.Here, families), headsOf(after, families)); len(moved) > 0 {
		edits = append(edits, d.forms.Edit("class", of.ID, of.Subject, moved))
	}
	return edits, err
}

// hereEdit is the record of who came.
func (d *Desk) hereEdit(ctx context.Context, actor hub.Actor, of *care.Class, c *Came) (hub.Edit, error) {
	values := form.Values{
		"class": of.ID, "way": cmp.Or(c.Way, "room"), "day": of.Day, "site": orNil(actor.Site), "gone": nil,
		"late": orNil(c.Late), "sign": nil,
	}
	if of.Begun() {
		values["day"], values["minute"] = d.Today(), d.Minute()
		values["late"] = orNil(c.Late || of.Began >= 0 && of.HeldOn == d.Today() && d.Minute() > of.Began+lateAfter)
	}
	if len(c.Sign) > 0 {
		values["sign"] = c.Sign
	}
	var edit hub.Edit
	switch {
	case !c.Child.IsZero():
		child, err := d.child(ctx, c.Child)
		if err != nil {
			return edit, err
		}
		if child.Withdrawn != "" {
			return edit, hub.E(hub.CodeInvalid, "desk.no-child")
		}
		who := care.Person{}
		if !c.Person.IsZero() {
			if who, err = d.person(ctx, c.Child, c.Person); err != nil {
				return edit, err
			}
		}
		role := roleOf(child, who, c.Role)
		values["role"], values["person"] = role, orNil(c.Person)
		edit = d.forms.EditOnce("class-here", child.ID, of.ID.String()+" "+role, values)
	case c.Role == "staff":
		if err := d.staffHere(ctx, actor, c.Person); err != nil {
			return edit, err
		}
		values["role"], values["staff"] = "staff", c.Person
		edit = d.forms.EditOnce("class-here", actor.Site, of.ID.String()+" "+hex.EncodeToString(c.Person[:8]), values) // a period has 64 letters
	default:
		if c.Name == "" {
			return edit, hub.E(hub.CodeInvalid, "class.name").In("name")
		}
		values["role"], values["name"] = cmp.Or(c.Role, "other"), c.Name
		guest := hub.DeriveID("class-here", c.Request, "guest") // a subject of its own: erased alone, once its time is over
		edit = d.forms.Edit("class-here", guest, guest, values)
	}
	return edit, d.sameHere(ctx, edit, values, c.Late)
}

// sameHere keeps what was noted of somebody who is tapped again: when she came first, that
// she was late then, her signature, that she sits in the room though her phone listens too.
func (d *Desk) sameHere(ctx context.Context, edit hub.Edit, values form.Values, late bool) error {
	rec, err := d.log.Record(ctx, "class-here", edit.Record)
	if err != nil {
		for name, v := range values { // a new record needs no cleared fields
			if f, ok := d.field("class-here", name); ok && v == nil {
				delete(edit.Set, f.No)
			}
		}
		return unlessMissing(err)
	}
	if was := care.As[care.ClassHere](d.forms, rec); was.Gone || was.Role == "" {
		return nil
	}
	for _, name := range []string{"way", "minute", "late", "sign", "person"} {
		f, _ := d.field("class-here", name)
		was := rec.Fields[f.No]
		switch {
		case was == nil && name != "late": // nothing was noted
		case name == "way" && was != "room": // she is in the room after all
		case name == "late" && late:
		case values[name] != nil && (name == "sign" || name == "person"):
		default:
			delete(edit.Set, f.No)
		}
	}
	return nil
}

// field finds a field of a kind.
func (d *Desk) field(kind hub.Kind, name string) (*form.Field, bool) {
	def, ok := d.forms.Get(kind)
	if !ok {
		return nil, false
	}
	return def.Field(name)
}

// roleOf is what somebody of a family's counts as. Of a family that expects a child the
// mother is she who expects it.
func roleOf(child care.Child, who care.Person, said string) string {
	role := cmp.Or(said, who.Kinship, "other")
	if child.Category == "expecting" {
		switch role {
		case "mother":
			return "expecting"
		case "father":
			return "father-to-be"
		}
	}
	return role
}

// staffHere says whether somebody works at the site.
func (d *Desk) staffHere(ctx context.Context, actor hub.Actor, staff hub.ID) error {
	all, err := d.Staff(ctx, actor.Site)
	if err == nil && !slices.ContainsFunc(all, func(s care.Staff) bool { return s.ID == staff }) {
		err = hub.E(hub.CodeNotFound, "class.no-here")
	}
	return err
}

// NotAtClass takes back who was tapped by mistake. Errors: CodeNotFound class.no-here.
func (d *Desk) NotAtClass(ctx context.Context, actor hub.Actor, request, here hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.record(ctx, "class-here", here)
	if err := unlessMissing(err); err != nil {
		return hub.Outcome{}, err
	}
	h := care.As[care.ClassHere](d.forms, rec)
	if h.Class.IsZero() || h.Site != actor.Site {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.no-here")
	}
	e := d.forms.Edit("class-here", here, rec.Subject, form.Values{"gone": true})
	e.Period = rec.Period
	edits := []hub.Edit{e}
	if of, err := d.class(ctx, h.Class); err == nil && of.Held() && of.Site == actor.Site && !h.Gone {
		f, err := d.classFile(ctx, of)
		if err != nil {
			return hub.Outcome{}, err
		}
		after := slices.DeleteFunc(slices.Clone(f.Here), func(o care.ClassHere) bool { return o.ID == here })
		if edits, err = d.recount(ctx, of, f, after, edits); err != nil {
			return hub.Outcome{}, err
		}
	}
	return d.append(ctx, actor, request, edits...)
}

// SignAtClass keeps the signature of somebody who was noted, of a guest or a worker: who
// comes with a child signs by ComeToClass. Errors: CodeForbidden, CodeNotFound
// class.no-here.
func (d *Desk) SignAtClass(ctx context.Context, actor hub.Actor, request, here hub.ID, sign []byte) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.record(ctx, "class-here", here)
	if err := unlessMissing(err); err != nil {
		return hub.Outcome{}, err
	}
	if h := care.As[care.ClassHere](d.forms, rec); h.Class.IsZero() || h.Gone || h.Site != actor.Site {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.no-here")
	}
	e := d.forms.Edit("class-here", here, rec.Subject, form.Values{"sign": sign})
	e.Period = rec.Period
	return d.append(ctx, actor, request, e)
}

// CountHeads notes how many were counted by eye, besides the names.
func (d *Desk) CountHeads(ctx context.Context, actor hub.Actor, request, of hub.ID, heads int) (hub.Outcome, error) {
	c, err := d.classAt(ctx, actor, of)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request, d.forms.Edit("class", of, c.Subject, form.Values{"heads": heads}))
}
