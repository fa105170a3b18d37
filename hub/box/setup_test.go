package box_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/box"
	room "yizhan/hub/box/county"
	"yizhan/hub/care"
	"yizhan/hub/trust"
)

// The village of the tests: 长治 上党区 韩店街道 韩店村, all bundled.
const (
	town    = "140404001"
	village = "140404001200"
)

// pressPlace taps the way down to a village; pages that do not show a tile are turned.
func (f *finger) pressPlace(codes ...string) *finger {
	f.t.Helper()
	for _, code := range codes {
		for range 20 {
			if strings.Contains(f.page, `name="pick" value="`+code+`"`) {
				break
			}
			f.press("go", "more")
		}
		f.press("pick", code)
	}
	return f
}

// pressName writes 张桂兰: a surname tile, then a syllable and a character, twice.
func (f *finger) pressName() *finger {
	f.t.Helper()
	f.press("put", "张").press("write", "pinyin")
	for _, c := range []struct{ letters, char string }{{"gui", "桂"}, {"lan", "兰"}} {
		for _, l := range strings.Split(c.letters, "") {
			f.press("letter", l)
		}
		for range 20 {
			if strings.Contains(f.page, `name="put" value="`+c.char+`"`) {
				break
			}
			f.press("more", f.next("more"))
		}
		f.press("put", c.char)
	}
	return f
}

// next is the value of the first button of a name.
func (f *finger) next(name string) string {
	f.t.Helper()
	for _, b := range buttonOf.FindAllString(f.page, -1) {
		if attr(b, "name") == name {
			return attr(b, "value")
		}
	}
	f.t.Fatalf("%s has no button %s", f.path, name)
	return ""
}

// setUp taps through the whole of the first set-up.
func (s *served) setUp() *finger {
	s.t.Helper()
	f := s.finger().open("/").on("/setup/welcome")
	f.press("", "").on("/setup/place")
	f.pressPlace("14", "1404", "140404", town, village).on("/setup/site")
	f.press("go", "next").on("/setup/groups")
	f.press("more", "hun").press("go", "next").on("/setup/worker")
	f.pressName().press("go", "next").on("/setup/peg")
	f.press("peg", "shi1").on("/setup/pin")
	f.keys("pin", "2469").says("再按一遍").keys("pin", "2469").on("/setup/county")
	return f.press("go", "next").on("/setup/done")
}

func TestFirstSetUp(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp()
	f.says("山西 长治 上党区 韩店街道 韩店村", "韩店村照护驿站，18 个托位", "张桂兰，站长", "还没接，记录先存在本机")
	if f.taps != 30 {
		t.Errorf("the set-up took %d taps: 5 for the place, 10 for the name by its sounds, 8 for the PIN, 7 others", f.taps)
	}
	for _, path := range []string{"/setup", "/setup/welcome", "/setup/place", "/setup/pin"} {
		f.open(path).on("/") // closed for good
	}
	if f.send("/setup/welcome", url.Values{}); f.path != "/" {
		t.Errorf("a post to the set-up led to %s", f.path)
	}
	s.stop()
	sites, staff, groups := s.records("site"), s.records("staff"), s.records("group")
	if len(sites) != 1 || len(staff) != 1 || len(groups) != 1 {
		t.Fatalf("%d sites, %d workers, %d groups; want one of each", len(sites), len(staff), len(groups))
	}
	site := care.As[care.Site](forms, sites[0])
	if site.Village != village || site.Township != town || site.VillageName != "韩店村" || len(site.Kinds) != 1 {
		t.Errorf("site is %+v", site)
	}
	if w := care.As[care.Staff](forms, staff[0]); w.Role != hub.RoleHead || w.Peg != "shi1" || w.Site != site.ID {
		t.Errorf("worker is %+v", w)
	}
	if sites[0].Commit != staff[0].Commit || sites[0].Commit != groups[0].Commit {
		t.Error("site, group and worker are to be one commit")
	}
}

