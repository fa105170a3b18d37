package station_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/kiosk/station"
)

// nextdoor is a neighbour's class that was followed to its end.
type nextdoor struct {
	station.Near
	over *station.NearOver
	lent []station.NearRecording
}

func (n *nextdoor) Classes(context.Context) ([]station.NearClass, error) { return nil, nil }
func (n *nextdoor) Recordings(context.Context) ([]station.NearRecording, error) {
	return n.lent, nil
}
func (n *nextdoor) Now() (station.NearNow, bool) { return station.NearNow{}, false }
func (n *nextdoor) Seen()                        { n.over = nil }
func (n *nextdoor) Over() (over station.NearOver, ok bool) {
	if n.over == nil {
		return over, false
	}
	return *n.over, true
}

// When a neighbour's class is over that is said, with who taught and who sat here, until
// somebody has seen it; who came is written down after it too, and no 台账 is asked for.
func TestANeighboursClassIsOver(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	kid := b.register("王小满", "1", b.desk.Today().Add(-200), "13812345678")
	elsewhere := b.actor()
	elsewhere.Site = hub.NewID()
	made, err := b.desk.PlanClass(b.ctx, elsewhere, desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: "喂辅食", Lesson: "feed-6", Lecturer: "王秀芳", Day: b.desk.Today(), Start: 900, Way: "both"})
	b.must(err)
	id := made.Records[0]
	_, _, err = b.desk.OpenClass(b.ctx, elsewhere, hub.NewID(), id)
	b.must(err)
	_, err = b.desk.CloseClass(b.ctx, elsewhere, hub.NewID(), class.Held{Class: id, Chapters: []class.Chapter{{Slide: 1}, {Slide: 2, MS: 75_000}}, Recorded: class.SoundState{Recorded: 10 * time.Minute}})
	b.must(err)
	n := &nextdoor{over: &station.NearOver{Class: id, Station: "西火站", Title: "喂辅食", Lecturer: "王秀芳", Heads: 5}}
	b.station.Near = n
	s, at := b.screen, "/class/"+id.String()+"/here"
	s.get("/class").shows("西火站的课下课了")
	s.get("/class/live").on("/near/over").shows("下课了", "喂辅食，王秀芳讲的", "这里数到 5 人", "记下这里来了谁", "不用记")
	s.get(at).shows("王小满", "还没来", "好了").lacks("写台账").tap(at+"?sheet=", "tap", kid.String()).shows("1 家")
	s.get("/near/over").shows("这里记了 1 家 1 人", "再记几个").lacks("不用记").tap("/near/over", "do", "more").on(at)
	s.get("/near/over").tap("/near/over", "do", "seen").on("/class").lacks("下课了")
	s.get("/near/over").on("/class").get("/class/live").on("/class")

	// its recording, lent, is heard like one's own: chapters, and a family's place
	file, err := b.desk.ClassFile(b.ctx, elsewhere, id)
	b.must(err)
	_, err = b.desk.PublishRecording(b.ctx, elsewhere, hub.NewID(), file.Recording.ID)
	b.must(err)
	n.lent = []station.NearRecording{{Class: id, Station: "西火站", Title: "喂辅食", Day: b.desk.Today(), MS: 600_000}}
	again := "/replay/" + id.String()
	s.get("/replay").shows("西火站的课").get(again).shows("谁家来听", "西火站的课").tap(again, "pick", kid.String()).shows("1:15")
	s.post(again+"/at?for="+kid.String(), map[string][]string{"at": {"45"}})
	s.get(again+"/hear?for="+kid.String()).shows("上回听到 0:45", "1:15")
}

// A family that is marked on one screen is seen on the other.
func TestWhoCameIsLive(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	kid := b.register("王小满", "1", b.desk.Today().Add(-200), "13812345678")
	s, at := b.screen, b.planned()
	s.get(at+"/start").tap(at+"/start", "do", "open").get(at + "/here").shows("还没来")
	ticket := regexp.MustCompile(`data-ticket="([^"]+)"`).FindStringSubmatch(s.page)
	if ticket == nil {
		t.Fatal("the page is not live")
	}
	conn, _, err := websocket.DefaultDialer.Dial(strings.Replace(b.server.URL, "http", "ws", 1)+"/live", http.Header{"Origin": {b.server.URL}})
	b.must(err)
	defer conn.Close()
	b.must(conn.WriteJSON(map[string]string{"ticket": ticket[1]}))
	id, _ := hub.ParseID(strings.TrimPrefix(at, "/class/"))
	_, err = b.desk.ComeToClass(b.ctx, b.actor(), desk.Came{Request: hub.NewID(), Class: id, Child: kid, Role: "mother"})
	b.must(err)
	b.station.Room.Changed()
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	for seen := ""; !strings.Contains(seen, `<b class="num">1</b> 家`) || !strings.Contains(seen, "妈妈"); {
		_, part, err := conn.ReadMessage()
		if err != nil {
			t.Fatalf("the other screen is sent %q, %v", seen, err)
		}
		seen += string(part)
	}
}

// Ten minutes before the microphone closes by itself the class's page says so in its head,
// every other page in its ribbon, and nothing of it before.
func TestAClassThatIsNearlyOver(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	m := b.classroom()
	s, at := b.screen, b.planned()
	m.state.Left = 10 * time.Minute
	s.get(at+"/start").tap(at+"/start", "do", "open").get("/class/live").lacks("到两个小时了")
	s.get("/").shows("正在录音")
	ctx, stop := context.WithCancel(b.ctx)
	ended := make(chan error)
	go func() { ended <- b.station.Class.Run(ctx) }()
	for now, changed := b.station.Class.Now(); !now.Nearly; now, changed = b.station.Class.Now() {
		<-changed
	}
	stop()
	<-ended
	m.state.Left = 8*time.Minute + 20*time.Second
	s.get("/class/live").shows("还有 9 分钟，话筒自己关", "到两个小时了").get("/").shows("还有 9 分钟").lacks("正在录音")
}
