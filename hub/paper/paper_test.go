package paper_test

import (
	"strings"
	"testing"

	"yizhan/hub/paper"
)

// Every fact of a paper that ships says where in it that stands, and every paper where the
// whole of it is.
func TestShippedPapersNameTheirSources(t *testing.T) {
	all := paper.Shipped()
	if len(all) != 5 {
		t.Fatalf("%d papers", len(all))
	}
	for i, p := range all {
		if !p.Afar || !strings.Contains(p.Source, "网站") {
			t.Errorf("%s: %+v", p.Key, p)
		}
		if i > 0 && p.Day > all[i-1].Day {
			t.Errorf("%s is newer than the one before it", p.Key)
		}
		for _, line := range p.Lines {
			if !strings.HasSuffix(line, "）") {
				t.Errorf("%s: no place: %s", p.Key, line)
			}
		}
	}
}

func TestSearchInWhateverWords(t *testing.T) {
	l := paper.NewLibrary(paper.Shipped())
	for question, want := range map[string]string{
		"预收费几个月": "lianyungang-2020", "意外险": "changzhi-2024", "妈妈课堂多久一次": "changzhi-2024",
		"大足府办发〔2024〕16号": "dazu-2024", "一个托位补多少钱": "suzhou-2023", "监控存几天": "lianyungang-2020",
		"娃娃上托儿所国家给多少钱": "changzhi-2024", "押金能收几个月": "lianyungang-2020", "我想问一问投诉找谁": "dazu-2024",
	} {
		hits := l.Search(question)
		if len(hits) == 0 || hits[0].Key != want {
			t.Errorf("%s: %v", question, hits)
		}
	}
	if hits := l.Search("意外险"); hits[0].Line == "" || !strings.Contains(hits[0].Line, "意外") {
		t.Errorf("the line that answers: %q", hits[0].Line)
	}
	if hits := l.Search("高铁票改签"); len(hits) != 0 {
		t.Errorf("of what no paper says: %v", hits)
	}
	if hits := l.Search("  ？"); len(hits) != 5 {
		t.Errorf("nothing asked shows %d", len(hits))
	}
}

func TestReadRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no source":     "=== a 甲\nissuer: 乙\nday: 2024-01-01\n\n一句\n",
		"no title":      "=== a\n",
		"outside":       "一句\n",
		"strange fact":  "=== a 甲\ncolour: red\n",
		"nothing in it": "=== a 甲\nissuer: 乙\nday: 2024-01-01\nsource: 丙\n",
	} {
		if all, err := paper.Read(text); err == nil {
			t.Errorf("%s: %+v", name, all)
		}
	}
}

// Whatever somebody types is answered.
func FuzzSearch(f *testing.F) {
	l := paper.NewLibrary(paper.Shipped())
	f.Add("补贴")
	f.Add("\xff\x00")
	f.Fuzz(func(t *testing.T, question string) { l.Search(question) })
}
