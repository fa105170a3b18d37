package page

// CountyOpen is what people of two stations have not agreed on yet, or wait for the
// county to carry over.
type CountyOpen struct {
	CountyFrame
	Moves     []CountyMove
	Same      []CountySame
	Conflicts []CountyConflict
}

func (CountyOpen) Page() string { return "county-open" }

// CountyMove is a child that goes to another township.
type CountyMove struct {
	ID       string // of the transfer
	Href     string
	Name     string
	From     string // 柳沟驿站
	To       string // 荫城镇, or the station once it is chosen
	State    string
	Day      string
	Stations []Choice // of that township; none where there is nothing to choose
	Act      bool     // she may hand it over
	Back     bool     // she may take it back
}

// CountySame is one child that two stations may have registered both.
type CountySame struct {
	Href, Name, Where     string
	Other, OtherName      string // address and name of the other record
	OtherWhere            string
	Why                   string // 名字、生日对得上
	Said, OtherSaid, Sums string // what each station says, and what holds
	Open                  bool   // somebody still has to say something
}

// CountyConflict is what two stations wrote differently a week ago or longer.
type CountyConflict struct {
	Href, Name, Where string
	Field             string
	Values            string
	Since             string // 11月9日，13 天前
}
