package station

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// Tapes are the recordings of classes that lie on this box.
type Tapes interface {
	// Open is a recording from one of its milliseconds to another, as a file that any
	// player knows; to 0 is its end. Errors: CodeNotFound class.no-recording.
	Open(class hub.ID, from, to time.Duration) (file io.ReadSeekCloser, mime string, err error)
}

// trimStep is how far a press moves an end of a recording.
const trimStep = 30 * time.Second

// recordingOf is a class and its recording.
func (v *visit) recordingOf() (desk.ClassFile, error) {
	file, err := v.class()
	if err == nil && file.Recording.ID.IsZero() {
		err = hub.E(hub.CodeNotFound, "class.no-recording")
	}
	return file, err
}

// soundOfClass is the recording: it is heard first, cut where something at its ends is
// nobody's business, then given out.
func (s *Station) soundOfClass(v *visit) error {
	file, err := v.recordingOf()
	if err != nil {
		return err
	}
	at, rec := classAt(file.Class.ID)+"/sound", file.Recording
	f := v.classFrame(file.Class, "录音")
	f.Undo = v.undo(classAt(file.Class.ID)+"/undo", "", "改好了")
	to := cmp.Or(rec.To, rec.MS)
	p := page.ClassSound{Frame: f, Action: at, Prev: f.Back, Chapters: s.chapters(file, 0, rec.MS), From: msClock(rec.From), To: msClock(to)}
	p.Src, p.Lines = s.soundSource(at+"/file", rec)
	if rec.Open() {
		p.Lines = append(p.Lines, "放出来了："+s.sayDay(rec.Published)+"起，家里在站上、用手机都能听。")
		p.Post = []page.Post{{Value: "withdraw", Text: "收回来", Icon: "i-undo"}}
	} else {
		p.Lines = append(p.Lines, "家里还听不到。自己先听一听，没有不该说的，再放出来。")
		p.Post = []page.Post{{Value: "publish", Text: "放给家里听", Icon: "i-check", Main: true}}
		if rec.Gone == "" {
			p.Post = append([]page.Post{{Value: "withdraw", Text: "不要了"}}, p.Post...)
		} else {
			p.Lines = append(p.Lines, "不要了：过七天从这台机器上拿掉，地方不够就先拿掉它。")
		}
	}
	if s.Player != nil && p.Src != "" {
		p.Post = append([]page.Post{{Value: "play", Text: "用喇叭放", Icon: "i-speak"}}, p.Post...)
	}
	if s.Sticks != nil && s.Tapes != nil {
		p.Post = append([]page.Post{{Value: "stick", Text: "存到 U 盘", Icon: "i-stick"}}, p.Post...)
	}
	if err := s.airs(v, &p, file); err != nil {
		return err
	}
	return v.render(p)
}

// soundSource is where a recording is heard; one that lies on another box says so.
func (s *Station) soundSource(at string, rec care.Recording) (src string, lines []string) {
	if s.Tapes == nil {
		return "", []string{"录音在当时上课的那台机器上，到那里听。"}
	}
	file, _, err := s.Tapes.Open(rec.Class, 0, 0)
	if err != nil {
		return "", []string{"录音在当时上课的那台机器上，到那里听。"}
	}
	file.Close()
	return at, nil
}

// heardMS is how much of a recording is played.
func heardMS(from, to, whole int) int { return max(0, cmp.Or(to, whole)-from) }

// chapters are where each slide was shown, in what is played from a point on to another.
func (s *Station) chapters(file desk.ClassFile, from, to int) (out []page.Chapter) {
	for _, c := range desk.Played(file, from, to) {
		out = append(out, page.Chapter{Seconds: c.MS / 1000, Text: s.Desk.SlideTitle(file.Slides[c.Slide-1]), Time: msClock(c.MS)})
	}
	return out
}

func msClock(ms int) string { return fmt.Sprintf("%d:%02d", ms/60_000, ms/1000%60) }

