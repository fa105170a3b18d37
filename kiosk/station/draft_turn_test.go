package station_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/station"
)

// drafted is a draft as it lies on the box.
type drafted struct {
	At   string
	Turn int
	Body json.RawMessage
}

// draft is one of 张桂兰's; the zero one where there is none.
func (b *box) draft(name string) (d drafted) {
	b.t.Helper()
	sheet, ok, err := b.local.Draft(b.ctx, b.worker, name)
	b.must(err)
	if ok {
		b.must(json.Unmarshal(sheet, &d))
	}
	return d
}

// draftNames are all of hers.
func (b *box) draftNames() (all []string) {
	b.t.Helper()
	b.must(b.local.EachDraft(b.ctx, b.worker, func(name string, _ []byte, _ time.Time) error {
		all = append(all, name)
		return nil
	}))
	return all
}

// draftLike is the one whose name begins so.
func (b *box) draftLike(begins string) (name string) {
	b.t.Helper()
	for _, one := range b.draftNames() {
		if strings.HasPrefix(one, begins) {
			return one
		}
	}
	return ""
}

// kid is the page of a child that has a place here.
func (b *box) kid() (id hub.ID, page string) {
	b.t.Helper()
	all := b.children()
	if len(all) == 0 {
		id = b.enrolled("王涵", hub.ID{}, hub.ID{})
	} else {
		id = all[0].ID
	}
	return id, "/child/" + id.String()
}

// draftPage is a page that keeps a draft, what the faster of two windows presses on it,
// and what the slower one.
type draftPage struct {
	begins      string // the draft's name
	open        func(b *box, s *screen) *screen
	quick, slow []string
	typed       bool // its words are kept while nobody taps
	adds        bool // what comes from an older page is one more, and takes nothing away
}

func childPage(path string) func(b *box, s *screen) *screen {
	return func(b *box, s *screen) *screen {
		_, at := b.kid()
		return s.get(at + path)
	}
}

func onePage(path string) func(b *box, s *screen) *screen {
	return func(_ *box, s *screen) *screen { return s.get(path) }
}

// classPage is a page of the one class of a box, which is over.
func classPage(path string) func(*box, *screen) *screen {
	return func(b *box, s *screen) *screen {
		today := b.desk.Today()
		all, err := b.desk.ClassList(b.ctx, b.actor(), today, today)
		b.must(err)
		if len(all) == 0 {
			out, err := b.desk.PlanClass(b.ctx, b.actor(), desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: "一课", Lecturer: "张桂兰", Place: "站里", Day: today, Start: 900, Way: "room"})
			b.must(err)
			_, _, err = b.desk.OpenClass(b.ctx, b.actor(), hub.NewID(), out.Records[0])
			b.must(err)
			_, err = b.desk.CloseClass(b.ctx, b.actor(), hub.NewID(), class.Held{Class: out.Records[0]})
			b.must(err)
			all, err = b.desk.ClassList(b.ctx, b.actor(), today, today)
			b.must(err)
		}
		return s.get("/class/" + all[0].ID.String() + path)
	}
}

