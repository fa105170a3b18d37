package box

import (
	"bytes"
	"crypto/aes"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/blob"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/media/adpcm"
	"yizhan/media/tape"
)

// spoken is a class that was held at a station and recorded for some minutes, given to the
// families.
func (o *opened) spoken(b *Box, head hub.Actor, lecturer string, blocks int) hub.ID {
	o.t.Helper()
	made, err := b.desk.PlanClass(o.ctx, head, desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: "满六个月，加辅食", Day: b.desk.Today(), Start: 900, Lecturer: lecturer})
	o.must(err)
	of := made.Records[0]
	_, _, err = b.desk.OpenClass(o.ctx, head, hub.NewID(), of)
	o.must(err)
	id := b.trust.Identity()
	key, err := hkdf.Key(sha256.New, id.Box[:], nil, "yizhan/recording/1", 32)
	o.must(err)
	seal, err := aes.NewCipher(key)
	o.must(err)
	folder := filepath.Join(b.folder.Path("sound"), of.String(), "ima")
	o.must(os.MkdirAll(folder, 0o700))
	lasts := adpcm.BlockSamples * time.Second / 16000
	rec, err := tape.Record(folder, tape.Format{Bytes: adpcm.BlockBytes, Lasts: lasts, Whole: adpcm.Whole, Seal: seal})
	o.must(err)
	var encoder adpcm.Encoder
	for n := range blocks {
		var samples [adpcm.BlockSamples]int16
		for i := range samples {
			samples[i] = int16(8000 * math.Sin(float64(n*adpcm.BlockSamples+i)*(0.05+float64(n)/1e5)))
		}
		_, err := rec.Write(encoder.Encode(nil, &samples))
		o.must(err)
	}
	o.must(rec.Close())
	now := class.SoundState{Recorded: time.Duration(blocks) * lasts, Format: class.Format{MIME: "audio/wav", Bytes: adpcm.BlockBytes, Lasts: lasts}}
	_, err = b.desk.CloseClass(o.ctx, head, hub.NewID(), class.Held{Class: of, Recorded: now})
	o.must(err)
	file, err := b.desk.ClassFile(o.ctx, head, of)
	o.must(err)
	_, err = b.desk.PublishRecording(o.ctx, head, hub.NewID(), file.Recording.ID)
	o.must(err)
	return of
}

// travels brings what a station wrote, and its sound, to the county, and the county's word back.
func (o *opened) travels(b *Box) {
	o.t.Helper()
	o.meet(b)
	o.around()
	o.learnAll()
	o.look(b, o.county)
	o.fetch(o.county, b, nil)
}

// part asks as a player does for some bytes of a sound.
func (o *opened) part(path string, from, to int) []byte {
	o.t.Helper()
	req, err := http.NewRequest(http.MethodGet, o.url+path, nil)
	o.must(err)
	req.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", from, to-1))
	o.take(o.visitor.Do(req))
	return []byte(o.body)
}

var printOf = regexp.MustCompile(`name="print" value="([0-9a-f]{64})"`)

