package station_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// voices keeps sounds in memory: whatever begins with RIFF is one of six seconds.
type voices struct {
	desk   *desk.Desk
	sounds map[string][]byte // by hash
}

func (v *voices) Speak(ctx context.Context, actor hub.Actor, s desk.Spoken, file []byte) (hub.Outcome, error) {
	if !bytes.HasPrefix(file, []byte("RIFF")) {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "clip.kind").In("file")
	}
	s.Hash, s.Format, s.MS = sha256.Sum256(file), "wav", 6000
	v.sounds[string(s.Hash[:])] = file
	return v.desk.Speak(ctx, actor, s)
}

func (v *voices) Sound(c care.Clip) ([]byte, string, error) {
	if !v.Here(c) {
		return nil, "", hub.E(hub.CodeNotFound, "blob.absent")
	}
	return v.sounds[string(c.Hash)], "audio/wav", nil
}

func (v *voices) Here(c care.Clip) bool { return v.sounds[string(c.Hash)] != nil }

// hire is one more worker, signed in.
func (b *box) hire(name string, role hub.Role) hub.Actor {
	b.t.Helper()
	id, err := b.desk.AddStaff(b.ctx, b.actor(), hub.NewID(), desk.Worker{Name: name, Role: role})
	b.must(err)
	return hub.Actor{Staff: id, Site: b.site, Role: role, Lane: b.lane}
}

// speak brings a sentence in as the browser's file input does.
func (s *screen) speak(prompt, file string, fields ...string) *screen {
	s.b.t.Helper()
	return s.send("/say/clip/"+prompt, file, fields...)
}

func (s *screen) send(path, file string, fields ...string) *screen {
	s.b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range s.form(fields...) {
		for _, value := range values {
			s.b.must(w.WriteField(name, value))
		}
	}
	part, err := w.CreateFormFile("upload", "一句.wav")
	s.b.must(err)
	io.WriteString(part, file)
	s.b.must(w.Close())
	s.taps++
	res, err := s.http.Post(s.b.server.URL+path, w.FormDataContentType(), &body)
	return s.took(res, err)
}

func TestAVoiceComesInAndIsTakenBack(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/settings").shows("念一遍").get("/say").shows("打电话提醒", "还没录")
	s.get("/say/clip/consent-photo").shows("给孩子拍小照片", "还没有人录这一句", "这是我自己的声音")
	s.speak("consent-photo", "不是声音").shows("放不出声音")
	if s.code != 422 {
		t.Errorf("a file that is no sound answers %d", s.code)
	}
	s.taps = 0
	s.speak("consent-photo", "RIFF一").on("/say/clip/consent-photo").shows("张桂兰", "6 秒 · 本地话", "家里听的", "收好了")
	if s.taps != 1 {
		t.Errorf("%d taps on the page of the sentence, want 1", s.taps)
	}
	first := b.clip("consent-photo")
	s.speak("consent-photo", "RIFF二", "speech", "common").shows("普通话")
	if b.clip("consent-photo").ID != first.ID || bytes.Equal(b.clip("consent-photo").Hash, first.Hash) {
		t.Error("her second recording did not take the place of the first")
	}
	id := b.clip("consent-photo").ID.String()
	s.tap("/say/hush", "clip", id).shows("取下了", "还没有人录这一句")
	if res, _ := s.http.Get(b.server.URL + "/say/sound/" + id); res.StatusCode != http.StatusNotFound {
		t.Errorf("what was taken down answers %d", res.StatusCode)
	}
	s.tap("/say/undo", "undo", s.undoToken()).get("/say").shows("张桂兰", "普通话")
}

// Her own sentence she lends to the other stations with one tap, and takes back with one;
// nobody else is offered that. What a neighbour lends stands behind what is one's own.
func TestAVoiceIsLentByItsOwner(t *testing.T) {
	b := newBox(t)
	carer := b.hire("刘建平", hub.RoleCarer)
	_, err := b.desk.Speak(b.ctx, carer, desk.Spoken{Request: hub.NewID(), Prompt: "sign-here", Hash: [32]byte{1}, Key: [32]byte{2}, Format: "mp3", MS: 4000, Agreed: true})
	b.must(err)
	s := b.screen.get("/say/clip/sign-here").shows("刘建平")
	if s.has("邻站也能放") {
		t.Error("somebody else is asked to lend it")
	}
	s.speak("sign-here", "RIFF一").shows("你这句只在本站放")
	own := b.clip("sign-here")
	s.tap("/say/near", "lend", own.ID.String()).on("/say/clip/sign-here").shows("全镇的站都能放你这句")
	if c := b.clip("sign-here"); !c.Near || !bytes.Equal(c.Open, c.Key) {
		t.Errorf("kept: %+v", c)
	}
	s.tap("/say/near", "keep", own.ID.String()).shows("你这句只在本站放")
	if c := b.clip("sign-here"); c.Near || len(c.Open) > 0 {
		t.Errorf("kept: %+v", c)
	}
}

