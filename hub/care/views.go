// Package care owns what records mean: typed, read-only views decoded from them,
// and the rules of child care as functions of plain values. It never writes; use
// cases are hub/desk's.
package care

import (
	"cmp"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Ref is what every view knows of the record that it was decoded from.
type Ref struct {
	ID       hub.ID
	Subject  hub.ID
	Period   string
	Lane     hub.Lane
	Commit   hub.ID // the newest commit that touched it
	Sealed   bool   // some of it cannot be opened on this box
	Conflict []hub.Conflict
}

// Site is a place of care; a box may serve two.
type Site struct {
	Ref
	Name         string   `form:"name"`
	Kinds        []string `form:"kinds"`
	Role         string   `form:"role"`
	Township     string   `form:"township"`
	TownshipName string   `form:"township_name"`
	Village      string   `form:"village"`
	VillageName  string   `form:"village_name"`
	Phone        string   `form:"phone"`
	Address      string   `form:"address"`
	LateAfter    int      `form:"late_after"` // minutes of the day; 0: not set
	LeaveBy      int      `form:"leave_by"`
	CheckApart   bool     `form:"check_apart"` // who comes in has not been looked at yet
	AlarmKey     string   `form:"alarm_key"`   // that a button on a cable types; "" the usual ones
	ClassNames   bool     `form:"class_names"` // in a class phones offer who sits there
	OpenDays     []string `form:"open_days"`   // codes of the form, "1" is Monday; none: Monday to Friday
	Hub          []byte   `form:"hub"`         // station key of the box that keeps it
}

// Near is what people nearby call it: its village, or else its name.
func (s Site) Near() string { return cmp.Or(s.VillageName, s.Name) }

// Group is a class (班) with its places (托位).
type Group struct {
	Ref
	Name   string  `form:"name"`
	Type   string  `form:"type"` // ru, xiao, da, hun, family
	Places int     `form:"places"`
	Site   hub.ID  `form:"site"`
	From   hub.Day `form:"from"`
	To     hub.Day `form:"to"`
	Closed bool    `form:"closed"`
	Was    []any   `form:"was"` // places of before, see Before
}

// PlacesUntil is how many places a class had until a day, which is not included.
type PlacesUntil struct {
	Until  hub.Day
	Places int
}

// Before is what the places of a class were, the earliest first.
func (g Group) Before(reg *form.Registry) (out []PlacesUntil) {
	def, _ := reg.Get("group")
	f, ok := def.Field("was")
	if !ok {
		return nil
	}
	for _, row := range f.Rows(g.Was) {
		until, _ := row["until"].(string)
		places, _ := row["places"].(int64)
		out = append(out, PlacesUntil{hub.Day(until), int(places)})
	}
	hub.SortStable(out, func(a, b PlacesUntil) int { return cmp.Compare(a.Until, b.Until) })
	return out
}

// Staff is somebody who works at a site.
type Staff struct {
	Ref
	Name   string   `form:"name"`
	Role   hub.Role `form:"role"`
	Peg    string   `form:"peg"`
	Site   hub.ID   `form:"site"`
	From   hub.Day  `form:"from"`    // "" not said
	LeftOn hub.Day  `form:"left_on"` // her last day
	Left   bool     `form:"left"`
}

// Child is a known child, or a family that expects one (Category expecting).
type Child struct {
	Ref
	Name        string  `form:"name"`
	Nick        string  `form:"nick"`
	Unnamed     bool    `form:"unnamed"` // Name is 张某之女
	Sex         string  `form:"sex"`     // GB/T 2261.1: 1 male, 2 female, 0, 9
	Birth       hub.Day `form:"birth"`
	BirthSaid   string  `form:"birth_said"` // the lunar date as it was said
	Category    string  `form:"category"`   // care, temporary, home, expecting
	Village     string  `form:"village"`    // 12-digit code; empty for a village that was typed
	VillageName string  `form:"village_name"`
	Site        hub.ID  `form:"site"`
	Family      []byte  `form:"family"` // 16 bytes, shared by siblings; empty: the child's own id
	IDNo        string  `form:"id_no"`
	BirthCert   string  `form:"birth_cert"`
	Address     string  `form:"address"`
	Peg         string  `form:"peg"`
	Photo       []any   `form:"photo"` // see Picture
	Note        string  `form:"note"`
	Registered  hub.Day `form:"registered"`
	WithdrawnOn hub.Day `form:"withdrawn_on"`
	Withdrawn   string  `form:"withdrawn"` // why the record does not count any more; empty: it does
}

// Picture is the child's photo; ok is false where there is none, and where the family has
// not agreed to one.
func (c Child) Picture() (p form.Picture, ok bool) { return form.PictureOf(c.Photo) }

// Called is the name that a screen shows: the name, else the 小名.
func (c Child) Called() string {
	if c.Name != "" {
		return c.Name
	}
	return c.Nick
}

// Hinted is the name that others who sit in the same room may read: the 小名, else the name
// with its middle left out, as public lists have it ([MaskName]).
func (c Child) Hinted() string {
	if c.Nick != "" && (c.Name == "" || !strings.Contains(c.Nick, c.Name)) {
		return c.Nick
	}
	return MaskName(c.Name)
}

// FamilyID is what siblings share.
func (c Child) FamilyID() hub.ID {
	if len(c.Family) == len(hub.ID{}) {
		return hub.ID(c.Family)
	}
	return c.ID
}

// Person is an adult of a child's. Guardian, carer and pick-up are roles: a
// grandmother may hold all three.
type Person struct {
	Ref
	Name      string `form:"name"`
	Kinship   string `form:"kinship"`
	Phone     string `form:"phone"`
	Guardian  bool   `form:"guardian"`
	Carer     bool   `form:"carer"`
	Pickup    bool   `form:"pickup"`
	Away      bool   `form:"away"`
	Adult     bool   `form:"adult"` // somebody made sure that she is 18
	IDNo      string `form:"id_no"`
	Peg       string `form:"peg"`
	Withdrawn bool   `form:"withdrawn"`
}

// Consent is a family's answer to one purpose, which is its Period.
type Consent struct {
	Ref
	Answer    hub.Answer `form:"answer"`
	Way       string     `form:"way"`
	By        hub.ID     `form:"by"`
	ByName    string     `form:"by_name"`
	Witness   string     `form:"witness"`
	Day       hub.Day    `form:"day"`
	Sheet     string     `form:"sheet"`
	Signature []byte     `form:"signature"`
	Heard     string     `form:"heard"` // yes, no; "" she was not asked whether she understood
	Told      string     `form:"told"`  // clip, read
	Clip      []byte     `form:"clip"`  // hash of the recording that was played
}

// Enrolment is a place taken (入托), from a day to a day.
type Enrolment struct {
	Ref
	Site      hub.ID  `form:"site"`
	Group     hub.ID  `form:"group"`
	Mode      string  `form:"mode"`
	From      hub.Day `form:"from"`
	To        hub.Day `form:"to"`
	Ended     string  `form:"ended"`
	Withdrawn bool    `form:"withdrawn"`
}

// On says whether the place is taken on a day.
func (e Enrolment) On(day hub.Day) bool {
	return !e.Withdrawn && e.From != "" && e.From <= day && (e.To == "" || day <= e.To)
}

// Meets says whether the place is taken on any day from one to another; an empty
// last day is for good.
func (e Enrolment) Meets(from, to hub.Day) bool {
	return !e.Withdrawn && e.From != "" && (to == "" || e.From <= to) && (e.To == "" || from <= e.To)
}

// Day is a child's day at the station; Period is the day. Minutes of the day, -1
// where nothing was noted.
type Day struct {
	Ref
	In       int    `form:"in"`
	InBy     hub.ID `form:"in_by"`
	Out      int    `form:"out"`
	OutBy    hub.ID `form:"out_by"`
	Absent   string `form:"absent"`
	Stranger hub.ID `form:"stranger"`
	Site     hub.ID `form:"site"`
	Reason   string `form:"reason"`
}

// Duty is a worker's day; Period is the day. Minutes, -1 where nothing was noted.
type Duty struct {
	Ref
	In   int    `form:"in"`
	Out  int    `form:"out"`
	Site hub.ID `form:"site"`
}

// Here says whether she is in the house.
func (d Duty) Here() bool { return d.In >= 0 && d.Out < d.In }

// Handover is a child that went with somebody who is not on the list.
type Handover struct {
	Ref
	Day      hub.Day `form:"day"`
	Name     string  `form:"name"`
	Relation string  `form:"relation"`
	Phone    string  `form:"phone"`
	IDSeen   bool    `form:"id_seen"`
	Asked    hub.ID  `form:"asked"`
	By       hub.ID  `form:"by"`
	Adult    bool    `form:"adult"`
}

// Growth is one measuring; Period is the day. 0 where nothing was measured.
type Growth struct {
	Ref
	Weight  int    `form:"weight"` // grams
	Length  int    `form:"length"` // millimetres
	Head    int    `form:"head"`   // millimetres
	Posture string `form:"measure"`
	Clothes string `form:"clothes"`
	Site    hub.ID `form:"site"`
}

// Pair is what people said of two records that look alike; the subject is one of them.
type Pair struct {
	Ref
	Other   hub.ID `form:"other"`
	Verdict string `form:"verdict"` // same, twins, different
	Lead    hub.ID `form:"lead"`    // of two that are the same: the record that goes on; zero: by rule
}

// SameFact is which record of a child is right about a fact; Period is the number of
// the field.
type SameFact struct {
	Ref
	From hub.ID `form:"from"`
}

// SameHint says that another station has a record that may be this child.
type SameHint struct {
	Ref
	Other   hub.ID   `form:"other"`
	Station string   `form:"station"`
	Site    hub.ID   `form:"site"` // of the other record
	Why     []string `form:"why"`  // name, sound, birth, phone, id
	Day     hub.Day  `form:"day"`
	Answer  string   `form:"answer"` // what the other station said; "" nothing yet
}

// Transfer is a child that goes to another station.
type Transfer struct {
	Ref
	State    string  `form:"state"` // asked, handed, received, cancelled, alone; "" taken back
	From     hub.ID  `form:"from"`
	FromName string  `form:"from_name"`
	To       hub.ID  `form:"to"` // zero: the county chooses a station of the township
	ToName   string  `form:"to_name"`
	Township string  `form:"township"` // code; "" within one township
	Day      hub.Day `form:"day"`
	AgreedBy hub.ID  `form:"agreed_by"`
	Received hub.Day `form:"received_on"`
}

// Open says whether the child is on its way.
func (t Transfer) Open() bool { return t.State == "asked" || t.State == "handed" }

// Batch is an import.
type Batch struct {
	Ref
	Day     hub.Day `form:"day"`
	Taken   int     `form:"taken"`
	Refused int     `form:"refused"`
	Undone  bool    `form:"undone"`
	Site    hub.ID  `form:"site"`
}

// view is any of the types above.
type view interface {
	Site | Group | Staff | Child | Person | Consent | Enrolment | Handover | Growth | Pair | Batch | SameFact | SameHint | Transfer |
		ClockFix | ClockDoubt | EraseAsk | EraseHold | Erasure | Erased | RetentionRule | Sharing |
		Clip | Alarm | AlarmTest | AlarmNumbers | AlarmWord |
		Check | Temp | Illness | Call | Cluster | IllnessRule | Quiz |
		ClassHere | ClassWord | ClassNotice | ClassPhoto | Recording | Replay | Airing
}

// As decodes a record into its view.
//
//go:noinline
func As[T view](reg *form.Registry, rec hub.Record) T {
	var v T
	decode(reg, rec, &v)
	return v
}

// AsDay decodes a day record; a time that was not noted is -1.
func AsDay(reg *form.Registry, rec hub.Record) Day {
	v := Day{In: -1, Out: -1}
	decode(reg, rec, &v)
	return v
}

// AsDuty decodes a duty record; a time that was not noted is -1.
func AsDuty(reg *form.Registry, rec hub.Record) Duty {
	v := Duty{In: -1, Out: -1}
	decode(reg, rec, &v)
	return v
}

// referred is a view that knows its record.
type referred interface{ setRef(Ref) }

func (r *Ref) setRef(to Ref) { *r = to }

func decode(reg *form.Registry, rec hub.Record, view any) {
	reg.Decode(rec, view)
	view.(referred).setRef(Ref{
		ID: rec.ID, Subject: rec.Subject, Period: rec.Period, Lane: rec.Lane,
		Commit: rec.Commit, Sealed: rec.Sealed, Conflict: rec.Conflict,
	})
}

// All decodes the records of one kind out of a mixed list.
func All[T view](reg *form.Registry, kind hub.Kind, recs []hub.Record) []T {
	var out []T
	for _, rec := range recs {
		if rec.Kind == kind {
			out = append(out, As[T](reg, rec))
		}
	}
	return out
}
