package public

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
)

// frames is a microphone that says what the test puts in.
type frames struct {
	class.Sound
	mu   sync.Mutex
	most int // listeners; 0: as many as come
	open map[*earOf]bool
	mime string
}

type earOf struct {
	s  *frames
	in chan []byte
}

func (s *frames) Begin(hub.ID) error { return nil }
func (s *frames) End()               { s.say(nil) }
func (s *frames) Pause()             {}
func (s *frames) Resume() error      { return nil }
func (s *frames) State() class.SoundState {
	return class.SoundState{Format: class.Format{MIME: s.mime, Bytes: 4, Lasts: 36 * time.Millisecond}}
}

func (s *frames) Listen() (class.Listener, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.most > 0 && len(s.open) == s.most {
		return nil, hub.E(hub.CodeFull, "class.full")
	}
	e := &earOf{s, make(chan []byte, 16)}
	s.open[e] = true
	return e, nil
}

// say lets all hear it; nil ends the class.
func (s *frames) say(b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for e := range s.open {
		select {
		case e.in <- b:
		default: // it loses some
		}
	}
}

func (s *frames) listeners() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

func (e *earOf) Next(ctx context.Context) ([]byte, int, error) {
	select {
	case b := <-e.in:
		if b == nil {
			return nil, 0, io.EOF
		}
		return b, 0, nil
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	}
}

func (e *earOf) Close() {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	delete(e.s.open, e)
}

// kept is a box that keeps what families do, in words.
type kept struct {
	mu    sync.Mutex
	child hub.ID
	tape  []byte
	here  []Present
	said  []string
	photo int // page of a lesson that has one; 0 none
	err   error
}

func (k *kept) note(format string, args ...any) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err != nil {
		return k.err
	}
	k.said = append(k.said, fmt.Sprintf(format, args...))
	return nil
}

func (k *kept) all() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.said)
}

const goodCard = "123456789012345678901234567890123456789012345678"

func (k *kept) Who(_ context.Context, figures string) (hub.ID, string, error) {
	if figures != goodCard {
		return hub.ID{}, "", hub.E(hub.CodeInvalid, "card.other")
	}
	return k.child, "涵涵", nil
}

func (k *kept) Present(context.Context, hub.ID) ([]Present, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.here), nil
}

func (k *kept) Come(_ context.Context, _, child hub.ID, role string) error {
	return k.note("came %v %s", child == k.child, role)
}

func (k *kept) Answer(_ context.Context, _, _, child hub.ID, lesson string, answers []int) error {
	return k.note("answered %v %s %v", child == k.child, lesson, answers)
}

func (k *kept) Word(_ context.Context, _, child hub.ID, rating int, question string) error {
	return k.note("said %v %d %s", child == k.child, rating, question)
}

func (k *kept) Picture(_ context.Context, _, id hub.ID) ([]byte, error) {
	if id == (hub.ID{7}) {
		return []byte("\x89PNG\r\n\x1a\n"), nil
	}
	return []byte("<svg onload=alert(1)>"), nil
}

func (k *kept) LessonPhoto(l *lesson.Lesson, page int) (open func() ([]byte, error)) {
	if k.photo != page {
		return nil
	}
	return func() ([]byte, error) { return []byte("\xff\xd8\xff"), nil }
}

func (k *kept) Recordings(context.Context) ([]Recording, error) {
	if k.tape == nil {
		return nil, nil
	}
	return []Recording{{Class: hub.ID{5}, Title: "上个月的课", Day: "2026-10-23", Lasts: 38 * time.Minute, Chapters: []Chapter{{Title: "今天讲什么"}, {75 * time.Second, "头一口"}}}}, nil
}

func (k *kept) Hear(_ context.Context, class hub.ID) (Tape, error) {
	if class != (hub.ID{5}) {
		return Tape{}, hub.E(hub.CodeNotFound, "class.no-recording")
	}
	return Tape{struct {
		io.ReadSeeker
		io.Closer
	}{bytes.NewReader(k.tape), io.NopCloser(nil)}, mpeg}, nil
}

func (k *kept) Heard(_ context.Context, _, child hub.ID) (time.Duration, error) {
	if child != k.child {
		return 0, nil
	}
	return 90 * time.Second, nil
}

func (k *kept) Keep(_ context.Context, _, child hub.ID, at time.Duration) error {
	return k.note("heard %v %v", child == k.child, at)
}

