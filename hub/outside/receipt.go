package outside

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

// By is by what a line of the system's answer is found again.
type By string

const (
	ByRow   By = "row"   // the number of the line in the file that was sent
	ByTheir By = "cells" // a column of theirs that the file had too: it says the same there
)

// Reading is where in the system's answer what stands; a column is its index, -1: none.
type Reading struct {
	Head   int // index of the row of headings; -1: there are none
	By     By
	Key    int    // column by which a line is found
	Second int    // … and another one, where one alone is not enough (name and birthday)
	Ours   string // key of our column that Key repeats
	Other  string // … that Second repeats
	Number int    // column of the number that the system gave
	Why    int    // column of what is wrong
}

// Sent is one line of the file that was sent.
type Sent struct {
	Subject hub.ID
	Row     int
	Cells   []Cell
}

// Answer is what the system said of one line.
type Answer struct {
	Subject hub.ID
	Line    int // of the answer's file
	Number  string
	Why     string // "": it was taken
}

// Lost is a line of the answer that says nothing of anybody in the file.
type Lost struct {
	Line int
	Text string
	Why  LostWhy
}

type LostWhy string

const (
	LostNobody  LostWhy = "nobody"  // nobody of the file says so
	LostSeveral LostWhy = "several" // more than one does
	LostTwice   LostWhy = "twice"   // another line answers for the same one otherwise
)

// maxSaid are the characters that are kept of a number, and of a reason.
const maxNumber, maxWhy = 60, 200

// fine are words of a column of results that say that a line was taken.
var fine = regexp.MustCompile(`^(成功|导入成功|校验成功|通过|校验通过|已(录入|导入|存在)|正常|ok|OK|无|-+|—+|/)$`)

// Titles of an answer's columns, and of those of ours by which a line is found, best first.
var (
	whyTitle    = regexp.MustCompile(`原因|错误|失败|结果|校验|异常`)
	numberTitle = regexp.MustCompile(`(系统|平台|备案|登记|档案|唯一).*(编号|编码|号|码|ID)|^(编号|编码|ID|id)$`)
	keyTitles   = []*regexp.Regexp{regexp.MustCompile(`身份证|公民身份`), regexp.MustCompile(`出生医学证明|信用代码`), regexp.MustCompile(`姓名|名称`)}
)

// Guess reads the headings of an answer; a person looks at it and says otherwise.
func Guess(t sheet.Table, sent Template) Reading {
	r := Reading{Head: HeadRow(t), Key: -1, Second: -1, Number: -1, Why: -1}
	if r.Head >= len(t.Rows) {
		return Reading{Head: -1, Key: -1, Second: -1, Number: -1, Why: -1}
	}
	keys := map[string]string{} // ours by its bare title: *幼儿姓名 of the template is 幼儿姓名 of an answer
	for _, k := range sent.Keys() {
		keys[bare(k)] = k
	}
	for i, c := range t.Rows[r.Head].Cells {
		title := strings.TrimSpace(c.Text)
		switch {
		case whyTitle.MatchString(title):
			r.Why = max(r.Why, i)
		case r.Number < 0 && numberTitle.MatchString(title) && keys[bare(title)] == "":
			r.Number = i
		}
	}
	for _, want := range keyTitles {
		for i, c := range t.Rows[r.Head].Cells {
			if title := bare(c.Text); r.Key < 0 && want.MatchString(title) && keys[title] != "" {
				r.By, r.Key, r.Ours = ByTheir, i, keys[title]
			}
		}
	}
	if r.Key >= 0 && strings.Contains(r.Ours, "名") {
		for i, c := range t.Rows[r.Head].Cells {
			if title := bare(c.Text); strings.Contains(title, "出生") && keys[title] != "" {
				r.Second, r.Other = i, keys[title]
			}
		}
	}
	return r
}

// bare is a title without the star of what has to be filled in.
func bare(title string) string { return strings.Trim(title, "*＊ \t\n\u3000") }

