package desk

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
	"yizhan/hub/form"
)

// PurposeOnline is a family's word that its child may be looked at from home. It is asked on
// a sheet of its own (个人信息保护法第二十九条: sensitive data needs a consent of its own),
// and only where the family wants it.
const PurposeOnline hub.Purpose = "online"

// WebFigures is how many figures stand behind the card's number for the page at home.
const WebFigures = 3

// OnlineAnswer is what a family said to being shown its child at home.
type OnlineAnswer struct {
	Request   hub.ID
	Child     hub.ID
	By        hub.ID // the guardian who answered
	Yes       bool
	Signature []byte // strokes; nil where she signed on paper
}

// Guardians are those of a child's people to whose telephone a code may be sent.
func Guardians(people []care.Person) []care.Person {
	return slices.DeleteFunc(slices.Clone(people), func(p care.Person) bool {
		return !p.Guardian || p.Withdrawn || dialled(p.Phone) == ""
	})
}

// AnswerOnline notes the answer. With a yes the card gets its figures, with a no they are
// taken away. Errors: CodeForbidden; CodeInvalid online.off, online.guardian; CodeNotFound.
func (d *Desk) AnswerOnline(ctx context.Context, actor hub.Actor, a OnlineAnswer) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActConsent); err != nil {
		return hub.Outcome{}, err
	}
	f, err := d.File(ctx, actor, a.Child)
	if err != nil {
		return hub.Outcome{}, err
	}
	now, err := d.FamilyPage(ctx)
	if err != nil {
		return hub.Outcome{}, err
	}
	i := slices.IndexFunc(Guardians(f.People), func(p care.Person) bool { return p.ID == a.By })
	switch {
	case a.Yes && !now.On:
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "online.off").In("by")
	case a.Yes && i < 0:
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "online.guardian").In("by")
	}
	said := form.Values{"answer": answer(false, !a.Yes), "way": "paper", "day": d.Today(), "sheet": SheetVersion, "by": orNil(a.By)}
	if i >= 0 {
		said["by_name"] = orNil(Guardians(f.People)[i].Name)
	}
	if len(a.Signature) > 0 {
		said["way"], said["signature"] = "screen", a.Signature
	}
	figures := ""
	if a.Yes {
		if figures, err = d.webFigures(ctx, a.Child); err != nil {
			return hub.Outcome{}, err
		}
		if figures == "" {
			figures = drawFigures("")
		}
	}
	return d.append(ctx, actor, a.Request, d.forms.EditOnce("consent", a.Child, string(PurposeOnline), compact(said)), d.webCardEdit(a.Child, figures))
}

func webCardID(child hub.ID) hub.ID { return hub.DeriveID("web-card", child, "") }

func (d *Desk) webCardEdit(child hub.ID, figures string) hub.Edit {
	return d.forms.Edit("web-card", webCardID(child), child, form.Values{"figures": orNil(figures), "day": d.Today()})
}

// WebCard is what stands on a child's card for the page at home: its last figures and where
// that is. Both are "" where the family has not agreed, or the county has shut the page.
func (d *Desk) WebCard(ctx context.Context, actor hub.Actor, child hub.ID) (figures, url string, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return "", "", err
	}
	now, err := d.FamilyPage(ctx)
	if err != nil || !now.On {
		return "", "", err
	}
	f, err := d.File(ctx, actor, child)
	if err != nil || f.Consents[PurposeOnline].Answer != hub.AnswerYes {
		return "", "", err
	}
	figures, err = d.webFigures(ctx, child)
	return figures, now.URL, err
}

// RenewWebCard gives a new card other figures, so that the old one opens nothing at home.
func (d *Desk) RenewWebCard(ctx context.Context, actor hub.Actor, request, child hub.ID) error {
	if err := d.allow(actor, hub.ActRegister); err != nil {
		return err
	}
	old, err := d.webFigures(ctx, child)
	if err != nil || old == "" {
		return err
	}
	_, err = d.append(ctx, actor, request, d.webCardEdit(child, drawFigures(old)))
	return err
}

func (d *Desk) webFigures(ctx context.Context, child hub.ID) (string, error) {
	recs, err := d.log.Of(ctx, child, "child", "web-card")
	if err != nil {
		return "", err
	}
	return d.webFiguresIn(living(recs)), nil
}