// clip is the newest that can be heard of a sentence.
func (b *box) clip(prompt string) care.Clip {
	b.t.Helper()
	all, err := b.desk.Clips(b.ctx, b.actor(), b.site)
	b.must(err)
	if len(all[prompt]) == 0 {
		b.t.Fatalf("nothing is heard of %s", prompt)
	}
	return all[prompt][0]
}

func TestASoundIsServedInRanges(t *testing.T) {
	b := newBox(t)
	b.screen.get("/say/clip/sign-here").speak("sign-here", "RIFF0123456789")
	r, err := http.NewRequest("GET", b.server.URL+"/say/sound/"+b.clip("sign-here").ID.String(), nil)
	b.must(err)
	r.Header.Set("Range", "bytes=4-6")
	res, err := b.screen.http.Do(r)
	b.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	b.must(err)
	if res.StatusCode != http.StatusPartialContent || string(body) != "012" || res.Header.Get("Content-Type") != "audio/wav" {
		t.Errorf("%d %q %q", res.StatusCode, body, res.Header.Get("Content-Type"))
	}
	b.station.Voices.(*voices).sounds = map[string][]byte{}
	b.screen.get("/say/clip/sign-here").shows("录音不在这台机器上").get("/say/page/sign").shows("请照着念")
}

// What the family heard and whether it understood stands beside its answer.
func TestConsentIsHeard(t *testing.T) {
	b := newBox(t)
	b.screen.get("/say/clip/consent-photo").speak("consent-photo", "RIFF照片")
	child := b.known(nil)
	at := "/consents/" + child.String()
	s := b.screen.get(at)
	s.tap(at, "purpose-photo", "no", "answer", "mother", "way", "say").on("/say/page/consent").shows("孩子照样来", "第 1 句，共 6 句", "张桂兰念的，本地话", "请照着念", "听明白了吗")
	path := "/say/page/consent?" + s.query

	s.tap(path, "face", "again").on("/say/page/consent")
	s.tap(path, "face", "no").on(at).shows("念过了，没明白")
	s.tap(at, "answer", "mother", "way", "screen").shows("家里人说没明白，先不签")
	if s.code != 422 {
		t.Errorf("a sheet that was not understood answers %d", s.code)
	}

	hash := hex.EncodeToString(b.clip("consent-photo").Hash)
	s.get(path)
	s.post(path, s.form("face", "yes", "played", "consent-photo "+hash, "played", "consent-remind "+hash)).on(at).shows("念过了，听明白了")
	s.tap(at, "purpose-photo", "no", "answer", "mother", "way", "paper").on("/consents")
	got := b.answers(child)
	if a := got["photo"]; a.Answer != hub.AnswerNo || a.Heard != "yes" || a.Told != "clip" || hex.EncodeToString(a.Clip) != hash || a.ByName != "妈妈" {
		t.Errorf("photo: %+v", a)
	}
	if a := got["remind"]; a.Heard != "yes" || len(a.Clip) != 0 { // that recording is of another sentence
		t.Errorf("remind: %+v", a)
	}

	s.get(at).shows("别的都同意") // what was heard counts once
	if text := s.text(); strings.Contains(text, "念过了") {
		t.Error("an old hearing stands above a new sheet")
	}
}

