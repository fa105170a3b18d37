package desk_test

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"math"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// The lanes of two townships.
const (
	liugou = hub.Lane("township/140427103")
	shipo  = hub.Lane("township/140427104")
)

// town is hubs with real stores that meet when the test says so.
type town struct {
	t     testing.TB
	clock *handClock
	lanes map[hub.Lane][]codec.Recipient // whom each lane's hubs close for, besides themselves
}

func newTown(t testing.TB) *town {
	n := &town{t: t, clock: &handClock{}, lanes: map[hub.Lane][]codec.Recipient{}}
	n.clock.set(monday, 9, 0)
	return n
}

// node is one of them. A county has no site and holds every lane.
type node struct {
	*desk.Desk
	town  *town
	name  string
	lane  hub.Lane
	log   *store.Store
	names *names.Directory
	keys  *townKeys
	actor hub.Actor
}

type townKeys struct {
	houseKeys
	town *town
}

func (k *townKeys) Recipients(lane hub.Lane) []codec.Recipient { return k.town.lanes[lane] }
func (k *townKeys) Certificate(hub.Lane) []byte                { return []byte("certificate") }

func (k *townKeys) recipient() codec.Recipient {
	priv, err := ecdh.X25519().NewPrivateKey(k.x25519[:])
	if err != nil {
		panic(err)
	}
	return codec.RecipientOf([32]byte(priv.PublicKey().Bytes()))
}

// anybody may write every lane: who may is hub/trust's to say, and tested there.
type anybody struct{}

func (anybody) Admit(hub.Origin, hub.OriginProof) (hub.Head, bool, error) {
	return hub.Head{}, false, nil
}
func (anybody) Released(hub.ID) bool { return false }

func (n *town) open(name string, lane hub.Lane) *node {
	n.t.Helper()
	var opens [32]byte
	rand.Read(opens[:])
	return n.openWith(name, lane, opens)
}

// openWith opens a hub that opens what was closed for a key.
func (n *town) openWith(name string, lane hub.Lane, opens [32]byte) *node {
	n.t.Helper()
	k := &townKeys{town: n}
	_, k.sign, _ = ed25519.GenerateKey(rand.Reader)
	k.x25519 = opens
	rand.Read(k.box[:])
	folder := must[*store.Folder](n.t)(store.OpenFolder(n.t.TempDir()))
	n.t.Cleanup(func() { folder.Close() })
	s := must[*store.Store](n.t)(sqlite.Open(n.t.Context(), folder, store.Options{
		Keys: k, Verifier: anybody{}, Forms: form.Builtin(), Clock: n.clock, Card: func(kind hub.Kind) bool { return kind == "child" },
	}))
	n.t.Cleanup(func() { s.Close() })
	b := &node{town: n, name: name, lane: lane, log: s, names: names.New(), keys: k}
	b.Desk = desk.New(s, form.Builtin(), n.clock, b.names)
	return b
}

// station is a hub with a site and its 站长.
func (n *town) station(name string, lane hub.Lane) *node {
	n.t.Helper()
	b := n.open(name, lane)
	key := b.keys.sign.Public().(ed25519.PublicKey)
	made := must[desk.SetUp](n.t)(b.SetUp(n.t.Context(), hub.Actor{Role: hub.RoleHead, Lane: lane}, desk.Setup{
		Request:   hub.NewID(),
		SiteFacts: desk.SiteFacts{Name: name, Role: "station", Kinds: []string{"village"}, TownshipName: name + "镇", Hub: key},
		Groups:    []desk.Group{{Name: "混合班", Type: "hun", Places: 18}},
		Worker:    desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
	}))
	b.actor = hub.Actor{Staff: made.Worker, Site: made.Site, Role: hub.RoleHead, Lane: lane}
	return b
}

// county holds and opens every lane that it is given.
func (n *town) county(lanes ...hub.Lane) *node {
	n.t.Helper()
	b := n.open("county", hub.LaneCounty)
	b.actor = hub.Actor{Staff: hub.NewID(), Role: hub.RoleCounty, Lane: hub.LaneCounty}
	for _, lane := range lanes {
		n.lanes[lane] = append(n.lanes[lane], b.keys.recipient())
	}
	return b
}