func (d *Desk) webFiguresIn(recs []hub.Record) string {
	for _, rec := range recs {
		if rec.Kind == "web-card" && !rec.Sealed {
			return d.text(rec, "figures")
		}
	}
	return ""
}

// drawFigures draws some that are not the old ones.
func drawFigures(old string) string {
	for {
		n, err := rand.Int(rand.Reader, big.NewInt(1000))
		if err != nil {
			panic(err) // never since Go 1.24
		}
		if s := fmt.Sprintf("%0*d", WebFigures, n.Int64()); s != old {
			return s
		}
	}
}

// dialled is a mobile number as a platform dials it; "" it is none, and takes no code.
func dialled(phone string) string {
	no, err := care.CheckPhone(phone)
	if err != nil || !strings.HasPrefix(no, "1") {
		return ""
	}
	return no
}

// notOnline is the answer to every family that is shown nothing, whatever the reason.
func notOnline() error { return hub.E(hub.CodeNotFound, "online.nothing") }

// onlineFile is what may be shown of a child at home, if anything may.
func (d *Desk) onlineFile(ctx context.Context, child hub.ID) (f File, recs []hub.Record, err error) {
	recs, err = d.log.Of(ctx, child)
	if err != nil {
		return f, nil, err
	}
	recs = living(recs)
	f.Consents = map[hub.Purpose]care.Consent{}
	for _, rec := range recs {
		d.file(&f, rec)
		if rec.Kind == "child" && rec.Sealed {
			return f, nil, notOnline()
		}
	}
	f.Child, err = d.childIn(recs)
	if hub.CodeOf(err) == hub.CodeNotFound || err == nil && (f.Child.Withdrawn != "" || f.Consents[PurposeOnline].Answer != hub.AnswerYes) {
		return f, nil, notOnline()
	}
	return f, recs, err
}

// OnlineFile is what a family sees of its child at home: what its card opens at the station's
// Wi-Fi, its month, and what is to be done.
type OnlineFile struct {
	CardFile
	Came, Away int        // days of this month on which it came, and on which it did not though it was noted
	Due        []due.Item // pressing first: of the family and the health centre
}

// OnlineDoor says whether a child may be looked at from home: fits is asked about the last
// figures of its card with each guardian's telephone. Errors: CodeNotFound, whatever is the
// matter: the child is not here, or was moved away or erased, its record is sealed here, the
// family has not agreed, the figures are an old card's, the number is no guardian's.
func (d *Desk) OnlineDoor(ctx context.Context, child hub.ID, fits func(figures, phone string) bool) error {
	_, _, err := d.onlineAt(ctx, child, fits)
	return err
}

func (d *Desk) onlineAt(ctx context.Context, child hub.ID, fits func(figures, phone string) bool) (File, []hub.Record, error) {
	f, recs, err := d.onlineFile(ctx, child)
	if err != nil {
		return f, nil, err
	}
	figures := d.webFiguresIn(recs)
	for _, p := range Guardians(f.People) {
		if len(figures) == WebFigures && fits(figures, dialled(p.Phone)) {
			return f, recs, nil
		}
	}
	return f, nil, notOnline()
}

// Online reads a child that may be looked at as in OnlineDoor. The caller notes the look.
// Errors: CodeForbidden, CodeNotFound as there.
func (d *Desk) Online(ctx context.Context, actor hub.Actor, child hub.ID, fits func(figures, phone string) bool) (out OnlineFile, err error) {
	f, recs, err := d.onlineAt(ctx, child, fits)
	if err != nil {
		return out, err
	}
	if out.CardFile, err = d.CardFile(ctx, actor, child, recs); err != nil {
		return out, err
	}
	today := d.Today()
	for _, day := range f.Days {
		switch {
		case !strings.HasPrefix(day.Period, string(today)[:len("2026-11")]):
		case day.In >= 0:
			out.Came++
		case day.Absent != "":
			out.Away++
		}
	}
	works, err := d.works(ctx)
	if err != nil {
		return out, err
	}
	for _, item := range d.DueRules().List(d.childDue(f.Child, recs, works), today) {
		if item.Rule.Who != due.ByStation && !item.Old && item.Until == "" {
			out.Due = append(out.Due, item)
		}
	}
	return out, nil
}
