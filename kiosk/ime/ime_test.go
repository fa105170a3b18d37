package ime_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"yizhan/hub/names"
	"yizhan/kiosk/ime"
)

func firstPage(query string, mode ime.Mode) []string {
	page, _ := ime.Page(ime.Candidates(query, mode), 0, ime.PageSize)
	return page
}

// Every character of GB 2312 is reached by each of its plausible readings.
func TestAllOfGB2312CanBeWritten(t *testing.T) {
	bySyllable := map[string][]string{}
	count := 0
	for row := byte(0xb0); row <= 0xf7; row++ {
		for cell := byte(0xa1); cell <= 0xfe; cell++ {
			b, err := simplifiedchinese.HZGB2312.NewDecoder().Bytes([]byte{'~', '{', row & 0x7f, cell & 0x7f, '~', '}'})
			r, _ := utf8.DecodeRune(b)
			if err != nil || r == utf8.RuneError {
				continue
			}
			count++
			readings := 0
			for reading, plausible := range names.Readings(r) {
				if plausible {
					bySyllable[reading] = append(bySyllable[reading], string(r))
					readings++
				}
			}
			if readings == 0 {
				t.Errorf("%c cannot be written", r)
			}
		}
	}
	if count != 6763 {
		t.Fatalf("%d characters of GB 2312, want 6763", count)
	}
	for syllable, want := range bySyllable {
		for _, mode := range []ime.Mode{ime.General, ime.Surname, ime.Child, ime.Adult, ime.Name} {
			got := map[string]bool{}
			for _, c := range ime.Candidates(syllable, mode) {
				if got[c] {
					t.Errorf("%s %v: %s twice", syllable, mode, c)
				}
				got[c] = true
			}
			for _, c := range want {
				if !got[c] {
					t.Errorf("%s %v: %s is missing", syllable, mode, c)
				}
			}
		}
	}
}

// Names made up by us from what people are called; each character after the
// surname has to be on the first page, with the surname on its own first page.
var people = []struct {
	mode  ime.Mode
	names string
}{
	{ime.Child, `王wang梓zi涵han 李li子zi轩xuan 张zhang一yi诺nuo 刘liu雨yu桐tong 陈chen沐mu宸chen 杨yang若ruo曦xi 赵zhao欣xin怡yi 黄huang浩hao然ran 周zhou可ke馨xin
		吴wu思si远yuan 徐xu佳jia琪qi 孙sun诗shi琳lin 马ma俊jun熙xi 朱zhu奕yi辰chen 胡hu语yu汐xi 郭guo明ming轩xuan 何he泽ze宇yu 高gao艺yi萱xuan 罗luo嘉jia豪hao 郑zheng安an然ran
		单shan晨chen希xi 仇qiu锦jin程cheng 曾zeng静jing雯wen 任ren天tian佑you 解xie博bo文wen 区ou星xing辰chen 查zha梦meng瑶yao 盖ge清qing妍yan 乐yue知zhi言yan 缪miao书shu瑶yao
		郝hao瑾jin瑜yu 申shen昕xin玥yue 史shi煜yu城cheng 秦qin悦yue宁ning 程cheng亦yi菲fei 韩han昊hao天tian 冯feng皓hao宇yu 董dong米mi朵duo 袁yuan柏bo霖lin 邓deng彤tong彤tong`},
	{ime.Adult, `王wang秀xiu英ying 李li桂gui兰lan 张zhang建jian国guo 刘liu志zhi强qiang 陈chen丽li娟juan 杨yang海hai燕yan 赵zhao玉yu梅mei 黄huang晓xiao东dong 周zhou文wen斌bin 吴wu春chun花hua
		徐xu淑shu珍zhen 孙sun爱ai民min 马ma永yong红hong 朱zhu婷ting婷ting 胡hu国guo庆qing 郭guo改gai英ying 何he凤feng仙xian 高gao福fu生sheng 罗luo小xiao平ping 郑zheng卫wei东dong
		申shen红hong霞xia 史shi根gen旺wang 秦qin素su萍ping 程cheng学xue军jun 任ren巧qiao玲ling 牛niu满man堂tang 郝hao金jin莲lian 栗li保bao成cheng 琚ju新xin华hua 暴bao彩cai霞xia`},
}

func TestNamesAreOnTheFirstPage(t *testing.T) {
	wanted, missed := 0, []string(nil)
	for _, group := range people {
		for person := range strings.FieldsSeq(group.names) {
			for i, c := range cut(person) {
				mode := group.mode
				if i == 0 {
					mode = ime.Surname
				}
				wanted++
				if !slices.Contains(firstPage(c[1], mode), c[0]) {
					missed = append(missed, c[0]+" by "+c[1])
				}
			}
		}
	}
	if wanted != 210 || len(missed) > 2 {
		t.Errorf("of %d characters not on the first page: %v", wanted, missed)
	}
}

