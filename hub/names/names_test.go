package names_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/names"
)

func id(n int) hub.ID { return hub.ID{0: byte(n >> 16), 1: byte(n >> 8), 2: byte(n), 15: 1} }

func directory(entries ...names.Entry) *names.Directory {
	d := names.New()
	for i, e := range entries {
		if e.Subject.IsZero() {
			e.Subject = id(i + 1)
		}
		d.Put(e)
	}
	return d
}

func found(d *names.Directory, text string) (list []string) {
	for _, m := range d.Find(names.Query{Text: text}).Matches {
		list = append(list, m.Name)
	}
	return list
}

// Every plausible reading of a surname finds its people, as first letters, as
// full pinyin with and without spaces, and begun.
func TestHardSurnames(t *testing.T) {
	for _, c := range []struct{ name, readings string }{
		{"单雨欣", "shan dan"}, {"仇浩然", "qiu chou"}, {"曾一诺", "zeng ceng"}, {"任梓涵", "ren"},
		{"尉迟子轩", "yuchi"}, {"解思远", "xie jie"}, {"区佳怡", "ou qu"}, {"查宇航", "zha cha"},
		{"盖欣怡", "ge gai"}, {"乐沐宸", "yue le"}, {"缪可馨", "miao"}, {"万俟若曦", "moqi"},
		{"郗诗涵", "xi chi"}, {"员俊杰", "yun yuan"}, {"朴雨桐", "piao"}, {"那佳琪", "na"},
		{"宁晨曦", "ning"}, {"召宇轩", "shao zhao"}, {"种浩宇", "chong"}, {"黑雨萱", "he hei"},
		{"么俊熙", "yao"}, {"秘梓萱", "bi mi"}, {"祭天佑", "zhai ji"}, {"洗星海", "xian"},
		{"牟思琪", "mu mou"}, {"折可欣", "she"}, {"繁星宇", "po fan"}, {"冼子墨", "xian"},
		{"逄博文", "pang"}, {"纪思涵", "ji"}, {"燕子豪", "yan"}, {"覃雨泽", "qin tan"},
		{"句子涵", "gou ju"}, {"盛一鸣", "sheng"}, {"葛艺涵", "ge"}, {"翟天翔", "zhai di"},
		{"华雨辰", "hua"}, {"令狐冲", "linghu"}, {"长孙无忌", "zhangsun changsun"}, {"澹台明月", "tantai"},
		{"贲宇", "ben"}, {"薄熙", "bo bao"}, {"晟睿", "sheng cheng"}, {"吕布", "lv lu"}, {"卜算", "bu"},
		{"令狐子涵", "linghu"}, {"郇安", "xun huan"}, {"佘诗曼", "she"}, {"仉燕", "zhang"}, {"乜文", "nie"},
	} {
		d := directory(names.Entry{Name: c.name})
		first := []rune(c.name)
		given := string(first[len(first)-1])
		for reading := range strings.FieldsSeq(c.readings) {
			for _, text := range []string{reading, strings.ToUpper(reading), reading[:1], reading[:2], reading + " ", reading + given} {
				if strings.HasSuffix(text, given) && len(first) > 2 {
					continue
				}
				if got := found(d, text); !slices.Contains(got, c.name) {
					t.Errorf("%s is not found by %q", c.name, text)
				}
			}
		}
	}
}

