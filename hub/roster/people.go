package roster

import (
	"regexp"
	"strings"

	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// readPeople reads the adults of a row. 监护人 and parents are guardians; another
// relative in a column 家长 is who looks after the child, which is not the same.
// Nobody becomes a pick-up person by a table: that is named face to face.
func (p *parser) readPeople() {
	if person, ok := p.person(Guardian, GuardianPhone, p.kinship(Kinship)); ok {
		kin, _ := care.KinByCode(person.Kinship)
		said := strings.Contains(strings.ToLower(p.titles[Guardian]), "guardian") || strings.Contains(p.titles[Guardian], "监护")
		person.Guardian = person.Kinship == "" || kin.Parent() || said
		person.Carer = !person.Guardian
		p.add(person)
	}
	if person, ok := p.person(Mother, MotherPhone, "mother"); ok {
		person.Guardian = true
		p.add(person)
	}
	if person, ok := p.person(Father, FatherPhone, "father"); ok {
		person.Guardian = true
		p.add(person)
	}
	if person, ok := p.person(Carer, CarerPhone, p.kinship(CarerKinship)); ok {
		person.Carer = true
		p.add(person)
	}
}

// add joins what two columns say of one adult.
func (p *parser) add(person desk.Person) {
	for i := range p.child.People {
		known := &p.child.People[i]
		if known.Name != "" && known.Name == person.Name {
			known.Guardian = known.Guardian || person.Guardian
			known.Carer = known.Carer || person.Carer
			if known.Phone == "" {
				known.Phone = person.Phone
			}
			if known.Kinship == "" {
				known.Kinship = person.Kinship
			}
			return
		}
	}
	p.child.People = append(p.child.People, person)
}

func (p *parser) person(name, phone Meaning, kinship string) (desk.Person, bool) {
	who := desk.Person{Name: p.text(name), Phone: p.phone(phone), Kinship: kinship}
	if who.Name == "" && who.Phone == "" {
		return who, false
	}
	return who, true
}

// kinship of a word that fits several relatives, or none, stays empty; the word is
// kept in the note.
func (p *parser) kinship(m Meaning) string {
	s := squeeze(p.text(m))
	if kin, ok := care.KinByWord(s); ok {
		return kin.Code
	}
	if kin, ok := care.KinByCode(s); ok {
		return kin.Code
	}
	if s != "" {
		p.remark("与孩子关系：" + s)
	}
	return ""
}

var twoPhones = regexp.MustCompile(`^\D*(1[3-9]\d{9})\D*(1[3-9]\d{9})\D*$`)

// phone of a cell with two mobile numbers is the first; the second goes into the note.
func (p *parser) phone(m Meaning) string {
	s := squeeze(p.text(m))
	if two := twoPhones.FindStringSubmatch(strings.ReplaceAll(s, "-", "")); two != nil {
		p.remark("另一个电话：" + two[2])
		return two[1]
	}
	return s
}