// Whatever page is asked for, the set-up answers while it is not over.
func TestEverythingLeadsToTheSetUp(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.finger()
	for _, path := range []string{"/", "/register", "/wall/morning", "/settings/staff", "/state", "/child/" + hub.NewID().String(), "/nowhere"} {
		f.open(path).on("/setup/welcome")
	}
	f.open("/setup/county").on("/setup/welcome") // and nothing ahead of what was said
	f.open("/help/setup?from=/setup").on("/help/setup?from=/setup").says("第一次怎么设")
}

// After a power cut at any step the box goes on there, with all that was said.
func TestSetUpGoesOnAfterAPowerCut(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.finger().open("/")
	cut := func(path string, words ...string) {
		t.Helper()
		s = s.again()
		f.at(s).open("/").on(path).says(words...)
	}
	cut("/setup/welcome")
	f.press("", "").pressPlace("14", "1404")
	cut("/setup/place", "在哪个县", "长治")
	f.pressPlace("140404", town, village)
	cut("/setup/site", "韩店村照护驿站")
	f.press("go", "next").press("more", "xiao")
	cut("/setup/groups", "一共 15 个托位")
	f.press("go", "next").press("put", "张").press("write", "pinyin").press("letter", "g")
	cut("/setup/worker")
	if !strings.Contains(f.page, `value="张"`) || !strings.Contains(f.page, `name="letters" value="g"`) {
		t.Error("the half-written name is gone")
	}
	f.press("letter", "u").press("letter", "i").press("put", f.next("put")).press("go", "next")
	cut("/setup/peg")
	f.press("peg", "shi1").keys("pin", "2469")
	cut("/setup/pin", "第一遍") // a PIN is never written down: the first time is asked again
	f.keys("pin", "2469").keys("pin", "2469").on("/setup/county")
	cut("/pin?next=/setup") // from here on it is her box
	f.keys("pin", "2469").on("/setup/county")
	f.press("go", "next").on("/setup/done")
	s = s.again()
	f.at(s).open("/settings").on("/pin?next=%2Fsettings")
	s.stop()
	if staff := s.records("staff"); len(staff) != 1 {
		t.Errorf("%d workers", len(staff))
	}
}

// A form that is sent again, because its answer was lost, is not the second time.
func TestAPINSentTwiceIsNotChosenTwice(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.finger().open("/").press("", "").pressPlace("14", "1404", "140404", town, village)
	f.press("go", "next").press("go", "skip").press("put", "张").press("go", "next").press("peg", "shi1")
	first := fields(formOf.FindString(f.page), url.Values{"pin": {"2469"}})
	f.send("/setup/pin", first).says("再按一遍")
	f.send("/setup/pin", first).on("/setup/pin").says("再按一遍")
	f.keys("pin", "2468").says("两遍按得不一样", "第一遍")
	f.keys("pin", "1111").says("太好猜", "第一遍")
	f.keys("pin", "2469").says("再按一遍").keys("pin", "2469").on("/setup/county")
	s.stop()
	if n := len(s.records("group")); n != 0 {
		t.Errorf("%d groups of a site that takes none", n)
	}
}

// Places that are on no list are written, or come with the county's own file.
func TestPlacesOnNoList(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.finger().open("/").press("", "")
	f.pressPlace("41", "4101", "410102") // 河南: its villages are not bundled
	here := f.next("pick")
	f.press("pick", here).says("这个镇有哪些村，机器里还没有")
	f.open("/setup/places").on("/setup/places").says("村名表在哪个文件")
	f.upload("/setup/places", []byte(here+"201,上李村\n12,错\n"))
	if f.code != http.StatusUnprocessableEntity {
		t.Errorf("a broken list: %d", f.code)
	}
	f.says("第 2 行的代码不对", "这次一行也没收")
	f.upload("/setup/places", []byte(here+"201,上李村委会\n"+here+"202,下李村委会\n")).on("/setup/place").says("上李村", "下李村")
	s = s.again()
	f.at(s).open("/").on("/setup/place").says("下李村")
	f.press("go", "write").on("/setup/village").send("/setup/village", fields(formOf.FindString(f.page), url.Values{"text": {"李家窑"}, "go": {"next"}}))
	f.on("/setup/site").says("李家窑照护驿站")
	f.open("/setup/place").press("go", "write").send("/setup/village", fields(formOf.FindString(f.page), url.Values{"text": {"<b>a\u202e"}, "go": {"next"}}))
	if f.code != http.StatusUnprocessableEntity || !strings.Contains(f.page, `role="alert"`) {
		t.Errorf("a village with signs that no name has: %d", f.code)
	}
}

