package box

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
)

// newBox is one that belongs to nobody yet.
func (r *region) newBox(name string) *Box {
	return r.open(Config{Data: filepath.Join(r.t.TempDir(), name), Clock: r.clock})
}

// knock leaves a request at a hub's door, whoever knocked before.
func (r *region) knock(at *Box, file []byte) *httptest.ResponseRecorder {
	at.door.last = time.Time{}
	w := httptest.NewRecorder()
	at.door.ServeHTTP(w, httptest.NewRequest(http.MethodPost, joinPath, bytes.NewReader(file)))
	return w
}

// certified is what the county makes of a box's figures, by its pages.
func (r *region) certified(zhao *officer, fresh *Box, name, township string) (code string) {
	r.t.Helper()
	zhao.post("/devices/ask", url.Values{"figures": {fresh.trust.Asking("").Digits()}})
	zhao.says("先打电话核对", fresh.trust.Asking("").Fingerprint(), "荫城镇")
	zhao.post("/devices/new/"+keyText(fresh), url.Values{"name": {name}, "town": {township}, "role": {"station"}})
	zhao.on("/devices/done/"+keyText(fresh)).says(name+"可以接入了", "存成文件")
	return trust.Code(r.county.trust.Authority().Key(), fresh.trust.Asking(""))
}

// No network at all: figures to the county, pictures back.
func TestNewBoxByFiguresAndPictures(t *testing.T) {
	r := newRegion(t)
	fresh := r.newBox("fresh")
	zhao := r.officer("赵敏", hub.RoleCounty, "")

	good := fresh.trust.Asking("").Digits()
	zhao.post("/devices/ask", url.Values{"figures": {good[:170]}}).answers(http.StatusUnprocessableEntity, "现在 170 位，一共要 180 位")
	slip := good[:45] + string('0'+(good[45]-'0'+1)%10) + good[46:]
	zhao.post("/devices/ask", url.Values{"figures": {slip}}).answers(http.StatusUnprocessableEntity, "第 3 行对不上")
	if !strings.Contains(zhao.body, slip) {
		t.Error("what was typed is lost")
	}
	zhao.post("/devices/ask", url.Values{"figures": {good}})
	zhao.post("/devices/new/"+keyText(fresh), url.Values{"name": {""}, "town": {""}}).answers(http.StatusUnprocessableEntity, "还没有选哪个镇")

	code := r.certified(zhao, fresh, "王家沟驿站", yincheng)
	zhao.says(code, "3 张图")
	file := zhao.get("/devices/done/" + keyText(fresh) + "/file").body
	parts, err := trust.Parts([]byte(file)) // of the file; the page's are of the short answer
	r.must(err)
	j := joiner{fresh}
	for i := range parts {
		got, err := j.TakePictures(r.ctx, parts[:i+1])
		r.must(err)
		if joined := i == len(parts)-1; got.Joined != joined || !joined && (len(got.Have) != i+1 || got.Of != len(parts)) {
			t.Fatalf("after %d pictures of %d: %+v", i+1, len(parts), got)
		}
	}
	cert, ok := fresh.trust.Certificate()
	if !ok || cert.Name != "王家沟驿站" || fresh.Lane() != hub.TownshipLane(yincheng) {
		t.Fatalf("enrolled %v as %+v", ok, cert)
	}
	if st, err := fresh.Status(r.ctx); err != nil || st.Station != "王家沟驿站" {
		t.Errorf("its place is %q, %v", st.Station, err)
	}
	if _, err := fresh.desk.Staff(r.ctx, r.head(fresh).Site); err != nil {
		t.Error(err)
	}
}

