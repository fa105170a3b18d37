package station

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// Airs takes recordings to the county, which plays them to everybody.
type Airs interface {
	// Reach says whether there is a county to ask.
	Reach() bool
	// Ask takes the sound off its tape, and asks. Its errors are Desk.MayAir's and Air's,
	// and those of a full card.
	Ask(ctx context.Context, actor hub.Actor, a desk.Airing) (hub.Outcome, error)
}

func (s *Station) airRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /class/{class}/sound/air", s.signed(s.airAsk))
	mux.HandleFunc("POST /class/{class}/sound/air", s.signed(s.airTake))
}

// countyHears says whether there is a county that can be asked.
func (s *Station) countyHears() bool { return s.Airs != nil && s.Airs.Reach() }

// airs adds to the page of a recording what the county was asked, and what it said.
func (s *Station) airs(v *visit, p *page.ClassSound, file desk.ClassFile) error {
	if !s.countyHears() || !file.Recording.Open() {
		return nil
	}
	a, err := s.Desk.AiringOf(v.ctx(), file.Class.ID)
	if err != nil {
		return err
	}
	back := page.Post{Value: "unair", Text: "不请了", Icon: "i-undo"}
	switch {
	case a.Waits():
		p.Lines = append(p.Lines, "请县里放给大家听了，县里还没回话。声音在空的时候送，慢的线要送很久。")
		p.Post = append([]page.Post{back}, p.Post...)
		return nil
	case a.Asked() && a.Answer == "yes":
		p.Lines = append(p.Lines, s.airSaid(a)+"谁都能在县里的公众页面听。")
		back.Text = "从县里收回"
		p.Post = append([]page.Post{back}, p.Post...)
		return nil
	case a.Asked():
		p.Lines = append(p.Lines, s.airSaid(a)+"改好了可以再请。")
	}
	if p.Src != "" {
		p.Ways = append(p.Ways, page.Link{Href: classAt(file.Class.ID) + "/sound/air", Text: "请县里放给大家听", Icon: "i-ear"})
	}
	return nil
}

// airSaid is what the county said, in a sentence.
func (s *Station) airSaid(a care.Airing) string {
	text := s.sayDay(a.Answered) + map[string]string{"yes": "县里放出去了", "no": "县里没有放", "back": "县里收回了"}[a.Answer]
	if a.Why != "" {
		text += "：" + strings.TrimRight(a.Why, "。")
	}
	return text + "。"
}

// airAsk asks the two questions before a recording goes to the county: whether she has heard
// that nobody's name is in it, then whether who taught agreed.
func (s *Station) airAsk(v *visit) error {
	file, err := v.recordingOf()
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/sound"
	if !s.countyHears() {
		return v.see(at)
	}
	f := v.classFrame(file.Class, "请县里放给大家听")
	f.Back = at
	if !v.URL.Query().Has("heard") {
		return v.render(page.Choose{Frame: f, Action: v.URL.Path, Question: "从头到尾听过了吗？有没有哪家的名字、孩子的声音？", Field: "heard", Few: true, Prev: at,
			Tiles: []page.Choice{{Value: "clean", Text: "听过了，没有", Small: "可以放给大家", Icon: "i-check"}, {Value: "cut", Text: "还没听完，或者有", Small: "回去听，剪掉头尾", Icon: "i-ear"}},
			Quiet: "县里听过才放。放出去以后，谁都能听，不用登录。"})
	}
	p := page.Choose{Frame: f, Action: v.URL.Path, Question: "这节课是谁讲的？本人同意放给大家听吗？", Field: "agreed", Few: true, Prev: v.URL.Path,
		Quiet: "声音是讲课人自己的，什么时候要收回都可以。"}
	lecturer := file.Class.Lecturer
	staff, err := s.Desk.Staff(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	switch own := slices.ContainsFunc(staff, func(w care.Staff) bool { return w.Name == lecturer }); {
	case own && lecturer != v.who.Name:
		return v.render(page.Message{Frame: f, Icon: "i-hand", Head: "请" + lecturer + "本人来点", Lines: []string{"这节课是" + lecturer + "讲的。声音是自己的，别人不能替着同意。", "请" + lecturer + "登录，打开这段录音，点“请县里放给大家听”。"}, Ways: []page.Link{{Href: at, Text: "回去"}}})
	case own:
		p.Tiles = []page.Choice{{Value: "own", Text: "我讲的，我同意", Icon: "i-hand"}}
	case lecturer != "":
		p.Question = lecturer + "同意放给大家听吗？"
		p.Tiles = []page.Choice{{Value: "told", Text: "当面说了同意", Icon: "i-mic"}, {Value: "paper", Text: "签了字同意", Icon: "i-pen"}}
	default:
		p.Tiles = []page.Choice{{Value: "own", Text: "我讲的，我同意", Icon: "i-hand"}}
		for _, name := range guests {
			p.Tiles = append(p.Tiles, page.Choice{Value: name, Text: name, Small: "当面说了同意", Icon: "i-mic"})
		}
	}
	p.Tiles = append(p.Tiles, page.Choice{Value: "no", Text: "不同意", Small: "那就不请了", Icon: "i-undo"})
	return v.render(p)
}

// airTake takes an answer; the second one asks the county.
func (s *Station) airTake(v *visit) error {
	file, err := v.recordingOf()
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/sound"
	if !s.countyHears() {
		return v.see(at)
	}
	switch v.form.Text("heard") {
	case "clean":
		return v.see(at + "/air?heard=1")
	case "cut":
		return v.see(at)
	}
	ask := desk.Airing{Request: v.form.Request(), Class: file.Class.ID, Clean: true}
	switch agreed := v.form.Text("agreed"); {
	case agreed == "no":
		return v.see(at)
	case agreed == "own":
		ask.Own = true
	case slices.Contains(guests, agreed):
		ask.Speaker, ask.How = agreed, "told"
	default:
		ask.How = agreed
	}
	if _, err := s.Airs.Ask(v.ctx(), v.who.Actor, ask); err != nil {
		return err
	}
	return v.see(at)
}

// answeredFor is how many days 待办 tells what the county said.
const answeredFor = 7

// airTodo is what the county said lately of recordings that it was asked to play.
func (s *Station) airTodo(v *visit) (rows []page.Row, err error) {
	if !v.who.Actor.May(hub.ActTeach) {
		return nil, nil
	}
	all, err := s.Desk.AirsAnswered(v.ctx(), v.site.ID, answeredFor)
	for _, a := range all {
		bold := map[string]string{"yes": "县里把录音放给大家了", "no": "县里没有放录音", "back": "县里收回了录音"}[a.Answer]
		rows = append(rows, page.Row{Icon: "i-ear", Bold: bold, Text: a.Why, Small: s.sayDay(a.Answered), Href: classAt(a.Class) + "/sound", Way: "看看"})
	}
	return rows, err
}
