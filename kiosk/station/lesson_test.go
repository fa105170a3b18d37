package station_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/lesson"
)

// Whoever stands at the screen reads every lesson to its end; to answer its questions
// somebody has to be signed in.
func TestLessonsAreReadWithoutAPIN(t *testing.T) {
	b := newBox(t)
	s := &screen{b: b, http: &http.Client{Jar: nil}}
	for _, l := range lesson.Shipped().All() {
		s.get("/lesson?of=" + string(l.Class))
		for next := 2; !strings.Contains(s.page, `"/lesson/`+l.Key+`"`) && s.has("后面还有"); next++ {
			s.get(fmt.Sprintf("/lesson?of=%s&page=%d", l.Class, next))
		}
		if s.shows(l.Title).link("/lesson/" + l.Key); !s.has(l.For()) {
			t.Errorf("%s does not say whom it is for", l.Key)
		}
		for i, p := range l.Pages {
			s.shows(p.Title, fmt.Sprintf("第 %d 页，共 %d 页", i+1, len(l.Pages)))
			for _, span := range p.Blocks[0].Items[0] {
				s.shows(span.Text)
			}
			if !strings.Contains(s.page, p.Drawing) {
				t.Errorf("%s, page %d has not its drawing", l.Key, i+1)
			}
			if s.has("念一遍") {
				t.Error("recordings are offered to who is not signed in")
			}
			if i < len(l.Pages)-1 {
				s.link(fmt.Sprintf("/lesson/%s?page=%d", l.Key, i+2))
			}
		}
		for _, source := range l.Sources {
			s.get("/lesson/"+l.Key+"/sources").shows(source, l.Licence)
		}
		if s.get("/lesson/" + l.Key + "/who"); s.path != "/pin" {
			t.Errorf("the questions of %s are at %s without a PIN", l.Key, s.path)
		}
	}
	s.get("/lesson/song")
	if s.shows("没有这一课"); s.code != http.StatusNotFound {
		t.Errorf("a lesson that is none answers %d", s.code)
	}
}

// What a family here needs today stands first, that of few months before that of many; who
// is not signed in is not told that there is such a family.
func TestTheLessonThatIsNeededComesFirst(t *testing.T) {
	b := newBox(t)
	today := b.desk.Today()
	first := func(of string) string { return b.screen.get("/lesson?of=" + of).links("/lesson/")[0] }
	if got := first("mothers"); got != "/lesson/home-0" || b.screen.has("1 家") {
		t.Errorf("with no child here %s is first", got)
	}
	b.register("王小满", "1", calendar.AddMonths(today, -7), "13812345678")
	if got := first("mothers"); got != "/lesson/feed-6" {
		t.Errorf("to a family with a child of seven months %s comes first", got)
	}
	if b.screen.shows("1 家", "正有人家用得着"); strings.Count(b.screen.text(), "1 家") != 2 { // adding food, and sleep
		t.Error("what is for three years is said to be needed now")
	}
	if first("pregnancy"); b.screen.has("1 家") {
		t.Error("nobody expects a child")
	}
	_, err := b.desk.Register(b.ctx, b.actor(), desk.Registration{
		Request: hub.NewID(), Category: "expecting", Birth: today.Add(7 * 5), Village: "140404103209", VillageName: "西火村", Site: b.site,
		People: []desk.Person{{Name: "王丽", Kinship: "mother", Phone: "13812345679", Guardian: true, Carer: true, Adult: true}}})
	b.must(err)
	b.learn()
	if got := first("pregnancy"); got != "/lesson/first-milk" && got != "/lesson/papers" {
		t.Errorf("five weeks before the day %s comes first", got)
	}
	b.screen.shows("1 家")
	stranger := &screen{b: b, http: &http.Client{Jar: nil}}
	if stranger.get("/lesson?of=pregnancy").has("1 家") {
		t.Error("whoever stands there is told that somebody expects a child")
	}
}

// quizzes are those kept of somebody.
func (b *box) quizzes(subject hub.ID) []care.Quiz {
	b.t.Helper()
	recs, err := b.store.Of(b.ctx, subject, "quiz")
	b.must(err)
	return care.All[care.Quiz](b.desk.Forms(), "quiz", recs)
}

// A family answers: three presses, one of them wrong; it is told why and which page to
// read again, it is in its history, and can be taken back.
func TestAFamilyAnswers(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "1", "2026-05-06", "13812345678")
	b.register("陈雨桐", "1", "2024-05-06", "13812345679")
	s := b.screen.get("/lesson/feed-6?page=6").link("/lesson/feed-6/who").shows("谁家来答", "不记名")
	if strings.Index(s.page, "王小满") > strings.Index(s.page, "陈雨桐") {
		t.Error("the family that the lesson is for does not come first")
	}
	before := b.written()
	s.taps = 0
	ask := func() string { return "/lesson/feed-6/ask?" + s.query }
	s.tap("/lesson/feed-6/who", "pick", child.String()).on("/lesson/feed-6/ask").shows("王小满家", "第 1 题，共 3 题", "说不准")
	s.tap(ask(), "answer", "3").shows("第 2 题，共 3 题", "骨头汤", "肉泥")
	s.tap(ask(), "answer", "1").shows("第 3 题，共 3 题")
	if b.written() != before {
		t.Error("something is kept before the last question")
	}
	s.tap(ask(), "answer", "1").on("/lesson/feed-6/done").shows("答对 2 题，记好了", "再看看", "肉泥、肝泥、加铁的米粉含铁多")
	if s.taps != 4 {
		t.Errorf("%d taps, want 4", s.taps)
	}
	s.leads("/lesson/feed-6?page=2")
	if strings.Contains(s.page, `href="/lesson/feed-6?page=1"`) {
		t.Error("a page is to be read again whose question was right")
	}
	if got := b.quizzes(child); len(got) != 1 || got[0].Right != 2 || got[0].Answers != "3、1、1" || b.written() != before+1 {
		t.Errorf("%d commits, it is kept as %+v", b.written()-before, got)
	}
	s.tap("/lesson/feed-6/undo", "undo", s.button("undo")).on("/lesson/feed-6/who")
	if got := b.quizzes(child); len(got) != 1 || got[0].Asked != 0 {
		t.Errorf("taken back, it is %+v", got)
	}
	s.get("/child/"+child.String()+"/history").shows("答一答", "答对几题 2 题")
	s.get("/lesson")
	if s.has("答 1 回") {
		t.Error("what was taken back counts")
	}
}

