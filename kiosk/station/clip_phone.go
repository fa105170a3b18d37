package station

import (
	"net"
	"net/http"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// phoneLife is how long a picture for a telephone is good: to find the file and send it.
const phoneLife = 10 * time.Minute

// phoneTicket lets one telephone send one sentence of the worker who is signed in at the
// screen. It lives in memory only and is good once.
type phoneTicket struct {
	actor  hub.Actor
	prompt care.Prompt
	until  time.Time
}

type phoneTickets struct {
	mu   sync.Mutex
	open map[hub.ID]phoneTicket
}

func (ts *phoneTickets) issue(t phoneTicket, now time.Time) hub.ID {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if ts.open == nil {
		ts.open = map[hub.ID]phoneTicket{}
	}
	for id, old := range ts.open {
		if !now.Before(old.until) || old.actor.Staff == t.actor.Staff { // a new picture ends the former one
			delete(ts.open, id)
		}
	}
	id := hub.NewID()
	t.until = now.Add(phoneLife)
	ts.open[id] = t
	return id
}

func (ts *phoneTickets) find(id hub.ID, now time.Time) (phoneTicket, bool) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	t, ok := ts.open[id]
	return t, ok && now.Before(t.until)
}

func (ts *phoneTickets) used(id hub.ID) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	delete(ts.open, id)
}

// phoneHost is the address under which a telephone reaches this page; "" where the
// screen answers itself alone.
func phoneHost(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsLoopback() {
		return ""
	}
	return r.Host
}

// clipPhone shows the picture that her telephone opens.
func (s *Station) clipPhone(v *visit) error {
	prompt, ok := s.Desk.PromptOf(v.PathValue("key"))
	host := phoneHost(v.Request)
	if !ok || host == "" {
		return hub.E(hub.CodeNotFound, "clip.no-phone")
	}
	if err := s.Desk.MaySpeak(v.who.Actor, prompt.Key, true); err != nil {
		return err
	}
	id := s.phones.issue(phoneTicket{actor: v.who.Actor, prompt: prompt}, s.Clock.Now().Wall)
	picture, err := page.QR("http://"+host+"/say/phone/"+id.String(), "手机扫这张图")
	if err != nil {
		return err
	}
	at := "/say/clip/" + prompt.Key
	f := v.frame("用手机收")
	f.Hint, f.Back, f.Help = prompt.Name, at, "say"
	return v.render(page.SayPicture{Frame: f, Picture: picture, Prev: at})
}

// phoneShow is what her telephone sees.
func (s *Station) phoneShow(v *visit) error {
	_, t, err := s.phoneOf(v)
	if err != nil {
		return err
	}
	return v.render(s.phonePage(v, t, nil))
}

func (s *Station) phoneOf(v *visit) (hub.ID, phoneTicket, error) {
	id, err := v.pathID("ticket", "clip.phone-over")
	if err != nil {
		return id, phoneTicket{}, err
	}
	t, ok := s.phones.find(id, s.Clock.Now().Wall)
	if !ok {
		return id, t, hub.E(hub.CodeNotFound, "clip.phone-over")
	}
	return id, t, nil
}

func (s *Station) phonePage(v *visit, t phoneTicket, faults page.Errors) page.View {
	f := v.frame(t.prompt.Name)
	f.Back, f.Help, f.Idle, f.Errors = "", "say", 0, faults
	return page.SayPhone{Frame: f, Action: v.URL.Path, Sentence: t.prompt.Text, Speech: s.speeches("local")}
}

// phoneTake takes the file that the telephone sends; then the picture is used up.
func (s *Station) phoneTake(v *visit) error {
	id, t, err := s.phoneOf(v)
	if err != nil {
		return err
	}
	file, err := s.soundOf(v)
	if err == nil {
		_, err = s.Voices.Speak(v.ctx(), t.actor, desk.Spoken{
			Request: v.form.Request(), Prompt: t.prompt.Key, Speech: v.form.Text("speech"), Agreed: v.form.Text("agreed") == "1",
		}, file)
	}
	if err != nil {
		return s.notTaken(v, err, func(faults page.Errors) (page.View, error) { return s.phonePage(v, t, faults), nil })
	}
	s.phones.used(id)
	f := v.frame("收好了")
	f.Back, f.Idle = "", 0
	return v.render(page.Message{Frame: f, Icon: "i-check", Kind: "good", Head: "收好了",
		Lines: []string{"到站里的屏幕上点“再看看”，就能听。", "手机上那段，不要了就删掉。"}})
}