// A recording goes from a station to everybody: its teacher agrees, the county listens and
// gives it out, a stranger hears every byte of it; taken back, it was never there, and its
// bytes are gone from the county. What nobody has given out is found by no address.
func TestARecordingForEverybody(t *testing.T) {
	o := newOpened(t)
	b, who := o.stations[0], o.who
	var err error
	who.Staff, err = b.desk.AddStaff(o.ctx, who, hub.NewID(), desk.Worker{Name: "张桂兰", Role: hub.RoleHead})
	o.must(err)
	other := who
	other.Staff, err = b.desk.AddStaff(o.ctx, who, hub.NewID(), desk.Worker{Name: "李翠英", Role: hub.RoleCarer})
	o.must(err)
	of := o.spoken(b, who, "张桂兰", 2*airPiece/adpcm.BlockBytes+700) // three pieces
	ask := desk.Airing{Request: hub.NewID(), Class: of, Own: true, Clean: true}
	for _, c := range []struct {
		who  hub.Actor
		ask  desk.Airing
		code hub.Code
	}{
		{who, desk.Airing{Request: hub.NewID(), Class: of, Own: true}, hub.CodeInvalid}, // nobody has listened
		{other, ask, hub.CodeForbidden}, // another one's voice
		{other, desk.Airing{Request: hub.NewID(), Class: of, Clean: true, How: "told", Speaker: "村医"}, hub.CodeForbidden}, // … under a guest's name
		{hub.Actor{Role: hub.RoleHead, Site: who.Site, Lane: who.Lane}, ask, hub.CodeForbidden},                           // nobody in particular
		{who, desk.Airing{Request: hub.NewID(), Class: hub.NewID(), Own: true, Clean: true}, hub.CodeNotFound},            // no class
	} {
		if _, err := (airs{b}).Ask(o.ctx, c.who, c.ask); hub.CodeOf(err) != c.code {
			t.Errorf("%+v: %v, want %s", c.ask, err, c.code)
		}
	}
	_, err = (airs{b}).Ask(o.ctx, who, ask)
	o.must(err)
	if _, err := (airs{b}).Ask(o.ctx, who, desk.Airing{Request: hub.NewID(), Class: of, Own: true, Clean: true}); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("asked twice: %v", err)
	}
	a, err := b.desk.AiringOf(o.ctx, of)
	o.must(err)
	at := "/heard/" + a.ID.String()
	o.meet(b)
	zhao := o.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/lessons/heard").says("满六个月，加辅食", "张桂兰，本人在站里点的同意", "到了 0 段，一共 3 段").saysNot("<audio", "放给大家")
	o.travels(b)

	// The county has it and has said nothing: nobody hears it, whatever address she guesses.
	o.see(at).shows(404)
	o.see("/heard").shows(200, "现在没有能听的")
	zhao.get("/overview").says("站里请放的录音 1 段，等着听")
	zhao.get("/lessons/heard").says("听过了，放给大家")
	print := printOf.FindStringSubmatch(zhao.body)
	if print == nil {
		t.Fatal("no print: " + zhao.body)
	}
	zhao.get("/lessons/heard/" + a.ID.String()).answers(200)
	whole := zhao.body
	tapeOf, _, err := tapes{b.tapes}.Open(of, 0, 0)
	o.must(err)
	defer tapeOf.Close()
	want, err := io.ReadAll(tapeOf)
	o.must(err)
	if !bytes.Equal([]byte(whole), want) || len(want) < 1<<20 {
		t.Fatalf("the county hears %d bytes, the station's tape has %d", len(whole), len(want))
	}
	post := func(answer, print, why string) *officer {
		return zhao.get("/lessons/heard").post("/lessons/heard", url.Values{"request": {hub.NewID().String()}, "id": {a.ID.String()}, "print": {print}, "answer": {answer}, "why": {why}})
	}
	post("no", print[1], " ").answers(422, "写一句为什么")
	post("yes", strings.Repeat("0", 64), "").answers(409)
	post("yes", print[1], "").answers(200, "放出去了", "放出去的 1 段")
	o.see("/lessons").shows(200, "站里讲的课")
	o.see("/heard").shows(200, "满六个月，加辅食", "南董驿站", at)
	for _, r := range [][2]int{{0, 44}, {40, 400}, {len(want) - 9, len(want)}, {1<<20 + 5, 1<<20 + 900}} {
		if got := o.part(at, r[0], r[1]); o.code != 206 || !bytes.Equal(got, want[r[0]:r[1]]) {
			t.Errorf("bytes %v: %d, %d bytes", r, o.code, len(got))
		}
	}
	o.meet(b)
	if now, err := b.desk.AirsAnswered(o.ctx, who.Site, 7); err != nil || len(now) != 1 || now[0].Answer != "yes" {
		t.Errorf("the station was told %+v, %v", now, err)
	}

	// Her voice is hers: cut, the old sound is heard no longer, and its bytes go.
	file, err := b.desk.ClassFile(o.ctx, who, of)
	o.must(err)
	_, err = b.desk.Trim(o.ctx, who, hub.NewID(), file.Recording.ID, 1000, 0)
	o.must(err)
	held := func() (n int) {
		all, err := o.county.blobs.All()
		o.must(err)
		return len(all)
	}
	before := held()
	o.meet(b)
	o.see(at).shows(404)
	o.see("/heard").shows(200, "现在没有能听的")
	site := []hub.ID{who.Site}
	o.must(o.county.files.look(o.ctx, []hub.News{{Commit: hub.NewID(), Kinds: []hub.Kind{"airing"}, Subjects: site}}, false))
	if before != 3 || held() != 0 {
		t.Errorf("%d pieces, then %d", before, held())
	}
	zhao.get("/lessons/heard").says("收回了").saysNot("<audio")
}

// asked is a recording that a station asked the county to play, whole at the county; yes: and
// the county gave it out.
func (o *opened) asked(yes bool) (of, id hub.ID) {
	o.t.Helper()
	b := o.stations[0]
	if o.who.Staff.IsZero() {
		var err error
		o.who.Staff, err = b.desk.AddStaff(o.ctx, o.who, hub.NewID(), desk.Worker{Name: "张桂兰", Role: hub.RoleHead})
		o.must(err)
		_, err = b.desk.AddStaff(o.ctx, o.who, hub.NewID(), desk.Worker{Name: "李翠英", Role: hub.RoleHead})
		o.must(err)
	}
	of = o.spoken(b, o.who, "张桂兰", 300)
	_, err := airs{b}.Ask(o.ctx, o.who, desk.Airing{Request: hub.NewID(), Class: of, Own: true, Clean: true})
	o.must(err)
	o.travels(b)
	a, err := o.county.desk.AiringOf(o.ctx, of)
	o.must(err)
	if yes {
		_, err = o.county.desk.AnswerAiring(o.ctx, hub.Actor{Role: hub.RoleCounty}, desk.AirAnswer{Request: hub.NewID(), Airing: a.ID, Print: a.Print(), Answer: "yes"})
		o.must(err)
		o.meet(b)
	}
	return of, a.ID
}

