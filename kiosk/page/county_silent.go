package page

// CountySilent is 谁没报: from whom nothing comes and why, as far as anybody knows it; and
// who reports without having noted a child.
type CountySilent struct {
	CountyFrame
	Lead  string // 24 个站，3 个一天多没有消息
	Rows  []SilentRow
	Blank []SilentRow // Why alone
}

func (CountySilent) Page() string { return "county-silent" }

// SilentRow is one station.
type SilentRow struct {
	Mark  string // 满, 钟, 网, 停 …
	Class string // of its stamp: went bad, ask, ""
	Look  bool   // the line wants attention
	Town  string
	Name  string
	Phone string
	Last  string // 11月14日，8 天前
	Why   string // 多半停电或关机
	Known string // from where: 看寺驿站也没见到它
	Do    string // the one thing to do next
	Href  string // where that is done; "" by telephone
}
