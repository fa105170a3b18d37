package station_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/lesson"
	"yizhan/kiosk/brought"
	"yizhan/kiosk/station"
)

// packs is a shelf of packs that notes what was asked of it.
type packs struct {
	all    brought.All
	folder brought.Folder
	of     string // key of the lesson whose pages have a sound and a photo
	done   []string
	err    error
}

func (p *packs) note(what string) error {
	if p.err == nil {
		p.done = append(p.done, what)
	}
	return p.err
}

func (p *packs) Packs(context.Context) brought.All { return p.all }
func (p *packs) Offered() int                      { return len(p.all.Offered) }
func (p *packs) Take(_ context.Context, _ hub.Actor, value string) error {
	return p.note("take " + value)
}
func (p *packs) Give(_ context.Context, _ hub.Actor, key string) error { return p.note("give " + key) }
func (p *packs) Check(context.Context, string) (brought.Folder, error) {
	return p.folder, p.err
}
func (p *packs) Make(_ context.Context, _ hub.Actor, value string, machine bool) error {
	return p.note(fmt.Sprint("make ", value, machine))
}
func (p *packs) Remove(_ context.Context, _ hub.Actor, value string) error {
	return p.note("remove " + value)
}
func (p *packs) PutBack(context.Context, hub.Actor) error { return p.note("back") }
func (p *packs) Leave()                                   { p.all.Work = nil }
func (p *packs) Page(l *lesson.Lesson, page int) station.PackPage {
	if l.Key != p.of {
		return station.PackPage{}
	}
	return station.PackPage{By: "南宋驿站", ID: "ab12", Sound: true, Photo: page == 2, Machine: true}
}
func (p *packs) Open(key string, page int, photo bool) (io.ReadSeekCloser, string, error) {
	if key != p.of {
		return nil, "", hub.E(hub.CodeNotFound, "pack.none")
	}
	return closer{bytes.NewReader([]byte("0123456789"))}, "audio/wav", nil
}

type closer struct{ io.ReadSeeker }

func (closer) Close() error { return nil }

// What comes, what neighbours and sticks have and what is here stand on one page, each with
// the one thing that can be done with it, and what is in the way in words.
func TestBroughtLessons(t *testing.T) {
	b := newBox(t)
	s := b.screen
	s.sign(b.worker, "1234")
	s.get("/brought").shows("还没有带来的课")
	b.packs.all = brought.All{
		Offered: []brought.Pack{{Value: "o1", Title: "夏天防痱子", For: "满 0 到 36 个月", By: "南宋驿站", Version: 2, Bytes: 3 << 20, Sounds: 4}},
		Sticks: []brought.Pack{
			{Value: "s1", Title: "洗手", By: "县里", Stick: "U 盘", Version: 1, Bytes: 40 << 10},
			{Value: "s2", Title: "刷牙", By: "县里", Stick: "U 盘", Version: 1, Bytes: 1 << 20, Err: hub.E(hub.CodeConflict, "pack.older", 3, 1)},
			{Value: "f1", Title: "我写的课", Stick: "U 盘", Folder: true},
		},
		Coming: []brought.Pack{{Value: "c1", Title: "睡觉", By: "县里", Version: 1, Bytes: 200, Held: 50}},
	}
	s.get("/lesson").shows("邻站有新课 1")
	s.get("/brought").shows("邻站有新课", "南宋驿站做的", "3 兆", "有声音", "比带来的第 1 版新", "还没做成课", "正在来 25%")
}

// The list's buttons reach the shelf; what it says no to is said.
func TestBroughtLessonsAreTaken(t *testing.T) {
	b := newBox(t)
	s := b.screen
	s.sign(b.worker, "1234")
	b.packs.all.Removed = &brought.Pack{Title: "洗手"}
	s.get("/brought").shows("拿掉了", "拿回来")
	for _, do := range []string{"take:o1", "drop:c1", "give:wash", "back"} {
		s.post("/brought", url.Values{"do": {do}})
	}
	b.packs.err = hub.E(hub.CodeQuestion, "pack.live")
	if s.post("/brought", url.Values{"do": {"take:o1"}}).shows("正在上课"); strings.Join(b.packs.done, ",") != "take o1,remove c1,give wash,back" {
		t.Errorf("done: %v", b.packs.done)
	}
	b.packs.err = nil
	b.packs.all.Work = &brought.Work{What: brought.Given, Title: "洗手", Ended: true}
	s.get("/brought").shows("读回来对过，U 盘可以拔出")
	b.packs.all.Work = &brought.Work{What: brought.Taken, Title: "洗手", Ended: true, Err: hub.E(hub.CodeFull, "pack.full")}
	s.get("/brought").shows("机器的地方不够")
	s.post("/brought", url.Values{"do": {"leave"}})
	if s.get("/brought"); s.has("机器的地方不够") {
		t.Error("a result that was put away is still shown")
	}
}

