package report

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Audit is who looked at how many children in some days and what left the boxes: from
// the log alone, with the names of those who looked and of no child.
type Audit struct {
	From, To hub.Day // both included
	People   []AuditPerson
	Places   []AuditPlace
	Acts     []AuditAct   // what left, and who was refused; newest first
	Erasures []AuditCount // orders by reason, requests by how they stand
	Families int          // how often a family looked at its own child with its card
}

// AuditPerson is one who looked, the unusual ones first.
type AuditPerson struct {
	ID        hub.ID
	Name      string // "" is not known any more
	Place     string // her station; "" at the county
	Children  int    // different ones that she looked at
	Looks     int    // how often a page, a number or a copy of one was opened
	Phones    int    // whole numbers
	Copies    int    // copies given to families
	Exports   int    // rosters
	Refused   int
	Night     int // looks between 22:00 and 6:00
	Elsewhere int // children of other stations
	MostADay  int // different children on one day
	Marks     []string
}

// AuditPlace is one station, or the county's desk.
type AuditPlace struct {
	Name                                          string
	People, Looks, Exports, Copies, Refused, Asks int
}

// AuditAct is one thing that left, or was refused.
type AuditAct struct {
	Day     hub.Day
	Minute  int
	Who     string
	Place   string
	What    string // in the words of the form
	Purpose string
}

// AuditCount is how often something was.
type AuditCount struct {
	What string
	N    int
}

// MakeAudit reads the trail of some days. Officers names those who log in at the
// county and stand in no staff record.
func MakeAudit(ctx context.Context, forms *form.Registry, records Records, officers map[hub.ID]string, from, to hub.Day) (Audit, error) {
	a := auditor{forms: forms, from: from, to: to, people: map[hub.ID]*tally{}, officers: officers,
		staff: map[hub.ID]care.Staff{}, sites: map[hub.ID]string{}, guests: map[hub.ID]guest{}, home: map[hub.ID]hub.ID{}, asks: map[hub.ID]int{}}
	for _, one := range []struct {
		kind  hub.Kind
		visit func(hub.Record)
	}{{"staff", a.worker}, {"site", a.site}, {"child", a.child}, {"let-in", a.letIn}, {"look", a.look}, {"erase-ask", a.ask}, {hub.KindErasure, a.order}} {
		err := records.Each(ctx, one.kind, func(rec hub.Record) error { one.visit(rec); return nil })
		if err != nil {
			return Audit{}, err
		}
	}
	return a.sum(), nil
}

type auditor struct {
	forms    *form.Registry
	from, to hub.Day
	officers map[hub.ID]string
	staff    map[hub.ID]care.Staff
	sites    map[hub.ID]string
	guests   map[hub.ID]guest  // who was let in somewhere for a day
	home     map[hub.ID]hub.ID // child → its station
	people   map[hub.ID]*tally
	acts     []auditAct
	asks     map[hub.ID]int // by station
	erasures []AuditCount
	families int
}

// guest is a visitor at a station.
type guest struct {
	name string
	site hub.ID // where she stood in for somebody; zero: she came from an office
}

// tally is what one person did.
type tally struct {
	AuditPerson
	days map[hub.Day]map[hub.ID]bool // different children by day
}

type auditAct struct {
	by hub.ID
	AuditAct
}

func (a *auditor) worker(rec hub.Record) {
	a.staff[rec.ID] = care.As[care.Staff](a.forms, rec)
}

func (a *auditor) site(rec hub.Record) {
	a.sites[rec.ID] = care.As[care.Site](a.forms, rec).Name
}

// letIn is somebody who was let in at a station. Who stood in for a worker counts there,
// an officer where she comes from.
func (a *auditor) letIn(rec hub.Record) {
	_, s := a.said(rec, "staff")
	id, _ := s.(hub.ID)
	_, n := a.said(rec, "name")
	g := guest{}
	g.name, _ = n.(string)
	if _, role := a.said(rec, "role"); role == string(hub.RoleCarer) {
		g.site = rec.Subject
	}
	if g.name != "" {
		a.guests[id] = g
	}
}

func (a *auditor) child(rec hub.Record) {
	a.home[rec.ID] = care.As[care.Child](a.forms, rec).Site
}

// said reads a field of a record by its name.
func (a *auditor) said(rec hub.Record, name string) (f *form.Field, v any) {
	def, _ := a.forms.Get(rec.Kind)
	f, ok := def.Field(name)
	if !ok {
		return &form.Field{}, nil
	}
	return f, rec.Fields[f.No]
}

func (a *auditor) within(day hub.Day) bool { return day >= a.from && day <= a.to }

