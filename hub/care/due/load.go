package due

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/goccy/go-yaml"

	"yizhan/hub"
)

//go:embed rules.yaml
var builtinRules []byte

//go:embed doses.yaml
var builtinDoses []byte

// Rules is everything that falls due, as one county has it. It does not change once it
// is made.
type Rules struct {
	away      Span
	childTo   Span
	putClinic int
	liveApart Span
	usual     map[string]string // of two vaccines for one disease
	edition   string

	records map[hub.Kind]Record
	groups  []*Group
	rules   []*Rule
	byCode  map[string]*Rule
	of      map[hub.Kind][]*Rule // by subject
}

// Record says by what the records of a kind are told apart and which fields say when.
type Record struct {
	Kind  hub.Kind `yaml:"kind"`
	Code  string   `yaml:"code"`  // a field, or period, or record
	Name  []string `yaml:"name"`  // fields that say what a record is about, where each stands for itself
	Day   string   `yaml:"day"`   // when it was done
	Until string   `yaml:"until"` // until when it holds, or when the next is
	Off   string   `yaml:"off"`   // field=value: nothing was done, and nothing need be
	Ask   []string `yaml:"ask"`   // fields that are choices, asked when it is noted
	Holds bool     `yaml:"holds"` // asked is until when it holds, not when it was done
}

// Builtin is the rules that ship.
var Builtin = sync.OnceValue(func() *Rules {
	r, err := Read(builtinRules, builtinDoses)
	if err != nil {
		panic(err) // part of the program, proven by a test
	}
	return r
})

// file is rules.yaml, doseFile doses.yaml.
type file struct {
	Away       Span     `yaml:"away"`
	ChildTo    Span     `yaml:"child_to"`
	DoseRemind Span     `yaml:"dose_remind"`
	PutClinic  int      `yaml:"put_clinic"`
	Records    []Record `yaml:"records"`
	Groups     []*Group `yaml:"groups"`
	Signs      struct {
		Months    []int  `yaml:"months"`
		Source    string `yaml:"source"`
		Certainty string `yaml:"certainty"`
	} `yaml:"signs"`
	Measures struct {
		Months    []int  `yaml:"months"`
		Early     Span   `yaml:"early"`
		Source    string `yaml:"source"`
		Certainty string `yaml:"certainty"`
	} `yaml:"measures"`
	Visits struct {
		Source    string  `yaml:"source"`
		Certainty string  `yaml:"certainty"`
		List      []*Rule `yaml:"list"`
	} `yaml:"visits"`
	Rules []*Rule `yaml:"rules"`
}

type doseFile struct {
	Edition   string            `yaml:"edition"`
	Source    string            `yaml:"source"`
	Certainty string            `yaml:"certainty"`
	LiveApart Span              `yaml:"live_apart"`
	Usual     map[string]string `yaml:"usual"`
	Doses     []doseRow         `yaml:"doses"`
}

type doseRow struct {
	Code   string `yaml:"code"`
	Series string `yaml:"series"`
	Name   string `yaml:"name"`
	No     int    `yaml:"no"`
	Act    string `yaml:"act"`
	Months int    `yaml:"months"`
	Before int    `yaml:"before"`
	Until  int    `yaml:"until"`
	Gap    Span   `yaml:"gap"`
	Within *Span  `yaml:"within"`
	Live   bool   `yaml:"live"`
	For    string `yaml:"for"`
	Pick   string `yaml:"pick"`
	Note   string `yaml:"note"`
}

