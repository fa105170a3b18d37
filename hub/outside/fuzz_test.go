package outside

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

// Whatever a platform gives back, or sends as its import file: an answer is for somebody of
// the file, each of them once, and a template that is begun is one that can be stored, or is
// refused with a sentence.
func FuzzTheirFile(f *testing.F) {
	f.Add([]byte("身份证号,姓名,平台编号,失败原因\n11010120250312001 0x,王梓涵,TY1,成功\n,李沐阳,,不对\n"))
	f.Add([]byte("\uFEFF导入说明\n序号;*姓名;性别（必填）\n1;张三;男\n"))
	f.Add([]byte("姓名\t出生日期\t编号\n王梓涵\t2025年3月10日\tTY1\n王梓涵\t2025/3/10\tTY2\n"))
	f.Add([]byte("{\"kind\":\"x\",\"id\":\"1\"}\n"))
	tpl := template(Column{Title: "姓名"}, Column{Title: "出生日期"}, Column{Title: "身份证号"})
	sent := sentOf("王梓涵", "李沐阳", "王梓涵", "赵一诺")
	f.Fuzz(func(t *testing.T, raw []byte) {
		tables, err := sheet.Read(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return
		}
		for _, table := range tables {
			for _, r := range []Reading{Guess(table, tpl), {Head: -1, By: ByRow, Key: 0, Second: -1, Number: 1, Why: 2}, {By: ByTheir, Key: 1, Second: 0, Ours: "姓名", Other: "出生日期", Number: 300, Why: -1}} {
				said, _ := r.Read(table, sent)
				seen := map[hub.ID]bool{}
				for _, a := range said {
					if seen[a.Subject] || !slices.ContainsFunc(sent, func(s Sent) bool { return s.Subject == a.Subject }) {
						t.Errorf("%+v answers %+v", r, a)
					}
					seen[a.Subject] = true
				}
			}
			if err := FromSheet(template(), table, forms).Check(forms); err != nil && hub.CodeOf(err) == hub.CodeInternal {
				t.Errorf("a template of it: %v", err)
			}
			if list := ListOf(table, 0, 1); len(list) > MaxCodes {
				t.Errorf("a list of %d", len(list))
			}
		}
	})
}

// What is to be copied again is exactly what is other than it was: whatever is edited, in
// whatever order, and after it was entered there is nothing left.
func TestChangedIsTheDifference(t *testing.T) {
	keys := []string{"姓名", "电话", "村", "月龄"}
	word := rapid.SampledFrom([]string{"", "王", "13800350421", "柳沟", "a b"})
	rapid.Check(t, func(t *rapid.T) {
		line := make([]Value, len(keys))
		for i, key := range keys {
			line[i] = Value{Key: key, Text: word.Draw(t, "first"), Volatile: key == "月龄"}
		}
		e := Entry{There: true, Values: Unpack(Pack(Cells(line)))}
		was := slices.Clone(line)
		for range rapid.IntRange(0, 6).Draw(t, "edits") {
			line[rapid.IntRange(0, len(keys)-1).Draw(t, "which")].Text = word.Draw(t, "text")
		}
		var want []string
		for i := range line[:3] {
			if line[i].Text != was[i].Text {
				want = append(want, keys[i])
			}
		}
		stand, changed := e.Stand(line, true)
		if !slices.Equal(changed, want) || (stand == StandDone) != (len(want) == 0) || (Seen(line) == Seen(was)) != (len(want) == 0) {
			t.Fatalf("%v became %v: %s %v, want %v", was, line, stand, changed, want)
		}
		e.Values = Cells(line)
		if stand, changed := e.Stand(line, true); stand != StandDone {
			t.Fatalf("entered, and %s: %v", stand, changed)
		}
	})
}
