package station

import (
	"context"
	"fmt"
	"net/http"

	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Trial makes made-up boxes for those who want to try things out.
type Trial interface {
	// Begin makes one, for somebody who likes her screen so, and answers the key that
	// leads a browser into it. Errors: CodeConflict while another screen practises.
	Begin(ctx context.Context, text string, contrast bool) (key string, err error)
}

// practiceRoutes are the way into a practice; within it, others answer.
func (s *Station) practiceRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /practice", s.open(s.practises(s.practiceShow)))
	mux.HandleFunc("POST /practice", s.open(s.practises(s.practiceBegin)))
	mux.HandleFunc("GET /practice/over", s.open(s.practises(s.practiceOver)))
}

// practises serves where somebody can practise.
func (s *Station) practises(h handler) handler {
	if s.Trial == nil {
		return s.lost
	}
	return h
}

// practiceShow says what a practice is.
func (s *Station) practiceShow(v *visit) error {
	return v.render(s.practicePage(v, nil))
}

func (s *Station) practicePage(v *visit, err error) page.Message {
	f := v.frame("练一练")
	f.Help, f.Here = "practice", "/practice"
	p := page.Message{Frame: f, Icon: "i-hand", Kind: "calm", Head: "五分钟，随便点", Lines: []string{
		"里面的孩子都是编的，点错了不要紧，练完什么都不留。", "真的登记台先不动；有孩子来了，点“结束练习”就回来。"},
		Ways: []page.Link{}, Post: []page.Post{{Action: "/practice", Field: "go", Value: "begin", Text: "开始练", Main: true}}}
	if err != nil {
		p.Head, p.Kind, p.Icon = page.Faults(err).Page(), "", "i-clock"
	}
	return p
}

// practiceBegin leads the browser into a made-up box. Her own session is covered:
// whoever ends the practice does not come out under her name.
func (s *Station) practiceBegin(v *visit) error {
	key, err := s.Trial.Begin(v.ctx(), v.who.Text, v.who.Contrast)
	if err != nil {
		if hub.CodeOf(err) != hub.CodeConflict {
			return err
		}
		return v.again(err, s.practicePage(v, err))
	}
	s.Doors.Cover(web.Token(v.Request))
	web.SetPracticeKey(v.w, v.Request, key)
	return v.see("/practice")
}

// practiceOver is the way back.
func (s *Station) practiceOver(v *visit) error {
	var did, of int
	if n, _ := fmt.Sscanf(v.URL.Query().Get("did"), "%d-%d", &did, &of); n < 2 || did < 0 || did > of || of > 20 {
		return v.see("/")
	}
	f := v.frame("练完了")
	f.Help = "practice"
	p := page.Message{Frame: f, Icon: "i-check", Kind: "good", Head: fmt.Sprintf("%d 件事，练了 %d 件", of, did),
		Lines: []string{"练的都没有留下，这里是真的登记台了。", "想再练，“更多”里点“练一练”。"},
		Ways:  []page.Link{{Href: "/", Text: "回首页"}, {Href: "/practice", Text: "再练一回"}}}
	if did == of {
		p.Head = fmt.Sprintf("%d 件事都练过了", of)
	}
	return v.render(p)
}