// Read reads rules as a county publishes them: YAML of the built-in form, whole,
// without unknown names.
func Read(rules, doses []byte) (*Rules, error) {
	var f file
	var d doseFile
	if err := yaml.NewDecoder(bytes.NewReader(rules), yaml.Strict()).Decode(&f); err != nil {
		return nil, fmt.Errorf("due: rules: %w", err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(doses), yaml.Strict()).Decode(&d); err != nil {
		return nil, fmt.Errorf("due: doses: %w", err)
	}
	r := &Rules{away: f.Away, childTo: f.ChildTo, putClinic: f.PutClinic, liveApart: d.LiveApart, usual: d.Usual, edition: d.Edition,
		records: map[hub.Kind]Record{}, groups: f.Groups, byCode: map[string]*Rule{}, of: map[hub.Kind][]*Rule{}}
	for _, rec := range f.Records {
		r.records[rec.Kind] = rec
	}
	all := slices.Concat(doseRules(d, f.DoseRemind), visitRules(f), signRules(f), measureRules(f), f.Rules)
	for _, rule := range all {
		if err := r.add(rule); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// doseRules are the schedule's. A dose waits for the one above it in its series.
func doseRules(f doseFile, remind Span) (out []*Rule) {
	above := map[string]string{}
	for _, d := range f.Doses {
		r := &Rule{Code: d.Code, Title: fmt.Sprintf("%s 第%s针", d.Name, figure(d.No)), Act: d.Act, Group: "dose", Subject: "child", Of: FromBirth,
			From: Span{Months: d.Months}, Before: Span{Months: d.Before}, Until: Span{Months: d.Until}, Within: d.Within, Remind: remind, Who: ByHealth,
			Closes: Closing{Kind: "dose", Is: []string{d.Code}}, Note: d.Note, Source: f.Source, Certainty: f.Certainty,
			live: d.Live, either: d.For, pick: d.Pick}
		if before, ok := above[d.Series]; ok {
			r.after = []Gap{{before, d.Gap}}
		}
		above[d.Series] = d.Code
		out = append(out, r)
	}
	return out
}

// figure is a small number in Chinese.
func figure(n int) string {
	if figures := []string{"", "一", "二", "三", "四", "五", "六"}; n > 0 && n < len(figures) {
		return figures[n]
	}
	return strconv.Itoa(n)
}

// visitRules are the 13 visits: nobody asks for one any more once the next is due.
func visitRules(f file) []*Rule {
	for i, r := range f.Visits.List {
		r.Closes = Closing{Kind: "visit", Is: []string{r.Code}}
		r.Code, r.Group, r.Subject, r.Of, r.Who = "visit-"+r.Code, "visit", "child", FromBirth, ByHealth
		r.Remind, r.Source, r.Certainty = Span{Days: 7}, f.Visits.Source, f.Visits.Certainty
		if i+1 < len(f.Visits.List) {
			r.Until = f.Visits.List[i+1].From
		}
	}
	return f.Visits.List
}

// signRules ask for the warning signs of an age until the next age is full.
func signRules(f file) (out []*Rule) {
	for i, m := range f.Signs.Months {
		r := &Rule{Code: "signs-" + strconv.Itoa(m), Title: ageWord(m) + "看发育", Act: "看看" + ageWord(m) + "的发育", Group: "signs", Subject: "child",
			Of: FromBirth, From: Span{Months: m}, Remind: Span{Days: 3}, Who: ByStation, Closes: Closing{Kind: "warning-signs", Is: []string{strconv.Itoa(m)}},
			Page: "/child/{id}/signs/" + strconv.Itoa(m), Source: f.Signs.Source, Certainty: f.Signs.Certainty}
		if i+1 < len(f.Signs.Months) {
			r.Until = Span{Months: f.Signs.Months[i+1]}
		}
		out = append(out, r)
	}
	return out
}

// measureRules ask for weight and length at some ages; a measuring shortly before counts.
func measureRules(f file) (out []*Rule) {
	for i, m := range f.Measures.Months {
		r := &Rule{Code: "measure-" + strconv.Itoa(m), Title: ageWord(m) + "量身高体重", Act: "量" + ageWord(m) + "的身高体重", Group: "measure", Subject: "child", For: ForCare,
			Of: FromBirth, From: Span{Months: m}, Remind: f.Measures.Early, Who: ByStation, Closes: Closing{Kind: "growth"},
			Page: "/child/{id}/growth/new", Source: f.Measures.Source, Certainty: f.Measures.Certainty, fresh: true}
		if i+1 < len(f.Measures.Months) {
			r.Until = Span{Months: f.Measures.Months[i+1]}
		}
		out = append(out, r)
	}
	return out
}

// ageWord is an age as families say it.
func ageWord(months int) string {
	years := []string{"", "一", "两", "三", "四", "五", "六"}
	switch {
	case months >= 12 && months%12 == 6 && months/12 < len(years):
		return years[months/12] + "岁半"
	case months >= 12 && months%12 == 0 && months/12 < len(years):
		return years[months/12] + "岁"
	case months < 10:
		return []string{"", "一", "两", "三", "四", "五", "六", "七", "八", "九"}[months] + "个月"
	}
	return strconv.Itoa(months) + "个月"
}

var (
	starts = []string{FromBirth, FromRegistered, FromEnrolled, FromReturned, FromUntil, FromRecord, FromNothing}
	whose  = []string{ForAll, ForCare, ForComing, ForExpecting}
	whom   = []string{ByStation, ByHealth, ByFamily}
)

// add takes a rule that is whole.
func (r *Rules) add(rule *Rule) error {
	at := slices.IndexFunc(r.groups, func(g *Group) bool { return g.Code == rule.Group })
	bad := func(why string) error { return fmt.Errorf("due: rule %q: %s", rule.Code, why) }
	switch {
	case rule.Code == "" || rule.Title == "" || rule.Act == "" || rule.Source == "" || rule.Certainty == "":
		return bad("needs code, title, act, source and certainty")
	case r.byCode[rule.Code] != nil:
		return bad("is there twice")
	case at < 0:
		return bad("group " + rule.Group)
	case rule.Subject != "child" && rule.Subject != "staff" && rule.Subject != "site":
		return bad("subject " + string(rule.Subject))
	case !slices.Contains(starts, rule.Of) || !slices.Contains(whose, rule.For) || !slices.Contains(whom, rule.Who):
		return bad("of, for or who")
	case rule.Closes.Kind == "" && rule.For != ForCare:
		return bad("nothing would end it")
	case rule.Of == FromNothing && rule.Every.IsZero():
		return bad("needs of or every")
	case rule.Closes.Kind != "" && r.records[rule.Closes.Kind].Kind == "":
		return bad("records of " + string(rule.Closes.Kind) + " are not described")
	case rule.Also != "" && r.records[rule.Also].Kind == "":
		return bad("records of " + string(rule.Also) + " are not described")
	case rule.Of == FromUntil && r.records[rule.Closes.Kind].Until == "":
		return bad("its records name no last day")
	}
	for _, g := range rule.after {
		if r.byCode[g.Rule] == nil {
			return bad("comes after " + g.Rule + ", which is not above it")
		}
	}
	rule.group = r.groups[at]
	r.rules = append(r.rules, rule)
	r.byCode[rule.Code] = rule
	r.of[rule.Subject] = append(r.of[rule.Subject], rule)
	return nil
}

// Rule finds one by its code.
func (r *Rules) Rule(code string) (*Rule, bool) { rule, ok := r.byCode[code]; return rule, ok }

// All is every rule.
func (r *Rules) All() []*Rule { return slices.Clone(r.rules) }

// Groups lists the groups in their order on screen.
func (r *Rules) Groups() []Group {
	out := make([]Group, len(r.groups))
	for i, g := range r.groups {
		out[i] = *g
	}
	return out
}

// Records describes the kinds that close items, sorted.
func (r *Rules) Records() []Record {
	out := make([]Record, 0, len(r.records))
	for _, rec := range r.records {
		out = append(out, rec)
	}
	hub.Sort(out, func(a, b Record) int { return compareText(string(a.Kind), string(b.Kind)) })
	return out
}

// ByPeriod is the Record.Code of once-per records.
const ByPeriod = "period"

// Record describes a kind that closes items.
func (r *Rules) Record(kind hub.Kind) (Record, bool) { rec, ok := r.records[kind]; return rec, ok }

// Kinds are those of a subject's records that the rules look at.
func (r *Rules) Kinds(subject hub.Kind) (out []hub.Kind) {
	for _, rule := range r.of[subject] {
		for _, k := range []hub.Kind{rule.Closes.Kind, rule.Also, rule.since.kind} {
			if k != "" && !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// Most is how many days an item can be put off for a reason.
func (r *Rules) Most(rule *Rule, reason string) int {
	if reason == Clinic {
		return r.putClinic
	}
	return rule.group.Put
}

// Clinic is the reason for which one can be put off for long: the clinic said so.
const Clinic = "clinic"