// soundAct cuts an end, gives the recording out, or takes it back.
func (s *Station) soundAct(v *visit) error {
	file, err := v.recordingOf()
	if err != nil {
		return err
	}
	rec, step := file.Recording, int(trimStep.Milliseconds())
	from, to := rec.From, rec.To
	if to == 0 {
		to = rec.MS
	}
	var out hub.Outcome
	switch {
	case v.form.Has("from") || v.form.Has("to"):
		from = min(max(0, from+v.form.Int("from")*step), max(0, to-step))
		if n := v.form.Int("to"); n != 0 {
			to = max(min(rec.MS, to+n*step), from+step)
		}
		if to >= rec.MS {
			to = 0
		}
		_, err = s.Desk.Trim(v.ctx(), v.who.Actor, v.form.Request(), rec.ID, from, to)
	case v.form.Text("do") == "publish":
		out, err = s.Desk.PublishRecording(v.ctx(), v.who.Actor, v.form.Request(), rec.ID)
	case v.form.Text("do") == "withdraw":
		out, err = s.Desk.WithdrawRecording(v.ctx(), v.who.Actor, v.form.Request(), rec.ID)
	case v.form.Text("do") == "unair":
		_, err = s.Desk.Unair(v.ctx(), v.who.Actor, v.form.Request(), file.Class.ID)
	case v.form.Text("do") == "stick":
		return s.soundToStick(v, file)
	case v.form.Text("do") == "play":
		return s.classPlay(v, file.Class.Title, rec.Class, ms(rec.From), ms(rec.To))
	}
	if err != nil {
		return err
	}
	if !out.Commit.IsZero() {
		return v.done(v.URL.Path, out)
	}
	return v.see(v.URL.Path)
}

// soundToStick puts the recording on a stick, as it is played.
func (s *Station) soundToStick(v *visit, file desk.ClassFile) error {
	at := classAt(file.Class.ID) + "/sound"
	if s.Tapes == nil {
		return v.see(at)
	}
	if !s.stickTakes() {
		return s.stickFirst(v, "录音", at)
	}
	tape, mime, err := s.Tapes.Open(file.Class.ID, ms(file.Recording.From), ms(file.Recording.To))
	if err != nil {
		return err
	}
	return s.tapeToStick(v, tape, mime, "妈妈课堂-"+string(file.Class.Day), at)
}

// tapeToStick puts a sound on a stick under a name without its ending; it closes the tape.
func (s *Station) tapeToStick(v *visit, tape io.ReadCloser, mime, name, at string) error {
	defer tape.Close()
	body, err := io.ReadAll(tape)
	if err != nil {
		return err
	}
	ending := ".mp3"
	if mime != "audio/mpeg" {
		ending = ".wav"
	}
	s.Doors.Looked(v.who.Actor, v.site.ID, "export")
	return v.toStick(name+ending, body, at)
}

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// soundFile is the sound for the worker: all of it, so that she hears what she cuts.
func (s *Station) soundFile(v *visit) error {
	file, err := v.recordingOf()
	if err != nil {
		return err
	}
	return s.serveSound(v, file.Class.ID, 0, 0)
}

func (s *Station) serveSound(v *visit, class hub.ID, from, to time.Duration) error {
	if s.Tapes == nil {
		return hub.E(hub.CodeNotFound, "class.no-recording")
	}
	tape, mime, err := s.Tapes.Open(class, from, to)
	if err != nil {
		return err
	}
	defer tape.Close()
	v.w.Header().Set("Content-Type", mime)
	http.ServeContent(v.w, v.Request, "", time.Time{}, tape)
	return nil
}

func replayAt(class hub.ID) string { return "/replay/" + class.String() }

// replayList are the classes that families may hear again.
func (s *Station) replayList(v *visit) error {
	open, err := s.Desk.OpenRecordings(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	f := v.frame("妈妈课堂")
	f.Back = "/more"
	p := page.Rows{Frame: f, Tabs: classTabs("/replay"), Prev: "/more", Empty: "还没有能回放的课。上完课，在那节课的“录音”里放出来，这里就有。"}
	var rows []page.Row
	for _, one := range open {
		rows = append(rows, page.Row{Icon: "i-ear", Bold: one.Class.Title, Text: calendar.Date(one.Class.Day, s.Desk.Today()), Small: joinFacts(one.Class.Lecturer, minutesWord(heardMS(one.Recording.From, one.Recording.To, one.Recording.MS))), Href: replayAt(one.Class.ID), Way: "听"})
	}
	rows = append(rows, s.nearReplays(v)...)
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), "/replay")
	return v.render(p)
}

// heardClass is a recording that families may hear: of this station, or lent by a neighbour.
type heardClass struct {
	Class    hub.ID
	Title    string
	Of       string // 西火驿站的课; "" this station's
	From, To int    // ms
}

// openRecording is the one of the path, if families may hear it.
func (s *Station) openRecording(v *visit) (heardClass, error) {
	id, err := v.pathID("class", "class.no-recording")
	if err != nil {
		return heardClass{}, err
	}
	open, err := s.Desk.OpenRecordings(v.ctx(), v.site.ID)
	if err != nil {
		return heardClass{}, err
	}
	for _, one := range open {
		if r := one.Recording; one.Class.ID == id {
			return heardClass{Class: id, Title: one.Class.Title, From: r.From, To: cmp.Or(r.To, r.MS)}, nil
		}
	}
	if one, ok := s.nearRecording(v, id); ok {
		return one, nil
	}
	return heardClass{}, hub.E(hub.CodeNotFound, "class.no-recording")
}

