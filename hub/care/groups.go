package care

import (
	"slices"

	"yizhan/hub"
)

// ClassType is a kind of class (班型) by age: its size and its ratio.
type ClassType struct {
	Code      string `yaml:"code"` // ru, xiao, da, hun, family
	Name      string `yaml:"name"`
	From      int    `yaml:"from"`  // months, included
	To        int    `yaml:"to"`    // months, not included
	Most      int    `yaml:"most"`  // children in one class
	Ratio     int    `yaml:"ratio"` // children that one carer may look after
	Certainty string `yaml:"certainty"`
	Source    string `yaml:"source"`
}

// Class is a class type by code.
func (r *Rules) Class(code string) (ClassType, bool) {
	i := slices.IndexFunc(r.Classes, func(c ClassType) bool { return c.Code == code })
	if i < 0 {
		return ClassType{}, false
	}
	return r.Classes[i], true
}

// Fits asks when a child of that many whole months is too young or too old for the
// class: a question, because places and children do not always divide by birthday.
// nil: it fits.
func (c ClassType) Fits(months int) *hub.Error {
	switch {
	case months < c.From:
		return hub.E(hub.CodeQuestion, "group.young", c.Name, c.From, months).In("group")
	case months >= c.To:
		return hub.E(hub.CodeQuestion, "group.old", c.Name, c.To, months).In("group")
	}
	return nil
}

// Limit is how many children a class may have: the type's cap, less where fewer
// places were set up. places 0: not set.
func (c ClassType) Limit(places int) int {
	if places <= 0 {
		return c.Most
	}
	return min(places, c.Most)
}

// Room refuses one more child where taken places have reached the limit (班额).
// Regulation caps the class; nobody can answer it away. nil: there is room.
func (c ClassType) Room(taken, places int) *hub.Error {
	limit := c.Limit(places)
	if taken < limit {
		return nil
	}
	if limit < c.Most {
		return hub.E(hub.CodeInvalid, "group.places", limit).In("group")
	}
	return hub.E(hub.CodeInvalid, "group.full", c.Name, c.Most).In("group")
}

// Carers is how many carers that many present children need; every started ratio
// counts as a whole carer.
func (c ClassType) Carers(present int) int { return (max(present, 0) + c.Ratio - 1) / c.Ratio }

// Ratio is a house at one moment (师幼比): who is there and who is needed.
type Ratio struct {
	Children int
	Carers   int
	Needed   int
}

// Ratio adds up a house: present is the number of children in the house by class
// code. Each class needs its own carers. Children without a class, or of a type
// nobody knows, count at the strictest ratio.
func (r *Rules) Ratio(present map[string]int, carers int) Ratio {
	out := Ratio{Carers: carers}
	strictest := slices.MinFunc(r.Classes, func(a, b ClassType) int { return a.Ratio - b.Ratio })
	loose := 0
	for code, n := range present {
		out.Children += max(n, 0)
		if c, ok := r.Class(code); ok {
			out.Needed += c.Carers(n)
		} else {
			loose += max(n, 0)
		}
	}
	out.Needed += strictest.Carers(loose)
	return out
}

// Short is how many carers are missing; 0 if there are enough.
func (r Ratio) Short() int { return max(0, r.Needed-r.Carers) }
