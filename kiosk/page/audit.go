package page

// CountyAudit is who looked at how many children in a year, and what left the boxes.
type CountyAudit struct {
	CountyFrame
	Lead   string   // 2026年1月1日到12月31日，38 个人，翻看 4102 次
	Years  []Choice // Value is the address
	File   string   // address of the table
	People []AuditRow
	Places []AuditPlaceRow
	Acts   []AuditActRow
	More   string // and how many acts only the table has
	Erased []string
	Rules  []string
}

func (CountyAudit) Page() string { return "county-audit" }

// AuditRow is one who looked.
type AuditRow struct {
	Name, Place                                                        string
	Children, Most, Looks, Night, Elsewhere, Phones, Copies, Taken, No int
	Marks                                                              []string // why somebody should ask her
}

// AuditPlaceRow is one station, or the county's desk.
type AuditPlaceRow struct {
	Name                                    string
	People, Looks, Copies, Taken, No, Asked int
}

// AuditActRow is one thing that left, or was refused.
type AuditActRow struct {
	When, Who, Place, What, Purpose string
}
