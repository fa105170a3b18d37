package handbook

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// asked is what villagers ask, and the page that should be among the first three.
var asked = []struct{ question, page string }{
	{"孩子发烧了咋办", "fever"}, {"打针后发烧", "after-shot"}, {"娃打完疫苗发烧要紧吗", "after-shot"}, {"不吃饭", "feed-12"},
	{"一岁半的娃不好好吃饭怎么办", "feed-12"}, {"拉肚子了", "diarrhea"}, {"娃拉稀三天了", "diarrhea"}, {"吐了好几回", "vomit"},
	{"吃奶老吐", "vomit"}, {"手上起泡", "hfmd"}, {"手足口病几天能来", "isolation"}, {"水痘要隔离多少天", "isolation"},
	{"出水痘了", "chickenpox"}, {"身上起红疹子", "rash"}, {"抽风了", "seizure"}, {"发烧抽了怎么办", "seizure"},
	{"花生卡住了", "choking"}, {"噎着了怎么救", "choking"}, {"从床上掉下来了", "fall"}, {"头上磕了个包", "fall"},
	{"开水烫了手", "burn"}, {"吃了老鼠药", "poison"}, {"喝了84", "poison"}, {"吞了个硬币", "poison"},
	{"流鼻血止不住", "nosebleed"}, {"掉水缸里了", "drowning"}, {"电着了", "electric"}, {"没呼吸了", "cpr"},
	{"被狗咬了", "bleeding"}, {"什么时候加辅食", "feed-6"}, {"六个月吃什么", "feed-6"}, {"10个月一天吃几顿", "feed-9"},
	{"能不能喝蜂蜜水", "feed-6"}, {"留样要留多久", "sample"}, {"84怎么配", "disinfect"}, {"玩具怎么消毒", "disinfect"},
	{"怎么量身高", "measure"}, {"太瘦了长得慢", "curve"}, {"一岁半还不会说话", "signs-toddler"}, {"八个月不会坐", "signs-baby"},
	{"两个月该打什么针", "vaccine"}, {"漏打了怎么补", "vaccine"}, {"几个月体检", "visits"}, {"眼睛斜", "eyes"},
	{"几岁刷牙", "teeth"}, {"家里带的退烧药给不给喂", "medicine"}, {"鸡蛋过敏", "allergy"}, {"陌生人来接孩子", "pickup"},
	{"没人来接", "pickup"}, {"孩子身上有伤像是被打的", "abuse"}, {"灭火器多久看一回", "fire"}, {"监控要留几天", "camera"},
	{"托费一次收半年行吗", "fees"}, {"怎么领补贴", "subsidy"}, {"怎么备案", "filing"}, {"一个大人看几个孩子", "groups"},
	{"停电了怎么办", "power"}, {"没有网了", "offline"}, {"忘了密码", "pin"}, {"打印机不出纸", "paper"},
	{"u盘怎么用", "usb"}, {"机器坏了", "broken"}, {"点错了怎么改", "mistake"}, {"卡丢了", "card"},
	{"奶吐得厉害", "vomit"}, {"半岁了能吃鸡蛋不", "feed-6"}, {"娃咬人", "bite"}, {"电停了咋弄", "power"},
	{"一天要在外头耍多长时间", "outdoor"}, {"药能不能给喂", "medicine"}, {"打了预防针胳膊肿", "after-shot"}, {"尿不出来", "watch"},
	{"娃发烧抽过去了", "seizure"}, {"几点开饭", "rules"}, {"卡住了喘不上气", "choking"}, {"不会走路一岁半了", "signs-toddler"},
	{"趴着睡行不行", "sleep"}, {"红屁股", "diaper"}, {"怎么洗手", "hands"}, {"退烧了能来上托吗", "return"},
}

func TestSearchFindsWhatVillagersAsk(t *testing.T) {
	b := Open()
	for _, a := range asked {
		var got []string
		for _, h := range b.Search(a.question, 3) {
			got = append(got, h.Key)
		}
		if !slices.Contains(got, a.page) {
			t.Errorf("%s: %q, want %s among them", a.question, got, a.page)
		}
	}
}

// By the first letters of its sounds, or by the whole of them.
func TestSearchBySound(t *testing.T) {
	b := Open()
	for letters, page := range map[string]string{"fashao": "fever", "fs": "fever", "ldz": "diarrhea", "xiaodu": "disinfect", "sdkk": "", "yimiao": "vaccine", "chenj": "morning"} {
		hits := b.Search(letters, 3)
		found := slices.ContainsFunc(hits, func(h Hit) bool { return h.Key == page })
		if found != (page != "") || page == "" && len(hits) > 0 {
			t.Errorf("%s finds %d pages, %s among them: %v", letters, len(hits), page, found)
		}
	}
}

