package ime_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"yizhan/kiosk/ime"
)

// ten is 十 in two strokes.
const ten = `[[[10,50],[50,49],[90,50]],[[50,10],[50,90]]]`

func TestHandlerReadsStrokes(t *testing.T) {
	ask := func(strokes, before string) (int, ime.Answer) {
		return post(t, url.Values{"mode": {"hand"}, "strokes": {strokes}, "before": {before}}.Encode())
	}
	if status, a := ask(ten, ""); status != 200 || a.Candidates[0] != "十" || len(a.Candidates) > ime.PageSize {
		t.Errorf("十: %d %v", status, a)
	}
	if status, a := ask("", "预防"); status != 200 || !slices.Contains(a.Candidates, "接种") {
		t.Errorf("nothing written: %d %v", status, a)
	}
	dots := "[" + strings.TrimSuffix(strings.Repeat("[[1,1]],", 65), ",") + "]"
	for bad, want := range map[string]int{`{"s":1}`: 400, `[[["x"]]]`: 400, dots: 413, strings.Repeat("[", 10000): 400, strings.Repeat("[", 60000): 413} {
		if status, a := ask(bad, ""); status != want || a.Say == "" || len(a.Candidates) > 0 {
			t.Errorf("%.20s: %d %v", bad, status, a)
		}
	}
}

// A candidate of the first letters comes with the letters that are left.
func TestHandlerSaysTheRest(t *testing.T) {
	_, a := post(t, url.Values{"mode": {"phrase"}, "q": {"yufangjiezhong"}}.Encode())
	at := slices.Index(a.Candidates, "预防")
	if a.Candidates[0] != "预防接种" || a.Rest[0] != "" || at < 1 || a.Rest[at] != "jiezhong" || len(a.Rest) != len(a.Candidates) {
		t.Errorf("%+v", a)
	}
	_, a = post(t, url.Values{"mode": {"next"}, "before": {"预防"}}.Encode())
	if !slices.Contains(a.Candidates, "接种") || a.Letters != "abcdefghjklmnopqrstwxyz" {
		t.Errorf("after 预防: %+v", a)
	}
	_, young := post(t, url.Values{"mode": {"name"}, "q": {"zi"}, "born": {"2025"}}.Encode())
	_, old := post(t, url.Values{"mode": {"name"}, "q": {"zi"}, "born": {"1950"}}.Encode())
	if slices.Equal(young.Candidates, old.Candidates) {
		t.Error("a year of birth changes nothing")
	}
}

func TestWritingInSteps(t *testing.T) {
	w := ime.Writing{Max: 12, Mode: ime.Phrase}
	for _, l := range "yufangjiezhong" {
		w = w.Press(ime.KeyLetter, string(l))
	}
	w = w.Press(ime.KeyPut, "预防")
	if w.Text != "预防" || w.Letters != "jiezhong" {
		t.Fatalf("%+v", w)
	}
	if list, _ := w.Choices(nil, 9); list[0] != "接种" {
		t.Errorf("then %v", list)
	}
	w = w.Press(ime.KeyPut, "接种")
	if list, _ := w.Choices(nil, 9); w.Text != "预防接种" || w.Letters != "" || len(list) == 0 {
		t.Errorf("at last %+v, %v", w, list)
	}
	known := ime.Writing{Max: 12, Mode: ime.Name, Here: township, Letters: "lxy"}
	if list, _ := known.Choices(nil, 9); list[0] != "李秀英" {
		t.Errorf("by first letters: %v", list)
	}
	if known = known.Press(ime.KeyPut, "李秀英"); known.Text != "李秀英" || known.Letters != "" {
		t.Errorf("%+v", known)
	}
}

func FuzzHandler(f *testing.F) {
	f.Add("mode=hand&strokes=" + url.QueryEscape(ten))
	f.Add("mode=phrase&q=yufangjiezhong&from=9")
	f.Add("mode=next&before=%E9%A2%84&born=x&sex=9")
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, "/ime", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		ime.Handler{}.ServeHTTP(w, r)
		var a ime.Answer
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || len(a.Candidates) > ime.PageSize {
			t.Fatalf("%d %s: %v", w.Code, w.Body, err)
		}
		if w.Code != http.StatusOK && a.Say == "" {
			t.Fatalf("%d says nothing", w.Code)
		}
	})
}
