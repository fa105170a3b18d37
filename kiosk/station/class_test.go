package station_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/station"
)

// mic is a microphone in memory: what it is told, and what a test says that it hears.
type mic struct {
	state class.SoundState
	tries int
	fails error // of Replay
}

func (m *mic) Try() error                      { m.tries++; m.state.Trying, m.state.Level = true, 40; return nil }
func (m *mic) TryEnd()                         { m.state.Trying = false }
func (m *mic) Replay() error                   { return m.fails }
func (m *mic) Begin(hub.ID) error              { m.state.Open = true; return nil }
func (m *mic) Pause()                          { m.state.Open = false }
func (m *mic) Resume() error                   { m.state.Open = true; return nil }
func (m *mic) End()                            { m.state.Open = false }
func (m *mic) State() class.SoundState         { return m.state }
func (m *mic) Listen() (class.Listener, error) { return nil, hub.E(hub.CodeFull, "class.full") }

// sounds are recordings in memory: what was asked for is what is played.
type sounds struct{ from, to time.Duration }

type tapeFile struct{ *bytes.Reader }

func (tapeFile) Close() error { return nil }

func (s *sounds) Open(_ hub.ID, from, to time.Duration) (io.ReadSeekCloser, string, error) {
	s.from, s.to = from, to
	return tapeFile{bytes.NewReader([]byte("sound"))}, "audio/mpeg", nil
}

// classroom is a box with a class's room.
func (b *box) classroom() *mic {
	m := &mic{state: class.SoundState{Free: 1 << 30, Left: 2 * time.Hour}}
	b.station.Class = class.New(b.desk, m, b.clock)
	b.station.Tapes = &sounds{}
	return m
}

// planned is a class of today, planned by taps.
func (b *box) planned() (at string) {
	s := b.screen.get("/plan").on("/plan/kind").tap("/plan/kind", "pick", "mothers").on("/plan/lesson").
		tap("/plan/lesson", "pick", "feed-6").on("/plan/day").tap("/plan/day", "pick", string(b.desk.Today())).on("/plan/all").
		shows("满六个月，加辅食", "站里", "张桂兰").tap("/plan/all", "go", "next")
	s.shows("排好了", "开始上课")
	return s.path
}

// A class from its plan to its 台账 by taps: nothing has to be typed.
func TestAClassByTaps(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	m := b.classroom()
	kid := b.register("王小满", "1", b.desk.Today().Add(-200), "13812345678")
	s := b.screen
	s.get("/class").shows("妈妈课堂还没排", "按一年排好")
	at := b.planned()
	s.shows("6 页", "1 家，说过 0 家")

	s.get(at+"/told").shows("王小满", "138****5678").get(at+"/told/"+kid.String()).shows("138 1234 5678").
		tap(at+"/told/"+kid.String(), "pick", "coming").on(at+"/told").shows("来", "记好了")
	if len(b.doors.looks) == 0 {
		t.Error("a whole number was shown and nobody was noted to have seen it")
	}

	s.get(at+"/start").shows("试一试话筒").tap(at+"/start", "do", "try").shows("话筒开着").tap(at+"/start", "do", "shut").shows("放出来听")
	before := s.taps
	s.tap(at+"/start", "do", "open").on("/class/live").shows("话筒开着", "什么时候开始")
	if !m.state.Open || m.tries != 1 {
		t.Errorf("the microphone: %+v after %d trials", m.state, m.tries)
	}
	s.get("/").shows("正在录音").get("/class/live").tap("/class/live", "turn", "2").shows("头一口给什么")
	if strings.Contains(s.page, "hem open shut") {
		t.Error("the microphone is open and the banner not red")
	}
	s.tap("/class/live", "do", "pause").shows("话筒关着")
	if !strings.Contains(s.page, "hem paused shut") {
		t.Error("the microphone is shut and the banner red")
	}
	s.get("/").lacks("正在录音").get("/class/live").tap("/class/live", "do", "resume")
	s.get(at+"/here").shows("王小满", "还没来").tap(at+"/here?sheet=", "tap", kid.String()).shows("来了", "1 家")
	s.get("/class/live").shows("来了 1 家 1 人").tap("/class/live", "do", "end").on(at+"/ledger/heads").shows("下课了", "接着上")
	if m.state.Open {
		t.Error("the class is over and the microphone open")
	}
	t.Log("from 开始上课 to 下课:", s.taps-before, "taps")

	before = s.taps
	s.get(at+"/ledger/heads").shows("1 家 1 人").tap(at+"/ledger/heads", "go", "next").shows("拍一张屋里上课的")
	s.tap(at+"/photo?what=room", "go", "skip").on(at+"/ledger/materials").tap(at+"/ledger/materials", "pick", "辅食勺").tap(at+"/ledger/materials", "go", "next")
	s.on(at+"/ledger/summary").shows("满六个月，加辅食").get(at+"/ledger/sign").tap(at+"/ledger/sign", "signature", squiggle, "way", "screen")
	s.on(at+"/ledger/done").shows("台账写好了", "辅食勺")
	if n := s.taps - before; n > 6 {
		t.Errorf("the ledger took %d taps", n)
	}
	id, _ := hub.ParseID(strings.TrimPrefix(at, "/class/"))
	file, err := b.desk.ClassFile(b.ctx, b.actor(), id)
	b.must(err)
	if file.Class.Ledger == "" || file.Class.Materials != "辅食勺" || !strings.Contains(file.Class.Summary, "发了辅食勺。") || file.Heads.Families != 1 || file.Heads.Staff != 1 {
		t.Errorf("kept: %+v %+v", file.Class, file.Heads)
	}
	s.get("/class").lacks("台账没写").shows("上完了")
}

