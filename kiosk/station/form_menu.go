package station

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/kiosk/page"
)

// groupIcons are the pictures of the menu's groups.
var groupIcons = map[string]string{"照护": "i-hand", "健康": "i-check-up", "安全": "i-lock", "机构": "i-home", "员工": "i-people",
	"家庭": "i-people", "孕期": "i-moon", "班级": "i-board", "评价": "i-thumb", "其他": "i-more"}

// How many doors stand on a page of the menu: four rows, and three where ways to further
// ones are below them, or keys above.
const (
	doorsShown = 12
	doorsPaged = 9
	doorsFound = 6
)

// shelf is the forms that somebody may read or fill in, those first that she is likely to want.
type shelf struct {
	forms []*form.Definition
	due   map[hub.Kind]int // how many are to be filled in by now
	used  []hub.Kind       // by her, the last one first
}

func (s *Station) shelf(v *visit) (*shelf, error) {
	sh := &shelf{due: map[hub.Kind]int{}}
	if _, err := v.recall(usedForms, &sh.used); err != nil {
		return nil, err
	}
	if v.who.Actor.May(hub.ActLook) {
		open, err := s.Desk.Due(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
		if err != nil {
			return nil, err
		}
		for _, one := range open {
			if one.Until == "" && !one.Old && (one.State == due.Due || one.State == due.Late) {
				sh.due[one.Rule.Closes.Kind]++
			}
		}
	}
	for _, def := range s.Desk.Forms().Sheets() {
		if def.MayRead(v.who.Actor.Role) || def.MayBegin(v.who.Actor.Role) {
			sh.forms = append(sh.forms, def)
		}
	}
	hub.SortStable(sh.forms, func(a, b *form.Definition) int { return sh.rank(a) - sh.rank(b) })
	return sh, nil
}

// rank is the place of a form: due, lately used, the others.
func (sh *shelf) rank(def *form.Definition) int {
	lately := slices.Index(sh.used, def.Kind)
	switch {
	case sh.due[def.Kind] > 0:
		return 0
	case lately >= 0:
		return 1 + lately
	}
	return 1 + usedKept
}

func (sh *shelf) door(def *form.Definition) page.Door {
	d := page.Door{Href: formAt(def.Kind), Text: def.Title, Icon: groupIcons[def.Group], Word: whoseWord(def)}
	if n := sh.due[def.Kind]; n > 0 {
		d.Word, d.Ask = fmt.Sprintf("%d 张该填了", n), true
	}
	return d
}

// usedForms is where a worker's lately used forms are kept, and how many.
const (
	usedForms = "used-forms"
	usedKept  = 6
)

// usedForm notes that she has filled one in.
func (v *visit) usedForm(kind hub.Kind) error {
	var used []hub.Kind
	if _, err := v.recall(usedForms, &used); err != nil {
		return err
	}
	used = slices.DeleteFunc(used, func(k hub.Kind) bool { return k == kind })
	used = append([]hub.Kind{kind}, used...)
	return v.remember(usedForms, used[:min(len(used), usedKept)])
}

// formsShow is the menu: the forms lately used and the groups, or where there are few
// forms, the forms.
func (s *Station) formsShow(v *visit) error {
	sh, err := s.shelf(v)
	if err != nil {
		return err
	}
	f := v.framed("填表")
	f.Help = "form"
	q := v.URL.Query()
	p := page.Menu{Frame: f}
	switch of := q.Get("of"); {
	case q.Has("q"):
		sh.find(&p, q.Get("q"))
	case of != "":
		sh.group(&p, of, q.Get("page"))
	case len(sh.forms) > doorsShown:
		sh.groups(&p)
	default:
		for _, def := range sh.forms {
			p.Doors = append(p.Doors, sh.door(def))
		}
	}
	if len(sh.forms) == 0 {
		return v.render(page.Rows{Frame: p.Frame, Empty: "没有要你填的表。", Prev: p.Back})
	}
	return v.render(p)
}

// groups is the first page: what is due or was used lately, the groups, and letters.
func (sh *shelf) groups(p *page.Menu) {
	var groups []page.Door
	for _, g := range form.Groups {
		d := page.Door{Href: "/forms?of=" + queryPath(g), Text: g, Icon: groupIcons[g]}
		n, asked := 0, 0
		for _, def := range sh.forms {
			if def.Group != g {
				continue
			}
			if asked += sh.due[def.Kind]; n < 2 {
				d.Word = strings.TrimPrefix(d.Word+"、"+def.Title, "、")
			}
			n++
		}
		if asked > 0 {
			d.Word, d.Ask = fmt.Sprintf("%d 张该填了", asked), true
		}
		if n > 0 {
			groups = append(groups, d)
		}
	}
	for _, def := range sh.forms[:max(0, doorsShown-1-len(groups))] {
		if sh.rank(def) <= usedKept {
			p.Doors = append(p.Doors, sh.door(def))
		}
	}
	p.Doors = append(append(p.Doors, groups...), page.Door{Href: "/forms?q=", Text: "按字母找", Word: "来访登记按 lf", Icon: "i-find"})
}

// group is the forms of one group.
func (sh *shelf) group(p *page.Menu, of, wanted string) {
	p.Title, p.Back = of, "/forms"
	for _, def := range sh.forms {
		if def.Group == of {
			p.Doors = append(p.Doors, sh.door(def))
		}
	}
	if len(p.Doors) > doorsShown {
		p.Doors, p.Pages = pagedBy(p.Doors, doorsPaged, wanted, "/forms")
		for i := range p.Pages {
			p.Pages[i].Value += "&of=" + queryPath(of)
		}
	}
}

// find is the forms whose first letters, or sounds, are pressed: 来访登记 by lf.
func (sh *shelf) find(p *page.Menu, typed string) {
	typed = letters(typed)
	p.Title, p.Back, p.Typed = "找一张表", "/forms", typed
	book := names.New()
	byID := map[hub.ID]*form.Definition{}
	for _, def := range sh.forms {
		id := hub.DeriveID("form", hub.ID{}, string(def.Kind))
		byID[id] = def
		book.Put(names.Entry{Subject: id, Name: def.Title})
	}
	on := book.Next(names.Query{Text: typed})
	for c := 'a'; c <= 'z'; c++ {
		p.Letters = append(p.Letters, page.Choice{Value: "/forms?q=" + typed + string(c), Text: string(c), Off: !strings.ContainsRune(on, c)})
	}
	p.Del = "/forms?q=" + typed[:max(0, len(typed)-1)]
	if typed == "" {
		for _, def := range sh.forms[:min(len(sh.forms), doorsFound)] {
			p.Doors = append(p.Doors, sh.door(def))
		}
		return
	}
	for _, m := range book.Find(names.Query{Text: typed, Limit: doorsFound}).Matches {
		p.Doors = append(p.Doors, sh.door(byID[m.Subject]))
	}
}

func whoseWord(def *form.Definition) string {
	switch def.Subject {
	case "child":
		return "给一个孩子填"
	case "staff":
		return "给一位同事填"
	case "group":
		return "给一个班填"
	case "site":
		return "给本站填"
	}
	return ""
}
