package desk

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/outside"
)

// tellApart says of children who are called the same at one station what tells them apart, and
// no more of them than that: the month of birth, else the day, with sex and village only where
// that is the same as well, and at last the day on which each was registered.
func (d *Desk) tellApart(all []OutsideOne, today hub.Day) {
	type whose struct {
		site hub.ID
		name string
	}
	alike := map[whose][]int{}
	for i, o := range all {
		if _, is := o.facts[outside.OfChild]; is {
			alike[whose{o.Site, o.Name}] = append(alike[whose{o.Site, o.Name}], i)
		}
	}
	for _, same := range alike {
		if len(same) < 2 {
			continue
		}
		words := make([][]string, len(same)) // of each child, from the least that says enough
		for n, i := range same {
			words[n] = apartWords(care.As[care.Child](d.forms, all[i].facts[outside.OfChild]), today)
		}
		for way := range words[0] {
			said := map[string]bool{}
			for n, i := range same {
				all[i].Apart = words[n][way]
				said[all[i].Apart] = true
			}
			if len(said) == len(same) {
				break
			}
		}
	}
}

// apartWords are ways to tell a child from another one, each of them saying more.
func apartWords(c care.Child, today hub.Day) []string {
	month, born := "生日没写", "生日没写"
	if t, ok := c.Birth.Time(); ok {
		month, born = t.Format("2006年1月")+"生", t.Format("2006年1月2日")+"生"
	}
	sex := map[string]string{"1": "男", "2": "女"}[c.Sex]
	all := strings.Trim(strings.Join([]string{born, sex, c.VillageName}, "，"), "，")
	return []string{month, born, strings.Trim(born+"，"+sex, "，"), all, all + "，" + calendar.Date(c.Registered, today) + "登记"}
}