// lacks fails where the page says something.
func (s *screen) lacks(word string) *screen {
	s.b.t.Helper()
	if s.has(word) {
		s.b.t.Fatalf("%s says %q:\n%s", s.path, word, s.text())
	}
	return s
}

// squiggle is a signature long enough to be one.
const squiggle = "M100 100L200 150L300 90L420 200L500 120M520 100L600 200L700 100"

// 下课 was a slip: the page that follows leads back, and the class goes on.
func TestAClassGoesOnAfterASlip(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	m := b.classroom()
	s, at := b.screen, b.planned()
	s.get(at+"/start").tap(at+"/start", "do", "open").tap("/class/live", "do", "end")
	s.on(at+"/ledger/heads").shows("点错了，接着上").get(at+"/start").tap(at+"/start", "do", "open").on("/class/live").shows("话筒开着")
	if !m.state.Open {
		t.Error("it goes on with a shut microphone")
	}
}

// Without a microphone a class is held all the same; the pages say why nothing is heard.
func TestAClassWithoutAMicrophone(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	m := b.classroom()
	m.state.Trouble = hub.E(hub.CodeNotFound, "mic.none")
	s, at := b.screen, b.planned()
	s.get(at+"/start").shows("没有话筒，也上课", "没有插话筒").tap(at+"/start", "do", "open").on("/class/live").shows("没有声音", "没有插话筒")
	s.tap("/class/live", "turn", "2").shows("头一口给什么")
	s.get("/more").shows("话筒没有声音").lacks("话筒开着")
}

// Who else of a family came, a guest, somebody tapped by mistake, a signature.
func TestWhoCameToAClass(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	kid := b.register("王小满", "1", b.desk.Today().Add(-200), "13812345678")
	s, at := b.screen, b.planned()
	id, _ := hub.ParseID(strings.TrimPrefix(at, "/class/"))
	here := func() desk.ClassFile {
		file, err := b.desk.ClassFile(b.ctx, b.actor(), id)
		b.must(err)
		return file
	}
	s.get(at+"/start").tap(at+"/start", "do", "open").get(at+"/here").tap(at+"/here?sheet=", "tap", kid.String())
	s.tap(at+"/here?sheet=", "undo", s.query[strings.Index(s.query, "done=")+len("done="):]).shows("还没来")
	if n := len(here().Here); n != 0 {
		t.Errorf("%d came after 撤回", n)
	}
	one := at + "/here/" + kid.String()
	s.tap(at+"/here?sheet=", "tap", kid.String()).get(one).tap(one, "pick", "maternal-grandmother").shows("签个字")
	if n := here().Heads.Sum(); n != 2 {
		t.Errorf("%d came, want two of one family", n)
	}
	s.tap(one, "pick", "maternal-grandmother").get(one+"/sign").tap(one+"/sign", "signature", squiggle, "way", "screen").on(one).shows("签了 1 个字")
	s.get(at+"/guest").tap(at+"/guest", "pick", "expecting").shows("怀孕的妈妈叫什么").tap(at+"/guest/expecting", "text", "李秀英", "go", "next").on(at + "/here")
	file := here()
	if file.Heads.Expecting != 1 || file.Heads.Families != 1 {
		t.Errorf("heads: %+v", file.Heads)
	}
	for _, h := range file.Here {
		if h.Role == "expecting" {
			one = at + "/signed/" + h.ID.String()
			s.get(at+"/guest?of="+h.ID.String()).shows("签个字").get(one).shows("请李秀英签个字").tap(one, "signature", squiggle, "way", "screen").on(at + "/here").get(at + "/guest?of=" + h.ID.String()).shows("签过字了")
		}
	}
	s.get(at+"/here?sheet=here").shows("李秀英").get(at+"/heads").tap(at+"/heads", "count-heads", "7", "go", "next")
	if n := here().Heads.Counted; n != 7 {
		t.Errorf("counted %d", n)
	}
	s.get(at+"/paper").shows("空白签到表").tap(at+"/paper", "do", "sign")
	if s.code != http.StatusOK || !strings.HasPrefix(s.path, "/printing/") {
		t.Errorf("printing leads to %s (%d)", s.path, s.code)
	}
}