// Through any enrolled hub: the request goes up as a record, the answer comes back on
// a list, and somebody types what the officer reads out.
func TestNewBoxThroughANeighbour(t *testing.T) {
	r := newRegion(t)
	fresh, near := r.newBox("fresh"), r.stations[0]
	file, err := fresh.request(r.ctx)
	r.must(err)
	for range 3 { // it asks again and again; one record goes up
		if w := r.knock(near, file); w.Code != http.StatusAccepted {
			t.Fatalf("the neighbour answers %d", w.Code)
		}
	}
	if _, commits := laneSums(r, near, near.TrailLane()); commits != 1 {
		t.Errorf("%d commits for one request", commits)
	}
	r.meet(near)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/devices").says("自己送来申请的", fresh.trust.Asking("").Fingerprint(), "经过南董驿站").tap("去核对")
	zhao.post("/devices/new/"+keyText(fresh), url.Values{"name": {"王家沟驿站"}, "town": {sudian}, "role": {"station"}})
	zhao.get("/devices").saysNot("自己送来申请的")
	r.tell(r.county, near)

	w := r.knock(near, file)
	if w.Code != http.StatusOK {
		t.Fatalf("the answer did not come: %d", w.Code)
	}
	fresh.join.answer = w.Body.Bytes()
	j := joiner{fresh}
	if a, err := j.Asking(r.ctx); err != nil || !a.Answered {
		t.Fatalf("%+v %v", a, err)
	}
	if _, err := j.TakeCode(r.ctx, "1234 5678 9012"); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("wrong figures: %v", err)
	}
	if _, enrolled := fresh.trust.Certificate(); enrolled {
		t.Fatal("an answer was taken that nobody confirmed")
	}
	name, err := j.TakeCode(r.ctx, trust.Code(r.county.trust.Authority().Key(), fresh.trust.Asking("")))
	if err != nil || name != "王家沟驿站" {
		t.Fatal(name, err)
	}
}

func laneSums(r *region, b *Box, lane hub.Lane) (records, commits int64) {
	lanes, err := b.store.Lanes(r.ctx)
	r.must(err)
	for _, l := range lanes {
		if l.Lane == lane {
			return l.Records, l.Commits
		}
	}
	return 0, 0
}

// A relay that lies: another county's answer, another box's, a request under its own
// name with the new box's key. Nothing of it enrols anybody.
func TestLyingRelay(t *testing.T) {
	r, thief := newRegion(t), newRegion(t)
	fresh, other := r.newBox("fresh"), r.newBox("other")
	code := r.certified(r.officer("赵敏", hub.RoleCounty, ""), fresh, "王家沟驿站", yincheng)
	r.certified(r.officer("钱敏", hub.RoleCounty, ""), other, "别家驿站", yincheng)
	thief.certified(thief.officer("假县里", hub.RoleCounty, ""), fresh, "王家沟驿站", yincheng)
	key := fresh.trust.Identity().Key()
	for name, answer := range map[string][]byte{
		"of a county of its own": thief.county.trust.AnswerFor(key),
		"of another box":         r.county.trust.AnswerFor(other.trust.Identity().Key()),
		"rubbish":                []byte("YIZHAN-ANSWER-1\nAAAA\n"),
	} {
		if len(answer) == 0 {
			t.Fatalf("%s: nothing to lie with", name)
		}
		fresh.join.answer = answer
		if _, err := (joiner{fresh}).TakeCode(r.ctx, code); err == nil {
			t.Errorf("an answer %s was taken", name)
		}
	}
	if _, enrolled := fresh.trust.Certificate(); enrolled {
		t.Error("the box was enrolled by a lie")
	}
	fresh.join.answer = r.county.trust.AnswerFor(key) // the control
	if _, err := (joiner{fresh}).TakeCode(r.ctx, code); err != nil {
		t.Error(err)
	}
}