// cut takes 王wang梓zi apart.
func cut(person string) (pairs [][2]string) {
	for _, r := range person {
		if r > 0x7f {
			pairs = append(pairs, [2]string{string(r), ""})
		} else {
			pairs[len(pairs)-1][1] += string(r)
		}
	}
	return pairs
}

func TestCandidates(t *testing.T) {
	for _, c := range []struct {
		query string
		mode  ime.Mode
		want  string // on the first page
	}{
		{"wang", ime.Surname, "王"}, {"ouyang", ime.Surname, "欧阳"}, {"ouy", ime.Surname, "欧阳"}, {"yuchi", ime.Surname, "尉迟"}, {"moqi", ime.Surname, "万俟"},
		{"shan", ime.Surname, "单"}, {"dan", ime.Surname, "单"}, {"w", ime.Surname, "王"}, {"ling'hu", ime.Surname, "令狐"}, {"huangfu", ime.Surname, "皇甫"},
		{"lv", ime.Surname, "吕"}, {"lü", ime.Surname, "吕"}, {"LV", ime.Surname, "吕"}, {"nv", ime.General, "女"}, {"lue", ime.General, "略"}, {"ju", ime.General, "据"}, {"jv", ime.General, "据"},
		{"zhangwei", ime.Name, "张伟"}, {"wangzihan", ime.Name, "王梓涵"}, {"li xiu ying", ime.Name, "李秀英"}, {"ouyangna", ime.Name, "欧阳娜"}, {"ouyang", ime.Name, "欧阳"},
		{"zihan", ime.Name, "子涵"}, {"chenyinuo", ime.Name, "陈一诺"}, {"renjianguo", ime.Name, "任建国"}, {"xi'an", ime.Name, "席安"}, {"xian", ime.Child, "贤"},
		{"de", ime.General, "的"}, {"h", ime.Child, "涵"}, {"zh", ime.Adult, "志"},
	} {
		if got := firstPage(c.query, c.mode); !slices.Contains(got, c.want) {
			t.Errorf("%s (%v): %v, want %s among them", c.query, c.mode, got, c.want)
		}
	}
	for _, none := range []string{"", " ", "'", "uvi", "王", "wang1", "<script>", strings.Repeat("wang", 11), "\xff"} {
		if got := ime.Candidates(none, ime.Name); len(got) != 0 {
			t.Errorf("%q: %v", none, got[:1])
		}
	}
	if n := len(ime.Pinyin("yi", true)); n != 10 {
		t.Errorf("a line of the command has %d candidates, want 10", n)
	}
	if slices.Equal(ime.Pinyin("li", true), ime.Pinyin("li", false)) {
		t.Error("--names changes nothing")
	}
}

func TestSurnames(t *testing.T) {
	all := ime.Surnames(nil)
	if len(all) < 600 || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
		t.Errorf("%d surnames, want at least 600 and none twice", len(all))
	}
	if got := strings.Join(all[:17], ""); got != "王李张刘陈杨黄赵吴周徐孙马朱胡郭何" {
		t.Errorf("the first screen is %s", got)
	}
	for _, s := range strings.Fields("赵 肖 闫 付 欧阳 上官 司马 令狐 皇甫 尉迟 万俟 单 仇 曾 任 解 区 查 盖 乐 缪 琚 郄") {
		if !slices.Contains(all, s) {
			t.Errorf("%s is no surname", s)
		}
	}
	local := ime.Surnames(map[string]int{"申": 9, "令狐": 3, "䶮": 1})
	if got := strings.Join(local[:4], " "); got != "申 令狐 䶮 王" || len(local) != len(all)+1 {
		t.Errorf("here the first are %s, %d in all", got, len(local))
	}
	if got := ime.SurnamesBy("m", map[string]int{"缪": 1}); got[0] != "缪" || !slices.Contains(got, "万俟") {
		t.Errorf("by m: %v", got)
	}
	if got := ime.SurnameLetters(); got != "abcdefghjklmnopqrstwxyz" {
		t.Errorf("surnames begin with %s", got)
	}
}

func TestLiveLetters(t *testing.T) {
	for begun, want := range map[string]string{
		"": "abcdefghjklmnopqrstwxyz", "i": "", "w": "abcdefghjklmnopqrstuwxyz", "q": "abcdefghijklmnopqrstuvwxyz",
		"ni": "abcdefghjklmnopqrstuwxyz", "shuang": "abcdefghjklmnopqrstuwxyz", "x1": "", "王": "",
	} {
		if got := ime.Letters(begun); got != want {
			t.Errorf("after %q: %s, want %s", begun, got, want)
		}
	}
}

// Each letter that the keyboard offers leads to characters, and no other does.
func TestLiveLettersLeadSomewhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		begun := rapid.StringMatching(`[a-z]{0,5}`).Draw(t, "begun")
		for l := 'a'; l <= 'z'; l++ {
			live := strings.ContainsRune(ime.Letters(begun), l)
			some := slices.ContainsFunc(ime.Candidates(begun+string(l), ime.General), func(c string) bool { return utf8.RuneCountInString(c) == 1 })
			if live && !some {
				t.Fatalf("after %q %c is live and leads nowhere", begun, l)
			}
		}
	})
}