// draftPages are all of them, by the name that the program gives the draft.
var draftPages = map[string]draftPage{
	"registerDraft": {"register", onePage("/register"), []string{"text", "王子", "put", "豪"}, []string{"text", "王"}, true, false},
	"changeDraft":   {"change/", childPage("/edit/name"), []string{"text", "王小", "put", "明"}, []string{"text", "王小", "put", "月"}, true, false},
	"placeDraft":    {"place/", childPage("/enrol"), []string{"start", "2026-11-30"}, []string{"start", "2026-11-24"}, false, false},
	"weighDraft":    {"weigh/", childPage("/growth/new"), []string{"count-weight", "10.9", "at", "length"}, []string{"count-weight", "9.1", "at", "length"}, true, false},
	"fetcherDraft":  {"pickup/", childPage("/pickup"), []string{"kin", "uncle"}, []string{"kin", "aunt"}, false, false},
	"wishDraft":     {"erase/", childPage("/erase"), []string{"what", "pause"}, []string{"what", "all"}, false, false},
	"consentDraft": {"consent/", func(b *box, s *screen) *screen {
		id, _ := b.kid()
		return s.get("/consents/" + id.String())
	}, []string{"answer", "mother", "way", "screen"}, []string{"answer", "father", "way", "screen"}, false, false},
	"newcomerDraft": {"staff-new", onePage("/settings/staff/new"), []string{"text", "刘建", "put", "平"}, []string{"text", "刘"}, true, false},
	"strangerDraft": {"stranger", func(b *box, s *screen) *screen {
		id, _ := b.kid()
		return s.at("/wall/evening").get("/wall/stranger?child=" + id.String())
	}, []string{"kin", "舅舅"}, []string{"kin", "姑姑"}, false, false},
	"careDraft": {"care/", onePage("/care/note/sleep"), []string{"ago", "15"}, []string{"ago", "30"}, false, false},
	"talkDraft": {"look/", func(b *box, s *screen) *screen {
		id, _ := b.kid()
		_, err := b.desk.Arrive(b.ctx, b.actor(), desk.Tap{Request: hub.NewID(), Day: b.desk.Today(), Minute: 460, Children: []hub.ID{id}})
		b.must(err)
		return s.get("/check/child/" + id.String())
	}, []string{"pick", "forehead"}, []string{"pick", "palm"}, false, false},
	"examDraft": {"checkup/", func(b *box, s *screen) *screen {
		id, _ := b.kid()
		return s.get("/round/child/" + id.String())
	}, []string{"key", "1"}, []string{"key", "2"}, false, false},
	"classDraft": {"class", func(b *box, s *screen) *screen {
		if b.draftLike("class") == "" {
			return s.get("/plan?kind=mothers")
		}
		return s.get("/plan/lesson")
	}, []string{"pick", "feed-6"}, []string{"pick", "own"}, false, false},
	"slideDraft":  {"slide/", classPage("/slides/text"), []string{"text", "先喂", "put", "奶"}, []string{"text", "再", "put", "看"}, true, false},
	"nearDraft":   {"near-ask", onePage("/near/ask"), []string{"text", "能吃", "put", "吗"}, []string{"text", "几", "put", "个"}, true, false},
	"guestDraft":  {"guest/", classPage("/guest/expecting"), []string{"text", "李秀", "put", "英"}, []string{"text", "李"}, true, false},
	"ledgerDraft": {"ledger/", classPage("/ledger/materials"), []string{"pick", "米粉"}, []string{"pick", "叶酸"}, false, false},
	"reportDraft": {"report:", func(b *box, s *screen) *screen { return s.get("/report/" + b.report().String()) }, []string{"more", "n0"}, []string{"more", "n1"}, false, false},
	"roundDraft":  {"round", onePage("/round/looks"), []string{"look", "head"}, []string{"look", "eye"}, false, false},
	"sheetDraft": {"sheet/", func(b *box, s *screen) *screen {
		if begun := b.draftLike("sheet/"); begun != "" {
			return s.get(b.draft(begun).At)
		}
		return s.get("/forms/visitor/new")
	}, []string{"text", "李建", "put", "国"}, []string{"text", "李"}, true, false},
	"manyDraft": {"many/", func(b *box, s *screen) *screen {
		id, _ := b.kid()
		return s.get("/forms/vaccine-book/many/" + id.String() + "/result")
	}, []string{"pick", "whole"}, []string{"pick", "lacking"}, false, false},
	"setupDraft": {"setup", func(_ *box, s *screen) *screen {
		return s.get("/settings/sites").tap("/settings/sites", "do", "new").get("/setup/place")
	}, []string{"pick", "140404103209"}, []string{"go", "write"}, false, false},
	"joinDraft": {"join", func(b *box, s *screen) *screen {
		b.station.Join = &scans{}
		return s.get("/join/pictures")
	}, []string{"picture", "aaaa"}, []string{"picture", "bbbb"}, false, true},
	"importDraft": {"import/", func(b *box, s *screen) *screen {
		if b.draftLike("import/") == "" {
			s.get("/import").upload("/import", "roster.csv", []byte("甲,乙,丙\n王梓涵,女,2025-03-12\n李沐阳,男,2025-06-11\n"))
		}
		return s.get("/" + b.draftLike("import/") + "/column/0")
	}, []string{"meaning", "nick"}, []string{"meaning", "sex"}, false, false},
}

