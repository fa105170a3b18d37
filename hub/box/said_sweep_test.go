package box

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// What a worker spoke for a lesson's sentence goes two weeks after the sentence has
// changed, and waits anew where the former text came back; what is still said stays.
func TestChangedSentencesAreSwept(t *testing.T) {
	r := newRegion(t)
	home := r.stations[0]
	r.setUp(home)
	head := r.head(home)
	head.Staff = hub.NewID()
	_, err := home.MakePack(r.ctx, head, r.written("ours", "1"), false)
	r.must(err)
	prompts := home.desk.PromptsOf(desk.LessonPrompts("ours"))
	for i, key := range []string{prompts[0].Key, "sign-here"} {
		_, err := home.desk.Speak(r.ctx, head, desk.Spoken{Request: hub.NewID(), Prompt: key, Hash: [32]byte{byte(i + 1)}, Key: [32]byte{1}, Format: "mp3", MS: 4000, Agreed: true})
		r.must(err)
	}
	heard := func() int {
		clips, err := home.desk.Clips(r.ctx, head, head.Site)
		r.must(err)
		return len(clips)
	}
	days := func(n int) {
		r.clock.at = r.clock.at.AddDate(0, 0, n)
		r.must(home.sweepUnsaid(r.ctx))
	}
	if days(30); heard() != 2 {
		t.Fatalf("the control: %d are heard while nothing has changed", heard())
	}
	_, err = home.MakePack(r.ctx, head, r.writtenWith("ours", "2", prompts[0].Text, "先别急，慢慢来。"), false)
	r.must(err)
	days(0)
	if days(unsaidStays - 1); heard() != 2 {
		t.Error("gone before its day")
	}
	r.must(home.packs.shelf.Remove("ours")) // then nobody knows what it says
	if days(unsaidStays); heard() != 2 {
		t.Error("gone with a lesson that was taken away")
	}
	r.must(home.packs.shelf.PutBack())
	days(0)
	if days(unsaidStays - 1); heard() != 2 {
		t.Error("it does not wait anew")
	}
	if days(1); heard() != 1 {
		t.Errorf("%d are heard, one is of a sentence that is said", heard())
	}
}
