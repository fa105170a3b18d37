package page

// CountyStudy is a study that names nobody, before it leaves: how many children, how well
// they are hidden, who is left out; and those that have left.
//
// GET set from to shows it; POST set from to institution why answers with the file.
type CountyStudy struct {
	CountyFrame
	Set, From, To    string
	Froms, Tos       []Choice // half-years, by their first and last day
	Sets             []Choice
	Facts            []Fact // what it would be; none where the days are wrong
	Groups           []StudyGroup
	Children         int
	Institution, Why string // as typed
	Done             []StudyDone
	Keys             bool // she gives keys, too
}

func (CountyStudy) Page() string { return "county-study" }

// StudyGroup is children who look the same.
type StudyGroup struct {
	Town, Sex, Born string
	Children        int
}

// StudyDone is a study that has left.
type StudyDone struct {
	Day, What, Days, To, Why, Who string
	Children, Least               int
}

// CountyKeys is the keys by which other departments' programs read figures.
//
// POST /keys department scope (each) until; POST /keys/{id}/end.
type CountyKeys struct {
	CountyFrame
	Rows              []KeyRow
	Department, Until string // as typed
	Scopes            []Choice
	Secret            string // a new key: shown once
	Study             bool   // she makes studies, too
}

func (CountyKeys) Page() string { return "county-keys" }

// KeyRow is one key.
type KeyRow struct {
	ID, Department, Scopes, Made, By, Until, Used, State string
	Open                                                 bool // it can be taken back
}
