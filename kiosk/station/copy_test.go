package station_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// stick is a USB stick that takes files.
type stick struct{ files map[string][]byte }

func (s *stick) Sticks() []hub.StickStand {
	return []hub.StickStand{{ID: "0123456789abcdef", Name: "U 盘"}}
}
func (s *stick) Start(context.Context, hub.Actor, string, []string, bool) error { return nil }
func (s *stick) Stop()                                                          {}
func (s *stick) Leave(string)                                                   {}
func (s *stick) Save(_ context.Context, name string, body []byte) (string, error) {
	s.files[name] = body
	return name, nil
}

// taken counts what the trail says of a child.
func (b *box) taken(child hub.ID) map[string]int {
	b.t.Helper()
	def, _ := form.Builtin().Get("look")
	what, _ := def.Field("what")
	asked, _ := def.Field("asked")
	n := map[string]int{}
	recs, err := b.store.Of(b.ctx, child, "look")
	b.must(err)
	for _, rec := range recs {
		if rec.Fields[asked.No] != nil {
			n[rec.Fields[what.No].(string)]++
		}
	}
	return n
}

// A guardian comes to the desk and asks for all that is kept: nothing is shown before
// it is on the trail who asked; then she sees it, has a field put right, takes it home.
func TestFamilyGetsItsCopy(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	other := b.known(func(r *desk.Registration) { r.Name, r.Birth, r.People = "赵小雨", "2024-08-02", nil })
	mother := b.kin(child, "mother").ID.String()
	at := "/child/" + child.String()
	s := b.screen
	s.get(at+"/copy").on(at+"/asks/copy").shows("家里谁来要的", "妈妈")
	if s.get(at + "/copy/person"); s.has("13803550421") {
		t.Fatal("shown before anybody asked")
	}
	s.get(at+"/asks/copy").tap(at+"/asks/copy", "who", mother).shows("怎么认出来的")
	if n := b.taken(child); len(n) != 0 {
		t.Fatalf("on the trail is %v", n)
	}
	s.tap(at+"/asks/copy", "known", mother+".self").on(at+"/copy").shows("记着的都在这里", "家里人", "谁改过")
	s.get(at+"/copy/child").shows("名字", "王梓涵", "张桂兰")
	s.tap(at+"/copy/mend", "do", s.choice("do", "改")).on(at + "/edit/name")

	s.get(at+"/copy/save").tap(at+"/copy/paper", "go", "paper").shows("抄给家里", "王梓涵")
	if raw := rawFigures.FindString(s.text()); raw != "" {
		t.Errorf("the family reads %s", raw)
	}
	drive := &stick{files: map[string][]byte{}}
	b.station.Sticks = drive
	for _, format := range []string{"xlsx", "json"} {
		s.get(at+"/copy/save").tap(at+"/copy/save", "format", format).shows("存到 U 盘上了")
	}
	table, program := unzipped(t, drive.files["家庭副本2026-11-23.xlsx"]), drive.files["家庭副本2026-11-23.json"]
	if !json.Valid(program) {
		t.Error("no JSON")
	}
	for _, text := range []string{table, string(program)} {
		for _, want := range []string{"王梓涵", "李秀英", "13803550421"} {
			if !strings.Contains(text, want) {
				t.Errorf("a file lacks %s", want)
			}
		}
		if strings.Contains(text, "赵小雨") || strings.Contains(text, other.String()) {
			t.Error("another child is in it")
		}
	}
	// Both files of one minute are one line of the trail.
	if n := b.taken(child); n["copy"] != 1 || n["correct"] != 1 || n["print"] != 1 || n["export"] != 1 {
		t.Errorf("on the trail is %v", n)
	}
	s.get(at + "/asks/copy") // who looks afterwards is asked again
	if n := b.taken(other); len(n) != 0 {
		t.Errorf("of another child the trail says %v", n)
	}
}

// Who is no guardian waits for the guardian's word, whatever the browser posts.
func TestCopyNeedsAGuardian(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	granny := b.kin(child, "paternal-grandmother").ID.String()
	at := "/child/" + child.String()
	s := b.screen.get(at+"/asks/copy").tap(at+"/asks/copy", "who", granny).shows("不是监护人", "打过电话")
	forged := s.form("known", granny+".self")
	if s.post(at+"/asks/copy", forged); s.code == 200 || !s.has("不是监护人") {
		t.Errorf("a forged answer gets %d", s.code)
	}
	if s.get(at + "/copy").on(at + "/asks/copy"); len(b.taken(child)) != 0 {
		t.Error("it is open all the same")
	}
	s.tap(at+"/asks/copy", "who", granny).tap(at+"/asks/copy", "known", granny+".guardian").on(at + "/copy")
}

func unzipped(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		all.ReadFrom(r)
		r.Close()
	}
	return all.String()
}
