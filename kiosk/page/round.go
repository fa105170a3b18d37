package page

// Round is 体检日: the children of a station as tiles, those for whom something is due
// first. A tap opens the child.
//
// Posted: look=head|eye|teeth turns on or off what is looked at today.
type Round struct {
	Frame
	Looks []Choice // what is looked at today, asked instead of the tiles
	Look  *Link    // 今天查：头围、视力: the way to ask
	Pages []Choice // 该查的 12, a class, 看过的 30; Value is the address
	Tiles []Kid    // at most 24
	Empty string
	End   *Link // 今天看了 12 个
	More  *Link // the next tiles of the same
}

func (Round) Page() string { return "round" }

// Many says whether the tiles have to be lower.
func (r Round) Many() bool { return len(r.Tiles) > 16 }

// What the doctor's list knows of a child, beside the wall's states.
const (
	Checked State = "here ok"    // 好
	Recheck State = "ask again"  // 复
	Refer   State = "ask refer"  // 转
	Skipped State = "leave skip" // 跳
)

// CheckUp is one child at 体检日 on one page: figures by keys, what was looked at, how it
// is. The buttons of the foot are the answers: each of them writes and leads to the next
// child.
//
// Posted: key, at (and hidden was, weight, length, head, typing as they stood), measure,
// eye, teeth, odd=CODE (a toggle; odds: those that were on), answer=meant|sure,
// go=fine|again|refer|skip, next=day of go=again.
type CheckUp struct {
	Frame
	Action  string
	Child   Person
	Figures []WeighFigure // Text as pressed so far
	Was     []Choice      // hidden fields beside: name and text
	At      string
	Asked   *WeighAsk
	Said    string // 体重 中，身高 中下
	Care    bool   // Said wants attention
	Looks   []NotingAsk
	Odd     []Choice
	Nexts   []Choice // asked: when to come again
	Answers []Choice // 去上级医院, 复查, 都好，下一个; On is the main one
	List    string   // the way back to the list
	Pad     Pad
	Before  *Undo // the child before, to be taken back; Who is its name
}

func (CheckUp) Page() string { return "check-up" }