func (k *kept) Lessons() *lesson.Shelf { return lesson.Shipped() }

// shown is a desk that opens the same class each time.
type shown struct{ slides []class.Slide }

func (s shown) OpenClass(_ context.Context, _ hub.Actor, _, of hub.ID) (class.Plan, hub.Outcome, error) {
	return class.Plan{Class: of, Title: "满六个月，加辅食", Slides: s.slides}, hub.Outcome{}, nil
}

func (shown) CloseClass(context.Context, hub.Actor, hub.ID, class.Held) (hub.Outcome, error) {
	return hub.Outcome{}, nil
}

type wallClock struct{}

func (wallClock) Now() hub.Reading { return hub.Reading{Wall: time.Now()} }

// hall is a class with phones in it.
type hall struct {
	t     *testing.T
	room  *class.Room
	sound *frames
	kept  *kept
	of    hub.ID
	pub   *Public
	web   *httptest.Server
	log   *bytes.Buffer
}

func newHall(t *testing.T) *hall {
	t.Helper()
	h := &hall{t: t, sound: &frames{open: map[*earOf]bool{}, mime: mpeg}, kept: &kept{child: hub.NewID()}, of: hub.NewID(), log: &bytes.Buffer{}}
	slides := []class.Slide{{Title: "今天讲什么", Text: "**加辅食**，一样一样来 <script>"}, {Lesson: "feed-6", Page: 2}, {Title: "一张图", Picture: hub.ID{7}}, {Title: "不是图", Picture: hub.ID{8}}}
	h.room = class.New(shown{slides}, h.sound, wallClock{})
	h.pub = &Public{Class: h.room, Families: h.kept, Today: func() hub.Day { return "2026-11-23" }, Log: slog.New(slog.NewTextHandler(h.log, nil))}
	mux := http.NewServeMux()
	h.pub.Routes(mux)
	h.web = httptest.NewServer(mux)
	t.Cleanup(h.web.Close)
	return h
}

func (h *hall) begin() *hall {
	h.t.Helper()
	if _, err := h.room.Open(h.t.Context(), hub.Actor{}, hub.NewID(), h.of); err != nil {
		h.t.Fatal(err)
	}
	return h
}

func (h *hall) end() {
	h.t.Helper()
	if _, err := h.room.End(h.t.Context(), hub.Actor{}, hub.NewID()); err != nil {
		h.t.Fatal(err)
	}
}

// phone is what a browser would keep.
type phone struct {
	h      *hall
	seat   string
	status int
	page   string
	rev    string
}

func (h *hall) phone() *phone { return &phone{h: h} }

