package box_test

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// A box has burned; its backup lies on a stick and its 恢复码 on paper. Whoever unpacks
// the new box taps both in on its first page, and has the old one back. A slip in a
// group is told at once.
func TestNewBoxFromBackupByTouch(t *testing.T) {
	w := newTownship(t)
	dir, old := w.dir, w.a.start()
	hand := old.clerk()
	hand.setUp("张桂兰", "7294")
	if err := hand.register(nthChild(0)); err != nil {
		t.Fatal(err)
	}
	stick := filepath.Join(dir, "stick")
	code, _, _ := strings.Cut(old.run(0, "backup", "--new-code", "--to", stick), "\n")
	old.kill()

	fresh := newProcess(t, "the new box", filepath.Join(dir, "new"), "serve", "--backup", stick)
	fresh.start()
	f := fresh.clerk().finger
	f.open("/").on("/setup/welcome")
	f.open("/setup/backup")
	f.press("file", f.next("file")).says("恢复码第 1 组")
	groups := strings.Fields(code)
	wrong := string('0'+(groups[0][0]-'0'+1)%10) + groups[0][1:]
	f.group(wrong).says("第 1 组有一个数不对")
	f.short(groups[0][:3]).says("还少 2 个")
	for _, group := range groups {
		f.group(group)
	}
	eventually(t, "the box is open again", func() bool { return fresh.clerk().open("/").path == "/recovered" })
	fresh.clerk().open("/").on("/recovered").says("从备份恢复好了").press("do", "read").on("/")
	fresh.clerk().open("/pin").says("张桂兰")
	if got := fresh.children(); len(got) != 1 || got[0] != nthChild(0).name {
		t.Errorf("the children are %q", got)
	}
}

// group presses one group of a 恢复码.
func (f *finger) group(figures string) *finger { return f.pressGroup(url.Values{"code": {figures}}) }

// short presses some figures and then 下一组.
func (f *finger) short(figures string) *finger {
	return f.pressGroup(url.Values{"code": {figures}, "go": {"next"}})
}

func (f *finger) pressGroup(pressed url.Values) *finger {
	f.t.Helper()
	f.taps += len(pressed.Get("code"))
	for _, form := range formOf.FindAllString(f.page, -1) {
		if strings.Contains(form, `name="code"`) {
			return f.send(attr(form, "action"), fields(form, pressed))
		}
	}
	f.t.Fatalf("%s asks for no group:\n%s", f.path, f.text())
	return f
}