// A folder with faults says where they are; one without becomes a lesson, and who speaks in
// it is asked where somebody speaks.
func TestAFolderBecomesALesson(t *testing.T) {
	b := newBox(t)
	s := b.screen
	s.sign(b.worker, "1234")
	b.packs.folder = brought.Folder{Name: "我写的课", Faults: []brought.Fault{
		{File: "lesson.md", Line: 7, Why: hub.E(hub.CodeInvalid, "lesson.f-number", "x")}, {File: "hands.svg", Why: hub.E(hub.CodeNotFound, "lesson.f-missing")}}}
	if s.get("/brought/folder/f1").shows("有 2 处要改", "第 7 行", "这里要写一个数", "hands.svg", "文件夹里没有"); s.has("做成课") {
		t.Error("it may be made all the same")
	}
	b.packs.folder = brought.Folder{Name: "我写的课", Title: "洗手", For: "满 0 到 36 个月", Version: 1, Pages: 2, Sounds: 2}
	s.get("/brought/folder/f1").shows("人念的，做成课", "机器念的，做成课")
	s.post("/brought/folder/f1", url.Values{"voice": {"machine"}})
	b.packs.folder.Sounds = 0
	if s.get("/brought/folder/f1").shows("做成课"); s.has("机器念的") {
		t.Error("whose voice is asked where nobody speaks")
	}
	s.post("/brought/folder/f1", url.Values{"voice": {"none"}})
	if got := strings.Join(b.packs.done, ","); got != "make f1true,make f1false" {
		t.Errorf("made: %s", got)
	}
	b.packs.all.Here = []brought.Pack{{Value: "wash", Key: "wash", Title: "洗手", By: "本站", Version: 1, Bytes: 9 << 20, Sounds: 2, Photos: 1, Machine: true, Mine: true}}
	s.get("/brought").shows("装好了", "机器音")
	s.get("/brought/lesson/wash").shows("2 段声音（机器音）、1 张照片", "不要了", "先把 U 盘插上")
	b.packs.all.Here[0].Mine = false
	if s.get("/brought/lesson/wash"); s.has("不要了") {
		t.Error("the county's lesson, which comes again by itself, is offered to be taken away")
	}
	if s.get("/brought/lesson/other"); s.code != http.StatusNotFound {
		t.Errorf("a lesson that is not here: %d", s.code)
	}
}

// What a pack brings for a page is heard and seen on it, also without a PIN, and a machine's
// voice is called one.
func TestAPageWithItsSound(t *testing.T) {
	b := newBox(t)
	l := lesson.Shipped().All()[0]
	at := "/lesson/" + l.Key
	s := b.screen
	if s.get(at + "?page=1"); s.has("<audio") {
		t.Error("a page without a sound has one")
	}
	b.packs.of = l.Key
	if s.get(at + "?page=1").shows("机器音"); !strings.Contains(s.page, `<audio src="`+at+`/sound?page=1&amp;v=ab12"`) || s.has(at+"/photo") {
		t.Error("the sound of the page is not there")
	}
	if s.get(at + "?page=2"); !strings.Contains(s.page, `<img src="`+at+`/photo?page=2&amp;v=ab12"`) || strings.Contains(s.page, l.Pages[1].Drawing) {
		t.Error("the photo of the page is not there")
	}
	if s.get(at + "/sound?page=1"); s.page != "0123456789" || s.code != http.StatusOK {
		t.Errorf("heard: %d %q", s.code, s.page)
	}
	s.get(at+"/sources").shows("南宋驿站做的", l.Licence)
	if s.get("/lesson/none/sound?page=1"); s.code != http.StatusNotFound {
		t.Errorf("the sound of no lesson: %d", s.code)
	}
}
