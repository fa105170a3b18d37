package page

// Leaves is how a page's list is taken away: as a table, or on paper.
type Leaves struct {
	File    string // address of the table
	Columns string // where its columns are chosen; "" they are not hers to choose
	About   string // the filter in words, for the head of the paper: 苏店镇 · 过期的
}

// CountyColumns is which columns a list has when it leaves, and in which order.
//
// Posted: order=NAME (each, in its order), on=NAME (those that are ticked), up=NAME or
// down=NAME moves one, do=save keeps them, do=reset puts them back as they were shipped.
type CountyColumns struct {
	CountyFrame
	Rows   []ColumnRow
	Own    bool   // the county has an order of its own
	Moved  string // the column that was just moved
	Action string
	Prev   string // the page that shows the list
}

func (CountyColumns) Page() string { return "county-columns" }

// ColumnRow is one column.
type ColumnRow struct {
	Name, Title     string
	On, First, Last bool
}
