package roster

import (
	"context"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/names"
)

// known is a child that is registered, or stands in an earlier row of the file.
type known struct {
	care.Traits
	line   int    // of the earlier row; 0: registered
	first  int    // the first row of its family; 0: registered
	where  string // village as written
	adults []string
}

// book finds known children by what a row has.
type book struct {
	byRecord map[hub.ID]*known
	byIDNo   map[string]*known
	byBirth  map[hub.Day][]*known
	byPhone  map[string][]*known
	byName   map[string][]*known
}

// load reads the registered children and their people.
func (r *Roster) load(ctx context.Context) (*book, error) {
	b := &book{map[hub.ID]*known{}, map[string]*known{}, map[hub.Day][]*known{}, map[string][]*known{}, map[string][]*known{}}
	err := r.Records.Each(ctx, "child", func(rec hub.Record) error {
		if c := care.As[care.Child](r.Forms, rec); c.Withdrawn == "" && !c.Sealed {
			b.byRecord[c.ID] = &known{where: c.VillageName, Traits: care.Traits{ID: c.ID, Family: c.FamilyID(),
				Name: c.Name, Nick: c.Nick, Unnamed: c.Unnamed, Sex: c.Sex, Birth: c.Birth, IDNo: c.IDNo}}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = r.Records.Each(ctx, "person", func(rec hub.Record) error {
		p := care.As[care.Person](r.Forms, rec)
		if k := b.byRecord[p.Subject]; k != nil && !p.Withdrawn {
			k.adults = append(k.adults, p.Name)
			k.Phones = append(k.Phones, p.Phone)
		}
		return nil
	})
	for _, k := range b.byRecord {
		b.index(k)
	}
	return b, err
}

func (b *book) index(k *known) {
	if k.IDNo != "" {
		b.byIDNo[k.IDNo] = k
	}
	if k.Birth != "" {
		b.byBirth[k.Birth] = append(b.byBirth[k.Birth], k)
	}
	b.byName[k.called()] = append(b.byName[k.called()], k)
	for _, phone := range k.Phones {
		if phone != "" {
			b.byPhone[phone] = append(b.byPhone[phone], k)
		}
	}
}

// asKnown is a row in the terms of the book.
func asKnown(line int, r desk.Registration) *known {
	k := &known{line: line, where: r.VillageName, Traits: care.Traits{Name: r.Name, Nick: r.Nick,
		Unnamed: r.Unnamed, Sex: r.Sex, Birth: r.Birth, IDNo: r.IDNo}}
	for _, p := range r.People {
		k.adults = append(k.adults, p.Name)
		k.Phones = append(k.Phones, p.Phone)
	}
	return k
}

func (k *known) called() string {
	if k.Name != "" {
		return k.Name
	}
	return k.Nick
}

// says whether the child has all that the row says, so that a poor row (no phone,
// no ID number, no name yet) doubles nothing when its table comes again. Within one
// table two such rows may well be two children.
func (k *known) says(row *known) bool {
	if k.line > 0 && (row.Birth == "" || row.Unnamed) {
		return false
	}
	return k.Name == row.Name && k.Nick == row.Nick && k.Birth == row.Birth && k.where == row.where &&
		(row.Sex == "" || k.Sex == row.Sex) && (row.IDNo == "" || k.IDNo == row.IDNo) &&
		within(row.adults, k.adults) && within(row.Phones, k.Phones)
}

func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return s != "" && !slices.Contains(all, s) })
}

// find looks for a row: the child that it is (Certain), else the one that it
// resembles most.
func (b *book) find(row *known) (*known, care.Likeness) {
	candidates := slices.Concat(b.byBirth[row.Birth], b.byName[row.called()])
	for _, phone := range row.Phones {
		candidates = append(candidates, b.byPhone[phone]...)
	}
	if k := b.byIDNo[row.IDNo]; k != nil {
		candidates = append(candidates, k)
	}
	var best *known
	like, top := care.Other, 0
	for _, k := range candidates {
		got, score := care.Compare(row.Traits, k.Traits, names.SameSound)
		if got == care.Certain || k.says(row) {
			return k, care.Certain
		}
		if got != care.Other && (best == nil || score > top) {
			best, like, top = k, got, score
		}
	}
	return best, like
}

// sibling finds a child of the same family: an adult in common, by name and phone.
// A phone alone may be the village doctor's.
func (b *book) sibling(row *known) *known {
	for _, phone := range row.Phones {
		for _, k := range b.byPhone[phone] {
			if slices.ContainsFunc(row.adults, func(s string) bool { return s != "" && slices.Contains(k.adults, s) }) {
				return k
			}
		}
	}
	return nil
}

// place says where the child is, for a sentence: 已登记的, 第 7 行的.
func (k *known) place() string {
	if k.line > 0 {
		return "第 " + strconv.Itoa(k.line) + " 行的"
	}
	return "已登记的"
}
