package box

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/lesson"
	"yizhan/kiosk/family"
)

// The page for families at home stands on the listener of the public pages where the county
// can send messages, and answers once the county has opened it at its desk.

// familyDesk is the county as that page sees it: one child behind one door.
type familyDesk struct {
	*publicDesk
	key [32]byte // of the doors' proofs; another after each start
}

// familyPage is nil where no code could reach anybody.
func (b *Box) familyPage(county *publicDesk) *family.Family {
	if b.messages == nil {
		return nil
	}
	behind, _ := b.cfg.behind() // checked at the start
	d := &familyDesk{publicDesk: county}
	rand.Read(d.key[:]) // never fails since Go 1.24
	return &family.Family{County: d, Forms: b.forms, Name: b.office.Name, Today: b.desk.Today, Behind: behind, Log: b.cfg.Log}
}

func (d *familyDesk) Open(ctx context.Context) (bool, error) {
	p, err := d.b.desk.FamilyPage(ctx)
	return p.On, err
}

// Find looks for the child of a card: its number finds it, the figures behind that say which
// card it is.
func (d *familyDesk) Find(ctx context.Context, card, phone string) (family.Door, error) {
	nothing := hub.E(hub.CodeNotFound, "online.nothing")
	if len(card) != cardNumber+desk.WebFigures {
		return family.Door{}, nothing
	}
	ids, err := d.b.store.IDs(ctx, "child")
	if err != nil {
		return family.Door{}, err
	}
	number, figures := card[:cardNumber], card[cardNumber:]
	for _, child := range ids {
		if numberOf(child) != number {
			continue
		}
		err := d.b.desk.OnlineDoor(ctx, child, func(now, called string) bool {
			return subtle.ConstantTimeCompare([]byte(now+called), []byte(figures+phone)) == 1
		})
		if err == nil {
			return family.Door{Child: child, Proof: d.proof(figures, phone)}, nil
		}
		if hub.CodeOf(err) != hub.CodeNotFound {
			return family.Door{}, err
		}
	}
	return family.Door{}, nothing
}

// Read opens what the county may open of a child for one reading by its family, which is on
// the trail as that.
func (d *familyDesk) Read(ctx context.Context, door family.Door) (desk.OnlineFile, error) {
	actor := hub.Actor{Role: hub.RoleFamily, Lane: d.b.TrailLane()}
	file, err := d.b.desk.Online(ctx, actor, door.Child, func(figures, phone string) bool {
		now := d.proof(figures, phone)
		return hmac.Equal(now[:], door.Proof[:])
	})
	if err == nil {
		d.b.looks.Look(actor, door.Child, desk.LookOnline)
	}
	return file, err
}

func (d *familyDesk) proof(figures, phone string) [32]byte {
	m := hmac.New(sha256.New, d.key[:])
	m.Write([]byte(figures + phone))
	return [32]byte(m.Sum(nil))
}

func (d *familyDesk) Send(ctx context.Context, phone, text string) error {
	return d.b.messages.Send(ctx, phone, text)
}

func (d *familyDesk) Lessons() *lesson.Shelf { return d.b.desk.Lessons() }
