package care

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Fields are declared once, in a form; a view that names one wrongly is found here.
func TestViewsFitTheirForms(t *testing.T) {
	reg := form.Builtin()
	for kind, view := range map[hub.Kind]any{
		"site": Site{}, "group": Group{}, "staff": Staff{}, "child": Child{}, "person": Person{},
		"consent": Consent{}, "enrolment": Enrolment{}, "day": Day{}, "duty": Duty{}, "handover": Handover{},
		"growth": Growth{}, "class": Class{}, "pair": Pair{}, "batch": Batch{},
		"same-fact": SameFact{}, "same-hint": SameHint{}, "transfer": Transfer{},
		"clock-fix": ClockFix{}, "clock-doubt": ClockDoubt{},
		"erase-ask": EraseAsk{}, "erase-hold": EraseHold{}, "erasure": Erasure{}, "erased": Erased{}, "retention-rule": RetentionRule{}, "sharing": Sharing{}, "check": Check{}, "temp": Temp{}, "illness": Illness{}, "call": Call{}, "cluster": Cluster{}, "illness-rule": IllnessRule{}, "clip": Clip{}, "quiz": Quiz{},
		"class-here": ClassHere{}, "class-word": ClassWord{}, "class-notice": ClassNotice{}, "class-photo": ClassPhoto{}, "recording": Recording{}, "replay": Replay{},
	} {
		if err := reg.CheckView(kind, view); err != nil {
			t.Error(err)
		}
	}
}

func TestDecode(t *testing.T) {
	reg := form.Builtin()
	id, site := hub.NewID(), hub.NewID()
	edit := reg.Edit("child", id, id, form.Values{"name": "王梓涵", "birth": hub.Day("2025-03-12"), "site": site, "category": "home"})
	c := As[Child](reg, hub.Record{Kind: "child", ID: id, Subject: id, Fields: edit.Set})
	if c.ID != id || c.Name != "王梓涵" || c.Birth != "2025-03-12" || c.Site != site || c.FamilyID() != id {
		t.Errorf("got %+v", c)
	}
	day := AsDay(reg, hub.Record{Kind: "day", Fields: map[uint32]any{1: int64(480)}})
	if day.In != 480 || day.Out != -1 {
		t.Errorf("in %d out %d, want 480 and -1", day.In, day.Out)
	}
}

// Who sits in the same room reads no whole name.
func TestHinted(t *testing.T) {
	for _, c := range []struct {
		child Child
		want  string
	}{
		{Child{Name: "王梓轩", Nick: "轩轩"}, "轩轩"},
		{Child{Name: "王梓轩"}, "王*轩"},
		{Child{Name: "王轩"}, "王*"},
		{Child{Name: "欧阳梓轩"}, "欧**轩"},
		{Child{Name: "王轩", Nick: "小王轩"}, "王*"},
		{Child{Nick: "吴家"}, "吴家"},
		{Child{}, ""},
	} {
		if got := c.child.Hinted(); got != c.want {
			t.Errorf("%s (%s) is shown as %q, want %q", c.child.Name, c.child.Nick, got, c.want)
		}
	}
}
