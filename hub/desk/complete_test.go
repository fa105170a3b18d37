package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// 这是同一个孩子: what was entered fills gaps, in one commit, and changes nothing.
func TestCompleteFillsGapsOnly(t *testing.T) {
	h := newHouse(t)
	known := must[desk.Registered](t)(h.Register(t.Context(), h.head, desk.Registration{
		Request: hub.NewID(), Name: "王某之女", Unnamed: true, Sex: "2", Category: "home", Site: h.site, VillageName: "桥头村",
		People: []desk.Person{{Kinship: "paternal-grandmother", Carer: true}},
	})).Child
	entered := desk.Registration{
		Request: hub.NewID(), Name: "王梓涵", Sex: "1", Birth: "2025-03-12", BirthSaid: "农历2025年二月十三", Category: "home",
		Village: "140404103209", VillageName: "西火村",
		People: []desk.Person{granny("李秀英", "13803550421"), mother("王丽")},
	}
	out := must[hub.Outcome](t)(h.Complete(t.Context(), h.head, known, entered))
	again := must[hub.Outcome](t)(h.Complete(t.Context(), h.head, known, entered))
	f := must[desk.File](t)(h.File(t.Context(), h.head, known))
	c := f.Child
	if c.Name != "王梓涵" || c.Unnamed || c.Sex != "2" || c.Birth != "2025-03-12" || c.BirthSaid == "" {
		t.Errorf("the child is %+v", c)
	}
	if c.VillageName != "桥头村" || c.Village != "" {
		t.Errorf("the village was changed to %q %q", c.Village, c.VillageName)
	}
	if len(f.People) != 2 || f.People[0].Name != "李秀英" || f.People[0].Phone != "13803550421" || f.People[1].Kinship != "mother" {
		t.Errorf("the people are %+v", f.People)
	}
	if out.Commit.IsZero() || !again.Commit.IsZero() {
		t.Errorf("the first time wrote %v, the second %v; want one commit", out.Commit, again.Commit)
	}
	if history := must[[]hub.Entry](t)(h.History(t.Context(), h.head, known)); len(history) != 2 {
		t.Errorf("%d acts, want two", len(history))
	}
}

func TestRegisteredBy(t *testing.T) {
	h := newHouse(t)
	request := hub.NewID()
	for _, unknown := range []hub.ID{request, {}} {
		if _, ok, err := h.RegisteredBy(t.Context(), unknown); ok || err != nil {
			t.Errorf("%v has registered somebody (%v)", unknown, err)
		}
	}
	made := must[desk.Registered](t)(h.Register(t.Context(), h.head, desk.Registration{
		Request: request, Nick: "豆豆", Category: "home", Site: h.site,
	}))
	child, ok, err := h.RegisteredBy(t.Context(), request)
	if child != made.Child || !ok || err != nil {
		t.Errorf("answers %v %v %v, want %v", child, ok, err, made.Child)
	}
}
