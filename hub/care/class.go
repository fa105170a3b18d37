package care

import (
	"yizhan/hub"
	"yizhan/hub/form"
)

// Class is a 妈妈课堂 or what is like it, from its plan to its 台账.
type Class struct {
	Ref
	Title     string  `form:"title"`
	Day       hub.Day `form:"day"`
	Start     int     `form:"start"` // minute of the day; -1 not said
	Minutes   int     `form:"minutes"`
	Heads     int     `form:"heads"` // counted by eye, beside the names; -1 nobody counted
	Kind      string  `form:"kind"`  // mothers, pregnancy, parents, activity, staff, lecture
	Site      hub.ID  `form:"site"`
	State     string  `form:"state"`  // planned, open, held, off; "" held, as older releases wrote it
	Lesson    string  `form:"lesson"` // its key; "" none
	Lecturer  string  `form:"lecturer"`
	Place     string  `form:"place"`
	From      int     `form:"from"` // months of age, or weeks of pregnancy; From and To 0: everybody
	To        int     `form:"to"`
	Way       string  `form:"way"` // room, remote, both
	Why       string  `form:"why"` // it was called off
	Began     int     `form:"began"`
	Ended     int     `form:"ended"`
	Paused    int     `form:"paused"` // minutes
	Slides    []any   `form:"slides"` // see hub/desk
	Mothers   int     `form:"mothers"`
	Fathers   int     `form:"fathers"`
	Elders    int     `form:"elders"`
	Expecting int     `form:"expecting"`
	Staff     int     `form:"staff"`
	Others    int     `form:"others"`
	Families  int     `form:"families"`
	Away      int     `form:"away"` // of all these: next door, on a phone
	Near      int     `form:"near"` // who sat at the neighbours, as they said
	Quizzes   int     `form:"quizzes"`
	Passed    int     `form:"passed"`
	Materials string  `form:"materials"`
	Summary   string  `form:"summary"`
	HeldOn    hub.Day `form:"held"`   // "" it was not yet
	Ledger    hub.Day `form:"ledger"` // when the 台账 was made; "" it was not
}

// AsClass decodes a class; what was not noted of times and heads is -1.
func AsClass(reg *form.Registry, rec hub.Record) Class {
	v := Class{Start: -1, Heads: -1, Began: -1, Ended: -1}
	decode(reg, rec, &v)
	return v
}

// Held says whether the class took place.
func (c Class) Held() bool { return c.State == "held" || c.State == "" && c.Title != "" }

// Begun says whether it is being held, or was cut and goes on.
func (c Class) Begun() bool { return c.State == "open" }

// Planned says whether it is still to come.
func (c Class) Planned() bool { return c.State == "planned" }

// Off says whether it was called off.
func (c Class) Off() bool { return c.State == "off" }

// Sum is everybody who was written down.
func (c Class) Sum() int {
	return c.Mothers + c.Fathers + c.Elders + c.Expecting + c.Staff + c.Others
}

// YearClass is one line of what a year of classes asks for.
type YearClass struct {
	Kind      string   `yaml:"kind"`
	Months    []int    `yaml:"months"`  // 1 to 12
	Day       int      `yaml:"day"`     // of the month: the first open one from there on
	Start     int      `yaml:"start"`   // minute of the day
	Way       string   `yaml:"way"`     // room, remote, both
	Lessons   string   `yaml:"lessons"` // class of lessons, the one that fits best; ""
	Topics    []string `yaml:"topics"`  // in turn, one a month of Months
	Source    string   `yaml:"source"`
	Certainty string   `yaml:"certainty"`
}

func (y YearClass) whole() bool {
	for _, m := range y.Months {
		if m < 1 || m > 12 {
			return false
		}
	}
	return y.Kind != "" && len(y.Months) > 0 && y.Day >= 1 && y.Day <= 28 && y.Start > 0 && y.Start < 24*60 &&
		(y.Lessons != "") != (len(y.Topics) > 0) && y.Source != "" && y.Certainty != ""
}