// A family of a new registration is asked in the same way; without a recording the
// worker reads it out.
func TestARegistrationIsHeard(t *testing.T) {
	b := newBox(t)
	s := b.screen.usual()
	s.tap("/register/consent", "way", "say").on("/say/page/consent")
	path := "/say/page/consent?" + s.query
	s.tap(path, "face", "no").on("/register/consent").shows("没明白")
	s.tap("/register/consent", "way", "screen").shows("家里人说没明白，先不签")
	s.get(path)
	s.tap(path, "face", "yes").on("/register/consent").shows("听明白了")
	s.tap("/register/consent", "way", "paper").shows("登记好了", "念一遍")
	id, err := hub.ParseID(strings.Split(s.path, "/")[2])
	b.must(err)
	if a := b.answers(id)["share"]; a.Heard != "yes" || a.Told != "read" || len(a.Clip) != 0 {
		t.Errorf("share: %+v", a)
	}
	s.get(s.path).get("/say/page/receipt").shows("丢不了", "念完了")
}

// Of a child's growth only the sentence that fits is said.
func TestGrowthIsHeard(t *testing.T) {
	b := newBox(t)
	child, at := b.girl(before)
	s := b.screen.get(at+"/growth").shows("长得正好", "念一遍")
	s.get("/say/page/growth?of="+child.String()+"&from="+at+"/growth&only=growth-fine").shows("身高体重中等", "念完了")
	if s.has("请带孩子去卫生院") {
		t.Error("the family of a child that grows well is sent to the doctor")
	}
	s.get("/say/page/growth?only=nobody")
	if s.code != 404 {
		t.Errorf("a sentence that is not there answers %d", s.code)
	}
}

// sounds counts the sounds that some sentence still needs.
func (b *box) sounds() (n int, err error) {
	err = b.store.Each(b.ctx, "clip", func(rec hub.Record) error {
		if c := care.As[care.Clip](b.desk.Forms(), rec); len(c.Hash) > 0 && b.desk.NeedsFiles(rec) {
			n++
		}
		return nil
	})
	return n, err
}

// Her voice goes with her: nobody hears it after her last day, and no record needs it.
func TestAVoiceGoesWithItsWorker(t *testing.T) {
	b := newBox(t)
	carer := b.hire("刘建平", hub.RoleCarer)
	_, err := b.desk.Speak(b.ctx, carer, desk.Spoken{Request: hub.NewID(), Prompt: "sign-here", Hash: [32]byte{1}, Key: [32]byte{2}, Format: "mp3", MS: 4000, Agreed: true})
	b.must(err)
	if used, err := b.sounds(); err != nil || used != 1 {
		t.Fatalf("%d sounds are needed, want 1 (%v)", used, err)
	}
	_, err = b.desk.ChangeStaff(b.ctx, b.actor(), hub.NewID(), carer.Staff, desk.StaffChange{Left: true})
	b.must(err)
	all, err := b.desk.Clips(b.ctx, b.actor(), b.site)
	b.must(err)
	used, err := b.sounds()
	if err != nil || len(all) != 0 || used != 0 {
		t.Errorf("%d sentences are heard and %d sounds needed (%v)", len(all), used, err)
	}
}

func TestWhoMaySpeak(t *testing.T) {
	b := newBox(t)
	carer := b.hire("刘建平", hub.RoleCarer)
	town := b.hire("赵干部", hub.RoleTownship)
	spoken := func(change func(*desk.Spoken)) desk.Spoken {
		s := desk.Spoken{Request: hub.NewID(), Prompt: "sign-here", Hash: [32]byte{1}, Key: [32]byte{2}, Format: "mp3", MS: 4000, Agreed: true}
		if change != nil {
			change(&s)
		}
		return s
	}
	open := carer
	open.Open = true
	for _, tt := range []struct {
		name  string
		actor hub.Actor
		s     desk.Spoken
		code  hub.Code
	}{
		{"a carer", carer, spoken(nil), ""},
		{"nobody in particular", open, spoken(nil), hub.CodeSignedOut},
		{"the township", town, spoken(nil), hub.CodeForbidden},
		{"the command line", hub.Actor{Role: hub.RoleBox, Lane: b.lane}, spoken(nil), hub.CodeForbidden},
		{"without her yes", carer, spoken(func(s *desk.Spoken) { s.Agreed = false }), hub.CodeInvalid},
		{"no such sentence", carer, spoken(func(s *desk.Spoken) { s.Prompt = "song" }), hub.CodeNotFound},
		{"a film", carer, spoken(func(s *desk.Spoken) { s.Format = "mp4" }), hub.CodeInvalid},
	} {
		if _, err := b.desk.Speak(b.ctx, tt.actor, tt.s); (err == nil) != (tt.code == "") || err != nil && hub.CodeOf(err) != tt.code {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.code)
		}
	}
	_, err := b.desk.Speak(b.ctx, b.actor(), spoken(func(s *desk.Spoken) { s.Prompt = "quiz-start" }))
	b.must(err)
	hers := b.clip("quiz-start").ID
	if _, err := b.desk.Hush(b.ctx, carer, hub.NewID(), hers); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a carer took the 站长's voice down (%v)", err)
	}
	if _, err := b.desk.Hush(b.ctx, b.actor(), hub.NewID(), b.clip("sign-here").ID); err != nil {
		t.Errorf("the 站长 may not take a voice down: %v", err)
	}
}

