package station

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// Speaker is the box's own loudspeaker. Errors are for people, and say why it is silent.
type Speaker interface {
	// Try plays a few notes, and waits until they have been played.
	Try(ctx context.Context) error
	// Now says whether it sounds, and where it does not, what is known against it.
	Now() (sounds bool, why error)
}

// soundPatience is how long the page waits for the list of sound devices: a sound
// server that hangs must not hold the page up.
const soundPatience = 3 * time.Second

// tryPatience is how long a trial may take: a second of notes, and a sound service that
// has to be woken.
const tryPatience = 6 * time.Second

func (s *Station) soundRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /sound", s.open(s.soundShow))
	mux.HandleFunc("POST /sound", s.open(s.soundTry))
}

// soundShow is the loudspeaker, and how the last trial of it went.
func (s *Station) soundShow(v *visit) error {
	p := page.Message{Frame: v.framed("喇叭"), Icon: "i-speak", Kind: "calm", Head: "试一试喇叭"}
	p.Frame.Back = "/state"
	p.Lines = []string{"报警的时候，这台机器自己的喇叭跟屏幕一起响。", "点一下，响三声。"}
	try := page.Post{Action: "/sound", Field: "do", Value: "try", Text: "试一试", Icon: "i-speak", Main: true}
	if v.URL.Query().Has("tried") && s.Speaker != nil {
		try.Text = "再试一次"
		if _, why := s.Speaker.Now(); why != nil {
			p.Icon, p.Kind, p.Head, p.Lines = "i-warn", "bad", "喇叭没响", []string{page.Faults(why)[""]}
		} else {
			p.Icon, p.Kind, p.Head = "i-check", "good", "响了三声"
			p.Lines = []string{"听见了，就是好的。", "没听见：看看喇叭插紧了没有、开了没有，再试一次。"}
			p.Ways, try.Main = []page.Link{{Href: "/state", Text: "听见了"}}, false
		}
	}
	p.Post = []page.Post{try}
	if s.Player != nil {
		p.Post = append([]page.Post{{Action: playingAt, Field: "do", Value: "look", Text: "声音大小"}}, p.Post...)
	}
	return v.render(p)
}

// soundTry plays a few notes. How that went stands on the page that comes.
func (s *Station) soundTry(v *visit) error {
	if s.Speaker == nil {
		return v.see("/sound")
	}
	ctx, cancel := context.WithTimeout(v.ctx(), tryPatience)
	defer cancel()
	if err := s.Speaker.Try(ctx); err != nil {
		s.Log.Warn("the loudspeaker was tried, and is silent", "cause", err)
	}
	return v.see("/sound?tried=1")
}

// drillHeard is what a drill has to say of the loudspeaker: that is what drills are for.
func (s *Station) drillHeard(a desk.Alarm) string {
	if s.Speaker == nil || !a.Drill || !a.Rings() {
		return ""
	}
	switch sounds, why := s.Speaker.Now(); {
	case sounds:
		return "本机的喇叭在响。"
	case why != nil:
		return "本机的喇叭没响，练完到“更多 → 记录在哪里”试一试喇叭。"
	}
	return ""
}

// soundFacts names microphones and loudspeakers; what cannot be asked in time is
// told so, and never counts as none.
func (s *Station) soundFacts(ctx context.Context) []page.Fact {
	ctx, cancel := context.WithTimeout(ctx, soundPatience)
	defer cancel()
	microphones, loudspeakers, err := s.Box.Sound(ctx)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return []page.Fact{{Word: "话筒喇叭", Text: "没有声音服务", Href: "/sound", Way: "试一试"}}
	}
	if err != nil {
		s.Log.Warn("sound devices could not be listed", "cause", err)
		return []page.Fact{{Word: "话筒喇叭", Text: "这会儿问不出来，记录不受影响"}}
	}
	return []page.Fact{{Word: "话筒喇叭", Text: devices(microphones, "没有插话筒") + "，" + devices(loudspeakers, "没有插喇叭"), Href: "/sound", Way: "试一试"}}
}

func devices(names []string, none string) string {
	switch len(names) {
	case 0:
		return none
	case 1:
		return names[0]
	}
	return fmt.Sprintf("%s 等 %d 个", names[0], len(names))
}
