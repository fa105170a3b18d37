package page

import "html/template"

// CountyBadge is where an officer makes the badge that she shows at stations.
//
// Posted to /badge: pin, again, until; or do=out for the one she has.
type CountyBadge struct {
	CountyFrame
	Name  string
	From  string // 上党区 · 县里
	Own   string // 手里的一张：…; "" she has none that counts
	Until string // 2027-02-21
	Least string // first and last day that until may be
	Most  string
	All   bool // everybody's are hers to see
}

func (CountyBadge) Page() string { return "county-badge" }

// CountyBadgeCard is a badge that was just made. It is shown once.
type CountyBadgeCard struct {
	CountyFrame
	Name  string
	From  string
	Until string // 2027年2月21日
	QR    template.HTML
}

func (CountyBadgeCard) Page() string { return "county-badge-card" }

// CountyBadges is everybody's. Posted to /badges: out, an officer.
type CountyBadges struct {
	CountyFrame
	Own  bool // who looks has one of her own to make
	Rows []CountyBadgeRow
}

func (CountyBadges) Page() string { return "county-badges" }

// CountyBadgeRow is one badge.
type CountyBadgeRow struct {
	Name    string
	From    string
	Day     string
	Until   string
	State   string // 能用, 过期了, 停用了
	Officer string // whose it is, where it can be taken back
}