// The sound of what was taken down is kept while that can be undone, and no longer.
func TestWhatWasTakenDownIsSwept(t *testing.T) {
	b := newBox(t)
	b.screen.get("/say/clip/day-here").speak("day-here", "RIFF今天")
	_, err := b.desk.Hush(b.ctx, b.actor(), hub.NewID(), b.clip("day-here").ID)
	b.must(err)
	for day, want := range []int{1, 1, 0} {
		if used, err := b.sounds(); err != nil || used != want {
			t.Errorf("after %d days %d sounds are needed, want %d (%v)", day, used, want, err)
		}
		b.clock.at = b.clock.at.AddDate(0, 0, 1)
	}
}

// Sentences are short enough to be spoken, and every purpose that waits for a yes has
// one.
func TestPromptsCanBeSpoken(t *testing.T) {
	const most = 66 // characters in 20 s, at 200 a minute
	asked, seen := map[hub.Purpose]bool{}, map[string]bool{}
	for _, p := range care.Prompts() {
		if n := len([]rune(p.Text)); n == 0 || n > most || p.Name == "" || p.Picture == "" || seen[p.Key] {
			t.Errorf("%s: %d characters, name %q, picture %q, twice %v", p.Key, n, p.Name, p.Picture, seen[p.Key])
		}
		seen[p.Key], asked[p.Purpose] = true, true
	}
	for _, p := range form.Builtin().Asked() {
		if !asked[p.Code] {
			t.Errorf("nobody explains %s", p.Code)
		}
	}
}

// Her telephone sends one sentence by the picture that her screen shows, once, within
// ten minutes, and as her voice; a screen that answers itself alone shows no picture.
func TestAVoiceComesByTelephone(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/say/clip/sign-here")
	if strings.Contains(s.text(), "用手机收") {
		t.Error("a telephone is offered that cannot come here")
	}
	if s.get("/say/clip/sign-here/phone"); s.code != http.StatusNotFound {
		t.Errorf("and its picture answers %d", s.code)
	}
	var tickets []string
	for range 2 { // the second picture ends the first
		r, err := http.NewRequest("GET", b.server.URL+"/say/clip/sign-here/phone", nil)
		b.must(err)
		for _, c := range b.screen.http.Jar.Cookies(r.URL) {
			r.AddCookie(c)
		}
		r.Host = "192.168.8.1:" + r.URL.Port()
		s.took(b.screen.http.Do(r)).shows("手机扫这张图")
		tickets = append(tickets, b.station.PhoneTicket(b.worker).String())
	}
	phone := &screen{b: b, http: &http.Client{}} // signed in nowhere
	if phone.get("/say/phone/" + tickets[0]); phone.code != http.StatusNotFound {
		t.Errorf("the former picture answers %d", phone.code)
	}
	at := "/say/phone/" + tickets[1]
	phone.get(at).shows("找录好的这句")
	phone.send(at, "不是声音").shows("放不出声音")
	phone.send(at, "RIFF手机").shows("收好了")
	if c := b.clip("sign-here"); c.Subject != b.worker {
		t.Errorf("it is %v's voice, want hers", c.Subject)
	}
	if phone.get(at); phone.code != http.StatusNotFound {
		t.Errorf("a picture that was used answers %d", phone.code)
	}
	late := b.station.IssuePhone(b.actor(), "sign-here")
	b.clock.at = b.clock.at.Add(10 * time.Minute)
	if phone.get("/say/phone/" + late.String()); phone.code != http.StatusNotFound {
		t.Errorf("after ten minutes it answers %d", phone.code)
	}
}