// replayWho asks whose family listens: it goes on where they left it.
func (s *Station) replayWho(v *visit) error { return s.replayTiles(v, 0) }

func (s *Station) replayTiles(v *visit, from int) error {
	one, err := s.openRecording(v)
	if err != nil {
		return err
	}
	children, err := s.Desk.ChildrenOf(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	at := replayAt(one.Class)
	f := v.frame(one.Title)
	f.Hint, f.Back = cmp.Or(one.Of, "回放"), "/replay"
	if s.Cards != nil {
		f.Scans = at
	}
	p := page.Choose{Frame: f, Action: at, Question: "谁家来听？", Field: "pick", Prev: "/replay", Next: "不记名，听", Quiet: "记着听到哪里，下回接着听；也可以扫家庭卡。"}
	if from >= len(children) {
		from = 0
	}
	p.From, p.More = from, len(children) > tilesOfAsk
	for _, c := range children[from:min(len(children), from+tilesOfAsk)] {
		p.Tiles = append(p.Tiles, s.childTile(c))
	}
	return v.render(p)
}

// replayCard is a tile, a card, or nobody in particular.
func (s *Station) replayCard(v *visit) error {
	one, err := s.openRecording(v)
	if err != nil {
		return err
	}
	at := replayAt(one.Class) + "/hear"
	child := v.form.ID("pick")
	switch {
	case v.form.Has("card") && s.Cards != nil:
		if child, err = s.Cards.Open(v.ctx(), v.who.Actor, trailing(v.form.Text("card"))); err != nil {
			return err
		}
	case v.form.Text("go") == "more":
		return s.replayTiles(v, v.form.Int("from")+tilesOfAsk)
	}
	if child.IsZero() {
		return v.see(at)
	}
	return v.see(at + "?for=" + child.String())
}

// replayHear plays a recording: ?file=1 is its sound. It goes on where the family left it.
func (s *Station) replayHear(v *visit) error {
	one, err := s.openRecording(v)
	if err != nil {
		return err
	}
	at := replayAt(one.Class)
	if v.URL.Query().Has("file") {
		return s.serveSound(v, one.Class, ms(one.From), ms(one.To))
	}
	f := v.frame(one.Title)
	f.Hint, f.Back, f.Idle = cmp.Or(one.Of, "回放"), "/replay", 0 // who listens touches nothing
	p := page.ClassSound{Frame: f, Action: v.URL.Path, Prev: at}
	p.Src, p.Lines = s.soundSource(at+"/hear?file=1", care.Recording{Class: one.Class})
	if file, err := s.Desk.RecordedOf(v.ctx(), one.Class); err == nil { // without it the sound is there all the same
		p.Chapters = s.chapters(file, one.From, one.To)
	}
	child, err := hub.ParseID(v.URL.Query().Get("for"))
	if err != nil {
		p.Lines = append(p.Lines, "点一下中间的三角，就放出来。")
		return v.render(p)
	}
	was, err := s.Desk.Position(v.ctx(), child, one.Class)
	if err != nil {
		return err
	}
	p.Keep = at + "/at?for=" + child.String()
	if p.At = was.At / 1000; p.At > 0 {
		p.Lines = append(p.Lines, "上回听到 "+msClock(was.At)+"，接着听。")
	}
	return v.render(p)
}

// mostAtOnce is the most that counts as heard from one telling to the next; who skips
// ahead has not heard what lies between.
const mostAtOnce = 20_000

// replayAt keeps how far a family has heard; the page tells it while it plays.
func (s *Station) replayAt(v *visit) error {
	one, err := s.openRecording(v)
	if err != nil {
		return err
	}
	child, err := hub.ParseID(v.URL.Query().Get("for"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "desk.no-child")
	}
	was, err := s.Desk.Position(v.ctx(), child, one.Class)
	if err != nil {
		return err
	}
	now := v.form.Int("at") * 1000
	heard := was.Heard
	if step := now - was.At; step > 0 {
		heard += min(step, mostAtOnce)
	}
	_, err = s.Desk.KeepPosition(v.ctx(), v.who.Actor, desk.Listened{Request: v.form.Request(), Class: one.Class, Child: child, At: now, Heard: heard})
	if err != nil {
		return err
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}
