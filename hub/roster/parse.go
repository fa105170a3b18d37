package roster

import (
	"regexp"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/sheet"
)

// parser turns the cells of one row into a registration. It reads what people
// write; whether it can be is the Desk's to say.
type parser struct {
	cells   map[Meaning]sheet.Cell
	titles  map[Meaning]string
	options Options
	village func(string) string

	child desk.Registration
	wrong hub.Errors   // the row cannot be taken
	notes []*hub.Error // what was understood beyond the letter
	given hub.ID
}

// nothing is what people write into a cell that they leave empty.
var nothing = regexp.MustCompile(`^(无|没有|暂无|未办|未办理|没办|不详|不知道|/|\\|-+|—+)$`)

func (p *parser) text(m Meaning) string {
	s := fold(p.cells[m].Text)
	if nothing.MatchString(s) {
		return ""
	}
	return s
}

func (p *parser) refuse(m Meaning, key string, args ...any) {
	p.wrong = append(p.wrong, hub.E(hub.CodeInvalid, key, args...).In(string(m)))
}

func (p *parser) note(m Meaning, key string, args ...any) {
	p.notes = append(p.notes, hub.E(hub.CodeQuestion, key, args...).In(string(m)))
}

// read fills child, wrong and notes.
func (p *parser) read() {
	p.readRecord()
	p.child.Site = p.options.Site
	p.child.Nick = p.text(Nick)
	p.child.BirthCert = squeeze(p.text(BirthCert))
	p.child.Address = p.text(Address)
	p.child.Note = p.text(Note)
	p.readCategory()
	p.readIDNo()
	p.readSex()
	p.readBirth()
	p.readVillage()
	p.readPeople()
	p.readName() // last: an unnamed child is called after the family
}

// readRecord reads what only JSON Lines has.
func (p *parser) readRecord() {
	if k := p.text(kind); k != "" && k != "child" {
		p.refuse(kind, "roster.kind")
	}
	if s := p.text(sealed); s == "true" || s == "是" {
		p.refuse(sealed, "roster.sealed")
	}
	if s := p.text(recordID); s != "" {
		id, err := hub.ParseID(s)
		if err != nil {
			p.refuse(recordID, "roster.id")
		}
		p.given = id
	}
}

func (p *parser) readName() {
	s := squeeze(p.cells[Name].Text)
	switch {
	case !care.Unnamed(s):
		p.child.Name = p.text(Name)
	case len([]rune(s)) > 3 && strings.ContainsAny(s, "之的"): // 张某之女
		p.child.Name, p.child.Unnamed = s, true
	case p.child.Nick == "" && p.parent() != "":
		p.child.Name, p.child.Unnamed = care.NameUnnamed(p.parent(), p.child.Sex), true
		p.note(Name, "roster.unnamed", p.child.Name)
	}
}

// parent is after whom a child without a name is called.
func (p *parser) parent() string {
	var first string
	for _, person := range p.child.People {
		if person.Kinship == "father" && person.Name != "" {
			return person.Name
		}
		if first == "" {
			first = person.Name
		}
	}
	return first
}

func (p *parser) readSex() {
	s := squeeze(p.text(Sex))
	if s == "" {
		if id, err := care.CheckIdentity(p.child.IDNo); err == nil {
			p.child.Sex = id.Sex
		}
		return
	}
	sex, ok := sexes[s]
	if !ok {
		p.refuse(Sex, "roster.sex", p.cells[Sex].Text)
	}
	p.child.Sex = sex
}

func (p *parser) readBirth() {
	cell := p.cells[Birth]
	cell.Text = p.text(Birth)
	day, err := parseDay(cell)
	if err != nil {
		p.wrong = append(p.wrong, err.In(string(Birth)))
		return
	}
	if id, err := care.CheckIdentity(p.child.IDNo); day == "" && err == nil {
		day = id.Birth
		p.note(Birth, "roster.birth-from-id")
	}
	p.child.Birth = day
}

// Numbers of 16 and more digits lose their tail when a spreadsheet keeps them as
// numbers; nobody can tell which digits they were.
func (p *parser) readIDNo() {
	c := p.cells[IDNo]
	if c.IsNumber && c.Number >= 1e15 {
		p.refuse(IDNo, "roster.id-rounded")
		return
	}
	p.child.IDNo = p.text(IDNo)
}

func (p *parser) readVillage() {
	name := squeeze(p.text(Village))
	if name == "" {
		return
	}
	p.child.VillageName = name
	if p.village != nil {
		p.child.Village = p.village(name)
	}
}

func (p *parser) readCategory() {
	p.child.Category = p.options.Category
	if p.child.Category == "" {
		p.child.Category = "home"
	}
	if group := p.text(Group); group != "" {
		p.child.Category = "care"
		p.remark("班级：" + group)
	}
	s := squeeze(p.text(Category))
	switch code, ok := categories[s]; {
	case ok:
		p.child.Category = code
	case s == "care", s == "temporary", s == "home", s == "expecting":
		p.child.Category = s
	case s != "":
		p.remark("类别：" + s)
	}
}

// remark keeps in the note what has no field of its own.
func (p *parser) remark(s string) {
	if p.child.Note != "" {
		s = p.child.Note + "；" + s
	}
	p.child.Note = s
}
