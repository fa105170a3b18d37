package report

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"slices"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

// A study is a table for research that names nobody (R135). What somebody outside can know
// of a child is its sex, where it lives and its birthday; so these are told as coarsely as
// it takes until each child is one of K that look the same:
//
//   - Sex, township and the half-year or year of birth are the only columns that say who.
//     Of each child as much of them is told as K children share; who shares even the last
//     step with too few is left out, and counted.
//   - Rows have the age in whole months and no day. Age and day together are the birthday:
//     with the dates of the study a row could still say more about the birth than its
//     column does. Such a row is left out: of those that stay, every child of the same
//     half-year could have had one.
//   - No free text, no place below the township, no number of a record. Study numbers are
//     drawn anew each time, and which child has which is written nowhere.
//   - Only children whose family has agreed to research, in the words that name this data
//     (Set.Since), are in it. Whom a family has stopped, or the county erased, is not.
//
//   - Its days are whole half-years that are over (HalvesOf): of two studies the second has no
//     day more, and what is in one and not in the other is half a year of everybody. That half
//     a year is told by each row anyhow, by the age and the half-year of birth.
//
// What it does not promise: where all K of a group have the same result, the group's
// result is known. A study says nothing of those whom it leaves out. Who has two studies of the
// same half-years sees what came late, and from whom consent came between them: the page says
// so, and that the first is to be given again.

// StudySet is data that may be studied.
type StudySet struct {
	Kind  hub.Kind
	Title string
	// Since is the first wording of the consent sheet that names this data: desk.SheetVersion.
	Since   string
	columns []studyColumn
}

// studyColumn is one value of a row, for the codebook too.
type studyColumn struct {
	field, title, means string
	scale               float64 // of a number; 0: a choice
	width               float64
}

// StudySets are what may be studied. Attendance is not among them: no family was asked for it.
var StudySets = []StudySet{
	{Kind: "growth", Title: "身高体重", columns: []studyColumn{
		{"weight", "体重（公斤）", "站里、卫生院称的", 1000, 14},
		{"length", "身长（厘米）", "躺着或站着量的", 10, 14},
		{"head", "头围（厘米）", "", 10, 14},
		{"measure", "怎么量的", "躺着量、站着量", 0, 12},
	}},
	{Kind: "development-check", Title: "发育筛查", Since: "2026-11b", columns: []studyColumn{
		{"tool", "用什么看的", "筛查的工具；筛查不是诊断", 0, 20},
		{"slow", "哪几样慢", "空着是都跟得上", 0, 30},
		{"result", "结果", "过了、要再看、要转去看", 0, 12},
	}},
}

// SmallCell is how many children at least have to look the same before anything is told of
// them, where the county has not typed another number; leastCell is the smallest that it
// can type.
const (
	SmallCell    = 10
	leastCell    = 5
	smallCellKey = "small-cell"
)

// SmallCellOf is the county's own number, as of a day.
func SmallCellOf(numbers []hub.Number, day hub.Day) int {
	k, from := SmallCell, hub.Number{}
	for _, n := range numbers {
		if n.Key != smallCellKey || n.Area != "" || n.From > day {
			continue
		}
		if cmp.Or(cmp.Compare(n.From, from.From), cmp.Compare(n.Said, from.Said), cmp.Compare(n.Second, from.Second)) >= 0 {
			k, from = max(leastCell, int(n.Value/100)), n
		}
	}
	return k
}

// StudyAsk is which study somebody wants.
type StudyAsk struct {
	Kind     hub.Kind
	From, To hub.Day // both included
	K        int
	Towns    map[hub.Lane]string // names of townships
}

// HalvesOf says whether days are whole half-years that are over.
// Errors: CodeInvalid (study.days, study.halves).
func HalvesOf(from, to, today hub.Day) error {
	if !isDay(from) || !isDay(to) || to < from {
		return hub.E(hub.CodeInvalid, "study.days").In("to")
	}
	if HalfYear.On(from).From != from || HalfYear.On(to).To != to || to >= today {
		return hub.E(hub.CodeInvalid, "study.halves").In("to")
	}
	return nil
}

