package roster

import (
	"bytes"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/sheet"
	"yizhan/hub/words"
)

func children(t *testing.T, r *Roster, s *shelf) (out []care.Child) {
	t.Helper()
	s.Each(t.Context(), "child", func(rec hub.Record) error {
		if c := care.As[care.Child](r.Forms, rec); c.Withdrawn == "" {
			out = append(out, c)
		}
		return nil
	})
	return out
}

// The good rows go in once, as one batch with a commit a child and one for the
// trail; the same file again finds everybody and writes nothing.
func TestTakeTwice(t *testing.T) {
	r, s := station()
	first := preview(t, r, sample(t))
	want := Counts{Take: 46, Hint: 3, Known: 1, Refused: 11, Passed: 3}
	if got := first.Count(); got != want {
		t.Fatalf("counts %+v, want %+v", got, want)
	}
	made := take(t, r, first)
	if len(made.Children) != 49 || s.commits != 50 {
		t.Fatalf("%d children, %d commits", len(made.Children), s.commits)
	}
	again := preview(t, r, sample(t))
	want = Counts{Known: 50, Refused: 11, Passed: 3}
	if got := again.Count(); got != want {
		t.Errorf("again: %+v, want %+v", got, want)
	}
	take(t, r, again)
	if got := len(children(t, r, s)); s.commits != 50 || got != 49 {
		t.Errorf("%d commits, %d children after the second time", s.commits, got)
	}
}

// A double tap comes with the same request.
func TestSameRequestTakesOnce(t *testing.T) {
	r, s := station()
	pv, request := preview(t, r, sample(t)), hub.NewID()
	for range 2 {
		if _, err := r.Take(t.Context(), actor, pv, options, request); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(children(t, r, s)); got != 49 {
		t.Errorf("%d children", got)
	}
}

// Brothers and sisters are one family, in one table and with those already here.
func TestSiblings(t *testing.T) {
	r, s := station()
	const head = "姓名,出生日期,家长,电话\n"
	take(t, r, preview(t, r, []byte(head+"王一,2025-01-02,李梅,13800138000\n王龙,2026-03-02,李梅,13800138000\n张三,2025-01-03,刘芳,13800138000\n")))
	take(t, r, preview(t, r, []byte(head+"王小,2024-01-02,李梅,13800138000\n张四,2024-01-03,刘芳,13800138000\n")))
	families := map[hub.ID]string{}
	for _, c := range children(t, r, s) {
		families[c.FamilyID()] += c.Name
	}
	got := map[string]bool{}
	for _, who := range families {
		got[who] = true
	}
	if len(got) != 2 || !got["王一王龙王小"] || !got["张三张四"] {
		t.Errorf("families %v", got)
	}
}

func TestTakeNeedsTheRight(t *testing.T) {
	r, s := station()
	carer := actor
	carer.Role = hub.RoleCarer
	_, err := r.Take(t.Context(), carer, preview(t, r, sample(t)), options, hub.NewID())
	if hub.CodeOf(err) != hub.CodeForbidden || s.commits != 0 {
		t.Errorf("%v, %d commits", err, s.commits)
	}
}

// Bad rows come back with the reason; mended, the very same file is taken.
func TestRefusedComeBack(t *testing.T) {
	r, s := station()
	pv := preview(t, r, sample(t))
	take(t, r, pv)
	var b bytes.Buffer
	if err := pv.WriteRefused(&b, words.Of); err != nil {
		t.Fatal(err)
	}
	back := tables(t, b.Bytes())[0]
	if len(back.Rows) != 12 {
		t.Fatalf("%d rows", len(back.Rows))
	}
	head := back.Rows[0]
	if head.At(10).Text != "原因" || head.At(11).Text != "原来的行" {
		t.Errorf("header %v", head)
	}
	for _, row := range back.Rows[1:] {
		if row.At(10).Text == "" || row.At(11).Number < 4 {
			t.Errorf("no reason: %v", row)
		}
	}
	again := preview(t, r, b.Bytes())
	if got := again.Count(); got.Refused != 11 || got.New() != 0 {
		t.Errorf("unmended: %+v", got)
	}
	rows := back.Rows
	for i := range rows[1:] {
		rows[i+1].Cells[4] = sheet.Text("") // the worker takes the doubtful numbers out
		rows[i+1].Cells[7] = sheet.Text("0355-2068123")
		if strings.Contains(rows[i+1].Cells[3].Text, "30日") {
			rows[i+1].Cells[3] = sheet.Text("2024-02-29")
		}
	}
	p, err := Propose([]sheet.Table{back})
	if err != nil {
		t.Fatal(err)
	}
	mended, err := r.Preview(t.Context(), p, options)
	if err != nil {
		t.Fatal(err)
	}
	if got := mended.Count(); got.New() != 11 || got.Refused != 0 {
		t.Errorf("mended: %+v\n%s", got, written(mended))
	}
	take(t, r, mended)
	if got := len(children(t, r, s)); got != 60 {
		t.Errorf("%d children", got)
	}
}
