package outside

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Relation is a record that a line is made of, by what it is to whom the line is about.
type Relation string

const (
	OfChild       Relation = "child"
	OfGuardian    Relation = "guardian"
	OfCarer       Relation = "carer"
	OfMother      Relation = "mother"
	OfFather      Relation = "father"
	OfEnrolment   Relation = "enrolment"
	OfGroup       Relation = "group"
	OfSite        Relation = "site"
	OfInstitution Relation = "institution"
	OfFiling      Relation = "filing"
	OfHead        Relation = "head"
	OfStaff       Relation = "staff"
	OfStaffFile   Relation = "staff-file"
	OfHealthCert  Relation = "health-cert"
	OfCarerCert   Relation = "carer-cert"
)

// related is what a relation is called, of which kind its record is, and which of its
// fields an outside system may ask: a name means something to people, a mark does not.
var related = []struct {
	relation Relation
	kind     hub.Kind
	title    string
	abouts   []About
	fields   []string
}{
	{OfChild, "child", "孩子", []About{Care, Children}, []string{"name", "nick", "sex", "birth", "id_no", "birth_cert", "village_name", "village", "address", "category", "registered"}},
	{OfGuardian, "person", "监护人", []About{Care, Children}, peopleFields},
	{OfCarer, "person", "平时带孩子的人", []About{Care, Children}, peopleFields},
	{OfMother, "person", "妈妈", []About{Care, Children}, peopleFields},
	{OfFather, "person", "爸爸", []About{Care, Children}, peopleFields},
	{OfEnrolment, "enrolment", "入托", []About{Care, Children}, []string{"from", "to", "mode", "ended"}},
	{OfGroup, "group", "班", []About{Care, Children}, []string{"name", "type", "places"}},
	{OfStaff, "staff", "工作人员", []About{Staff}, []string{"name", "role", "phone", "from"}},
	{OfStaffFile, "staff-file", "员工登记", []About{Staff}, []string{"post", "id_no", "school", "subject", "from", "full", "contract", "insured"}},
	{OfHealthCert, "certificate", "健康证", []About{Staff}, certFields},
	{OfCarerCert, "certificate", "保育师证", []About{Staff}, append(slices.Clone(certFields), "level")},
	{OfSite, "site", "站点", []About{Care, Children, Sites, Staff}, []string{"name", "kinds", "township_name", "township", "village_name", "village", "phone", "address"}},
	{OfInstitution, "institution", "站里的家底", []About{Care, Children, Sites, Staff}, []string{"type", "owner", "leader", "sites", "inclusive", "inclusive_from", "opened", "area", "yard", "house", "ru", "xiao", "da", "hun", "places"}},
	{OfFiling, "filing", "备案", []About{Care, Children, Sites, Staff}, []string{"where", "code", "number", "sent"}},
	{OfHead, "staff", "站长", []About{Sites}, []string{"name", "phone"}},
}

var (
	peopleFields = []string{"name", "kinship", "phone", "id_no", "away"}
	certFields   = []string{"number", "day", "to", "by"}
)

// Source is something of ours that can stand in a column.
type Source struct {
	Key      string // relation.field
	Relation Relation
	Who      string // 监护人
	Label    string // 电话
	Field    *form.Field
}

// Called is a source in words: 监护人 · 电话.
func (s Source) Called() string {
	if s.Who == "" {
		return s.Label
	}
	return s.Who + " · " + s.Label
}

// plainSources are those that no record says.
var plainSources = []Source{
	{Key: FromFixed, Label: "都写一样的"}, {Key: FromRow, Label: "第几行"}, {Key: FromToday, Label: "抄的那天"}, {Key: FromAge, Label: "月龄（到今天）"},
}

// SourcesOf are all that can stand in a column of what a template is about.
func SourcesOf(forms *form.Registry, about About) (out []Source) {
	for _, s := range plainSources {
		if s.Key != FromAge || about.OfChildren() {
			out = append(out, s)
		}
	}
	for _, r := range related {
		def, ok := forms.Get(r.kind)
		if !ok || !slices.Contains(r.abouts, about) {
			continue
		}
		for _, name := range r.fields {
			if f, ok := def.Field(name); ok {
				out = append(out, Source{Key: string(r.relation) + "." + name, Relation: r.relation, Who: r.title, Label: f.Label, Field: f})
			}
		}
	}
	return out
}

// Facts are the records that one line is made of; a relation that is not there says nothing.
type Facts map[Relation]hub.Record

// Kinds are the kinds of records, besides the one that a line is about, whose subject it is.
func (a About) Kinds() []hub.Kind {
	switch a {
	case Sites:
		return []hub.Kind{"site", "institution", "filing"}
	case Staff:
		return []hub.Kind{"staff", "staff-file", "certificate"}
	}
	return []hub.Kind{"child", "person", "enrolment"}
}