func TestWritingAName(t *testing.T) {
	w := ime.Writing{Tiles: true, Surname: true, Mode: ime.Child, Max: 4}
	if list, more := w.Choices(map[string]int{"申": 2}, 17); list[0] != "申" || len(list) != 17 || !more {
		t.Errorf("tiles: %v", list)
	}
	press := func(keys ...string) {
		for i := 0; i < len(keys); i += 2 {
			w = w.Press(keys[i], keys[i+1])
		}
	}
	press("put", "王", "letter", "h", "letter", "a", "letter", "v", "letter", "n")
	if w.Letters != "han" || w.Tiles || !strings.Contains(w.Live(), "g") {
		t.Errorf("after h a x n: %+v, live %s", w, w.Live())
	}
	first, more := w.Choices(nil, 9)
	press("more", "9")
	if second, _ := w.Choices(nil, 9); first[0] != "涵" || !more || slices.Contains(second, "涵") {
		t.Errorf("pages %v, %v", first, second)
	}
	press("del", "1")
	if w.Letters != "ha" || w.From != 0 {
		t.Errorf("after one back: %+v", w)
	}
	press("put", "涵", "put", "涵", "put", "涵", "put", "涵", "put", "\x00", "put", "", "more", "-1", "more", "x", "nonsense", "1")
	if w.Text != "王涵涵涵" || w.Letters != "" || w.From != 0 {
		t.Errorf("four characters at most: %+v", w)
	}
	press("del", "1", "del", "1", "del", "1", "del", "1", "del", "1")
	if w.Text != "" || !w.Tiles {
		t.Errorf("emptied: %+v", w)
	}
	press("mode", "pinyin", "letter", "w")
	if list, _ := w.Choices(nil, 9); w.Tiles || list[0] != "王" {
		t.Errorf("the first character by letters: %v", list)
	}
	nick := ime.Writing{Mode: ime.Child}.Press("mode", "surname")
	if nick.Tiles {
		t.Error("a 小名 has surname tiles")
	}
}

func post(t *testing.T, body string) (int, ime.Answer) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/ime", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	ime.Handler{}.ServeHTTP(w, r)
	var a ime.Answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	if w.Header().Get("Cache-Control") != "no-store" {
		t.Error("an answer may be cached")
	}
	return w.Code, a
}

// anyLetter goes on after han: i and u after ha-n, v after n.
const anyLetter = "abcdefghijklmnopqrstuvwxyz"

func TestHandler(t *testing.T) {
	form := func(q, mode, from string) string {
		return url.Values{"q": {q}, "mode": {mode}, "from": {from}}.Encode()
	}
	for _, c := range []struct {
		what, body string
		status     int
		first      string
		letters    string
	}{
		{"a syllable", form("han", "child", ""), 200, "涵", anyLetter},
		{"tiles", form("", "surname", "0"), 200, "王", "abcdefghjklmnopqrstwxyz"},
		{"the second screen", form("", "surname", "10"), 200, "徐", "abcdefghjklmnopqrstwxyz"},
		{"nothing such", form("uuu", "name", ""), 200, "", ""},
		{"from nowhere", form("han", "child", "-7"), 200, "涵", anyLetter},
		{"another mode", form("han", "song", ""), 400, "", ""},
		{"strokes that are none", "mode=hand&strokes=%5B%5B1", 400, "", ""},
		{"a long query", form(strings.Repeat("a", 41), "name", ""), 413, "", ""},
		{"a long body", form(strings.Repeat("a", 70000), "name", ""), 413, "", ""},
		{"a torn body", "q=%zz&mode=name", 400, "", ""},
	} {
		status, a := post(t, c.body)
		first := append(a.Candidates, "")[0]
		if status != c.status || first != c.first || a.Letters != c.letters || len(a.Candidates) > ime.PageSize || (status != 200) != (a.Say != "") {
			t.Errorf("%s: %d %+v", c.what, status, a)
		}
	}
	w := httptest.NewRecorder()
	ime.Handler{}.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/ime?q=wang&mode=name", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("a name in an address: %d", w.Code)
	}
}

func FuzzCandidates(f *testing.F) {
	f.Add("zhangwei", uint8(0))
	f.Add("xi'an ü’", uint8(4))
	f.Fuzz(func(t *testing.T, query string, mode uint8) {
		list := ime.Candidates(query, ime.Mode(mode%5))
		ime.Letters(query)
		for i, c := range list {
			if c == "" || i > 0 && c == list[i-1] {
				t.Fatalf("%q: candidate %d is %q", query, i, c)
			}
		}
	})
}

// The lists are small and written by hand; the readings they lean on are names'.
func TestSizeOfTheData(t *testing.T) {
	total := int64(0)
	for _, file := range []string{"surnames.go", "frequent.go"} {
		info, err := os.Stat(filepath.Clean(file))
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	if total > 32<<10 {
		t.Errorf("the lists have %d bytes, more than 32 KiB", total)
	}
}
