package county

import (
	"io"
	"net/url"
	"slices"
	"sync"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// taking is a table that an officer wants to take away.
type taking struct {
	what   string // as people say it: 孩子名册
	tab    string
	people int    // how many people's names or numbers are in it; 0: nobody is
	plain  string // file name for old browsers: roster-2026-11-23.xlsx
	name   string // file name as people read it
}

// take answers with a table as soon as it may leave: see mayTake.
func (v *visit) take(t taking, write func(w io.Writer) error) error {
	may, err := v.mayTake(t)
	if err != nil || !may {
		return err
	}
	return v.sends(t.plain, t.name, write)
}

// mayTake is the one door through which people's names and numbers leave the desk in bulk.
// It asks what for; where there are more people than the county's rule says it asks
// another officer, and lets the table go once she has agreed. When it answers true the
// trail has it, and the caller writes the file. When it answers false it has shown a page.
// The handler has checked that the table is hers to see.
func (v *visit) mayTake(t taking) (bool, error) {
	if !v.who.May(hub.ActExport) {
		return false, hub.E(hub.CodeForbidden, "county.may-not-export")
	}
	if t.people == 0 {
		return true, nil
	}
	q := v.URL.Query()
	purpose := q.Get("for")
	if !slices.ContainsFunc(v.purposes(), func(o form.Option) bool { return o.Code == purpose }) {
		return false, v.exportWhy(t)
	}
	agreed, _ := hub.ParseID(q.Get("take"))
	err := v.c.Desk.TakeOut(v.ctx(), v.who.Actor, desk.Outgoing{
		Lane: v.who.Actor.Lane, People: t.people, Purpose: purpose, Address: v.wholeAddress(), Agreed: agreed,
	})
	if e, is := err.(*hub.Error); is && e.Key == "take.needs-two" {
		return false, v.askSecond(t, purpose, nil)
	}
	return err == nil, err
}

// wholeAddress is the address of a table without what was chosen on the way to it: what is
// agreed to is this, filters and all.
func (v *visit) wholeAddress() string {
	q := v.URL.Query()
	q.Del("for")
	q.Del("take")
	return at(v.URL.Path, q)
}

// purposes are what a table may be taken away for; a family takes its own copy.
func (v *visit) purposes() []form.Option {
	def, _ := v.c.Desk.Forms().Get("look")
	f, _ := def.Field("purpose")
	return slices.DeleteFunc(slices.Clone(f.Choices), func(o form.Option) bool { return o.Code == "family" })
}

// exportWhy asks what a table with names is taken away for: it stands on the trail.
func (v *visit) exportWhy(t taking) error {
	p := page.CountyMessage{CountyFrame: v.frame("存"+t.what, t.tab), Head: t.what + "拿去做什么用？",
		Lines: []string{"里面写着谁是谁，用完要收好。谁存的、做什么用，会记下来。"}}
	q := v.URL.Query()
	for _, o := range v.purposes() {
		q.Set("for", o.Code)
		p.Ways = append(p.Ways, page.Link{Href: at(v.URL.Path, q), Text: o.Label})
	}
	p.Ways = append(p.Ways, page.Link{Href: v.backOf(t), Text: "不要了"})
	return v.render(p)
}

// backOf is where who does not want a table after all came from.
func (v *visit) backOf(t taking) string {
	if page := "/" + t.tab; v.who.opens("GET " + page) {
		return page
	}
	return v.who.home()
}

// askSecond shows what another officer would be asked. What the table is and how many are
// in it is kept here and not in the page, where somebody could make it smaller.
func (v *visit) askSecond(t taking, purpose string, faults page.Errors) error {
	id := v.c.pending.keep(v.who.Actor.Staff, wanted{taking: t, purpose: purpose, address: v.wholeAddress()})
	return v.secondPage(id, wanted{taking: t, purpose: purpose}, faults)
}

func (v *visit) secondPage(id string, w wanted, faults page.Errors) error {
	most, err := v.c.Desk.TakesAlone(v.ctx())
	if err != nil {
		return err
	}
	p := page.CountyTakeAsk{CountyFrame: v.frame("存"+w.what, w.tab), What: w.what, People: w.people, Most: most,
		Purpose: v.label("look", "purpose", w.purpose), Pending: id, Why: v.form.Text("why"), Prev: v.backOf(w.taking)}
	p.Errors = faults
	return v.typed(p, faults)
}

// wanted is a table as it was when its officer was told to ask another.
type wanted struct {
	taking
	by               hub.ID
	purpose, address string
}

// wantedKept is how many are remembered, of all officers together.
const wantedKept = 200

// pending remembers what officers are about to ask for, until they have written why. It is
// forgotten at a restart.
type pending struct {
	mu   sync.Mutex
	kept map[string]wanted
	ids  []string // oldest first
}

func (p *pending) keep(by hub.ID, w wanted) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kept == nil {
		p.kept = map[string]wanted{}
	}
	if len(p.ids) == wantedKept {
		delete(p.kept, p.ids[0])
		p.ids = append(p.ids[:0], p.ids[1:]...)
	}
	id := hub.NewID().String()
	w.by = by
	p.kept[id] = w
	p.ids = append(p.ids, id)
	return id
}

// of is what an officer wanted; not another's.
func (p *pending) of(by hub.ID, id string) (wanted, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	w, ok := p.kept[id]
	return w, ok && w.by == by
}

// takeAt is where a table is fetched that was agreed to.
func takeAt(t desk.Take) string {
	u, err := url.Parse(t.Address)
	if err != nil {
		return "/takes"
	}
	q := u.Query()
	q.Set("for", t.Purpose)
	q.Set("take", t.ID.String())
	return at(u.Path, q)
}
