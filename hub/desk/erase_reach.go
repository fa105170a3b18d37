package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Holder is a hub that holds what an order erases.
type Holder struct {
	Key  [32]byte
	Name string
	Seen time.Time // when it was last heard of; zero: never
}

// Reached is a hub, and how far an order has come there.
type Reached struct {
	Holder
	Done   bool
	Day    hub.Day // when it said so
	Backup hub.Day // from when on its backups do not hold it either; "" not said yet
}

// Beyond is what left the hubs before an order, and that no order reaches.
type Beyond struct {
	What string // stick, export
	Day  hub.Day
	By   hub.ID // site, or officer, that it is noted on
}

// Reach says where orders are carried out, hub by hub, those that are missing first.
type Reach struct {
	Hubs  []Reached
	Done  int
	Since hub.Day // the orders' day; "" nothing is ordered yet
}

// OrdersOf are the orders that answer a request.
func (d *Desk) OrdersOf(ctx context.Context, a care.EraseAsk) (orders []care.Erasure, err error) {
	for _, s := range subjectsOf(a) {
		recs, err := d.log.Find(ctx, hub.KindErasure, "subject", s)
		if err != nil {
			return nil, err
		}
		for _, o := range care.All[care.Erasure](d.forms, hub.KindErasure, recs) {
			if purpose := a.What != EraseAll && a.What != ErasePause; purpose == (o.Gate != "") && (!purpose || o.Gate == a.What) && o.Day >= a.Day {
				orders = append(orders, o)
			}
		}
	}
	return orders, nil
}

// Reach reads how far the orders of a request have come at the hubs that hold it.
func (d *Desk) Reach(ctx context.Context, actor hub.Actor, a care.EraseAsk, holders []Holder) (r Reach, err error) {
	if err := d.mayHandle(actor); err != nil {
		return r, err
	}
	orders, err := d.OrdersOf(ctx, a)
	if err != nil || len(orders) == 0 {
		return r, err
	}
	said := map[string][]care.Erased{}
	for _, o := range orders {
		r.Since = max(r.Since, o.Day)
		recs, err := d.log.Find(ctx, "erased", "order", o.ID)
		if err != nil {
			return r, err
		}
		for _, e := range care.All[care.Erased](d.forms, "erased", recs) {
			said[string(e.Hub)] = append(said[string(e.Hub)], e)
		}
	}
	for _, h := range holders {
		one := reached(h, said[string(h.Key[:])], len(orders))
		if one.Done {
			r.Done++
		}
		r.Hubs = append(r.Hubs, one)
	}
	hub.SortStable(r.Hubs, func(a, b Reached) int {
		return cmp.Or(boolFirst(!a.Done, !b.Done), cmp.Compare(a.Name, b.Name))
	})
	return r, nil
}

// reached is what one hub has said of several orders: the last of them counts.
func reached(h Holder, said []care.Erased, orders int) Reached {
	one := Reached{Holder: h, Done: len(said) >= orders}
	for _, e := range said {
		one.Day, one.Backup = max(one.Day, e.Day), max(one.Backup, e.Backup)
	}
	if !one.Done || slices.ContainsFunc(said, func(e care.Erased) bool { return e.Backup == "" }) {
		one.Backup = ""
	}
	return one
}

// Beyond is the sticks that were written and the rosters that were taken while the
// child was known: of its own station, and at the county.
func (d *Desk) Beyond(ctx context.Context, actor hub.Actor, a care.EraseAsk, until hub.Day) (out []Beyond, err error) {
	if err := d.mayHandle(actor); err != nil {
		return nil, err
	}
	def, _ := d.forms.Get("look")
	read := func(rec hub.Record, name string) any {
		f, _ := def.Field(name)
		return rec.Fields[f.No]
	}
	sites := map[hub.ID]bool{}
	err = d.log.Each(ctx, "site", func(rec hub.Record) error {
		sites[rec.ID] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = d.log.Each(ctx, "look", func(rec hub.Record) error {
		what, _ := read(rec, "what").(string)
		day, _ := read(rec, "day").(string)
		own := slices.Contains(subjectsOf(a), rec.Subject)
		if what != "stick" && what != "export" || hub.Day(day) > until || sites[rec.Subject] && rec.Subject != a.Site && !own {
			return nil
		}
		if one := (Beyond{what, hub.Day(day), rec.Subject}); !slices.Contains(out, one) {
			out = append(out, one)
		}
		return nil
	})
	hub.Sort(out, func(a, b Beyond) int { return compareDesc(string(a.Day), string(b.Day)) })
	return out, err
}

// Carried is an order that a box has carried out.
type Carried struct {
	Order  hub.ID
	Parts  int
	Backup bool // its backups are newer than that
}

// NoteErased acknowledges orders for a box, in the county's lane: once per order and
// box, and again when more was erased or its backups were made anew. It returns how
// many it noted.
func (d *Desk) NoteErased(ctx context.Context, lane hub.Lane, key [32]byte, done []Carried) (n int, err error) {
	for _, c := range done {
		period := hub.ID(key[:16]).String()[:16]
		values := form.Values{"order": c.Order, "hub": key[:], "parts": c.Parts, "day": d.Today()}
		rec, err := d.log.Record(ctx, "erased", hub.DeriveID("erased", c.Order, period))
		if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
			return n, err
		}
		if err == nil {
			was := care.As[care.Erased](d.forms, rec)
			if was.Parts >= c.Parts && (was.Backup != "" || !c.Backup) {
				continue
			}
			delete(values, "day")
		}
		if c.Backup {
			values["backup"] = d.Today()
		}
		_, err = d.log.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{d.forms.EditOnce("erased", c.Order, period, values)}})
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