// report is one that the county has sent, with two numbers that the station types.
func (b *box) report() hub.ID {
	b.t.Helper()
	named := desk.ReportNamed("0123", "2026-11")
	id := hub.DeriveID("period-report", b.site, named)
	if _, err := b.desk.ReportOf(b.ctx, b.actor(), id); err == nil {
		return id
	}
	def, _ := b.desk.Forms().Get("period-report")
	figures, _ := def.Field("figures")
	rows := []form.Row{{"from": "typed.1", "label": "停水几天"}, {"from": "typed.2", "label": "停电几天"}}
	_, err := b.store.Append(b.ctx, hub.Draft{Request: hub.NewID(), Lane: b.lane, Edits: []hub.Edit{b.desk.Forms().EditOnce("period-report", b.site, named, form.Values{
		"named": named, "table": hub.NewID(), "title": "月报", "period": "2026-11", "until": hub.Day("2026-12-08"), "known": int64(1), "site": b.site,
		"figures": figures.RowsValue(rows, nil), "state": desk.ReportAsked,
	})}})
	b.must(err)
	return id
}

// scans is a box that waits for pictures of an answer.
type scans struct{ station.Joiner }

func (*scans) TakePictures(context.Context, []string) (station.Scanned, error) {
	return station.Scanned{Of: 9}, nil
}

// Two windows of one worker on every page that keeps a draft: what the slower one says
// changes nothing, it is shown how things stand, and its next tap goes on.
func TestTheSlowerWindowChangesNothing(t *testing.T) {
	for name, p := range draftPages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBox(t)
			quick, slow := b.newScreen(), b.newScreen()
			p.open(b, quick)
			at := p.open(b, slow).path
			old := slow.form(p.slow...)
			quick.post(at, quick.form(p.quick...))
			draft := b.draftLike(p.begins)
			stands := b.draft(draft)
			if draft == "" || stands.Turn == 0 {
				t.Fatalf("the page %s keeps no draft (%q %+v):\n%s", at, draft, stands, quick.text())
			}
			same := func(what string) {
				if now := b.draft(draft); now.Turn != stands.Turn || string(now.Body) != string(stands.Body) {
					t.Errorf("%s changes the draft from %s to %s", what, stands.Body, now.Body)
				}
			}
			if p.adds {
				slow.post(at, old)
				for _, one := range []string{p.quick[1], p.slow[1]} {
					if !strings.Contains(string(b.draft(draft).Body), one) {
						t.Errorf("%s is lost: %s", one, b.draft(draft).Body)
					}
				}
				return
			}
			if p.typed {
				if code, to := slow.keeps(at, old); code != http.StatusConflict || !strings.HasPrefix(to, at) {
					t.Errorf("typed words of the slower window: %d, on to %q", code, to)
				}
				same("what it has typed")
			}
			slow.post(at, old).shows("另一个窗口里刚写过，这是最新的")
			same("its tap")
			if slow.code != http.StatusOK {
				t.Errorf("it is shown %d", slow.code)
			}
			if slow.post(at, slow.form(p.slow...)); b.draft(draft).Turn == stands.Turn || slow.has("另一个窗口里刚写过") {
				t.Errorf("one more tap does not go on:\n%s", slow.text())
			}
		})
	}
}

// keeps posts typed words as the script does.
func (s *screen) keeps(path string, form url.Values) (code int, to string) {
	s.b.t.Helper()
	values := url.Values{"keep": {"1"}}
	for name, all := range form {
		if name != "put" {
			values[name] = all
		}
	}
	still := *s.http
	still.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	res, err := still.PostForm(s.b.server.URL+path, values)
	s.b.must(err)
	res.Body.Close()
	return res.StatusCode, res.Header.Get("Location")
}