// The county enrolled the box before anybody tapped: only who works there is asked.
func TestSetUpAfterEnrolment(t *testing.T) {
	dir := t.TempDir()
	county := newCounty(t)
	b, err := box.Open(t.Context(), box.Config{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Enroll(t.Context(), county.invite("柳沟村照护驿站")); err != nil {
		t.Fatal(err)
	}
	b.Close()
	s := serve(t, dir)
	f := s.finger().open("/").on("/setup/worker").says("站建好了")
	f.open("/setup/place").on("/setup/worker")
	f.pressName().press("go", "next").press("peg", "shi1").keys("pin", "2469").keys("pin", "2469").on("/setup/county").says("已经接上：上党区")
	f.press("go", "next").on("/setup/done").says("柳沟村照护驿站", "上党区")
	if f.taps != 21 {
		t.Errorf("%d taps: 10 for the name by its sounds, 8 for the PIN, 3 others", f.taps)
	}
	s.stop()
	if sites := s.records("site"); len(sites) != 1 {
		t.Errorf("%d sites", len(sites))
	}
	if staff := s.records("staff"); len(staff) != 1 || staff[0].Lane != hub.TownshipLane(town) {
		t.Errorf("workers: %+v", staff)
	}
}

// An invitation from a page: uploaded, wrong, torn, too large.
func TestInvitationOnAPage(t *testing.T) {
	s := serve(t, t.TempDir())
	f := s.setUp().open("/settings/county")
	invitation := newCounty(t).invite("韩店村照护驿站")
	for _, tt := range []struct {
		name string
		file []byte
		code int
		says string
	}{
		{"no invitation", []byte("你好"), http.StatusForbidden, "这不是入网文件"},
		{"torn", invitation[:len(invitation)/2], http.StatusForbidden, "不完整，或者被改动过"},
		{"too large", bytes.Repeat([]byte("x"), 300<<10), http.StatusRequestEntityTooLarge, "太大了"},
		{"far too large", bytes.Repeat([]byte("x"), 40<<20), http.StatusRequestEntityTooLarge, "太大了"},
		{"empty", nil, http.StatusForbidden, "这不是入网文件"},
	} {
		f.upload("/settings/county", tt.file)
		if f.code != tt.code {
			t.Errorf("%s: %d, want %d", tt.name, f.code, tt.code)
		}
		f.says(tt.says).saysNot("已经接上")
	}
	f.upload("/settings/county", invitation).on("/settings/county").says("已经接上：上党区")
	f.open("/safety").says("本机、上党区（县里）").open("/safety?page=2").says("证是上党区发的")
	f.open("/").on("/")
	s.stop()
	if site := s.records("site"); len(site) != 1 || site[0].Lane != hub.TownshipLane(town) {
		t.Errorf("sites after the enrolment: %+v", site)
	}
}

// county is a county's folder that lets boxes in.
type county struct {
	t   *testing.T
	box *box.Box
}

func newCounty(t *testing.T) county {
	t.Helper()
	b, err := box.Open(t.Context(), box.Config{Data: t.TempDir(), AtCounty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return county{t, b}
}

func (c county) invite(station string) []byte {
	c.t.Helper()
	file, err := c.box.Office().Issue(c.t.Context(), room.Issue{
		Grant:        trust.Grant{Name: station, Role: trust.RoleStation, Township: town},
		TownshipName: "韩店街道", CountyName: "上党区",
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return file
}
