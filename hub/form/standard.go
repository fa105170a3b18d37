package form

import (
	"slices"

	"yizhan/hub"
)

// standard is the first number of the fields that every sheet has without saying so.
const standard = 1000

// Names of the fields that every sheet has. A definition that has a field of such a
// name itself keeps its own.
const (
	FieldWithdrawn = "withdrawn"     // taken back, and why
	FieldWhy       = "withdrawn_why" // in her own words
	FieldSite      = "site"          // where it was filled in
	FieldDay       = "day"           // the business day that it is about
	FieldSince     = "since"         // of a workflow: since when the state is so
)

// stamped are those that nobody is asked for, whoever declares them.
var stamped = []string{FieldWithdrawn, FieldWhy, FieldSite, FieldSince}

// addStandard adds what every sheet has. They stand behind the definition's own.
func (d *Definition) addStandard() {
	if !d.Sheet() {
		return
	}
	own := []Field{
		{No: standard, Name: FieldWithdrawn, Label: "撤下", Type: Choice, Privacy: Internal, Merge: Newest, Choices: []Option{
			{Code: "mistake", Label: "记错了"}, {Code: "twice", Label: "记了两遍"}, {Code: "other", Label: "别的原因"},
		}},
		{No: standard + 1, Name: FieldWhy, Label: "为什么撤下", Type: Text, Privacy: Sensitive, Merge: Newest, Max: new(int64(200))},
		{No: standard + 2, Name: FieldSite, Label: "站点", Type: Ref, Kind: "site", Privacy: Internal, Merge: Newest},
		{No: standard + 3, Name: FieldDay, Label: "日期", Type: Day, Privacy: Internal, Merge: Earliest},
	}
	if d.Workflow != nil {
		own = append(own, Field{No: standard + 4, Name: FieldSince, Label: "从哪天起", Type: Day, Privacy: Internal, Merge: Newest})
	}
	if d.Case != nil {
		own = append(own, caseFields()...)
	}
	for _, f := range own {
		if !slices.ContainsFunc(d.Fields, func(o Field) bool { return o.Name == f.Name }) {
			d.Fields = append(d.Fields, f)
		}
	}
}

// roles are those that a definition may name.
var roles = []hub.Role{hub.RoleHead, hub.RoleCarer, hub.RoleHealth, hub.RoleTownship, hub.RoleCounty}