// Read reads an answer to a file. A line that fits nobody, or more than one, answers for
// nobody; of two lines that say different things of one neither is believed. A line that
// says neither a number nor a reason is no answer where a column for either was named.
func (r Reading) Read(t sheet.Table, sent []Sent) (answers []Answer, lost []Lost) {
	index, at := r.index(sent), map[hub.ID]int{}
	spoilt := map[hub.ID]bool{}
	for i, row := range t.Rows {
		if i <= r.Head || blank(row) {
			continue
		}
		a := Answer{Line: row.Line, Number: said(row, r.Number, maxNumber), Why: said(row, r.Why, maxWhy)}
		if fine.MatchString(a.Why) {
			a.Why = ""
		} else if a.Why == "" && a.Number == "" && r.Number >= 0 {
			continue
		}
		who := index[r.key(row)]
		switch {
		case len(who) == 0:
			lost = append(lost, Lost{row.Line, r.text(row), LostNobody})
			continue
		case len(who) > 1:
			lost = append(lost, Lost{row.Line, r.text(row), LostSeveral})
			continue
		}
		a.Subject = who[0]
		before, twice := at[a.Subject]
		if twice && (answers[before].Number != a.Number || answers[before].Why != a.Why) {
			lost = append(lost, Lost{row.Line, r.text(row), LostTwice})
			spoilt[a.Subject] = true
		} else if !twice {
			at[a.Subject] = len(answers)
			answers = append(answers, a)
		}
	}
	return slices.DeleteFunc(answers, func(a Answer) bool { return spoilt[a.Subject] }), lost
}

func (r Reading) text(row sheet.Row) string { return clip(strings.TrimSpace(row.At(r.Key).Text), 40) }

// index finds those of the file by what a line says: two may say the same.
func (r Reading) index(sent []Sent) map[string][]hub.ID {
	out := map[string][]hub.ID{}
	for _, s := range sent {
		key := strconv.Itoa(s.Row)
		if r.By == ByTheir {
			if key = squeeze(textOf(s.Cells, r.Ours)); key == "" {
				continue // what we did not say, nobody can repeat
			}
			if r.Second >= 0 {
				key += "\x00" + squeeze(textOf(s.Cells, r.Other))
			}
		}
		out[key] = append(out[key], s.Subject)
	}
	return out
}

// key is what a line says of whom it is about; "" nothing.
func (r Reading) key(row sheet.Row) string {
	key := squeeze(textAt(row, r.Key))
	if n, err := strconv.Atoi(key); r.By == ByRow && err == nil {
		return strconv.Itoa(n)
	}
	if key != "" && r.By == ByTheir && r.Second >= 0 {
		key += "\x00" + squeeze(textAt(row, r.Second))
	}
	return key
}

// textAt is a cell as people read it: of a day that a spreadsheet keeps as a number, the day.
func textAt(row sheet.Row, column int) string {
	if c := row.At(column); c.Day != "" {
		return string(c.Day)
	}
	return row.At(column).Text
}

// said is a cell, whole figures as a person writes them.
func said(row sheet.Row, column, most int) string {
	if column < 0 {
		return ""
	}
	return clip(oneLine(textAt(row, column)), most)
}

func blank(row sheet.Row) bool {
	return !slices.ContainsFunc(row.Cells, func(c sheet.Cell) bool { return strings.TrimSpace(c.Text) != "" })
}

// squeeze leaves out what a spreadsheet or a system adds to a value: spaces, an apostrophe
// before figures, the sign of a day's parts. An ID number may end in a small x.
func squeeze(s string) string {
	s = strings.TrimPrefix(strings.Join(strings.Fields(s), ""), "'")
	if day := dayParts.FindStringSubmatch(s); day != nil {
		return day[1] + two(day[2]) + two(day[3])
	}
	return strings.ToUpper(s)
}

var dayParts = regexp.MustCompile(`^((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:00:00(?::00)?)?$`)

func two(s string) string { return cmp.Or(map[int]string{1: "0" + s}[len(s)], s) }
