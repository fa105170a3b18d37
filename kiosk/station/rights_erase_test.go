package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
)

// A family asks: three taps, and the child is out of every list; it thinks better of
// it with one.
func TestFamilyAsksToErase(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	at := "/child/" + child.String() + "/erase"
	kin := b.kin(child, "paternal-grandmother").ID.String()
	s := b.screen.get(at).shows("家里要怎么办", "全部删掉", "先停用")
	before := s.taps
	s.tap(at, "what", "all").shows("家里谁提的", "最好是监护人")
	s.tap(at, "by", "all."+kin).shows("怎么知道是本人", "随时能改主意")
	s.tap(at, "sure", "all."+kin+".id").shows("已按家里要求停用", "只有站长和县里能打开", "还没有接到县里", "家里不停用了")
	if s.taps-before != 3 {
		t.Errorf("%d taps", s.taps-before)
	}
	s.get("/erasing").shows("王梓涵", "全部删掉", "等县里办")
	s.get("/child/" + child.String()).shows("家里要求停用")
	s.get(at).shows("已按家里要求停用")
	ask := s.links("/erasing/")
	s.get(ask[0]).shows("告知单", "15 个工作日", "王梓涵", "签名")
	s.get(at)
	s.tap(ask[0][:len(ask[0])-len("/notice")], "do", "back").shows("照常使用")
	if c := b.file(child).Child; c.Withdrawn != "" {
		t.Errorf("withdrawn: %q", c.Withdrawn)
	}
}

// Who may not handle requests does not open the child meanwhile.
func TestPausedChildIsClosedToOthers(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	at := "/child/" + child.String() + "/erase"
	kin := b.kin(child, "paternal-grandmother").ID.String()
	b.screen.get(at).tap(at, "what", "pause").tap(at, "by", "pause."+kin).tap(at, "sure", "pause."+kin+".known").shows("已按家里要求停用", "先停用")
	carer := b.actor()
	carer.Role = hub.RoleCarer
	if _, err := b.desk.File(b.ctx, carer, child); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a carer opens it: %v", err)
	}
	if _, err := b.desk.EraseAsks(b.ctx, carer); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a carer reads requests: %v", err)
	}
}

// One purpose is taken back: refused from now on, and the rest goes on.
func TestOnePurposeIsTakenBack(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	b.screen.get("/consents").tap("/consents", "do", child.String())
	at := "/child/" + child.String() + "/erase"
	kin := b.kin(child, "paternal-grandmother").ID.String()
	s := b.screen.get(at).shows("收回“给孩子拍照片”")
	s.tap(at, "what", "photo").tap(at, "by", "photo."+kin).shows("点了就收回")
	s.tap(at, "sure", "photo."+kin+".id").shows("收回了", "不再留、不再送")
	if got := b.answers(child)["photo"].Answer; got != hub.AnswerNo {
		t.Errorf("photos: %q", got)
	}
	if c := b.file(child).Child; c.Withdrawn != "" {
		t.Errorf("withdrawn: %q", c.Withdrawn)
	}
}

// What she was told stands again after a power cut, for her alone; back is one question
// back.
func TestAWishIsKept(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	at := "/child/" + child.String() + "/erase"
	kin := b.kin(child, "paternal-grandmother").ID.String()
	b.screen.get(at).tap(at, "what", "pause").tap(at, "by", "pause."+kin).on(at).shows("怎么知道是本人")
	s := b.newScreen().get("/unfinished").shows("王梓涵", "停用或删除，还没说怎么知道是本人")
	s.get(at).shows("怎么知道是本人").get(at + "?to=by").shows("家里谁提的").get(at + "?to=what").shows("家里要怎么办")
	s.get(at).tap(at, "sure", "pause."+kin+".id").shows("已按家里要求停用")
	if text := s.get("/unfinished").text(); strings.Contains(text, "停用或删除") {
		t.Error("what is done still waits to be finished")
	}
}