// Nobody in particular answers, by hand-made addresses too: no child has it.
func TestNobodyInParticularAnswers(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "1", "2026-05-06", "13812345678")
	s := b.screen.get("/lesson/birth-signs/who")
	s.tap("/lesson/birth-signs/who", "go", "next").on("/lesson/birth-signs/ask").shows("不记名")
	s.get("/lesson/birth-signs/ask?a=9x").shows("第 1 题").get("/lesson/birth-signs/ask?a=33333").on("/lesson/birth-signs/done")
	if n := len(b.quizzes(b.site)); n != 0 {
		t.Errorf("looking at an address kept %d", n)
	}
	s.get("/lesson/birth-signs/done?a=3").on("/lesson/birth-signs/ask").shows("第 2 题")
	s.get("/lesson/birth-signs/ask?a=33").tap("/lesson/birth-signs/ask?a=33", "answer", "1").on("/lesson/birth-signs/done").shows("三题都对", "不记名")
	if site := b.quizzes(b.site); len(site) != 1 || site[0].Right != 3 || len(b.quizzes(child)) != 0 {
		t.Errorf("the site's: %+v, the child's: %+v", site, b.quizzes(child))
	}
	s.get("/lesson?of=pregnancy").shows("答 1 回")
	s.get("/lesson/birth-signs/ask?a=33&for="+hub.NewID().String()).tap("/lesson/birth-signs/ask?a=33&for="+hub.NewID().String(), "answer", "1")
	if s.code != http.StatusNotFound {
		t.Errorf("a child that is none answers %d", s.code)
	}
}

// A lesson's sentences are recorded one by one behind its own row, and the one that was
// recorded is heard with its question; what has been spoken of another text is not.
func TestALessonIsSpoken(t *testing.T) {
	b := newBox(t)
	l, _ := lesson.Shipped().Get("feed-6")
	said := l.Said()
	s := b.screen.get("/say?page=quiz").shows("小问题", "三张脸")
	of := "/say?page=quiz" // where its row stands among those of all lessons
	for n := 2; !s.has(l.Title) && s.has("后面还有"); n++ {
		of = fmt.Sprintf("/say?page=quiz&n=%d", n)
		s.get(of)
	}
	s.shows(l.Title, fmt.Sprintf("%d 句录了 0 句", len(said)))
	s.link("/say?page=lesson-feed-6").shows("第 1 页", "后面还有").link("/say?page=lesson-feed-6&amp;n=2")
	s.get("/say?page=lesson-feed-6&n=2").shows("第 1 题", "前面的")
	question := said[len(l.Pages)]
	s.link("/say/clip/"+question.Key).shows(question.Text, "还没有人录这一句")
	s.speak(question.Key, "RIFF题").shows("收好了")
	s.get(of).shows(fmt.Sprintf("%d 句录了 1 句", len(said)))
	s.get("/lesson/feed-6/ask").shows("念一遍")
	s.get(strings.ReplaceAll(s.links("/say/page/lesson-feed-6")[0], "&amp;", "&")).on("/say/page/lesson-feed-6").shows(question.Text, "张桂兰念的", "笑脸是行", "第 1 句，共 2 句")
	if !strings.Contains(s.page, `href="/lesson/feed-6/ask"`) {
		t.Error("it does not lead back to the question")
	}
	s.get("/lesson/feed-6?page=2")
	s.get(strings.ReplaceAll(s.links("/say/page/lesson-feed-6")[0], "&amp;", "&")).shows(said[1].Text, "请照着念", "第 1 句，共 1 句")
	if s.get("/say/page/lesson-song").code != http.StatusNotFound || s.get("/say/page/consent?only=quiz-start").code != http.StatusNotFound {
		t.Error("a lesson that is none speaks, or a consent sheet says what is not its own")
	}
}

// The card of a family is scanned where it is asked who answers.
func TestACardAnswers(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/lesson/feed-6/who")
	if !strings.Contains(s.page, `data-card="/lesson/feed-6/card"`) {
		t.Error("a scanned card leads elsewhere")
	}
	s.tap("/lesson/feed-6/who", "go", "write").shows("扫一下家庭卡")
	s.tap("/lesson/feed-6/card", "card", "1").shows("扫一下家庭卡")
	if s.code != http.StatusUnprocessableEntity {
		t.Errorf("a card that is none answers %d", s.code)
	}
}