// Study is what may leave, and what was left out.
type Study struct {
	StudyAsk
	Set        StudySet
	Children   int
	Groups     []StudyGroup
	Smallest   int // children of the smallest group; 0: nobody is in it
	NotAgreed  int // children with such data whose family has not agreed
	TooFew     int // children left out because fewer than K are like them
	RowsAtEdge int // rows left out because they would tell the birth
	rows       []studyRow
}

// StudyGroup is the children who cannot be told apart by what somebody may know of them.
type StudyGroup struct {
	Town, Sex, Born string // as the file says it; "" not told
	Children        int
}

// studyRow is a row as it leaves.
type studyRow struct {
	number string
	StudyGroup
	age   int
	cells []sheet.Cell
}

// MakeStudy reads what is asked for. Records leaves out whom it has to: see desk.Reader.
// It holds the rows of the study. Errors: CodeNotFound study.kind, CodeInvalid study.days.
func MakeStudy(ctx context.Context, forms *form.Registry, records Records, ask StudyAsk) (Study, error) {
	i := slices.IndexFunc(StudySets, func(s StudySet) bool { return s.Kind == ask.Kind })
	if i < 0 {
		return Study{}, hub.E(hub.CodeNotFound, "study.kind")
	}
	if !isDay(ask.From) || !isDay(ask.To) || ask.To < ask.From {
		return Study{}, hub.E(hub.CodeInvalid, "study.days").In("to")
	}
	ask.K = max(ask.K, leastCell)
	s := Study{StudyAsk: ask, Set: StudySets[i]}
	people, err := s.people(ctx, forms, records)
	if err != nil {
		return s, err
	}
	if err := s.notes(ctx, forms, records, people); err != nil {
		return s, err
	}
	s.group(people)
	return s, nil
}

// studied is a child before it is anybody.
type studied struct {
	sex    string
	birth  hub.Day
	lane   hub.Lane
	agreed bool
	rows   []noted
}

type noted struct {
	age   int
	cells []sheet.Cell
}

