package station

import (
	"io"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// Player plays a recording or a lesson on the box's own loudspeaker, for a whole room or a
// yard. Who has it play goes on with something else.
type Player interface {
	// Play plays a file in the place of whatever is played, and closes it; from is where
	// in the whole the file begins.
	Play(name string, from time.Duration, file io.ReadCloser)
	Stop()
	// Playing is what plays, or played last, how far it was heard, and why not to its end:
	// a sentence, or nil.
	Playing() (name string, on bool, at time.Duration, why error)
	// Volume is of everything but an alarm, 0 to 100. It is kept.
	Volume() int
	SetVolume(percent int) error
}

// playingAt is the page of what the loudspeaker plays.
const playingAt = "/sound/play"

// A press makes it louder or softer by so much, and never so soft that nobody hears that
// something plays.
const (
	volumeStep  = 20
	volumeLeast = 20
)

func (s *Station) playRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+playingAt, s.signed(s.playShow))
	mux.HandleFunc("POST "+playingAt, s.signed(s.playTake))
	mux.HandleFunc("POST /lesson/{key}/sound", s.signed(s.lessonPlay))
}

// playShow is what the loudspeaker plays, and how loud.
func (s *Station) playShow(v *visit) error {
	if s.Player == nil {
		return v.see("/sound")
	}
	name, on, at, why := s.Player.Playing()
	p := page.Message{Frame: v.framed("喇叭"), Icon: "i-speak", Kind: "calm", Head: "喇叭没有在放"}
	p.Frame.Back = "/more"
	loud := s.Player.Volume()
	say := func(do, text string) page.Post {
		return page.Post{Action: playingAt, Field: "do", Value: do, Text: text}
	}
	switch {
	case on:
		p.Head, p.Lines = "喇叭正在放", []string{name, "放着的时候，上课的话筒不收声。"}
		p.Post = []page.Post{{Action: playingAt, Field: "do", Value: "stop", Text: "停下", Icon: "i-stop", Main: true}}
	case why != nil:
		p.Icon, p.Kind, p.Head, p.Lines = "i-warn", "bad", "喇叭没放完", []string{name, page.Faults(why)[""]}
	case name != "":
		p.Icon, p.Kind, p.Head, p.Lines = "i-check", "good", "放到 "+msClock(int(at.Milliseconds())), []string{name}
	}
	p.Lines = append(p.Lines, "声音现在是 "+volumeWord(loud)+"。报警永远用最大声。")
	var turn []page.Post
	if loud > volumeLeast {
		turn = append(turn, say("softer", "小声一点"))
	}
	if loud < 100 {
		turn = append(turn, say("louder", "大声一点"))
	}
	p.Post = append(turn, p.Post...)
	return v.render(p)
}

// volumeWord is a volume as five steps.
func volumeWord(percent int) string {
	return []string{"最小", "小", "中等", "大", "最大"}[min(max((percent-1)/volumeStep, 0), 4)]
}

// playTake stops it, or changes how loud it is.
func (s *Station) playTake(v *visit) error {
	if s.Player == nil {
		return v.see("/sound")
	}
	var err error
	switch v.form.Text("do") {
	case "stop":
		s.Player.Stop()
	case "louder":
		err = s.Player.SetVolume(min(s.Player.Volume()+volumeStep, 100))
	case "softer":
		err = s.Player.SetVolume(max(s.Player.Volume()-volumeStep, volumeLeast))
	}
	if err != nil {
		return err
	}
	return v.see(playingAt)
}

// lessonPlay plays what is heard on a page of a lesson.
func (s *Station) lessonPlay(v *visit) error {
	l, err := v.lesson()
	if err != nil {
		return err
	}
	if s.Player == nil || s.Shelf == nil {
		return hub.E(hub.CodeNotFound, "sound.none")
	}
	n := number(v.URL.Query().Get("page"))
	body, _, err := s.Shelf.Open(l.Key, n, false)
	if err != nil {
		return err
	}
	s.Player.Play(l.Title, 0, body)
	return v.see(playingAt)
}

// classPlay plays the recording of a class, as it was cut.
func (s *Station) classPlay(v *visit, title string, class hub.ID, from, to time.Duration) error {
	if s.Player == nil || s.Tapes == nil {
		return hub.E(hub.CodeNotFound, "class.no-recording")
	}
	file, _, err := s.Tapes.Open(class, from, to)
	if err != nil {
		return err
	}
	s.Player.Play(title, from, file)
	return v.see(playingAt)
}