// meet lets hubs exchange what they hold, until nobody has anything new. A station
// holds its own lane, the county all.
func (n *town) meet(nodes ...*node) {
	n.t.Helper()
	for range 2 {
		for _, from := range nodes {
			for _, to := range nodes {
				if from != to {
					n.give(from, to)
				}
			}
		}
	}
	for _, b := range nodes {
		b.learn()
	}
}

func (n *town) give(from, to *node) {
	n.t.Helper()
	ctx := n.t.Context()
	for _, sum := range must[[]store.LaneSum](n.t)(from.log.Lanes(ctx)) {
		if to.lane != hub.LaneCounty && sum.Lane != to.lane {
			continue
		}
		proofs := must[map[hub.Origin]hub.OriginProof](n.t)(from.log.Proofs(ctx, sum.Lane))
		theirs := must[hub.Vector](n.t)(to.log.Vector(ctx, sum.Lane))
		batch, _, err := from.log.Since(ctx, sum.Lane, theirs, math.MaxInt32, math.MaxInt32)
		if err != nil {
			n.t.Fatal(err)
		}
		if got := must[store.Accepted](n.t)(to.log.Accept(ctx, batch, proofs)); len(got.Refused) > 0 {
			n.t.Fatalf("%s refused %+v", to.name, got.Refused[0])
		}
	}
}

// learn fills the directory of names, as hub/box does.
func (b *node) learn() {
	b.town.t.Helper()
	forms := form.Builtin()
	err := b.log.Each(b.town.t.Context(), "child", func(rec hub.Record) error {
		c := care.As[care.Child](forms, rec)
		if c.Withdrawn != "" || c.Called() == "" {
			return nil
		}
		e := names.Entry{Subject: c.ID, Name: c.Name, Nick: c.Nick, Birth: c.Birth, Site: c.Site}
		recs, err := b.log.Of(b.town.t.Context(), c.ID, "person")
		for _, p := range care.All[care.Person](forms, "person", recs) {
			if p.Phone != "" {
				e.PhoneTails = append(e.PhoneTails, p.Phone[max(0, len(p.Phone)-4):])
			}
		}
		b.names.Put(e)
		return err
	})
	if err != nil {
		b.town.t.Fatal(err)
	}
}

func (b *node) register(name, phone string, change ...func(*desk.Registration)) hub.ID {
	b.town.t.Helper()
	r := desk.Registration{Request: hub.NewID(), Name: name, Sex: "2", Birth: "2025-03-12", Category: "home", VillageName: "柳沟村",
		Site: b.actor.Site, Surely: true,
		People: []desk.Person{{Name: "李秀英", Kinship: "paternal-grandmother", Phone: phone, Carer: true, Pickup: true, Adult: true}}}
	for _, f := range change {
		f(&r)
	}
	return must[desk.Registered](b.town.t)(b.Register(b.town.t.Context(), b.actor, r)).Child
}

func (b *node) correct(kind hub.Kind, id hub.ID, values form.Values) {
	b.town.t.Helper()
	must[hub.Outcome](b.town.t)(b.Correct(b.town.t.Context(), b.actor, hub.NewID(), kind, id, hub.ID{}, values))
}

func (b *node) file(child hub.ID) desk.File {
	b.town.t.Helper()
	return must[desk.File](b.town.t)(b.File(b.town.t.Context(), b.actor, child))
}

// fields is a record as it stands on this hub.
func (b *node) fields(kind hub.Kind, id hub.ID) map[uint32]any {
	b.town.t.Helper()
	return must[hub.Record](b.town.t)(b.log.Record(b.town.t.Context(), kind, id)).Fields
}

func (b *node) cards() []desk.Card {
	b.town.t.Helper()
	return must[[]desk.Card](b.town.t)(b.Conflicts(b.town.t.Context(), b.actor, b.actor.Site))
}
