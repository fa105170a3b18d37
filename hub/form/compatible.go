package form

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"yizhan/hub"
)

// countyKind is how kinds begin that a county publishes: x-140427-…
var countyKind = regexp.MustCompile(`^x-[0-9]{6}-[a-z0-9-]+$`)

// CountyPrefix is how the kinds of a county begin.
func CountyPrefix(county string) string { return "x-" + county + "-" }

// ofCounty is what a county's definition may not be.
func ofCounty(d *Definition) (faults Faults) {
	c := checker{def: d}
	if !countyKind.MatchString(string(d.Kind)) {
		c.fault("$.kind", "fault.county-kind", "a county's kind is x-, its six digits, -, a name")
	}
	if !d.Sheet() {
		c.fault("$.write", "fault.missing", "%s is missing", "write")
	}
	if !slices.Contains(subjects, d.Subject) {
		c.fault("$.subject", "fault.subject", "%q is nobody whose sheet a county's can be", string(d.Subject))
	}
	for i := range d.Fields {
		c.asks(fmt.Sprintf("$.fields[%d]", i), &d.Fields[i])
	}
	return c.faults
}

// subjects are those whose sheets a county can have filled in: stations have tiles for
// them, or need none.
var subjects = []hub.Kind{"child", "staff", "site", "group", "self"}

// people are those that a question can have as its answer.
var people = []hub.Kind{"child", "staff", "person"}

// asks checks what stations have a screen for: of program's kinds code asks.
func (c *checker) asks(path string, f *Field) {
	switch {
	case !f.Asked() || f.No >= standard:
	case f.Type == Bytes || f.Type == List:
		c.fault(path+".type", "fault.type", "%q is none of those that are asked", string(f.Type))
	case f.Type == Ref && !slices.Contains(people, f.Kind):
		c.fault(path+".kind", "fault.people", "%q is nobody that a question can be about", string(f.Kind))
	case f.Type == Ref && f.Kind == "person" && c.def.Subject != "child":
		c.fault(path+".type", "fault.family", "a person is of a child's family: the sheet has to be a child's")
	case f.Gate != "" && c.def.Subject != "child":
		c.fault(path+".gate", "fault.gate-whose", "a child's family agrees: the sheet has to be a child's")
	case f.Type == Int && f.Unit == "":
		c.fault(path+".unit", "fault.missing", "%s is missing", "unit")
	}
	for i := range f.Fields {
		c.asks(fmt.Sprintf("%s.fields[%d]", path, i), &f.Fields[i])
	}
}

// around checks a definition against what else is known: classes of retention,
// purposes, kinds that it refers to.
func (r *Registry) around(d *Definition) (faults Faults) {
	c := checker{def: d}
	if d.Retention != "" && !slices.ContainsFunc(r.retention.Classes, func(k Class) bool { return k.Code == d.Retention }) && len(r.retention.Classes) > 0 {
		c.fault("$.retention", "fault.retention", "no class of retention %q, only %s", d.Retention, r.classesInWords())
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Gate != "" && !slices.ContainsFunc(r.purposes, func(p Purpose) bool { return p.Code == f.Gate }) && len(r.purposes) > 0 {
			c.fault(fmt.Sprintf("$.fields[%d].gate", i), "fault.purpose", "no purpose %q, only %s", string(f.Gate), r.purposesInWords())
		}
	}
	r.opens(&c, d)
	for path, of := range d.refers() {
		other := r.kindOr(d, of.kind)
		if other == nil {
			c.fault(path, "fault.field", "no field %s", string(of.kind)+"."+of.name)
		} else if f, ok := other.Field(of.name); !ok || f.Type != Day {
			c.fault(path, "fault.field", "no field %s", string(of.kind)+"."+of.name)
		}
	}
	return c.faults
}

// classesInWords lists what a form may name: health 健康档案 …
func (r *Registry) classesInWords() string {
	var all []string
	for _, k := range r.retention.Classes {
		all = append(all, k.Code+" "+k.Title)
	}
	return strings.Join(all, "、")
}

func (r *Registry) purposesInWords() string {
	var all []string
	for _, p := range r.purposes {
		all = append(all, string(p.Code)+" "+p.Title)
	}
	return strings.Join(all, "、")
}

func (r *Registry) kindOr(d *Definition, kind hub.Kind) *Definition {
	if kind == d.Kind {
		return d
	}
	if known := r.known.Load(); known != nil {
		return (*known)[kind]
	}
	return r.shipped[kind]
}

// Compatible says why a definition cannot follow another of its kind. What a number
// means is for good: a new version adds fields and choices, retires them, changes
// labels, ranges, formulas, roles and the menu. It never takes a number away, and
// never changes its name, type, unit, privacy, gate or merge rule.
func Compatible(old, next *Definition) Faults {
	c := checker{def: next}
	same := func(path string, a, b any, english string) {
		if !reflect.DeepEqual(a, b) {
			c.fault(path, "fault.changed", "%s changed from %v to %v", english, a, b)
		}
	}
	same("$.kind", old.Kind, next.Kind, "kind")
	same("$.subject", old.Subject, next.Subject, "subject")
	same("$.once-per", old.OncePer, next.OncePer, "once-per")
	if next.Version <= old.Version {
		c.fault("$.version", "fault.version-old", "version has to be above %d", old.Version)
	}
	if old.Workflow != nil && next.Workflow == nil {
		c.fault("$.workflow", "fault.gone", "%s is gone: retire it instead", "workflow")
	} else if old.Workflow != nil {
		same("$.workflow.field", old.Workflow.Field, next.Workflow.Field, "workflow field")
	}
	c.follows("$.fields", old.Fields, next.Fields)
	return c.faults
}

// follows checks that each old field is still there and still itself.
func (c *checker) follows(path string, old, next []Field) {
	for i := range old {
		was := &old[i]
		j := slices.IndexFunc(next, func(f Field) bool { return f.No == was.No })
		if j < 0 {
			c.fault(path, "fault.gone", "%s is gone: retire it instead", was.Name)
			continue
		}
		is, at := &next[j], fmt.Sprintf("%s[%d]", path, j)
		for _, p := range []struct {
			key     string
			was, is any
		}{
			{"name", was.Name, is.Name}, {"type", was.Type, is.Type}, {"kind", was.Kind, is.Kind},
			{"unit", was.Unit, is.Unit}, {"scale", max(was.Scale, 1), max(is.Scale, 1)},
			{"privacy", was.Privacy, is.Privacy}, {"gate", was.Gate, is.Gate},
			{"merge", was.Merge, is.Merge}, {"order", was.Order, is.Order},
			{"compute", was.Compute != "", is.Compute != ""},
		} {
			if !reflect.DeepEqual(p.was, p.is) {
				c.fault(at+"."+p.key, "fault.meaning", "%s of field %d changed from %v to %v", p.key, was.No, p.was, p.is)
			}
		}
		for _, o := range was.Choices {
			if !slices.ContainsFunc(is.Choices, func(n Option) bool { return n.Code == o.Code }) {
				c.fault(at+".choices", "fault.gone", "%s is gone: retire it instead", o.Code)
			}
		}
		c.follows(at+".fields", was.Fields, is.Fields)
	}
}
