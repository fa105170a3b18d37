package day

import (
	"bytes"
	"cmp"
	"slices"

	"yizhan/hub"
)

// Alike groups what was seen: children with any of the signs are ill alike.
type Alike struct {
	Code  string   `yaml:"code"`
	Name  string   `yaml:"name"`
	Signs []string `yaml:"signs"`
}

// Where the cases of a cluster are counted.
const (
	InClass   = "class"
	InHouse   = "house"
	InClasses = "classes" // so many in each of Classes classes
)

// anyAlike is Of of a cluster that counts by what is alike, not by an illness.
const anyAlike = "alike"

// Cluster is when several children who are ill are worth a telephone call.
type Cluster struct {
	Code      string `yaml:"code"`
	Of        string `yaml:"of"` // code of an illness, or "alike"
	Cases     int    `yaml:"cases"`
	Within    int    `yaml:"within"` // days, today one of them
	Where     string `yaml:"where"`
	Classes   int    `yaml:"classes"`
	Then      string `yaml:"then"` // what may follow, in words
	Certainty string `yaml:"certainty"`
	Source    string `yaml:"source"`
}

// Case is one child that fell ill.
type Case struct {
	Child   hub.ID
	Class   hub.ID
	Day     hub.Day // on which it began
	Illness string  // code of what it may be; "" nobody has said
	Signs   []string
}

// Hint is a cluster that there may be. It counts, and names nobody.
type Hint struct {
	Cluster Cluster
	What    string // code of an illness or of Alike
	Name    string // 手足口病, 又吐又拉
	Cases   int    // children within the days, in Class or in the house
	Class   hub.ID // zero: the house
}

// Hints are the clusters of a day, the one with the most children first, one for each
// thing that it may be. The order of the cases does not matter.
func (r *Rules) Hints(cases []Case, today hub.Day) []Hint {
	best := map[string]Hint{}
	for _, c := range r.Clusters {
		for what, name := range r.things(c) {
			h, ok := r.count(c, what, cases, today)
			if !ok {
				continue
			}
			h.Name = name
			if old, had := best[what]; !had || stronger(h, old) {
				best[what] = h
			}
		}
	}
	var out []Hint
	for _, h := range best {
		if !r.said(h, best) {
			out = append(out, h)
		}
	}
	hub.Sort(out, func(a, b Hint) int {
		return cmp.Or(cmp.Compare(b.Cases, a.Cases), cmp.Compare(a.What, b.What))
	})
	return out
}

// said says whether an illness that is hinted at besides says the same of as many.
func (r *Rules) said(h Hint, all map[string]Hint) bool {
	for _, o := range all {
		if o.Cluster.Of == anyAlike {
			continue
		}
		s, ok := r.Illness(o.What)
		if h.Cluster.Of == anyAlike && ok && o.Cases >= h.Cases && slices.Contains(s.Like, h.What) {
			return true
		}
	}
	return false
}

func stronger(a, b Hint) bool {
	return cmp.Or(cmp.Compare(a.Cases, b.Cases), cmp.Compare(b.Cluster.Code, a.Cluster.Code), bytes.Compare(b.Class[:], a.Class[:])) > 0
}

// things are what a cluster counts, by code, with what people call it.
func (r *Rules) things(c Cluster) map[string]string {
	out := map[string]string{}
	if c.Of != anyAlike {
		s, _ := r.Illness(c.Of)
		out[s.Code] = s.Name
		return out
	}
	for _, a := range r.Alike {
		out[a.Code] = a.Name
	}
	return out
}

// count counts the children of a cluster's days; ok says whether they are enough.
func (r *Rules) count(c Cluster, what string, cases []Case, today hub.Day) (Hint, bool) {
	from := today.Add(1 - c.Within)
	house := map[hub.ID]bool{}
	classes := map[hub.ID]map[hub.ID]bool{}
	for _, one := range cases {
		if one.Day < from || one.Day > today || !r.is(one, c.Of, what) {
			continue
		}
		house[one.Child] = true
		if classes[one.Class] == nil {
			classes[one.Class] = map[hub.ID]bool{}
		}
		classes[one.Class][one.Child] = true
	}
	h := Hint{Cluster: c, What: what, Cases: len(house)}
	switch c.Where {
	case InHouse:
		return h, len(house) >= c.Cases
	case InClasses:
		full := 0
		for class, of := range classes {
			if !class.IsZero() && len(of) >= c.Cases {
				full++
			}
		}
		return h, full >= c.Classes
	}
	h.Cases = 0
	for class, of := range classes {
		if len(of) > h.Cases || len(of) == h.Cases && bytes.Compare(class[:], h.Class[:]) < 0 {
			h.Cases, h.Class = len(of), class
		}
	}
	return h, h.Cases >= c.Cases
}

// is says whether a case counts as what a cluster looks for: an illness as itself, and
// as what is alike besides its signs.
func (r *Rules) is(c Case, of, what string) bool {
	if of != anyAlike {
		return c.Illness == what
	}
	if s, ok := r.Illness(c.Illness); ok && slices.Contains(s.Like, what) {
		return true
	}
	i := slices.IndexFunc(r.Alike, func(a Alike) bool { return a.Code == what })
	return slices.ContainsFunc(c.Signs, func(s string) bool { return slices.Contains(r.Alike[i].Signs, s) })
}
