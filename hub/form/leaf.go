package form

import (
	"slices"
	"strings"

	"yizhan/hub"
)

// Leaf is a sheet as the lists of its form ask for it, without its answers. It stands in
// an index, so that a page of a binder reads the sheets of that page and no others.
type Leaf struct {
	Order     string  // by what the form orders its lists; "" by day
	Day       hub.Day // that it is about
	Here      bool    // it was filled in at the site
	About     bool    // it is about the site
	Withdrawn bool
	State     string // of its workflow
}

// LeafRow is the name under which the leaves of a kind are found, by site and order.
const LeafRow = "@leaf"

const (
	leafSep   = "\x1f" // before every sign that people write
	leafHere  = "h"
	leafAbout = "a"
	leafGone  = "w"
)

// OrderedBy is the field that lists are ordered by, and whether the greatest comes first:
// the newest day, where a form says nothing.
func (d *Definition) OrderedBy() (name string, down bool) {
	if d.Order == "" {
		return FieldDay, true
	}
	return strings.CutPrefix(d.Order, "-")
}

// Leaves are the texts of a sheet in the index: of the site where it was filled in and,
// where that is another one, of the site that it is about. What is sealed is not in them;
// a sheet that was taken back whole has none.
func (d *Definition) Leaves(rec hub.Record) (out []string) {
	if !Says(rec) {
		return nil
	}
	open := func(name string) any {
		if f, ok := d.byName[name]; ok && !f.Sealed() {
			return rec.Fields[f.No]
		}
		return nil
	}
	leaf := Leaf{Day: hub.Day(rec.Period)}
	if day, ok := open(FieldDay).(string); ok {
		leaf.Day = hub.Day(day)
	}
	if name, _ := d.OrderedBy(); name != FieldDay {
		leaf.Order, _ = open(name).(string)
	}
	if d.Workflow != nil {
		leaf.State, _ = open(d.Workflow.Field).(string)
	}
	leaf.Withdrawn = isTaken(open(FieldWithdrawn))
	site, _ := open(FieldSite).(hub.ID) // zero: nobody knows where
	leaf.Here, leaf.About = true, rec.Subject == site
	out = append(out, leaf.text(site))
	if d.Subject == "site" && rec.Subject != site {
		leaf.Here, leaf.About = false, true
		out = append(out, leaf.text(rec.Subject))
	}
	return out
}

// Says says whether anything stands in a record.
func Says(rec hub.Record) bool {
	for _, v := range rec.Fields {
		if v != nil {
			return true
		}
	}
	return false
}

func isTaken(v any) bool { return v != nil && v != false && v != "" }

// WholeLeaves says whether leaves tell everything that a list asks for: where a form seals
// a day or orders by a number, its sheets have to be read.
func (d *Definition) WholeLeaves() bool {
	order, _ := d.OrderedBy()
	asked := []string{FieldSite, FieldDay, FieldWithdrawn, order}
	if d.Workflow != nil {
		asked = append(asked, d.Workflow.Field)
	}
	for _, name := range asked {
		f, ok := d.byName[name]
		if !ok || f.Sealed() || name == order && !slices.Contains([]Type{Day, DateTime, Text, Choice}, f.Type) {
			return false
		}
	}
	return true
}

func (l Leaf) text(site hub.ID) string {
	flags := ""
	for _, one := range []struct {
		is   bool
		sign string
	}{{l.Here, leafHere}, {l.About, leafAbout}, {l.Withdrawn, leafGone}} {
		if one.is {
			flags += one.sign
		}
	}
	return strings.Join([]string{site.String(), l.Order, string(l.Day), flags, l.State}, leafSep)
}

// ReadLeaf reads a text of the index.
func ReadLeaf(text string) (l Leaf) {
	parts := strings.SplitN(text, leafSep, 5)
	if len(parts) < 5 {
		return l
	}
	return Leaf{Order: parts[1], Day: hub.Day(parts[2]), State: parts[4],
		Here: strings.Contains(parts[3], leafHere), About: strings.Contains(parts[3], leafAbout), Withdrawn: strings.Contains(parts[3], leafGone)}
}

// LeafRange is between which texts the leaves of a site stand; of some days, where the
// form orders by day: "" is no border.
func (d *Definition) LeafRange(site hub.ID, from, to hub.Day) (low, high string) {
	at := site.String() + leafSep
	if order, _ := d.OrderedBy(); order != FieldDay {
		return at, site.String() + " "
	}
	if high = at + leafSep + string(to) + " "; to == "" {
		high = site.String() + " "
	}
	return at + leafSep + string(from), high
}
