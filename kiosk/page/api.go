package page

// APIGuide says to the people of another department how their program asks.
type APIGuide struct {
	CountyFrame
	Rows []APIRow
	File string // address of the OpenAPI file
}

func (APIGuide) Page() string { return "county-api" }

// APIRow is one address.
type APIRow struct {
	Path, What, Scope string
	Params            []Fact // day, 数到哪天
}