func (p *phone) ask(method, path string, form url.Values) *phone {
	p.h.t.Helper()
	req, err := http.NewRequestWithContext(p.h.t.Context(), method, p.h.web.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		p.h.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set(seatHead, p.seat)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		p.h.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || len(res.Cookies()) > 0 {
		p.h.t.Fatal("torn, or a cookie", err)
	}
	p.status, p.page, p.rev = res.StatusCode, string(body), res.Header.Get(revHead)
	if s := res.Header.Get(seatHead); s != "" {
		p.seat = s
	}
	return p
}

func (p *phone) in(name, value string) *phone {
	p.h.t.Helper()
	return p.ask("POST", "/c/in", url.Values{name: {value}})
}

func (p *phone) do(do, value string) *phone {
	p.h.t.Helper()
	return p.ask("POST", "/c/do", url.Values{"do": {do}, "value": {value}})
}

func (p *phone) shows(words ...string) *phone {
	p.h.t.Helper()
	for _, w := range words {
		if !strings.Contains(p.page, w) {
			p.h.t.Errorf("%d, no %q in\n%s", p.status, w, p.page)
		}
	}
	return p
}

func (p *phone) ear() string {
	p.h.t.Helper()
	m := regexp.MustCompile(`data-ear="([0-9a-f]+)"`).FindStringSubmatch(p.page)
	if m == nil {
		p.h.t.Fatalf("no ear in\n%s", p.page)
	}
	return m[1]
}

// A grandmother without a card follows a class from its figures to the thanks. The worker
// sees who has a hand up, and no name.
func TestAPhoneFollowsAClass(t *testing.T) {
	h := newHall(t)
	p := h.phone()
	p.in("code", "0000").shows("现在没有上课")
	h.begin()
	p.in("code", class.Code(h.of)).shows("您是谁", "奶奶", "准妈妈", "不说是谁")
	p.do("hand", "").shows("您是谁")
	p.do("who", "paternal-grandmother").shows("今天讲什么", "<b>加辅食</b>", "&lt;script&gt;", "举手", "第 1 页，共 4 页")
	p.do("hand", "").shows("举着手")
	now, _ := h.room.Now()
	if len(now.Hands) != 1 || now.Hands[0].Name != "奶奶（手机 1）" || !now.Hands[0].Child.IsZero() || now.Guests != 1 {
		t.Errorf("the worker sees %+v of %d", now.Hands, now.Guests)
	}
	p.do("thumb", "").do("down", "").shows("举手")
	if now, _ = h.room.Now(); len(now.Hands) != 0 || now.Thumbs != 1 {
		t.Errorf("%d hands, %d thumbs", len(now.Hands), now.Thumbs)
	}
	for _, err := range []error{h.room.Turn(2), h.room.Ask(true)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p.ask("GET", "/c/now?rev=", nil).shows("第 1 题，共 3 题", "说不准")
	p.do("answer", "9").shows("第 1 题").do("answer", "3").shows("第 2 题").do("answer", "1").shows("第 3 题").do("answer", "1").shows("答对 2 题", "肉泥、肝泥")
	p.do("answer", "1").shows("答对 2 题")
	if err := h.room.Ask(false); err != nil {
		t.Fatal(err)
	}
	p.ask("GET", "/c/now?rev="+p.rev, nil).shows("第 2 页，共 4 页", "<svg")
	if p.ask("GET", "/c/now?rev="+p.rev, nil); p.status != http.StatusNoContent {
		t.Errorf("what a phone has is sent again: %d", p.status)
	}
	h.end()
	p.ask("GET", "/c/now?rev=", nil).shows("下课了", "今天这堂课，怎么样？")
	p.do("rate", "good").shows("还有想问的吗").do("rate", "bad")
	p.ask("POST", "/c/do", url.Values{"do": {"question"}, "text": {strings.Repeat("问", 201)}}).shows("写得太长了")
	p.ask("POST", "/c/do", url.Values{"do": {"question"}, "text": {" 夜里要不要喂？ "}}).shows("谢谢")
	want := []string{"answered false feed-6 [3 1 1]", "said false 3 ", "said false 0 夜里要不要喂？"}
	if got := h.kept.all(); !slices.Equal(got, want) {
		t.Errorf("kept is %q, want %q", got, want)
	}
}

// A family that shows its card needs no figures, and is noted as come once, however often
// its phone comes back; what the box cannot note is said, and asked again.
func TestAFamilyFollowsByCard(t *testing.T) {
	h := newHall(t).begin()
	p := h.phone().in("card", goodCard).shows("家庭卡认出来了", "妈妈")
	if strings.Contains(p.page, "涵涵") || strings.Contains(p.page, "不说是谁") {
		t.Error("the phone shows the child, or lets its family in as nobody")
	}
	p.do("who", "").shows("家庭卡认出来了")
	h.kept.err = errors.New("the disk is full")
	p.do("who", "mother").shows("家庭卡认出来了")
	h.kept.err = nil
	p.do("who", "mother").shows("今天讲什么").do("who", "mother").do("back", "").do("hand", "")
	if got := h.kept.all(); !slices.Equal(got, []string{"came true mother"}) {
		t.Errorf("kept is %q", got)
	}
	if now, _ := h.room.Now(); len(now.Hands) != 1 || now.Hands[0].Name != "涵涵的妈妈" || now.Hands[0].Child != h.kept.child {
		t.Errorf("the worker sees %+v", now.Hands)
	}
	if q := h.phone().in("card", goodCard[:47]+"9"); q.status != http.StatusForbidden || q.seat != "" {
		t.Errorf("another card is let in: %d", q.status)
	}
	h.end()
	p.do("rate", "so")
	if got := h.kept.all(); got[len(got)-1] != "said true 2 " {
		t.Errorf("kept is %q", got)
	}
}

// A stranger on the Wi-Fi reads, sees and hears nothing without the figures, and cannot
// try many; what she tries is in no log.
func TestAStrangerOnTheWiFi(t *testing.T) {
	h := newHall(t).begin()
	p := h.phone()
	for _, path := range []string{"/c", "/c/now", "/c/live.mp3", "/c/live.mp3?e=" + hub.NewID().String(), "/c/picture/" + hub.NewID().String() + "/3", "/c/live", "/c/sound"} {
		if p.ask("GET", path, nil); strings.Contains(p.page, "今天讲什么") || strings.Contains(p.page, "PNG") || p.status == http.StatusOK && path != "/c" {
			t.Errorf("%s answers %d", path, p.status)
		}
	}
	if p.do("thumb", ""); p.status != http.StatusGone {
		t.Errorf("a tap of nobody answers %d", p.status)
	}
	wrong := "0000"
	if class.Code(h.of) == wrong {
		wrong = "0001"
	}
	for n := range guessBurst {
		if p.in("code", wrong).shows("对不上"); p.status != http.StatusForbidden || p.seat != "" {
			t.Errorf("guess %d answers %d", n, p.status)
		}
	}
	if p.in("code", class.Code(h.of)).shows("歇一分钟"); p.status != http.StatusTooManyRequests {
		t.Errorf("after %d guesses the right one answers %d", guessBurst, p.status)
	}
	if now, _ := h.room.Now(); now.Thumbs+now.Guests != 0 || h.log.Len() > 0 {
		t.Errorf("%d thumbs, %d guests, the log says %s", now.Thumbs, now.Guests, h.log)
	}
	h.pub.guess.Clear()
	for range 3 * guessBurst { // the control: a whole class behind one address
		if h.phone().in("code", class.Code(h.of)).status != http.StatusOK {
			t.Fatal("who knows the figures is kept out")
		}
	}
}

// One phone cannot drown the others: neither with taps nor with seats.
func TestAPhoneThatFloods(t *testing.T) {
	h := newHall(t).begin()
	first := h.phone().in("code", class.Code(h.of)).do("who", "")
	for range 5 * actBurst {
		first.do("thumb", "")
	}
	now, _ := h.room.Now()
	if now.Thumbs < actBurst-2 || now.Thumbs > actBurst+5 {
		t.Errorf("%d thumbs of one phone", now.Thumbs)
	}
	var other *phone
	for range 3 * seatsEach {
		other = h.phone().in("code", class.Code(h.of))
	}
	if n := len(h.pub.seats.by); n != seatsEach {
		t.Errorf("%d seats of one address, want %d", n, seatsEach)
	}
	if other.do("who", ""); other.status != http.StatusOK {
		t.Errorf("the newest has no seat: %d", other.status)
	}
	if first.do("thumb", "").status != http.StatusGone {
		t.Error("the oldest has not made room")
	}
	if n := len(h.pub.seats.ears); n != seatsEach {
		t.Errorf("%d names of sound for %d seats", n, seatsEach)
	}
	var s seats
	s.count = func(int) {}
	for n := range seatsMost + 5 {
		if _, full := s.sit(hub.ID{1}, "", fmt.Sprintf("10.0.%d.%d:1", n/250, n%250), time.Unix(int64(n), 0)); full {
			t.Fatal("an idle seat does not make room")
		}
	}
	for _, one := range s.by {
		one.lines = 1
	}
	if _, full := s.sit(hub.ID{1}, "", "10.1.0.1:1", time.Unix(999, 0)); !full || len(s.by) != seatsMost {
		t.Errorf("%d seats, want %d", len(s.by), seatsMost)
	}
}

// line is a WebSocket as a page opens it.
func (p *phone) line(path, origin string) (*websocket.Conn, error) {
	p.h.t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(strings.Replace(p.h.web.URL, "http", "ws", 1)+path, http.Header{"Origin": {origin}})
	if err != nil {
		return nil, err
	}
	p.h.t.Cleanup(func() { conn.Close() })
	return conn, conn.WriteJSON(map[string]string{"seat": p.seat, "rev": p.rev})
}

func (p *phone) next(conn *websocket.Conn) string {
	p.h.t.Helper()
	for {
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second)) // it is open
		_, body, err := conn.ReadMessage()
		if err != nil {
			return "cut"
		}
		if len(body) > 0 { // else it is a sign of life
			return string(body)
		}
	}
}