// look counts one line of the trail.
func (a *auditor) look(rec hub.Record) {
	_, d := a.said(rec, "day")
	day, _ := d.(string)
	if !a.within(hub.Day(day)) {
		return
	}
	_, b := a.said(rec, "by")
	by, _ := b.(hub.ID)
	if _, site := a.sites[rec.Subject]; by.IsZero() && site {
		by = rec.Subject // the command line of a station
	}
	_, m := a.said(rec, "minute")
	minute, _ := m.(int64)
	_, n := a.said(rec, "pages")
	pages, _ := n.(int64)
	what, w := a.said(rec, "what")
	code, _ := w.(string)
	if code == "card" || code == "online" { // a family's own child: nobody here looked
		a.families += int(pages)
		return
	}
	t := a.of(by)
	switch code {
	case "phone":
		t.Phones += int(pages)
	case "copy":
		t.Copies++
	case "export":
		if _, child := a.home[rec.Subject]; !child { // a family's own file is its copy
			t.Exports++
		}
	case "refused":
		t.Refused += int(pages)
	}
	if home, ok := a.home[rec.Subject]; ok && code != "refused" {
		t.saw(hub.Day(day), rec.Subject)
		t.Looks += int(pages)
		if minute >= nightFrom || minute < nightTo {
			t.Night += int(pages)
		}
		if at := a.staff[by].Site; !at.IsZero() && home != at && code == "page" {
			t.elsewhere(rec.Subject)
		}
	}
	purpose, p := a.said(rec, "purpose")
	_, ofChild := a.home[rec.Subject]
	if code == "refused" || !ofChild || p != nil && code != "correct" {
		act := AuditAct{Day: hub.Day(day), Minute: int(minute), What: what.LabelOf(code)}
		if p != nil {
			act.Purpose = purpose.Show(p)
		}
		a.acts = append(a.acts, auditAct{by, act})
	}
}

func (a *auditor) of(by hub.ID) *tally {
	t := a.people[by]
	if t == nil {
		t = &tally{AuditPerson: AuditPerson{ID: by}, days: map[hub.Day]map[hub.ID]bool{}}
		a.people[by] = t
	}
	return t
}

func (t *tally) saw(day hub.Day, child hub.ID) {
	if t.days[day] == nil {
		t.days[day] = map[hub.ID]bool{}
	}
	t.days[day][child] = true
}

// elsewhere counts a child of another station once, under a day that is none.
func (t *tally) elsewhere(child hub.ID) { t.saw("", child) }

// ask counts what families asked, by station and how it stands.
func (a *auditor) ask(rec hub.Record) {
	_, d := a.said(rec, "day")
	if day, _ := d.(string); !a.within(hub.Day(day)) {
		return
	}
	_, s := a.said(rec, "site")
	site, _ := s.(hub.ID)
	a.asks[site]++
	f, v := a.said(rec, "state")
	a.count(f.Show(v))
}

// order counts the county's orders by their reason.
func (a *auditor) order(rec hub.Record) {
	_, d := a.said(rec, "day")
	if day, _ := d.(string); a.within(hub.Day(day)) {
		f, v := a.said(rec, "reason")
		a.count("删除令：" + f.Show(v))
	}
}

func (a *auditor) count(what string) {
	for i := range a.erasures {
		if a.erasures[i].What == what {
			a.erasures[i].N++
			return
		}
	}
	a.erasures = append(a.erasures, AuditCount{what, 1})
}

// sum is the whole, the unusual first.
func (a *auditor) sum() Audit {
	out := Audit{From: a.from, To: a.to, Erasures: a.erasures, Families: a.families}
	places := map[string]*AuditPlace{}
	at := func(name string) *AuditPlace {
		if places[name] == nil {
			places[name] = &AuditPlace{Name: name}
		}
		return places[name]
	}
	for _, t := range a.people {
		p := t.person()
		p.Name, p.Place = a.nameOf(p.ID), a.placeOf(p.ID)
		p.Marks = marksOf(p)
		out.People = append(out.People, p)
		place := at(p.Place)
		place.People++
		place.Looks, place.Exports, place.Copies = place.Looks+p.Looks, place.Exports+p.Exports, place.Copies+p.Copies
		place.Refused += p.Refused
	}
	for site, n := range a.asks {
		at(a.sites[site]).Asks += n
	}
	for _, name := range slices.Sorted(maps.Keys(places)) {
		out.Places = append(out.Places, *places[name])
	}
	hub.Sort(out.People, func(x, y AuditPerson) int {
		return cmp.Or(cmp.Compare(len(y.Marks), len(x.Marks)), cmp.Compare(y.Children, x.Children),
			cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID.String(), y.ID.String()))
	})
	for _, act := range a.acts {
		act.Who, act.Place = a.nameOf(act.by), a.placeOf(act.by)
		out.Acts = append(out.Acts, act.AuditAct)
	}
	hub.SortStable(out.Acts, func(x, y AuditAct) int {
		return cmp.Or(cmp.Compare(y.Day, x.Day), cmp.Compare(y.Minute, x.Minute), cmp.Compare(x.Who, y.Who))
	})
	hub.Sort(out.Erasures, func(x, y AuditCount) int { return cmp.Compare(x.What, y.What) })
	return out
}

// person is a tally with the children counted.
func (t *tally) person() AuditPerson {
	p, all := t.AuditPerson, map[hub.ID]bool{}
	for day, children := range t.days {
		if day == "" {
			p.Elsewhere = len(children)
			continue
		}
		p.MostADay = max(p.MostADay, len(children))
		maps.Copy(all, children)
	}
	p.Children = len(all)
	return p
}

// nameOf is somebody at a station, an officer, or the box itself.
func (a *auditor) nameOf(id hub.ID) string {
	if _, site := a.sites[id]; id.IsZero() || site {
		return "命令行"
	}
	return cmp.Or(a.staff[id].Name, a.officers[id], a.guests[id].name, fmt.Sprintf("不在名单上的人（%.4s）", id))
}

// placeOf is where somebody works; "" at the county.
func (a *auditor) placeOf(id hub.ID) string {
	return cmp.Or(a.sites[id], a.sites[a.staff[id].Site], a.sites[a.guests[id].site])
}