// people are the children of whom sex and birth can be read, and whether their families
// have agreed.
func (s *Study) people(ctx context.Context, forms *form.Registry, records Records) (map[hub.ID]*studied, error) {
	people := map[hub.ID]*studied{}
	err := records.Each(ctx, "child", func(rec hub.Record) error {
		var c struct {
			Sex       string  `form:"sex"`
			Birth     hub.Day `form:"birth"`
			Withdrawn string  `form:"withdrawn"`
		}
		forms.Decode(rec, &c)
		if c.Withdrawn != "" && c.Withdrawn != "moved" && c.Withdrawn != "grown" {
			return nil
		}
		if (c.Sex == "1" || c.Sex == "2") && isDay(c.Birth) && c.Birth <= s.To {
			people[rec.Subject] = &studied{sex: c.Sex, birth: c.Birth, lane: rec.Lane}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return people, records.Each(ctx, "consent", func(rec hub.Record) error {
		var c struct {
			Answer hub.Answer `form:"answer"`
			Sheet  string     `form:"sheet"`
		}
		forms.Decode(rec, &c)
		if one := people[rec.Subject]; one != nil && rec.Period == "research" {
			one.agreed = c.Answer == hub.AnswerYes && c.Sheet >= s.Set.Since
		}
		return nil
	})
}

// notes puts the rows of the period to their children.
func (s *Study) notes(ctx context.Context, forms *form.Registry, records Records, people map[hub.ID]*studied) error {
	def, _ := forms.Get(s.Set.Kind)
	refused := map[hub.ID]bool{}
	err := records.Each(ctx, s.Set.Kind, func(rec hub.Record) error {
		one, day := people[rec.Subject], hub.Day(dayOf(def, rec))
		if one == nil || day < s.From || day > s.To || rec.Sealed || withdrawn(def, rec) {
			return nil
		}
		age, ok := calendar.AgeOn(one.birth, day)
		switch {
		case !ok:
		case !one.agreed:
			refused[rec.Subject] = true
		default:
			one.rows = append(one.rows, noted{age.Months, s.Set.cells(def, rec)})
		}
		return nil
	})
	s.NotAgreed = len(refused)
	return err
}

func (set StudySet) cells(def *form.Definition, rec hub.Record) []sheet.Cell {
	out := make([]sheet.Cell, len(set.columns))
	for i, c := range set.columns {
		f, _ := def.Field(c.field)
		switch v := rec.Fields[f.No].(type) {
		case nil:
		case int64:
			out[i] = sheet.Number(float64(v) / c.scale)
		default:
			out[i] = sheet.Text(f.Show(v))
		}
	}
	return out
}

// cohort is the births that one word stands for: both days included.
type cohort struct {
	word      string
	low, high hub.Day
}

func cohortOf(birth hub.Day, years bool) cohort {
	year := string(birth[:4])
	switch {
	case years:
		return cohort{year + "年", hub.Day(year + "-01-01"), hub.Day(year + "-12-31")}
	case birth[5:7] <= "06":
		return cohort{year + "年上半年", hub.Day(year + "-01-01"), hub.Day(year + "-06-30")}
	}
	return cohort{year + "年下半年", hub.Day(year + "-07-01"), hub.Day(year + "-12-31")}
}

// tells says whether an age, noted on some day of the study, says no more than the cohort:
// whoever was born in it could have been of that age on such a day.
func (s *Study) tells(age int, c cohort) bool {
	return calendar.AddMonths(c.high, age) <= s.To && calendar.AddMonths(c.low, age+1) > s.From
}

// studySteps are how much is told of a child, from the most to the least.
var studySteps = []struct{ town, sex, years bool }{
	{true, true, false}, {true, true, true}, {false, true, false}, {false, true, true}, {false, false, true},
}

// group tells of each child as much as K children share. A group is made of those for whom
// the steps before told too much, all of them: so no group can be split again by what the
// others were told.
func (s *Study) group(people map[hub.ID]*studied) {
	left := map[*studied]bool{}
	for _, one := range people {
		if len(one.rows) > 0 {
			left[one] = true
		}
	}
	all := 0
	for one := range left {
		all += len(one.rows)
	}
	for _, step := range studySteps {
		groups := map[StudyGroup][]*studied{}
		for one := range left {
			if g, kept := s.told(one, step.town, step.sex, step.years); kept > 0 {
				groups[g] = append(groups[g], one)
			}
		}
		for g, members := range groups {
			if len(members) < s.K {
				continue
			}
			for _, one := range members {
				delete(left, one)
				s.put(g, one, step.years)
			}
			g.Children = len(members)
			s.Groups = append(s.Groups, g)
		}
	}
	s.TooFew, s.RowsAtEdge = len(left), all-len(s.rows)
	for one := range left {
		s.RowsAtEdge -= len(one.rows)
	}
	hub.Sort(s.Groups, func(a, b StudyGroup) int {
		return cmp.Or(cmp.Compare(a.Town, b.Town), cmp.Compare(a.Born, b.Born), cmp.Compare(a.Sex, b.Sex))
	})
	for _, g := range s.Groups {
		s.Children += g.Children
		if s.Smallest == 0 || g.Children < s.Smallest {
			s.Smallest = g.Children
		}
	}
	hub.SortStable(s.rows, func(a, b studyRow) int { return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.age, b.age)) })
}

// told is what one step says of a child, and how many of its rows it lets stay.
func (s *Study) told(one *studied, town, sex, years bool) (g StudyGroup, kept int) {
	c := cohortOf(one.birth, years)
	g.Born = c.word
	if town {
		if g.Town = s.Towns[one.lane]; g.Town == "" {
			return g, 0 // a township without a name is told by no group
		}
	}
	if sex {
		g.Sex = map[string]string{"1": "男", "2": "女"}[one.sex]
	}
	for _, r := range one.rows {
		if s.tells(r.age, c) {
			kept++
		}
	}
	return g, kept
}

// put adds a child's rows under a number that nobody can trace.
func (s *Study) put(g StudyGroup, one *studied, years bool) {
	var b [8]byte
	rand.Read(b[:]) // never fails
	number, c := hex.EncodeToString(b[:]), cohortOf(one.birth, years)
	for _, r := range one.rows {
		if s.tells(r.age, c) {
			s.rows = append(s.rows, studyRow{number, g, r.age, r.cells})
		}
	}
}

// Rows is how many rows the study has.
func (s Study) Rows() int { return len(s.rows) }