// Slides come over the line when they are turned; a line from another page, or of nobody,
// brings nothing.
func TestTheLineOfAPhone(t *testing.T) {
	h := newHall(t).begin()
	p := h.phone().in("code", class.Code(h.of)).do("who", "mother")
	if _, err := p.line("/c/live", "http://evil.example"); err == nil {
		t.Error("another page's script opens the line")
	}
	conn, err := p.line("/c/live", h.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	for n := 2; n <= 3; n++ {
		if err := h.room.Turn(n); err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("第 %d 页，共 4 页", n)
		if got := p.next(conn); !strings.Contains(got, want) || !strings.Contains(got, "\n<svg id=\"symbols\"") {
			t.Errorf("turned to %d, the phone is sent\n%s", n, got)
		}
	}
	if now, _ := h.room.Now(); now.Guests != 1 {
		t.Errorf("%d phones follow, one does", now.Guests)
	}
	picture := "/c/picture/" + p.ask("GET", "/c/now?rev=", nil).ear() + "/"
	for n, want := range map[string]int{"3": http.StatusOK, "1": http.StatusNotFound, "4": http.StatusNotFound, "5": http.StatusNotFound, "x": http.StatusNotFound} {
		if p.ask("GET", picture+n, nil); p.status != want {
			t.Errorf("the picture of slide %s: %d, want %d", n, p.status, want)
		}
	}
	h.kept.photo = 2 // a pack with a photo came
	if p.ask("GET", picture+"2", nil); p.status != http.StatusOK {
		t.Errorf("the photo of a lesson's page: %d", p.status)
	}
	if p.ask("GET", picture+"1", nil); p.status != http.StatusNotFound {
		t.Errorf("a page without: %d", p.status)
	}
	if err := h.room.Turn(2); err != nil {
		t.Fatal(err)
	}
	if got := p.next(conn); !strings.Contains(got, `src="`+picture+`2"`) || strings.Contains(got, `class="drawn"`) {
		t.Errorf("the photo does not stand for the drawing:\n%s", got)
	}
	h.end()
	if got := p.next(conn); !strings.Contains(got, "下课了") {
		t.Errorf("after the class the phone is sent\n%s", got)
	}
	nobody := &phone{h: h, seat: hub.NewID().String()}
	if conn, err = nobody.line("/c/live", h.web.URL); err != nil || nobody.next(conn) != "gone" {
		t.Error("the line of nobody is not told that it is", err)
	}
	if conn, err = p.line("/c/live", h.web.URL); err != nil {
		t.Fatal(err)
	}
	_ = conn.WriteMessage(websocket.TextMessage, make([]byte, 4096)) // more than a phone may say
	for got := ""; got != "cut"; got = p.next(conn) {
	}
}

// Sound comes as frames, one line a phone. Where no more may listen a phone is told, and
// its slides go on; a box without an encoder says how its sound is made.
func TestTheSoundOfAClass(t *testing.T) {
	h := newHall(t).begin()
	h.sound.most = 1
	p, q := h.phone().in("code", class.Code(h.of)).do("who", "mother"), h.phone().in("code", class.Code(h.of))
	early, err := q.line("/c/sound", h.web.URL)
	if err != nil || !strings.Contains(q.next(early), "say") || h.sound.listeners() != 0 {
		t.Errorf("who has not said who she is hears something: %v", err)
	}
	q.do("who", "father")
	conn, err := p.line("/c/sound", h.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.next(conn); got != `{"mp3":true,"bytes":4,"samples":576}` {
		t.Errorf("the sound is said to be %s", got)
	}
	h.sound.say([]byte("abcd"))
	if got := p.next(conn); got != "abcd" {
		t.Errorf("the phone hears %q", got)
	}
	full, err := q.line("/c/sound", h.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	if got := q.next(full); !strings.HasPrefix(got, `{"say":"`) {
		t.Errorf("a full hub says %q", got)
	}
	if q.ask("GET", "/c/now?rev=", nil).shows("今天讲什么"); q.status != http.StatusOK {
		t.Errorf("the slides of a phone that hears nothing: %d", q.status)
	}
	if q.ask("GET", "/c/live.mp3?e="+q.ear(), nil); q.status != http.StatusServiceUnavailable {
		t.Errorf("plain sound of a full hub: %d", q.status)
	}
	conn.Close()
	for range 500 {
		if h.sound.listeners() == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	res, err := http.Get(h.web.URL + "/c/live.mp3?e=" + p.ask("GET", "/c/now?rev=", nil).ear())
	if err != nil || res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != mpeg {
		t.Fatalf("plain sound: %v %v", res, err)
	}
	defer res.Body.Close()
	h.sound.say([]byte("efgh"))
	body := make([]byte, 4)
	if _, err := io.ReadFull(res.Body, body); err != nil || string(body) != "efgh" {
		t.Errorf("plain sound is %q, %v", body, err)
	}
	h.end()
	if rest, err := io.ReadAll(res.Body); err != nil || len(rest) > 0 {
		t.Errorf("after the class there is %q, %v", rest, err)
	}
	h.sound.mime = "audio/wav"
	h.begin()
	if p.ask("GET", "/c/now?rev=", nil); !strings.Contains(p.page, "data-ear") {
		t.Error("a class that goes on is not found again")
	}
	if p.ask("GET", "/c/live.mp3?e="+p.ear(), nil); p.status != http.StatusNotFound {
		t.Errorf("a stream that no browser plays answers %d", p.status)
	}
}

// A box without an MP3 encoder sends a browser that plays by itself, and nothing else, a WAV
// file without an end.
func TestPlainSoundWithoutAnEncoder(t *testing.T) {
	h := newHall(t)
	h.sound.mime = wave
	h.pub.Samples = func(frames []byte) ([]byte, error) { return append([]byte("pcm:"), frames...), nil }
	h.begin()
	p := h.phone().in("code", class.Code(h.of)).do("who", "mother").shows(`data-plays="wav"`)
	if p.ask("GET", "/c/live.mp3?e="+p.ear(), nil); p.status != http.StatusNotFound {
		t.Errorf("what is no MP3 is sent as MP3: %d", p.status)
	}
	res, err := http.Get(h.web.URL + "/c/live.wav?e=" + p.ask("GET", "/c/now?rev=", nil).ear())
	if err != nil || res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != wave {
		t.Fatalf("plain sound: %v %v", res, err)
	}
	defer res.Body.Close()
	h.sound.say([]byte("abcd"))
	body := make([]byte, 44+8)
	if _, err := io.ReadFull(res.Body, body); err != nil || !bytes.Equal(body[:44], waveHead()) || string(body[44:]) != "pcm:abcd" {
		t.Errorf("plain sound is %q, %v", body, err)
	}
	h.end()
	if rest, err := io.ReadAll(res.Body); err != nil || len(rest) > 0 {
		t.Errorf("after the class there is %q, %v", rest, err)
	}
}

// Phones offer who sits in the room, live, by names that say nothing of a child, and nobody
// before a class or after it. Who taps a tile speaks in the family's name, is not noted as
// come by that, and may take it back; two phones may be one family's.
func TestATile(t *testing.T) {
	h := newHall(t).begin()
	mine, other := Present{Child: h.kept.child, Called: "王梓轩", Shown: "王*轩", Peg: "duck"}, Present{Child: hub.NewID(), Called: "李一诺", Shown: "诺诺", Peg: "cat"}
	token := regexp.MustCompile(`data-do="mine" data-value="([0-9a-f]+)"`)
	p := h.phone().in("code", class.Code(h.of)).shows("您是谁", "不说是谁")
	line, err := p.line("/c/live", h.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	mark := func(all ...Present) {
		h.kept.mu.Lock()
		h.kept.here = all
		h.kept.mu.Unlock()
		h.pub.Noted()
	}
	mark(mine, other)
	if got := p.next(line); !strings.Contains(got, "王*轩") || !strings.Contains(got, "诺诺") {
		t.Errorf("a worker marks two families, and the phone is sent\n%s", got)
	}
	p.ask("GET", "/c/now?rev=", nil).shows("您是哪一家", "不说是谁")
	for _, secret := range []string{mine.Called, other.Called, mine.Child.String(), other.Child.String()} {
		if strings.Contains(p.page, secret) {
			t.Errorf("a phone is told %q", secret)
		}
	}
	all := token.FindAllStringSubmatch(p.page, -1)
	if len(all) != 2 {
		t.Fatalf("%d tiles", len(all))
	}
	p.do("mine", "").shows("您是哪一家").do("mine", mine.Child.String()).shows("您是哪一家")
	p.do("mine", all[0][1]).shows("王*轩家", "不是我家").do("who", "").shows("不是我家").do("who", "mother").shows("今天讲什么", "王*轩家")
	q := h.phone().in("code", class.Code(h.of)).do("mine", all[0][1]).do("who", "paternal-grandmother").do("hand", "")
	if now, _ := h.room.Now(); len(now.Hands) != 1 || now.Hands[0].Name != "王梓轩的奶奶" || now.Hands[0].Child != mine.Child {
		t.Errorf("the worker sees %+v", now.Hands)
	}
	if got := h.kept.all(); len(got) > 0 {
		t.Errorf("a tap is noted as %q", got)
	}
	h.kept.tape = []byte("x")
	keep := url.Values{"recording": {hub.ID{5}.String()}, "second": {"125"}}
	if p.ask("POST", "/c/at", keep).ask("GET", "/c/at", nil); p.page != "{}\n" || len(h.kept.all()) > 0 {
		t.Errorf("a tile opens what a card opens: %s %q", p.page, h.kept.all())
	}
	q.do("notmine", "").shows("您是哪一家", "诺诺")
	if now, _ := h.room.Now(); len(now.Hands) > 0 {
		t.Errorf("it was not her family, and its hand is up: %+v", now.Hands)
	}
	mark(other) // the worker takes it back
	p.ask("GET", "/c/now?rev=", nil).shows("您是哪一家")
	if strings.Contains(p.page, "王*轩") || token.FindStringSubmatch(p.page)[1] != all[1][1] {
		t.Errorf("who is not there is offered, or a tile has another name now\n%s", p.page)
	}
	p.do("mine", all[0][1]).shows("您是哪一家").do("mine", all[1][1]).do("who", "father")
	h.end()
	if strings.Contains(q.ask("GET", "/c/now?rev=", nil).page, "诺诺") || strings.Contains(q.do("mine", all[1][1]).page, "诺诺") {
		t.Error("after the class who was there is offered")
	}
	p.do("rate", "good")
	if got := h.kept.all(); !slices.Equal(got, []string{"said false 3 "}) {
		t.Errorf("kept is %q", got)
	}
	h.of = hub.NewID()
	r := h.begin().phone().in("code", class.Code(h.of)).shows("诺诺")
	if again := token.FindStringSubmatch(r.page)[1]; again == all[1][1] || again == other.Child.String() {
		t.Error("a tile's name outlives its class")
	}
}

// A phone that reads nothing holds up nobody, and is let go.
func TestAPhoneThatStalls(t *testing.T) {
	h := newHall(t).begin()
	p, q := h.phone().in("code", class.Code(h.of)).do("who", "mother"), h.phone().in("code", class.Code(h.of)).do("who", "")
	stalled, err := p.line("/c/sound", h.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	p.next(stalled)
	conn, err := q.line("/c/sound", h.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	q.next(conn)
	big := make([]byte, 1<<20)
	for range 12 { // more than the kernel keeps for who reads nothing
		h.sound.say(big)
	}
	for range 12 {
		if n := len(q.next(conn)); n != len(big) {
			t.Fatalf("the other hears %d bytes", n)
		}
	}
}

// What a worker has given to the families is heard without figures, in parts as players ask;
// where it was left is kept for a family that showed its card, and for nobody else.
func TestAClassHeardAgain(t *testing.T) {
	h := newHall(t)
	p := h.phone().ask("GET", "/c/replay", nil).shows("还没有能听的课").ask("GET", "/c", nil).shows("现在没有上课")
	if strings.Contains(p.page, "/c/replay") {
		t.Error("it leads to nothing")
	}
	h.kept.tape = []byte("0123456789")
	of := "/c/replay/" + hub.ID{5}.String()
	p.ask("GET", "/c", nil).shows("/c/replay").ask("GET", "/c/replay", nil).shows("上个月的课", "10月23日，38 分钟", of, `data-seek="75"`, "1:15", "头一口")
	if p.ask("GET", of, nil); p.status != http.StatusOK || p.page != "0123456789" {
		t.Errorf("the sound is %d %q", p.status, p.page)
	}
	req, err := http.NewRequest("GET", h.web.URL+of, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Range", "bytes=4-5")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if part, err := io.ReadAll(res.Body); err != nil || string(part) != "45" || res.StatusCode != http.StatusPartialContent {
		t.Errorf("a part of it is %d %q %v", res.StatusCode, part, err)
	}
	for _, none := range []string{"/c/replay/" + hub.NewID().String(), "/c/replay/x"} {
		if p.ask("GET", none, nil); p.status != http.StatusNotFound {
			t.Errorf("%s answers %d", none, p.status)
		}
	}
	keep := url.Values{"recording": {hub.ID{5}.String()}, "second": {"125"}}
	if p.ask("POST", "/c/at", keep).ask("GET", "/c/at", nil); p.page != "{}\n" || len(h.kept.all()) > 0 {
		t.Errorf("of nobody is known %s, and kept %q", p.page, h.kept.all())
	}
	p.in("card", goodCard).shows("现在没有上课", "/c/replay")
	if p.ask("GET", "/c/at", nil); p.page != fmt.Sprintf("{%q:90}\n", hub.ID{5}.String()) {
		t.Errorf("of the family is known %s", p.page)
	}
	p.ask("POST", "/c/at", keep)
	keep.Set("second", "-1")
	p.ask("POST", "/c/at", keep)
	if got := h.kept.all(); !slices.Equal(got, []string{"heard true 2m5s"}) {
		t.Errorf("kept is %q", got)
	}
	h.begin()
	if p.do("back", ""); p.status != http.StatusGone {
		t.Errorf("who sat down before the class is in it: %d", p.status)
	}
}

// Whatever a phone posts, it is answered with a page of its own and does no harm.
func FuzzWhatAPhonePosts(f *testing.F) {
	f.Add("who", "mother", "")
	f.Add("answer", "3", "")
	f.Add("question", "", "夜里\xff要不要喂？")
	f.Add("hand", strings.Repeat("9", 3000), "\x00")
	f.Fuzz(func(t *testing.T, do, value, text string) {
		h := newHall(t).begin()
		p := h.phone().in("code", value).in("card", text).in("code", class.Code(h.of))
		form := url.Values{"do": {do}, "value": {value}, "text": {text}}
		for _, before := range []func(){func() {}, func() { p.do("who", "mother") }, func() { _ = h.room.Turn(2); _ = h.room.Ask(true) }, h.end} {
			before()
			if p.ask("POST", "/c/do", form); p.status != http.StatusOK || !strings.Contains(p.page, `id="now"`) {
				t.Fatalf("%d\n%s", p.status, p.page)
			}
			if p.ask("GET", "/c/now?rev="+url.QueryEscape(value), nil); p.status != http.StatusOK && p.status != http.StatusNoContent {
				t.Fatal(p.status)
			}
		}
		if n := len(h.kept.all()); n > 3 {
			t.Errorf("%d things are kept: %q", n, h.kept.all())
		}
	})
}

// A phone at a station that follows a neighbour's class no more is told that, and not that
// the class is over; it goes on by itself where the station follows again.
func TestTheStationStopsFollowing(t *testing.T) {
	h := newHall(t)
	far := class.Now{State: class.Open, Class: hub.NewID(), Site: hub.NewID(), Title: "喂辅食", Slides: []class.Slide{{Title: "头一口"}}, Slide: 1}
	follow := func() {
		if err := h.room.Follow(far, h.sound); err != nil {
			t.Fatal(err)
		}
	}
	follow()
	p := h.phone().in("code", class.Code(far.Class)).do("who", "mother").shows("头一口")
	h.room.Leave(true)
	p.ask("GET", "/c/now?rev=", nil).shows("站里先不听了", "在这里听")
	if strings.Contains(p.page, "下课了") {
		t.Error("it is told to be over")
	}
	follow()
	p.ask("GET", "/c/now?rev=", nil).shows("头一口")
	h.room.Leave(true)
	h.room.FarOver(hub.NewID())
	p.ask("GET", "/c/now?rev=", nil).shows("站里先不听了")
	h.room.FarOver(far.Class)
	p.ask("GET", "/c/now?rev=", nil).shows("下课了", "今天这堂课，怎么样？")
}

// Whoever scans her card while a class is held is led to it.
func TestACardLeadsToTheClass(t *testing.T) {
	h := newHall(t)
	h.pub.Forms = form.Builtin()
	if got := h.pub.child(Opened{}).Class; got != "" {
		t.Errorf("led to %q while none is held", got)
	}
	h.begin()
	if got := h.pub.child(Opened{}).Class; got != "满六个月，加辅食" {
		t.Errorf("led to %q", got)
	}
}
