package page

// CountyAlarms is what stations have called for, and which of them have not tried the
// button this month.
type CountyAlarms struct {
	CountyFrame
	Calls   []CountyCall
	Undone  []CountyUndrilled
	Drilled string // 这个月 20 个站试过了
}

// CountyCall is one call for help.
type CountyCall struct {
	Look    bool // it is open
	Mark    string
	Class   string // of the stamp
	When    string
	Station string
	Town    string
	Phone   string // of the station; "" not known
	State   string
	Words   []string // who answered, which number was reached
}

// CountyUndrilled is a station that has not tried its alarm this month.
type CountyUndrilled struct {
	Station, Town, Phone, Last string
}

func (CountyAlarms) Page() string    { return "county-alarms" }
func (CountyAlarms) Parts() []string { return []string{"county-alarm-rows"} }
