package county

import (
	"slices"
	"strconv"

	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// classMonths is how far back a station's classes are listed.
const classMonths = -24

// classesHeld are the classes that were held at a station, the newest first.
func (v *visit) classesHeld(at Station) ([]care.Class, error) {
	today := v.c.Desk.Today()
	all, err := v.c.Desk.ClassesAt(v.ctx(), at.Site, calendar.AddMonths(today, classMonths), today)
	all = slices.DeleteFunc(all, func(c care.Class) bool { return !c.Held() })
	slices.Reverse(all)
	return all, err
}

// classRows are the classes of a station, a line for each: when, what, how many came of
// whom. Nobody is named.
func classRows(v *visit) error {
	at, err := v.asked()
	if err != nil {
		return err
	}
	all, err := v.classesHeld(at)
	if err != nil {
		return err
	}
	p := page.CountySheets{CountyFrame: v.frame("妈妈课堂台账", "stations"), Lead: at.Name, Prev: "/sheets?station=" + at.Site.String(),
		Heads: []string{"哪天", "哪种课", "讲什么", "谁讲", "多久（分钟）", "几家", "妈妈", "爸爸", "祖辈", "孕妇", "员工", "别的", "数到", "邻站", "台账"}}
	p.Leaves = v.leaves("classes", at.Name)
	def, _ := v.c.Desk.Forms().Get("class")
	kind, _ := def.Field("kind")
	for _, c := range all {
		cells := []string{calendar.Date(c.Day, v.c.Desk.Today()), kind.LabelOf(c.Kind), c.Title, c.Lecturer}
		for _, n := range []int{c.Minutes, c.Families, c.Mothers, c.Fathers, c.Elders, c.Expecting, c.Staff, c.Others} {
			cells = append(cells, strconv.Itoa(n))
		}
		counted, ledger := "", "还没写"
		if c.Heads >= 0 {
			counted = strconv.Itoa(c.Heads)
		}
		if c.Ledger != "" {
			ledger = "写好了"
		}
		p.Rows = append(p.Rows, page.CountySheetsRow{Look: c.Ledger == "", Cells: append(cells, counted, strconv.Itoa(c.Near), ledger)})
	}
	return v.render(p)
}
