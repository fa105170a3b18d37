package box

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/blob"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// A worker's sentence is played at her station alone until she lends it; then at every
// station of the township, at no other, and not any more once she takes it back. What she
// says anew is lent as before. Nobody lends it for her.
func TestAVoiceIsLent(t *testing.T) {
	r := newRegion(t)
	third := r.third("东沟驿站")
	for _, b := range r.stations {
		r.setUp(b)
	}
	home, next, far := r.stations[0], r.stations[1], r.stations[2]
	lin := r.head(home)
	lin.Staff = hub.NewID()
	speak := func(sound string) {
		t.Helper()
		r.must(home.blobs.Put([]byte(sound), func(ref blob.Ref) error {
			_, err := home.desk.Speak(r.ctx, lin, desk.Spoken{Request: hub.NewID(), Prompt: "sign-here", Hash: ref.Hash, Key: ref.Key, Format: "mp3", MS: 4000, Agreed: true})
			return err
		}))
	}
	around := func() {
		t.Helper()
		r.around()
		r.learnAll()
		r.must(give(r.ctx, home, next))
		r.must(give(r.ctx, home, third))
		for _, b := range r.stations {
			r.must(b.files.sweep(r.ctx))
		}
		r.look(r.stations...)
		for _, b := range r.stations[1:] {
			r.fetch(b, home, nil)
		}
	}
	heard := func(b *Box) string {
		t.Helper()
		all, err := b.desk.Clips(r.ctx, r.head(b), r.head(b).Site)
		r.must(err)
		for _, c := range all["sign-here"] {
			if body, _, err := (voices{b}).Sound(c); err == nil && (voices{b}).Here(c) {
				return string(body)
			}
		}
		return ""
	}
	plays := func(when, near string) {
		t.Helper()
		if heard(home) == "" || heard(next) != near || heard(third) != near || heard(far) != "" {
			t.Errorf("%s: at her own %q, next door %q, at the third %q, far away %q", when, heard(home), heard(next), heard(third), heard(far))
		}
	}
	speak("请在这里签名")
	around()
	plays("for her station", "")
	rec, err := home.store.Record(r.ctx, "clip", hub.DeriveID("clip", lin.Staff, "sign-here"))
	r.must(err)
	if _, err := home.desk.Lend(r.ctx, r.head(home), hub.NewID(), rec.ID, true); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("lent by somebody else: %v", err)
	}
	lend := func(on bool) {
		t.Helper()
		_, err := home.desk.Lend(r.ctx, lin, hub.NewID(), rec.ID, on)
		r.must(err)
	}
	lend(true)
	around()
	plays("lent", "请在这里签名")
	if _, err := next.desk.Hush(r.ctx, r.head(next), hub.NewID(), rec.ID); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a neighbour's 站长 takes it down: %v", err)
	}
	speak("就在这儿签")
	around()
	plays("said anew", "就在这儿签")
	lend(false)
	around()
	plays("taken back", "")
	rec, err = next.store.Record(r.ctx, "clip", rec.ID)
	r.must(err)
	if c := care.As[care.Clip](form.Builtin(), rec); len(c.Open) > 0 || c.Near {
		t.Error("its key stands there still")
	}
}
