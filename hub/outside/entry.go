package outside

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"yizhan/hub"
)

// Cell is a value as it was written over there.
type Cell struct{ Key, Text string }

// Entry is what is known of one child, site or worker in one outside system.
type Entry struct {
	ID      hub.ID // of the record; zero: nothing was ever copied
	Subject hub.ID
	Number  string // that the system has given
	There   bool   // it stands in the system
	Values  []Cell // as they were when they were entered
	Batch   hub.ID // of a file whose answer is awaited; zero: none
	Row     int    // its line in that file, from 1
	Sent    []Cell // what that file says
	Why     string // why the system refused it last; "" it did not
	Day     hub.Day
	By      hub.ID
}

// Stand is what is still to be done about somebody.
type Stand string

const (
	StandNew     Stand = "new"     // not yet there
	StandChanged Stand = "changed" // there, and something is other by now
	StandLeft    Stand = "left"    // there, and does not belong there any more
	StandWaiting Stand = "waiting" // in a file whose answer has not come
	StandDone    Stand = "done"
	StandNone    Stand = "none" // neither there nor to be there
)

// Stands are all that lists show, what has to be done first.
var Stands = []Stand{StandNew, StandChanged, StandLeft, StandWaiting, StandDone}

// Open says whether somebody has to do something.
func (s Stand) Open() bool { return s == StandNew || s == StandChanged || s == StandLeft }

// Stand compares what was entered with what would be written now. Belongs says whether it
// is one of those whom the system keeps. Changed are the keys of the columns that differ.
func (e Entry) Stand(now []Value, belongs bool) (stand Stand, changed []string) {
	switch {
	case !e.Batch.IsZero():
		return StandWaiting, nil
	case !belongs && e.There:
		return StandLeft, nil
	case !belongs:
		return StandNone, nil
	case !e.There:
		return StandNew, nil
	}
	if changed = Changed(e.Values, now); len(changed) > 0 {
		return StandChanged, changed
	}
	return StandDone, nil
}

// Changed are the keys of the columns whose value is not the one that was entered. What
// cannot be written now (no counterpart in a list, sealed here) is a change only if
// something else stood there. A column that the template has not any more is none.
func Changed(was []Cell, now []Value) (keys []string) {
	for _, v := range now {
		if !v.Volatile && v.Lack != LackSealed && v.Text != textOf(was, v.Key) {
			keys = append(keys, v.Key)
		}
	}
	return keys
}

func textOf(cells []Cell, key string) string {
	if i := slices.IndexFunc(cells, func(c Cell) bool { return c.Key == key }); i >= 0 {
		return cells[i].Text
	}
	return ""
}

// Cells is what is remembered of a line: all that says something.
func Cells(line []Value) (out []Cell) {
	for _, v := range line {
		if v.Text != "" {
			out = append(out, Cell{v.Key, v.Text})
		}
	}
	return out
}

// Seen names what a page showed, so that what is noted as entered is what was seen: what
// changes by itself is not in it.
func Seen(line []Value) string {
	h := sha256.New()
	for _, v := range line {
		if !v.Volatile {
			h.Write([]byte(v.Key + "\x00" + v.Text + "\x00"))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Pack writes cells as a record holds them: the key on a line, the value on the next.
func Pack(cells []Cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(oneLine(c.Key) + "\n" + oneLine(c.Text) + "\n")
	}
	return b.String()
}

// Unpack reads them back; a key without a value is none.
func Unpack(s string) (out []Cell) {
	lines := strings.Split(s, "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		out = append(out, Cell{lines[i], lines[i+1]})
	}
	return out
}

// oneLine makes one line of a text, without what no one sees: in a cell of another program's
// file there is nothing else.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