// The door takes little, seldom, and only what proves itself.
func TestDoorForNewBoxes(t *testing.T) {
	r := newRegion(t)
	near := r.stations[0]
	file, err := r.newBox("fresh").request(r.ctx)
	r.must(err)
	for name, c := range map[string]struct {
		file []byte
		want int
	}{
		"rubbish":  {[]byte("hello"), http.StatusBadRequest},
		"tampered": {bytes.Replace(file, file[40:44], []byte("AAAA"), 1), http.StatusBadRequest},
		"large":    {bytes.Repeat([]byte("A"), maxRequest+1), http.StatusRequestEntityTooLarge},
		"nothing":  {nil, http.StatusBadRequest},
	} {
		if w := r.knock(near, c.file); w.Code != c.want || w.Body.Len() > 0 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	w := httptest.NewRecorder()
	near.door.ServeHTTP(w, httptest.NewRequest(http.MethodGet, joinPath, nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", w.Code)
	}
	if w := r.knock(r.newBox("nobody"), file); w.Code != http.StatusBadRequest {
		t.Errorf("a box that belongs to nobody answers %d", w.Code)
	}
	r.knock(near, file)
	w = httptest.NewRecorder()
	near.door.ServeHTTP(w, httptest.NewRequest(http.MethodPost, joinPath, bytes.NewReader(file)))
	if w.Code != http.StatusTooManyRequests {
		t.Errorf("the next one at once: %d", w.Code)
	}
	for i := range maxAskings + 3 { // one of them is the first box's
		id, err := trust.CreateIdentity(filepath.Join(t.TempDir(), fmt.Sprint(i)))
		r.must(err)
		file, err := trust.NewRequest(id, "站")
		r.must(err)
		want := http.StatusAccepted
		if i >= maxAskings-1 {
			want = http.StatusTooManyRequests
		}
		if w := r.knock(near, file); w.Code != want {
			t.Errorf("request %d: %d, want %d", i+2, w.Code, want)
		}
	}
	if _, commits := laneSums(r, near, near.TrailLane()); commits != maxAskings {
		t.Errorf("%d commits in the county's lane", commits)
	}
	r.clock.at = r.clock.at.Add(7 * 24 * time.Hour) // who filled the places does not hold them for good
	if w := r.knock(near, file); w.Code != http.StatusAccepted {
		t.Errorf("a week later: %d", w.Code)
	}
	if waiting, err := near.fleet.Askings(r.ctx); err != nil || len(waiting) != 1 {
		t.Errorf("%d requests wait, %v", len(waiting), err)
	}
}

// A new box asks before anybody has said what it is called. Its name comes after, once; and
// the county's people are told that somebody asks.
func TestANewBoxIsNamedOnce(t *testing.T) {
	r := newRegion(t)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/overview").saysNot("申请入网")
	id, err := trust.CreateIdentity(t.TempDir())
	r.must(err)
	for _, c := range [][2]string{{desk.BoxUnnamed, desk.BoxUnnamed}, {"晋庄驿站", "晋庄驿站"}, {"别的名字", "晋庄驿站"}, {desk.BoxUnnamed, "晋庄驿站"}} {
		file, err := trust.NewRequest(id, c[0])
		r.must(err)
		if w := r.knock(r.county, file); w.Code != http.StatusAccepted {
			t.Errorf("%s: %d", c[0], w.Code)
		}
		if waiting, err := r.county.fleet.Askings(r.ctx); err != nil || len(waiting) != 1 || waiting[0].Name != c[1] {
			t.Errorf("after %s there wait %+v, %v", c[0], waiting, err)
		}
	}
	zhao.get("/overview").says("1 台新机器申请入网")
	r.officer("孙看", hub.RoleViewer, "").get("/overview").saysNot("申请入网")
	key := id.Key()
	zhao.get("/devices/new/"+hex.EncodeToString(key[:])).answers(200, "先打电话核对")
}

// Who was put out does not come back by asking, neither by door nor by figures.
func TestPutOutAsksAgain(t *testing.T) {
	r := newRegion(t)
	lost := r.stations[0]
	r.register(lost, "王梓涵", "13812340421")
	r.meet(lost)
	key := lost.trust.Identity().Key()
	r.must(r.county.office.Revoke(r.ctx, hub.Actor{Role: hub.RoleCounty}, key, ""))
	file, err := lost.request(r.ctx)
	r.must(err)
	r.knock(r.county, file)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/devices").saysNot("自己送来申请的")
	zhao.post("/devices/ask", url.Values{"figures": {lost.trust.Asking("").Digits()}})
	zhao.post("/devices/new/"+hex.EncodeToString(key[:]), url.Values{"name": {"南董驿站"}, "town": {sudian}, "role": {"station"}})
	zhao.says("不能再用原来的钥匙入网")
	if r.county.trust.AnswerFor(key) != nil {
		t.Error("the county answered a key that it had put out")
	}
}
