package page

// CountyIllness is where several children of a station are ill alike, by number alone,
// and for how long each illness keeps a child at home.
//
// Posted: illness=CODE with days.
type CountyIllness struct {
	CountyFrame
	Rows  []IllnessRow
	Terms []IllnessTerm
	May   bool // she sets the days
}

func (CountyIllness) Page() string { return "county-illness" }

// IllnessRow is one day's count at one station.
type IllnessRow struct {
	Day, Where, What, Cases string
	Told                    string // 卫生院、县疾控; "" nobody yet
	Look                    bool
}

// IllnessTerm is one illness.
type IllnessTerm struct {
	Code, Name, End, Spread, Sure string
	Days                          int
}
