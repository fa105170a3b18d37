package report

import (
	"cmp"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// childColumns are a child as hub/roster reads it again: names of fields and
// titles of columns are the ones that it knows.
func (x *exporter) childColumns() []column {
	var columns []column
	field := func(name, as, title string) {
		f, ok := x.def.Field(name)
		if !ok || !x.may(f) {
			return
		}
		columns = append(columns, x.fieldColumn(f, as, title))
	}
	field("name", "name", "姓名")
	field("nick", "nick", "小名")
	field("sex", "sex", "性别")
	field("birth", "birth", "出生日期")
	field("id_no", "id_no", "身份证号")
	field("birth_cert", "birth_cert", "出生医学证明号")
	if x.export.Personal {
		columns = append(columns, adultColumns("guardian", "家长", guardian)...)
		columns = append(columns, adultColumns("carer", "实际照护人", carer)...)
	}
	field("village_name", "village", "村")
	field("village", "village_code", "行政区划代码")
	field("address", "address", "门牌")
	field("category", "category", "登记类别")
	field("note", "note", "备注")
	field("site", "site", "登记的站")
	return columns
}

// adultColumns are one adult of a child's. Kinship has no standard code in this
// direction, so its word travels: 奶奶.
func adultColumns(name, title string, of func([]care.Person) care.Person) []column {
	kinship := name + "_kinship"
	if name == "guardian" {
		kinship = "kinship"
	}
	return []column{
		text(name+"_name", title+"姓名", func(r row) string { return of(r.people).Name }),
		text(kinship, title+"与孩子关系", func(r row) string {
			kin, _ := care.KinByCode(of(r.people).Kinship)
			return kin.Word
		}),
		text(name+"_phone", title+"电话", func(r row) string { return of(r.people).Phone }),
	}
}

// guardian is who answers for the child: the guardian who is at home first; where
// none is written, who looks after her.
func guardian(people []care.Person) care.Person {
	return first(people, func(p care.Person) int {
		switch {
		case p.Guardian && !p.Away:
			return 3
		case p.Guardian:
			return 2
		case p.Carer:
			return 1
		}
		return 0
	})
}

// carer is who looks after the child, where that is somebody else.
func carer(people []care.Person) care.Person {
	answers := guardian(people)
	return first(people, func(p care.Person) int {
		if p.Carer && p.ID != answers.ID {
			return 1
		}
		return 0
	})
}

// first is the person of the highest rank above 0; of several, the one whose
// record id is lowest, so that two exports are equal.
func first(people []care.Person, rank func(care.Person) int) care.Person {
	var best care.Person
	top := 0
	sorted := slices.Clone(people)
	hub.Sort(sorted, func(a, b care.Person) int { return cmp.Compare(a.ID.String(), b.ID.String()) })
	for _, p := range sorted {
		if r := rank(p); r > top {
			best, top = p, r
		}
	}
	return best
}
