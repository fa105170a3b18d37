package page

import "unicode/utf8"

// Child is a child's page.
type Child struct {
	Frame
	ID     string
	Peg    Peg
	Photo  string   // where its photo is looked at and taken; "" the family has not agreed
	Alerts []string // 鸡蛋过敏: what must be seen at once
	Tags   []string // 在托, 散居, 待签 …
	Facts  []Fact   // what is known; Href leads to its edit page
	Due    []Link   // 该做: the most pressing, and the way to all
	Gaps   []Link   // 待补
	People []Relative
	Days   []DayMark // the last two weeks of attendance, oldest first
	Came   string    // 这两周来了 8 天
	Slip   string    // 今天的一天, beside it
	Act    *Link     // the main action, if there is one: 办入托; never 办离托
	Ways   []Link    // other pages of this child
	Sealed *Sealed   // this box has no key: nothing but this is shown
}

func (Child) Page() string { return "child" }

// Parts are none while the page is sealed: nothing of it is sent.
func (c Child) Parts() []string {
	if c.Sealed != nil {
		return nil
	}
	return []string{"child-facts", "child-people"}
}

// Relative is one of the family.
type Relative struct {
	ID     string
	Kin    string // 奶奶
	Name   string
	Word   string // 平时带, 在外务工
	Phone  string // masked, or the whole number once asked for
	Masked bool   // the whole number can be asked for: POST /child/{id}/phone whose=ID
	Href   string // edit
}

// DayMark is one day of attendance.
type DayMark struct {
	Day   string // 23
	Week  string // 一
	State State
	Word  string // for those who cannot see the stamp
	Doubt bool   // it may have been another day: the box's clock was wrong
}

// Sealed is what a box without the key may show of a child.
type Sealed struct {
	Kind    string // 孩子
	Station string
	Village string
	Day     string // when it was last changed
	Card    string // link: open with the family card
}

// Enrol gives a known child a place.
type Enrol struct {
	Frame
	Child  Person
	Modes  []Choice // 全日 半日 计时 临时 延时
	Mode   string
	Groups []Choice // Small: 8 个，还有 7 个空 / 满了，超 1 个要说明
	Group  string
	Starts []Choice // 今天, 明天, 下周一 …
	Start  string
	Full   string // warning in words: the group is full
	Return string // back after more than three months: what has to be done
	Ready  bool
	Prev   string
}

func (Enrol) Page() string { return "enrol" }

// Leaving ends a place.
type Leaving struct {
	Frame
	Child   Person
	Reasons []Choice
	Reason  string
	Days    []Choice // last day: 今天, 昨天, 11月30日
	Day     string
	Ready   bool
	Prev    string
}

func (Leaving) Page() string { return "leaving" }

// PickupAdd adds somebody who may fetch the child.
type PickupAdd struct {
	Frame
	Child  Person
	Kin    []Choice
	KinOn  string
	Called string
	Phone  string
	Adult  string // yes, no, ""
	Ready  bool
	Prev   string
}

func (PickupAdd) Page() string { return "pickup-add" }

// Find looks for a child.
type Find struct {
	Frame
	Mode     string   // letters, village, phone, text
	Typed    string   // letters or figures so far
	Letters  []Choice // Off: no child goes on with it
	Villages []Choice
	Village  string
	Pad      Pad // field digits, mode phone
	Writer   Writer
	Writing  bool // mode text: the keys are shown, not the children
	Found    []Found
	Said     string // 找到 3 个, 没有叫这个的
	More     bool   // there are more than fit: keep on typing
	From     int
	Card     bool // a family's card can be read here
}

func (Find) Page() string { return "find" }

// Missed says that there is nobody, where the children would stand: the keys stay in their
// place above it. It is nil while there is somebody, or nothing was asked.
func (f Find) Missed() *nothing {
	if f.Note == nil || f.Note.Icon != "i-find" || f.Writing || len(f.Found) > 0 {
		return nil
	}
	return &nothing{"e-seek", f.Note.Bold, f.Note.Text}
}

// Found is a child's tile in the answer.
type Found struct {
	ID    string
	Href  string // where a tap leads; "" the child's page
	Name  string
	Age   string // 20 月龄
	Where string // 柳沟村
	Peg   Peg
}

// Conflict shows the versions of one field; the page takes no side.
type Conflict struct {
	Frame
	ID       string
	Why      string // 柳沟站写 3月12日，石坡站写 3月21日，用哪个？
	Before   string // what was known before
	Versions []Version
	Other    *Link // 都不对，重新写
}

func (Conflict) Page() string { return "conflict" }

// Version is one of them.
type Version struct {
	Where string // 柳沟站写
	When  string
	Value string
	Unit  string
	How   string // 看了出生证
	Who   string // 张桂兰记
	Pick  string // 用 3月12日
	No    string // value of the field use
}

// Long says that the value would break in two at the size of a date: a telephone number.
func (v Version) Long() bool { return utf8.RuneCountInString(v.Value) > 8 }

// Call notes what a guardian said on the telephone.
type Call struct {
	Frame
	Action  string
	Child   Person
	Said    []Asked
	Whom    []Choice // who answered the telephone
	WhomOn  string
	Witness []Choice // who heard it too
	HeardBy string
	Prev    string
}

func (Call) Page() string { return "call" }

// Modes are the four ways to look for somebody.
func (f Find) Modes() []Choice {
	all := []Choice{{Value: "letters", Text: "首字母"}, {Value: "village", Text: "村"}, {Value: "phone", Text: "电话尾号"}, {Value: "text", Text: "写字"}}
	for i := range all {
		all[i].On = all[i].Value == f.Mode
	}
	return all
}