func TestFindByEveryKindOfKey(t *testing.T) {
	d := directory(
		names.Entry{Name: "王梓涵", Nick: "妞妞", Carers: []string{"李秀英", "王建国"}, PhoneTails: []string{"5678", "0012"},
			IDTail: "123X", Village: "柳沟村", Birth: "2024-03-12"},
		names.Entry{Name: "黄发荣", Nick: "石头", Carers: []string{"欧阳桂兰"}, PhoneTails: []string{"9999"}, Village: "上庄"},
		names.Entry{Name: "阿依古丽·买买提", Village: "东关"},
		names.Entry{Name: "李娜", Village: "北寨"},
		names.Entry{Name: "吕胜男", Village: "北寨"},
		names.Entry{Name: "Tom Lee"},
	)
	for _, c := range []struct{ text, name string }{
		{"王梓涵", "王梓涵"}, {"涵", "王梓涵"}, {"梓涵", "王梓涵"}, {"wzh", "王梓涵"}, {"wzihan", "王梓涵"}, {"wangzh", "王梓涵"},
		{"wang zi han", "王梓涵"}, {"wang'zihan", "王梓涵"}, {"wanzihang", "王梓涵"}, {"ｗａｎｇ", "王梓涵"}, {"zihan", "王梓涵"},
		{"王zh", "王梓涵"}, {"王子函", "王梓涵"}, {"妞妞", "王梓涵"}, {"nn", "王梓涵"}, {"niuniu", "王梓涵"}, {"李秀英家的", "王梓涵"},
		{"李秀英家", "王梓涵"}, {"lixiuying", "王梓涵"}, {"lxyjd", "王梓涵"}, {"秀英", "王梓涵"}, {"5678", "王梓涵"}, {"678", "王梓涵"},
		{"567", "王梓涵"}, {"13900005678", "王梓涵"}, {"0012", "王梓涵"}, {"14042820240312123X", "王梓涵"}, {"柳沟", "王梓涵"},
		{"lg", "王梓涵"}, {"liugou", "王梓涵"}, {"柳沟 王", "王梓涵"}, {"王 5678", "王梓涵"}, {"王5678", "王梓涵"}, {"lg wzh", "王梓涵"},
		{"huangfarong", "黄发荣"}, {"fanghualong", "nobody"}, {"fanghuarong", "黄发荣"}, {"欧阳桂兰家的", "黄发荣"}, {"oygl", "黄发荣"},
		{"st", "黄发荣"}, {"ayiguli", "阿依古丽·买买提"}, {"买买提", "阿依古丽·买买提"}, {"aygl", "阿依古丽·买买提"},
		{"阿依古丽买买提", "阿依古丽·买买提"}, {"lina", "李娜"}, {"nina", "李娜"}, {"linuo", "李娜"},
		{"lvshengnan", "吕胜男"}, {"lushengnan", "吕胜男"}, {"lüsn", "吕胜男"}, {"lusen", "吕胜男"}, {"tom", "Tom Lee"}, {"lee", "Tom Lee"},
		{"柳沟 黄", "nobody"}, {"99", "nobody"}, {"", "nobody"}, {" ", "nobody"}, {"的", "nobody"}, {"jd", "nobody"}, {"<>'; --", "nobody"},
		{strings.Repeat("a", 500), "nobody"}, {strings.Repeat("王 ", 500), "nobody"}, {"\xff\xfe", "nobody"},
	} {
		got := found(d, c.text)
		if c.name == "nobody" {
			if len(got) != 0 {
				t.Errorf("%q finds %v", c.text, got)
			}
		} else if len(got) == 0 || got[0] != c.name {
			t.Errorf("%q finds %v, want %s first", c.text, got, c.name)
		}
	}
}

func TestRanking(t *testing.T) {
	here, there := hub.ID{1}, hub.ID{2}
	d := directory(
		names.Entry{Name: "张伟", Site: there},
		names.Entry{Name: "张伟", Site: here},
		names.Entry{Name: "张小伟", Site: here},
		names.Entry{Name: "臧维", Site: here},
		names.Entry{Name: "李四", Nick: "张伟", Site: here},
		names.Entry{Name: "赵五", Carers: []string{"张伟"}, Site: here},
		names.Entry{Name: "孙六", Village: "张伟庄", Site: here},
	)
	var got []string
	res := d.Find(names.Query{Text: "zhangwei", Site: here})
	for _, m := range res.Matches {
		got = append(got, fmt.Sprint(m.Name, m.By, m.Key, m.Site == here))
	}
	want := []string{"张伟0张伟true", "李四1张伟true", "臧维0臧维true", "张伟0张伟false", "赵五4张伟true", "孙六5张伟庄true"}
	if !slices.Equal(got, want) || res.Total != 6 {
		t.Errorf("got  %v (%d)\nwant %v", got, res.Total, want)
	}
	if res := d.Find(names.Query{Text: "zw", Site: there, Only: true}); res.Total != 1 {
		t.Errorf("only the other site: %d found", res.Total)
	}
	if res := d.Find(names.Query{Text: "zw", Limit: 2, Offset: 5}); len(res.Matches) != 1 || res.Total != 6 {
		t.Errorf("third page: %d of %d", len(res.Matches), res.Total)
	}
	if res := d.Find(names.Query{Text: "zw", Offset: 99}); len(res.Matches) != 0 || res.Total != 6 {
		t.Errorf("beyond the last page: %d of %d", len(res.Matches), res.Total)
	}
}

func TestNextLetters(t *testing.T) {
	d := directory(names.Entry{Name: "王梓涵", PhoneTails: []string{"5678"}}, names.Entry{Name: "张伟"})
	for _, c := range []struct{ text, next string }{
		{"w", "aez"},      // wang, wei (张伟 from the middle), 王梓
		{"wz", "fhi"},     // 涵, which some say with f, or zi, or zhi as some say it
		{"wzh", "ai"},     // han goes on, zhi
		{"wzhan", "g"},    // hang
		{"zh", "aiw"},     // zhang, zhi, 张伟
		{"zhang", "w"},    //
		{"王", "z"},        //
		{"x", ""},         //
		{"5678", "fhwyz"}, // any letter of the same person; yu is a rare reading of 王
	} {
		if got := d.Next(names.Query{Text: c.text}); got != c.next {
			t.Errorf("after %q: %q, want %q", c.text, got, c.next)
		}
	}
}