// No page forgets its draft's turn: whoever keeps one is in the table above, and nothing
// writes drafts past the one place that looks at it.
func TestEveryDraftHasItsTurn(t *testing.T) {
	keeps := regexp.MustCompile(`\.keepDraft(?:Of\(\w+, |\()([a-z]\w*)`)
	past := regexp.MustCompile(`\.(?:PutDraft|writeDraft)\(`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range keeps.FindAllSubmatch(source, -1) {
			if name := string(m[1]); name != "staff" {
				seen[name] = true
			}
		}
		if past.Match(source) && f != "draft.go" && f != "draft_turn.go" {
			t.Errorf("%s writes drafts past their turn: keepDraft, or remember where no form goes on with it", f)
		}
	}
	for name := range seen {
		if _, ok := draftPages[name]; !ok {
			t.Errorf("%s is in no row of draftPages: say how two windows come to its page", name)
		}
	}
	for name := range draftPages {
		if !seen[name] {
			t.Errorf("nobody keeps %s any more", name)
		}
	}
}

// A page's own words that were kept a moment ago do not make its next tap late; words
// that take a longer way than the tap after them are not written over it.
func TestOwnWordsAreNotLate(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	early, words, tap := s.form("text", "王"), s.form("text", "王子"), s.form("text", "王子", "put", "豪")
	if code, _ := s.keeps("/register/name", words); code != http.StatusNoContent {
		t.Fatalf("kept words answer %d", code)
	}
	if s.post("/register/name", tap); s.field("text") != "王子豪" || s.has("刚写过") {
		t.Errorf("the tap after them: %q\n%s", s.field("text"), s.text())
	}
	if code, _ := s.keeps("/register/name", early); code != http.StatusNoContent {
		t.Errorf("words on a longer way answer %d", code)
	}
	if s.get("/register/name"); s.field("text") != "王子豪" {
		t.Errorf("words on a longer way leave %q", s.field("text"))
	}
}

// The browser's way back shows an older page: its tap leads to the newest, one more goes
// on. The same tap twice is one, also where it turns something over.
func TestAnEarlierPageAndATapTwice(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	old, press := s.form("text", "王明", "go", "next"), s.form("text", "王子豪", "go", "next")
	s.post("/register/name", press).on("/register/sex")
	s.post("/register/name", press).on("/register/sex") // where it has led
	s.post("/register/name", old).on("/register/name").shows("刚才已经写过了，这是最新的")
	if s.field("text") != "王子豪" {
		t.Errorf("the newest is %q", s.field("text"))
	}
	s.post("/register/name", s.form("text", "王明", "go", "next")).on("/register/sex")

	step := b.screen.get("/forms/visitor/new").path
	for range 9 { // on to the step with several questions
		if s.get(step); s.has("看过证件") {
			break
		}
		step = step[:len(step)-1] + fmt.Sprint(int(step[len(step)-1]-'0')+1)
	}
	press = s.form("pick", "papers:true")
	s.post(step, press)
	stands := b.draft(b.draftLike("sheet/"))
	s.post(step, press)
	if now := b.draft(b.draftLike("sheet/")); string(now.Body) != string(stands.Body) {
		t.Errorf("the same tap twice: %s, then %s", stands.Body, now.Body)
	}
}

// What one window has finished the other does not begin anew, nor write over: it is led
// to what came of it. The last tap twice leads there too, without a word.
func TestWhatIsFinishedStays(t *testing.T) {
	for name, c := range map[string]struct {
		path       string
		last, slow []string
	}{
		"name":     {"/edit/name", []string{"text", "王子豪", "go", "next"}, []string{"text", "王小", "go", "next"}},
		"sex":      {"/edit/sex", []string{"sex", "1"}, []string{"sex", "2"}},
		"weight":   {"/growth/new", []string{"count-weight", "10.9", "go", "done"}, []string{"count-weight", "9.9", "go", "done"}},
		"the wish": {"/erase", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBox(t)
			id, at := b.kid()
			quick, slow := b.newScreen().get(at+c.path), b.newScreen().get(at+c.path)
			if name == "the wish" {
				by := b.file(id).People[1].ID.String()
				c.last, c.slow = []string{"sure", "pause." + by + ".known"}, []string{"sure", "all." + by + ".known"}
			}
			press := quick.form(c.last...)
			quick.post(at+c.path, press)
			led, written := quick.path, b.written()
			if quick.code != http.StatusOK || led == at+c.path {
				t.Fatalf("nothing is finished: %d at %s\n%s", quick.code, led, quick.text())
			}
			quick.post(at+c.path, press).on(led)
			if quick.has("刚写过") || quick.has("已经写过") {
				t.Error("the same tap twice is told of another window")
			}
			slow.post(at+c.path, slow.form(c.slow...)).on(led)
			if n := b.written(); n != written {
				t.Errorf("%d records were written, then %d", written, n)
			}
			slow.shows("另一个窗口里刚写过")
		})
	}
}