// A station says the county's yes itself, or puts another sound in the place of one that the
// county listened to: nobody hears it.
func TestAStationAnswersForTheCounty(t *testing.T) {
	o := newOpened(t)
	b := o.stations[0]
	_, id := o.asked(false)
	write := func(e hub.Edit) {
		_, err := b.store.Append(o.ctx, hub.Draft{Request: hub.NewID(), Lane: b.Lane(), Author: o.who.Staff, Edits: []hub.Edit{e}})
		o.must(err)
		o.travels(b)
	}
	edit := func(values form.Values) {
		a, err := b.store.Record(o.ctx, "airing", id)
		o.must(err)
		e := b.forms.Edit("airing", id, a.Subject, values)
		e.Period = a.Period
		write(e)
	}
	asked, err := b.store.Record(o.ctx, "airing", id)
	o.must(err)
	a := care.As[care.Airing](b.forms, asked)
	print := a.Print()
	word := hub.DeriveID("airing-word", a.ID, string(a.Asking))
	write(b.forms.Edit("airing-word", word, word, form.Values{"airing": id, "asking": a.Asking, "answer": "yes", "day": b.desk.Today(), "print": print[:]}))
	edit(form.Values{"answer": "yes", "answered": b.desk.Today()})
	o.see("/heard/" + id.String()).shows(404)
	o.see("/heard").shows(200, "现在没有能听的")

	_, err = o.county.desk.AnswerAiring(o.ctx, hub.Actor{Role: hub.RoleCounty}, desk.AirAnswer{Request: hub.NewID(), Airing: id, Print: print, Answer: "yes"})
	o.must(err)
	o.see("/heard/" + id.String()).shows(200)
	var other blob.Ref
	o.must(b.blobs.Put(bytes.Repeat([]byte("x"), a.Size), func(ref blob.Ref) error { other = ref; return nil }))
	edit(form.Values{"pieces": []any{other.Hash[:]}, "keys": []any{other.Key[:]}})
	o.see("/heard/" + id.String()).shows(404)
}

// erases is the county's order that every hub drops what it holds of a subject, of all kinds
// or of some.
func (o *opened) erases(subject hub.ID, kinds ...hub.Kind) error {
	order := hub.Erasure{Subject: subject, Kinds: kinds}
	var named []any
	for _, kind := range kinds {
		named = append(named, string(kind))
	}
	_, err := o.county.store.Append(o.ctx, hub.Draft{Request: hub.NewID(), Lane: hub.LanePublic, Edits: []hub.Edit{
		o.county.forms.Edit(hub.KindErasure, order.ID(), order.ID(), form.Values{"subject": subject, "kinds": named, "reason": "request", "day": o.county.desk.Today()}),
	}})
	return err
}

// Who taught leaves, the families' page takes it back, the county changes its mind, somebody
// is erased: each is the end of it.
func TestARecordingIsTakenBack(t *testing.T) {
	for name, end := range map[string]func(o *opened, of, id hub.ID) error{
		"who taught leaves": func(o *opened, _, _ hub.ID) error {
			_, err := o.stations[0].desk.ChangeStaff(o.ctx, o.who, hub.NewID(), o.who.Staff, desk.StaffChange{Left: true})
			return err
		},
		"not for families": func(o *opened, of, _ hub.ID) error {
			f, err := o.stations[0].desk.ClassFile(o.ctx, o.who, of)
			o.must(err)
			_, err = o.stations[0].desk.WithdrawRecording(o.ctx, o.who, hub.NewID(), f.Recording.ID)
			return err
		},
		"not for everybody": func(o *opened, of, _ hub.ID) error {
			_, err := o.stations[0].desk.Unair(o.ctx, o.who, hub.NewID(), of)
			return err
		},
		"the county": func(o *opened, _, id hub.ID) error {
			_, err := o.county.desk.AnswerAiring(o.ctx, hub.Actor{Role: hub.RoleCounty}, desk.AirAnswer{Request: hub.NewID(), Airing: id, Answer: "back", Why: "有孩子的名字"})
			return err
		},
		"who taught is erased":       func(o *opened, _, _ hub.ID) error { return o.erases(o.who.Staff) },
		"the recording is erased":    func(o *opened, _, _ hub.ID) error { return o.erases(o.who.Site, "recording") },
		"what was asked is erased":   func(o *opened, _, _ hub.ID) error { return o.erases(o.who.Site, "airing") },
		"all of a station is erased": func(o *opened, _, _ hub.ID) error { return o.erases(o.who.Site) },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOpened(t)
			of, id := o.asked(true)
			o.see("/heard/" + id.String()).shows(200)
			if all, err := o.county.blobs.All(); err != nil || len(all) != 1 {
				t.Fatalf("the county has %d pieces to lose, %v", len(all), err)
			}
			o.must(end(o, of, id))
			o.meet(o.stations...)
			o.see("/heard/" + id.String()).shows(404)
			o.see("/lessons").shows(200)
			if strings.Contains(o.body, "/heard") {
				t.Error("it stands in the list")
			}
			o.must(o.county.files.sweep(o.ctx))
			if all, err := o.county.blobs.All(); err != nil || len(all) > 0 {
				t.Errorf("%d pieces stay, %v", len(all), err)
			}
		})
	}
}
