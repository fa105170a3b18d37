package page

import (
	"slices"
	"strconv"
	"strings"

	"yizhan/hub/outside"
)

// CopySheet is a line for a system outside, to be copied by hand (抄录单): what the system
// asks in its own order, and beside it what is to be written, each to be taken with one tap.
//
// Posted: number, seen, request; do=skip goes on without noting anything.
type CopySheet struct {
	System string // 市级托育服务平台
	Name   string // of the child, site or worker
	Lead   string // 新的；第 3 个，还有 12 个
	Rows   []CopyRow
	Left   bool   // it is to be taken out there
	Old    bool   // it stands there: what has changed is marked
	Number string // that the system gave
	Seen   string
	Action string // POST
	Next   string // the next one without noting; "" there is none
	Prev   string
	Fault  string
}

// CopyRow is one column of the system.
type CopyRow struct {
	ID   string // in the page
	Head string // as the system calls it
	Text string // as the system wants it; "" nothing is to be written
	Ours string // as it is called here, where that differs
	From string // 监护人 · 电话
	Lack string // why it cannot be written
	Was  string // what was written there before
	New  bool   // it is other than what was written
}

// OutsideCopy is it at the station. With keys it is where the number is written: go=number
// leads there, then key=CHARACTER, del=1, go=next.
type OutsideCopy struct {
	Frame
	CopySheet
	Writes bool // the number is written
}

// KeyRows are the keys that such numbers are written with; a scanner or a keyboard on a cable
// writes into the same field.
func (OutsideCopy) KeyRows() [][]string {
	var rows [][]string
	for _, row := range []string{"1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM"} {
		rows = append(rows, strings.Split(row, ""))
	}
	return rows
}

func (OutsideCopy) Page() string { return "outside-copy" }

// NewCopySheet is the sheet of one line; what was entered before is said beside what is other
// by now. The caller adds where it leads.
func NewCopySheet(name string, line []outside.Value, entry outside.Entry, stand outside.Stand, changed []string) CopySheet {
	was := map[string]string{}
	for _, c := range entry.Values {
		was[c.Key] = c.Text
	}
	s := CopySheet{Name: name, Left: stand == outside.StandLeft, Old: entry.There, Number: entry.Number, Seen: outside.Seen(line)}
	for i, v := range line {
		s.Rows = append(s.Rows, CopyRow{ID: "v" + strconv.Itoa(i), Head: v.Key, Text: v.Text, Ours: v.Ours, From: v.From, Lack: lackWords[v.Lack],
			Was: was[v.Key], New: slices.Contains(changed, v.Key)})
	}
	if entry.Why != "" {
		s.Fault = "那边退回来了：" + entry.Why
	}
	return s
}

// lackWords are why a value cannot be written.
var lackWords = map[outside.Lack]string{
	outside.LackMissing: "那边一定要有，这里没有记",
	outside.LackCode:    "那边的代码表里没有",
	outside.LackSealed:  "这台机器打不开",
}

// StandWord is what is to be done about a line: its stamp, the stamp's class, a word.
type StandWord struct{ Stamp, Class, Text string }

// StandWords are all of them.
var StandWords = map[outside.Stand]StandWord{
	outside.StandNew:     {"新", "ask", "还没抄"},
	outside.StandChanged: {"变", "ask", "变了"},
	outside.StandLeft:    {"离", "ask", "要去掉"},
	outside.StandWaiting: {"等", "went", "等结果"},
	outside.StandDone:    {"好", "", "抄好了"},
}