// Posts that come at the same moment: one of them is taken, and who is added is added
// once.
func TestAtTheSameMoment(t *testing.T) {
	b := newBox(t)
	id, at := b.kid()
	at += "/pickup"
	b.screen.get(at).post(at, b.screen.form("kin", "uncle"))
	b.screen.get(at).post(at, b.screen.form("adult", "yes", "kin", "uncle"))
	b.screen.get(at+"/name").post(at+"/name", b.screen.form("text", "王大勇", "go", "next"))
	was := len(b.file(id).People)
	var all []*screen
	for range 8 {
		all = append(all, b.newScreen().get(at))
	}
	var together sync.WaitGroup
	var taken atomic.Int32
	for _, s := range all {
		form := s.form("kin", "uncle", "adult", "yes", "go", "next")
		together.Go(func() {
			res, err := s.http.PostForm(b.server.URL+at, form)
			if err != nil {
				t.Error(err)
				return
			}
			defer res.Body.Close()
			if page, err := io.ReadAll(res.Body); err == nil && !strings.Contains(string(page), "另一个窗口里刚写过") {
				taken.Add(1)
			}
		})
	}
	together.Wait()
	if n := taken.Load(); n != 1 {
		t.Errorf("%d of eight windows are told nothing of another", n)
	}
	if n := len(b.file(id).People); n != was+1 {
		t.Errorf("the child had %d people, eight windows at once make them %d", was, n)
	}
}

// Whatever two windows do one after the other (typing, tapping, looking again, tapping
// what was on the screen before), a draft is only ever written from what it held, or
// after the same page's own words.
func TestTwoWindowsInAnyOrder(t *testing.T) {
	const at = "/settings/staff/new"
	b := newBox(t)
	rapid.Check(t, func(t *rapid.T) {
		b.must(b.local.DropDraft(b.ctx, b.worker, "staff-new"))
		type shown struct {
			form url.Values
			no   int // of the page: which one it is
			knew int // how often the draft was written when it was shown
		}
		pages := 0
		windows, before := [2]*shown{}, [2]*shown{}
		now, writes, typedBy := "", 0, 0
		look := func(w int) {
			s := b.screen.get(at)
			before[w] = windows[w]
			pages++
			windows[w] = &shown{s.form(), pages, writes}
			if got := s.field("text"); got != now {
				t.Fatalf("a window shows %q, the last words taken are %q", got, now)
			}
		}
		look(0)
		look(1)
		for i := range rapid.IntRange(1, 12).Draw(t, "n") {
			w := rapid.IntRange(0, 1).Draw(t, "window")
			page := windows[w]
			if before[w] != nil && rapid.IntRange(0, 3).Draw(t, "back") == 0 {
				page = before[w]
			}
			text := fmt.Sprint("刘", i)
			form := url.Values{}
			for name, all := range page.form {
				form[name] = all
			}
			form["text"] = []string{text}
			takes := page.knew == writes || typedBy == page.no
			switch rapid.SampledFrom([]string{"look", "type", "tap"}).Draw(t, "does") {
			case "look":
				look(w)
				continue
			case "type":
				b.screen.keeps(at, form)
				if takes {
					now, typedBy = text, page.no
				}
			case "tap":
				form["put"] = []string{"安"}
				b.screen.post(at, form)
				if takes {
					now, typedBy = text+"安", 0
				}
			}
			if takes {
				writes++
			}
			if d := string(b.draft("staff-new").Body); !takes && now == "" && strings.Contains(d, text) || now != "" && !strings.Contains(d, `"Text":"`+now+`"`) {
				t.Fatalf("the draft is %s, the last words taken are %q", d, now)
			}
			look(w)
		}
	})
}