// A title weighs more than a word, a word more than the text.
func TestSearchRanks(t *testing.T) {
	const page = "words: %s\nsource: 某处\ncertainty: B\n## 什么时候用\n%s\n"
	fill := func(key, title, words, text string) string {
		return "=== " + key + " " + title + "\n" + strings.Replace(strings.Replace(page, "%s", words, 1), "%s", text, 1)
	}
	b, err := Read("== g 组\n" + fill("text", "甲", "乙", "说到蓝天白云。") + fill("words", "丙", "蓝天", "丁") + fill("title", "蓝天", "戊", "己"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range b.Search("白日蓝天下", 3) {
		got = append(got, h.Key)
	}
	if !slices.Equal(got, []string{"words", "title", "text"}) { // a saying is found whole: it was meant
		t.Errorf("%q", got)
	}
}

// Nothing is answered that the handbook does not say.
func TestAnswerSaysWhenItHasNothing(t *testing.T) {
	b := Open()
	for _, q := range []string{"", "，。？", "今天股票怎么样", "明天会下雨吗", "拖拉机多少钱一台", "村长叫什么名字", "猪瘟怎么治", "zzqx"} {
		if a := b.Answer(q); !a.None() || a.Emergency != "" {
			t.Errorf("%s is answered with %s", q, a.Page.Key)
		}
	}
}

// An answer is made of the handbook's own lines and of rules as they were given.
func TestAnswerQuotes(t *testing.T) {
	b := Open()
	text := map[string]bool{}
	for _, p := range b.Pages() {
		for _, s := range p.Sections {
			for _, line := range s.Lines() {
				text[line] = true
			}
		}
	}
	rules := []Rule{{Text: "8 月龄：麻腮风疫苗", Words: []string{"打什么针", "疫苗"}}, {Text: "别的", Words: []string{"保险"}}}
	for _, a := range asked {
		got := b.Answer(a.question, rules...)
		if got.Page == nil || len(got.Quotes) == 0 {
			t.Errorf("%s: nothing", a.question)
			continue
		}
		for _, s := range got.Quotes {
			for _, line := range s.Lines() {
				if !text[line] {
					t.Errorf("%s is answered with %q, which no page says", a.question, line)
				}
			}
		}
		if group := got.Page.Group; got.Illness != (group == illness || group == mishap) {
			t.Errorf("%s: of illness %v", a.question, got.Illness)
		}
	}
	if got := b.Answer("两个月该打什么针", rules...); len(got.Rules) != 1 || got.Rules[0].Text != rules[0].Text {
		t.Errorf("the rules are %+v", got.Rules)
	}
}

// Emergency words let 120 come first, with what to do until somebody comes.
func TestEmergencies(t *testing.T) {
	b := Open()
	for question, page := range map[string]string{
		"孩子抽搐了": "seizure", "没呼吸了": "cpr", "叫不醒": "cpr", "大出血": "bleeding", "被花生噎住了": "choking", "喝了农药怎么办": "poison",
		"发烧翻白眼": "seizure", "嘴唇发紫喘": "breath", "掉水里了": "drowning", "电着了": "electric", "吞了电池": "poison",
	} {
		a := b.Answer(question)
		if a.Emergency == "" || a.Page == nil || a.Page.Key != page || len(a.Quotes) < 2 || !a.Quotes[0].Urgent {
			t.Errorf("%s: %+v", question, a)
		}
	}
	for _, e := range emergencies {
		if p, ok := b.Page(e.page); !ok || !p.Sections[0].Urgent {
			t.Errorf("%s leads to %s, which does not begin with whom to telephone", e.word, e.page)
		}
	}
	for _, question := range []string{"怎么量身高", "停电了怎么办", "今天股票怎么样"} {
		if a := b.Answer(question); a.Emergency != "" {
			t.Errorf("%s is an emergency because of %s", question, a.Emergency)
		}
	}
}

func FuzzAnswer(f *testing.F) {
	f.Add("孩子发烧了咋办")
	f.Add("fs")
	f.Add("\xff|抽搐")
	b := Open()
	f.Fuzz(func(t *testing.T, question string) {
		a := b.Answer(question)
		if a.Page == nil && (len(a.Quotes) > 0 || a.Emergency != "") || a.Page != nil && len(a.Quotes) == 0 {
			t.Errorf("%q: %+v", question, a)
		}
		if utf8.RuneCountInString(question) > 0 && len(b.Search(question, 3)) > 3 {
			t.Error("more than were asked for")
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	book := Open()
	for b.Loop() {
		book.Search("孩子打完疫苗以后发烧了该怎么办", 8)
	}
}

func BenchmarkSearchBySound(b *testing.B) {
	book := Open()
	for b.Loop() {
		book.Search("fashao", 8)
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		text, _ := unpack(packed)
		if _, err := Read(text); err != nil {
			b.Fatal(err)
		}
	}
}