func TestPutAgainReplacesAndRemoveForgets(t *testing.T) {
	d := directory(names.Entry{Name: "王一"}, names.Entry{Name: "李二"}, names.Entry{Name: "张三"})
	d.Put(names.Entry{Subject: id(1), Name: "赵一"})
	d.Remove(id(2))
	d.Remove(id(2))
	for text, want := range map[string]int{"王": 0, "赵": 1, "李": 0, "张": 1} {
		if got := d.Find(names.Query{Text: text}).Total; got != want {
			t.Errorf("%s: %d found, want %d", text, got, want)
		}
	}
	if d.Len() != 2 {
		t.Errorf("%d people, want 2", d.Len())
	}
	full := names.Entry{Subject: id(9), Name: "任安", Nick: "安安", Carers: []string{"李秀英", "任强"}, PhoneTails: []string{"1234", "9876"},
		IDTail: "001X", Village: "柳沟村", Birth: "2025-02-28", Site: hub.ID{7}}
	d.Put(full)
	if got, ok := d.Get(id(9)); !ok || fmt.Sprint(got) != fmt.Sprint(full) {
		t.Errorf("got %v, want %v", got, full)
	}
	if _, ok := d.Get(id(2)); ok {
		t.Error("a removed person is still there")
	}
}

func TestSimilar(t *testing.T) {
	child := names.Entry{Name: "王梓涵", Birth: "2024-03-05", PhoneTails: []string{"5678"}}
	for _, c := range []struct {
		what  string
		other names.Entry
		why   names.Why
	}{
		{"the same", names.Entry{Name: "王梓涵", Birth: "2024-03-05"}, names.WhyName | names.WhyBirth},
		{"same sound", names.Entry{Name: "王子函", Birth: "2024-03-05"}, names.WhySound | names.WhyBirth},
		{"dialect", names.Entry{Name: "王志航", Birth: "2024-03-05"}, names.WhySound | names.WhyBirth},
		{"day and month", names.Entry{Name: "王梓涵", Birth: "2024-05-03"}, names.WhyName | names.WhyNearBirth},
		{"year", names.Entry{Name: "王梓涵", Birth: "2023-03-05"}, names.WhyName | names.WhyNearBirth},
		{"lunar as solar", names.Entry{Name: "王紫涵", Birth: "2024-01-25"}, names.WhySound | names.WhyNearBirth},
		{"no birth", names.Entry{Name: "王梓涵"}, names.WhyName | names.WhyNearBirth},
		{"twin", names.Entry{Name: "王梓轩", Birth: "2024-03-05", PhoneTails: []string{"5678"}}, names.WhyOneDiffers | names.WhyBirth | names.WhyPhone},
		{"unnamed", names.Entry{Name: "张敏之女", Birth: "2024-03-05", PhoneTails: []string{"0000", "5678"}}, names.WhyBirth | names.WhyPhone},
		{"same name and phone", names.Entry{Name: "王梓涵", Birth: "2020-11-11", PhoneTails: []string{"5678"}}, names.WhyName | names.WhyPhone},
		{"another birth", names.Entry{Name: "王梓涵", Birth: "2021-10-05"}, 0},
		{"another child", names.Entry{Name: "李雨桐", Birth: "2024-03-05"}, 0},
		{"one differs, no phone", names.Entry{Name: "王梓轩", Birth: "2024-03-05"}, 0},
		{"sibling", names.Entry{Name: "王雨欣", Birth: "2022-06-01", PhoneTails: []string{"5678"}}, 0},
	} {
		var why names.Why
		for _, l := range directory(c.other).Similar(child, 5) {
			why = l.Why
		}
		if why != c.why {
			t.Errorf("%s: why %07b, want %07b", c.what, why, c.why)
		}
	}
	d := directory(names.Entry{Name: "王梓涵", Birth: "2024-03-06"}, names.Entry{Name: "王梓涵", Birth: "2024-03-05"})
	if got := d.Similar(child, 1); len(got) != 1 || got[0].Birth != "2024-03-05" {
		t.Errorf("the likeliest is %v", got)
	}
	child.Subject = id(2)
	if got := d.Similar(child, 5); len(got) != 1 || got[0].Subject != id(1) {
		t.Errorf("she is like herself: %v", got)
	}
	nick := names.Entry{Nick: "妞妞", Birth: "2024-03-05"}
	if got := directory(nick).Similar(names.Entry{Nick: "妞妞", Birth: "2024-03-05"}, 5); len(got) != 1 || !got[0].Why.Has(names.WhyNick) {
		t.Errorf("by 小名: %v", got)
	}
}

func TestSameSound(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"王梓涵", "王子晗", true}, {"曾强", "曾强", true}, {"单", "山", true}, {"单", "丹", true}, {"李娜", "李拉", true},
		{"王梓涵", "王梓轩", false}, {"王", "王王", false}, {"", "", false},
	} {
		if got := names.SameSound(c.a, c.b); got != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

func TestReadingsAndWrittenAgree(t *testing.T) {
	for _, r := range "单乐吕〇𬭎㛃" {
		for reading, plausible := range names.Readings(r) {
			if got := slices.Contains(slices.Collect(names.Written(reading)), r); got != plausible {
				t.Errorf("%c among those read %s: %v, want %v", r, reading, got, plausible)
			}
		}
	}
	if n := len(slices.Collect(names.Written("xyz"))); n != 0 {
		t.Errorf("%d characters are read xyz", n)
	}
}
