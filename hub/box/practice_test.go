package box

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// pupil is a browser at a box.
type pupil struct {
	t    *testing.T
	url  string
	http *http.Client
	page string
	path string
}

func newPupil(t *testing.T, b *Box) *pupil {
	t.Helper()
	owner, err := b.Owner(t.Context())
	if err == nil {
		_, err = b.desk.AddStaff(t.Context(), owner, hub.NewID(), desk.Worker{Name: "张桂兰", Role: hub.RoleHead})
	}
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(b.pages())
	t.Cleanup(server.Close)
	jar, _ := cookiejar.New(nil)
	return &pupil{t: t, url: server.URL, http: &http.Client{Jar: jar}}
}

func (p *pupil) took(res *http.Response, err error) *pupil {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	p.page, p.path = string(body), res.Request.URL.Path
	return p
}

func (p *pupil) get(path string) *pupil { p.t.Helper(); return p.took(p.http.Get(p.url + path)) }
func (p *pupil) post(path string, v url.Values) *pupil {
	p.t.Helper()
	return p.took(p.http.PostForm(p.url+path, v))
}

func (p *pupil) says(words ...string) *pupil {
	p.t.Helper()
	for _, w := range words {
		if !strings.Contains(p.page, w) {
			p.t.Fatalf("%s does not say %q", p.path, w)
		}
	}
	return p
}

// tile is the value of the first button of a name.
func (p *pupil) tile(name string) string {
	p.t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]+)"`).FindStringSubmatch(p.page)
	if m == nil {
		p.t.Fatalf("%s has no %s", p.path, name)
	}
	return m[1]
}

// holds is the files of a box, each with its bytes.
func (b *Box) holds(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(b.cfg.Data, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "-shm") { // who reads, and nothing that is kept
			return err
		}
		body, err := os.ReadFile(path)
		out[path] = fmt.Sprintf("%x", sha256.Sum256(body))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func differ(a, b map[string]string) (out []string) {
	for path, sum := range a {
		if b[path] != sum {
			out = append(out, path)
		}
	}
	for path := range b {
		if _, known := a[path]; !known {
			out = append(out, path)
		}
	}
	return out
}

// Everything is tried out, and not a byte of the real box changes: not its log, not
// its settings, not its keys. What leads out of the practice is not there.
func TestPracticeLeavesNoTrace(t *testing.T) {
	k := newKin(t)
	a := k.station(Config{Data: filepath.Join(k.dir, "a")}, "柳沟驿站")
	a.note(t, 2)
	p := newPupil(t, a)
	before := a.holds(t)

	p.get("/practice").says("五分钟，随便点").post("/practice", url.Values{"go": {"begin"}}).says("练习", "不算数", "0/6", "去试")
	p.get("/").says("练习驿站", "不算数")
	p.get("/wall/morning")
	p.post("/wall/morning", url.Values{"tap": {p.tile("tap")}}).says("撤回", "1/6")
	p.post("/wall/morning", url.Values{"undo": {p.tile("undo")}}).says("2/6")
	p.get("/help/wall").says("不算数")
	for _, out := range []string{"/stick", "/export", "/import", "/join", "/settings/county", "/pin", "/setup", "/clock", "/card", "/settings/backup"} {
		p.get(out).says("这一步练习里没有")
	}
	p.get("/nowhere").says("不算数")
	p.get("/practice").says("做过了", "3/6")
	p.get("/practice/end").says("6 件事，练了 4 件")
	if strings.Contains(p.page, "不算数\"") || strings.Contains(p.page, "class=\"ribbon\"") {
		t.Error("the ribbon hangs on the real box")
	}
	if changed := differ(before, a.holds(t)); len(changed) > 0 {
		t.Errorf("the practice changed %q", changed)
	}

	a.note(t, 1) // the control: what is written is seen
	if changed := differ(before, a.holds(t)); len(changed) == 0 {
		t.Error("a record changes no file: the comparison is broken")
	}
}

// One practice at a time; one that lies untouched gives way, and one at whose screen
// nobody stands any more ends under the cover.
func TestOnePracticeAtATime(t *testing.T) {
	k := newKin(t)
	a := k.station(Config{Data: filepath.Join(k.dir, "a")}, "柳沟驿站")
	one, other := newPupil(t, a), newPupil(t, a)
	one.post("/practice", url.Values{"go": {"begin"}}).says("不算数")
	other.post("/practice", url.Values{"go": {"begin"}}).says("另一块屏幕正在练")
	other.get("/practice").says("开始练")
	one.get("/cover").says("碰一下屏幕")
	if one.get("/practice"); !strings.Contains(one.page, "开始练") {
		t.Error("a practice goes on under the cover")
	}
	other.post("/practice", url.Values{"go": {"begin"}}).says("不算数")
	if left, _ := filepath.Glob(a.folder.Path("tmp", "practice-*")); len(left) != 1 {
		t.Errorf("%q are left", left)
	}
}

// What somebody has begun to write about a child goes with the child.
func TestDraftsOfTheErasedGo(t *testing.T) {
	k := newKin(t)
	a := k.station(Config{Data: filepath.Join(k.dir, "a")}, "柳沟驿站")
	ids, staff := a.note(t, 2), hub.NewID()
	for _, id := range ids {
		if err := a.local.PutDraft(t.Context(), staff, "place/"+id.String(), []byte("{}")); err != nil {
			t.Fatal(err)
		}
	}
	k.trade(a, k.county)
	order := hub.Erasure{Subject: ids[0]}
	_, err := k.county.store.Append(t.Context(), hub.Draft{Lane: hub.LanePublic, Edits: []hub.Edit{
		form.Builtin().Edit("erasure", order.ID(), order.ID(), form.Values{"subject": ids[0]}),
	}})
	if err != nil {
		t.Fatal(err)
	}
	k.trade(a, k.county)
	if err := a.noticed(t.Context(), hub.News{}); err != nil {
		t.Fatal(err)
	}
	var left []string
	err = a.local.EachDraft(t.Context(), staff, func(page string, _ []byte, _ time.Time) error {
		left = append(left, page)
		return nil
	})
	if err != nil || len(left) != 1 || left[0] != "place/"+ids[1].String() {
		t.Errorf("drafts left: %q, %v", left, err)
	}
}
