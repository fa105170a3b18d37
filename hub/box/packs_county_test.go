package box

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
)

// sends posts files to the county's desk as a browser does.
func (o *officer) sends(name string, body []byte) *officer {
	o.r.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	w, err := m.CreateFormFile("upload", name)
	o.r.must(err)
	_, err = w.Write(body)
	o.r.must(err)
	o.r.must(m.Close())
	return o.took(o.http.Post(o.r.url+"/lessons/send", m.FormDataContentType(), &b))
}

// zipOf is a lesson in a zip, with a word changed.
func zipOf(t *testing.T, old, new string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	from := os.DirFS("../lesson/shipped/feed-6")
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		w, err := z.Create("课/" + name)
		if err != nil {
			return err
		}
		_, err = w.Write([]byte(strings.Replace(strings.Replace(string(text), "=== feed-6", "=== all", 1), old, new, 1)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An officer sends a lesson through her browser, hears what is to be put right, gives it
// out, sees which station has it, takes it back and gives it out again. A township's officer
// does nothing of it.
func TestCountyGivesOutLessons(t *testing.T) {
	r := newRegion(t)
	nandong := r.stations[0]
	r.setUp(nandong)
	for _, b := range []*Box{nandong, r.county} {
		r.door(b)
	}
	r.learnAll()
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.tap("课").on("/lessons").says("县里还没有发过课")
	zhao.sends("课.zip", zipOf(t, "drawing: ", "drawing: no-")).says("还不能发：", "no-", "课文要用这个文件，文件夹里没有").tap("回去").says("上传的文件", "还没做成课")
	zhao.sends("课.zip", []byte("PK")).answers(http.StatusUnprocessableEntity, "没有读得出来的课")
	zhao.get("/lessons").saysNot("上传的文件")
	zhao.sends("课.zip", zipOf(t, "", "")).says("没有要改的", "满六个月，加辅食")
	folder := zhao.at.Path

	town := r.officer("李乡", hub.RoleCounty, "140404101")
	town.get("/lessons").answers(http.StatusForbidden)
	town.sends("课.zip", zipOf(t, "", "")).answers(http.StatusForbidden)
	town.post(folder, url.Values{"voice": {"none"}}).answers(http.StatusForbidden)
	town.post("/lessons", url.Values{"do": {"recall"}, "value": {"all"}}).answers(http.StatusForbidden)

	zhao.post(folder, url.Values{"voice": {"none"}, "request": {hub.NewID().String()}}).on("/lessons")
	for i := 0; i < 100 && !r.county.packs.idle(); i++ {
		time.Sleep(20 * time.Millisecond)
	}
	zhao.get("/lessons").says("发出去了", "满六个月，加辅食", "县里", "CC BY 4.0", fmt.Sprintf("%d 个站还没说有", len(r.stations))).saysNot("上传的文件")
	if r.rounds(nandong, r.county); version(nandong, "all") == 0 {
		t.Fatal("the station does not fetch it")
	}
	r.must(nandong.packs.note(r.ctx))
	r.meet(nandong)
	zhao.get("/lessons").says("1 个站有").tap("满六个月，加辅食").on("/lessons/of/all").says("南董驿站")
	zhao.post("/lessons", url.Values{"do": {"recall"}, "value": {"all"}, "request": {hub.NewID().String()}}).on("/lessons/of/all").says("收回了", "再发出去")
	r.meet(nandong)
	if r.must(nandong.noticed(r.ctx, hub.News{})); version(nandong, "all") != 0 {
		t.Error("the station shows it still")
	}
	zhao.get("/lessons").says("收回了", "1 个站还没说收到")
	zhao.post("/lessons", url.Values{"do": {"again"}, "value": {"all"}, "request": {hub.NewID().String()}}).says("从各站收回")
}

// idle says that nothing is put in.
func (p *packs) idle() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.work.Ended
}
