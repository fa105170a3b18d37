package report

import "fmt"

// What is unusual: simple rules that an officer can explain to whoever they name.
// The figures are a start of our own, not from any rule of law: a usual station has
// 30 to 60 children, and no work there is done at night. A mark accuses nobody; it
// says whom to ask first.
const (
	manyADay   = 60 // different children on one day
	manyPhones = 100
	manyTaken  = 12 // rosters: one a month
	manyNo     = 3
	nightFrom  = 22 * 60 // minutes of the day
	nightTo    = 6 * 60
)

// AuditRules says the rules in the order of the marks.
var AuditRules = []string{
	fmt.Sprintf("一天多：同一天看过的不同孩子超过 %d 个。", manyADay),
	"夜里：22 点到第二天 6 点看过。",
	"别站：看过别的站的孩子（串门、接转来的，问一句就清楚）。",
	fmt.Sprintf("全号多：一年里看全号超过 %d 次。", manyPhones),
	fmt.Sprintf("存得多：一年里把名册存成表格超过 %d 次。", manyTaken),
	fmt.Sprintf("没让看：被挡下超过 %d 次。", manyNo),
}

func marksOf(p AuditPerson) (marks []string) {
	for _, m := range []struct {
		is   bool
		mark string
	}{
		{p.MostADay > manyADay, "一天多"}, {p.Night > 0, "夜里"}, {p.Elsewhere > 0 && p.Place != "", "别站"},
		{p.Phones > manyPhones, "全号多"}, {p.Exports > manyTaken, "存得多"}, {p.Refused > manyNo, "没让看"},
	} {
		if m.is {
			marks = append(marks, m.mark)
		}
	}
	return marks
}