// Topic is the one of a month; "" where lessons are chosen.
func (y YearClass) Topic(month int) string {
	for i, m := range y.Months {
		if m == month && len(y.Topics) > 0 {
			return y.Topics[i%len(y.Topics)]
		}
	}
	return ""
}

// ClassHere is somebody who came to a class. The subject is the child whose family it is;
// the site for a guest, a worker.
type ClassHere struct {
	Ref
	Class  hub.ID  `form:"class"`
	Role   string  `form:"role"` // as of a person, and expecting, father-to-be, staff
	Person hub.ID  `form:"person"`
	Name   string  `form:"name"`
	Way    string  `form:"way"` // room, near, phone, replay
	Late   bool    `form:"late"`
	Minute int     `form:"minute"`
	Sign   []byte  `form:"sign"`
	Day    hub.Day `form:"day"`
	Site   hub.ID  `form:"site"`
	Staff  hub.ID  `form:"staff"`
	Gone   bool    `form:"gone"` // tapped by mistake
}

// Known says whether it is of a family that is known here.
func (h ClassHere) Known() bool { return h.Subject != h.Site && !h.Guest() }

// Guest says whether it is somebody without a family and without work here, by her name alone.
func (h ClassHere) Guest() bool { return h.Subject == h.ID }

// ClassWord is what somebody said of a class.
type ClassWord struct {
	Ref
	Class    hub.ID  `form:"class"`
	Day      hub.Day `form:"day"`
	Rating   int     `form:"rating"` // 1 to 3; 0 none
	Question string  `form:"question"`
	Answer   string  `form:"answer"`
	Site     hub.ID  `form:"site"`
}

// ClassNotice says that a class was made known: to the child's family, or to all.
type ClassNotice struct {
	Ref
	Class  hub.ID  `form:"class"`
	Day    hub.Day `form:"day"`
	Way    string  `form:"way"`  // speaker, paper, phone, told, message
	Said   string  `form:"said"` // coming, maybe, not, nobody; "" nothing
	Minute int     `form:"minute"`
	Site   hub.ID  `form:"site"`
	Gone   bool    `form:"gone"`
}

// ClassPhoto is a picture of a class.
type ClassPhoto struct {
	Ref
	Class  hub.ID  `form:"class"`
	What   string  `form:"what"` // slide, room
	Photo  []any   `form:"photo"`
	Day    hub.Day `form:"day"`
	Minute int     `form:"minute"`
	Site   hub.ID  `form:"site"`
	Gone   hub.Day `form:"gone"`
}

// Picture is its file; ok is false where it was taken down.
func (p ClassPhoto) Picture() (form.Picture, bool) {
	if p.Gone != "" {
		return form.Picture{}, false
	}
	return form.PictureOf(p.Photo)
}

// Recording is the sound of a class; it lies on the box Hub.
type Recording struct {
	Ref
	Class     hub.ID  `form:"class"`
	Day       hub.Day `form:"day"`
	MS        int     `form:"ms"`
	Format    string  `form:"format"` // mp3, wav
	Chapters  []any   `form:"chapters"`
	From      int     `form:"from"` // ms; what is before is not played
	To        int     `form:"to"`   // 0: to the end
	Published hub.Day `form:"published"`
	By        hub.ID  `form:"by"`
	Gone      hub.Day `form:"gone"` // taken back
	Site      hub.ID  `form:"site"`
	Hub       []byte  `form:"hub"`
}

// Open says whether families may hear it.
func (r Recording) Open() bool { return r.Published != "" && r.Gone == "" }

// Replay is how far a family has heard a recording.
type Replay struct {
	Ref
	Class hub.ID  `form:"class"`
	At    int     `form:"at"` // ms
	Heard int     `form:"heard"`
	Of    int     `form:"of"`
	Day   hub.Day `form:"day"`
	Site  hub.ID  `form:"site"`
}

// Half says whether they heard half of it at least: that counts as guidance.
func (r Replay) Half() bool { return r.Of > 0 && 2*r.Heard >= r.Of }