// Slides: pages of a lesson, a page of her own, a photo; the order is hers. A slide alone
// stands open while a class is held, and so does its photo; no other photo does.
func TestSlidesOfAClass(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	s, at := b.screen, b.planned()
	s.get(at+"/slides").tap(at+"/slides", "do", "drop-0").shows("改好了").get(at+"/slides/text").tap(at+"/slides/text", "text", "先喂一勺；再看大便", "go", "next").on(at + "/slides")
	picture := form.Picture{Hash: hub.Hash{9}, Thumb: []byte("jpg")}
	s.get(at + "/photo?what=slide")
	b.photos.came[b.photos.last] = picture
	b.photos.owner[b.photos.last] = b.worker
	s.get("/photo-sent/" + b.photos.last.String())
	if s.code != http.StatusOK {
		t.Errorf("what a phone sent is not seen: %d", s.code)
	}
	s.get(at+"/photo?what=slide").post(at+"/photo?what=slide", map[string][]string{"request": {hub.NewID().String()}, "go": {"take"}, "shot": {b.sent(picture)}})
	id, _ := hub.ParseID(strings.TrimPrefix(at, "/class/"))
	file, err := b.desk.ClassFile(b.ctx, b.actor(), id)
	b.must(err)
	last := file.Slides[len(file.Slides)-1]
	if len(file.Slides) != 7 || last.Picture.IsZero() || file.Slides[5].Text != "- 先喂一勺\n- 再看大便" {
		t.Fatalf("slides: %+v", file.Slides)
	}
	nobody := b.stranger(nil)
	open := func(path string) int {
		res, err := nobody.Get(b.server.URL + path)
		b.must(err)
		res.Body.Close()
		return res.StatusCode
	}
	if code := open("/class-slide/" + last.Picture.String()); code != http.StatusNotFound {
		t.Errorf("a slide's photo before the class: %d", code)
	}
	s.get(at+"/start").tap(at+"/start", "do", "open")
	if code := open("/class-slide/" + last.Picture.String()); code != http.StatusOK {
		t.Errorf("a slide's photo on the television: %d", code)
	}
	if code := open("/class/show"); code != http.StatusOK {
		t.Errorf("the slide alone: %d", code)
	}
	if code := open("/class-photo/" + last.Picture.String()); code != http.StatusSeeOther {
		t.Errorf("a photo of a class without a PIN: %d", code)
	}
}

// sent lets a photo be there as if a telephone had sent it.
func (b *box) sent(p form.Picture) string {
	id := hub.NewID()
	b.photos.came[id], b.photos.owner[id] = p, b.worker
	b.photos.whole[p.Hash] = []byte("jpg")
	return id.String()
}

// The recording is heard, cut at its ends, given out and taken back; a family goes on
// where it left it.
func TestARecordingIsGivenOut(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	m := b.classroom()
	kid := b.register("王小满", "1", b.desk.Today().Add(-200), "13812345678")
	s, at := b.screen, b.planned()
	s.get(at+"/start").tap(at+"/start", "do", "open")
	m.state.Recorded = 10 * time.Minute
	s.tap("/class/live", "turn", "2").tap("/class/live", "do", "end").get(at+"/sound").shows("家里还听不到", "0:00", "10:00")
	s.tap(at+"/sound", "from", "1").shows("0:30").tap(at+"/sound", "to", "-1").shows("9:30")
	id := strings.TrimPrefix(at, "/class/")
	if s.get("/replay/" + id); s.code != http.StatusNotFound {
		t.Errorf("a recording that was not given out is heard: %d", s.code)
	}
	s.get(at+"/sound").tap(at+"/sound", "do", "publish").shows("放出来了").get("/replay").shows("满六个月，加辅食").get("/replay/"+id).tap("/replay/"+id, "pick", kid.String())
	s.post("/replay/"+id+"/at?for="+kid.String(), map[string][]string{"at": {"45"}})
	s.get("/replay/" + id + "/hear?for=" + kid.String()).shows("上回听到 0:45")
	s.get("/replay/" + id + "/hear?file=1")
	if tape := b.station.Tapes.(*sounds); tape.from != 30*time.Second || tape.to != 9*time.Minute+30*time.Second {
		t.Errorf("played from %v to %v", tape.from, tape.to)
	}
	s.get(at+"/absent").shows("王小满", "放给她听").get(at+"/sound").tap(at+"/sound", "do", "withdraw").shows("家里还听不到")
	if s.get("/replay/" + id + "/hear?file=1"); s.code != http.StatusNotFound {
		t.Errorf("a recording that was taken back is heard: %d", s.code)
	}
}

// What is said of the interface holds.
var _ station.Tapes = &sounds{}
