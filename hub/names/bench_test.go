package names_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/names"
)

// county is n made-up people, always the same ones: 20 sites, 400 villages, two
// carers with a phone each.
func county(n int) *names.Directory {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(from string) string { rs := []rune(from); return string(rs[r.IntN(len(rs))]) }
	surname := func() string {
		return pick("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗曾单仇任解查乐冯董程秦史申郝")
	}
	given := func() string {
		return pick("梓子雨欣宇浩思一诗可佳俊若沐雅晨嘉怡") + pick("涵轩怡萱然泽琪馨妍辰豪彤洋航瑶宁诺熙")
	}
	elder := func() string { return pick("秀桂玉建国志春金福") + pick("英兰珍华军平明花芳") }
	var villages []string
	for range 400 {
		villages = append(villages, pick("柳上下东西南北大小前后石沙")+pick("沟庄寨关营岭坪河湾家")+"村")
	}
	d := names.New()
	for i := range n {
		nick := pick("妞豆石乐安果朵")
		d.Put(names.Entry{
			Subject: id(i), Name: surname() + given(), Nick: nick + nick,
			Carers:     []string{surname() + elder(), surname() + elder()},
			PhoneTails: []string{fmt.Sprintf("%04d", r.IntN(1e4)), fmt.Sprintf("%04d", r.IntN(1e4))},
			IDTail:     fmt.Sprintf("%04d", r.IntN(1e4)),
			Village:    villages[r.IntN(len(villages))],
			Birth:      hub.Day("2020-01-01").Add(r.IntN(6 * 365)),
			Site:       hub.ID{byte(r.IntN(20))},
		})
	}
	return d
}

const people = 50_000

func BenchmarkFind50k(b *testing.B) {
	d := county(people)
	for _, q := range []struct{ kind, text string }{
		{"one letter", "z"}, {"initials", "wzh"}, {"full pinyin", "wangzihan"}, {"syllables", "wang zi han"},
		{"long pinyin", "shangguanzhuangzhuang"}, {"character", "涵"}, {"name", "王梓涵"}, {"nick", "妞妞"}, {"carer", "李秀英家的"},
		{"phone", "5678"}, {"village", "柳沟"}, {"village and name", "lg wzh"}, {"nobody", "qqqq"},
	} {
		b.Run(q.kind, func(b *testing.B) {
			b.ReportAllocs()
			var took []time.Duration
			for b.Loop() {
				start := time.Now()
				d.Find(names.Query{Text: q.text, Site: hub.ID{1}})
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}

func BenchmarkNext50k(b *testing.B) {
	d := county(people)
	for _, text := range []string{"", "z", "wz", "lg w"} {
		b.Run("after "+text, func(b *testing.B) {
			for b.Loop() {
				d.Next(names.Query{Text: text})
			}
		})
	}
}

func BenchmarkSimilar50k(b *testing.B) {
	d := county(people)
	for b.Loop() {
		d.Similar(names.Entry{Name: "王梓涵", Nick: "妞妞", Birth: "2024-03-05", PhoneTails: []string{"5678"}}, 5)
	}
}

func BenchmarkPut(b *testing.B) {
	d := county(people)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.Put(names.Entry{Subject: id(i % people), Name: "王梓涵", Village: "柳沟村"})
	}
}

// A person costs so many bytes, all of the directory counted; the readings are
// loaded once a process, at first use.
const maxBytesPerPerson = 250

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestMemoryOfAPerson(t *testing.T) {
	before := heap()
	names.SameSound("王", "张")
	loaded := heap() - before
	before = heap()
	d := county(people)
	each := (heap() - before) / people
	t.Logf("readings: %d KiB; each person: %d bytes", loaded>>10, each)
	if each > maxBytesPerPerson {
		t.Errorf("a person costs %d bytes, more than %d", each, maxBytesPerPerson)
	}
	runtime.KeepAlive(d)
}
