package names_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/names"
)

// What one pass finds is what asking for each person finds.
func TestPairsAreWhatSimilarFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := names.New()
		people := map[hub.ID]names.Entry{}
		for _, e := range rapid.SliceOfN(entry(40), 0, 25).Draw(t, "people") {
			d.Put(e)
			people[e.Subject] = e
		}
		want := map[[2]hub.ID]bool{}
		for _, e := range people {
			for _, like := range d.Similar(e, len(people)) {
				a, b := e.Subject, like.Subject
				if bytes.Compare(a[:], b[:]) > 0 {
					a, b = b, a
				}
				want[[2]hub.ID{a, b}] = true
			}
		}
		got := d.Pairs()
		for _, p := range got {
			if !want[[2]hub.ID{p.A, p.B}] {
				t.Fatalf("%+v and %+v are no pair", people[p.A], people[p.B])
			}
			delete(want, [2]hub.ID{p.A, p.B})
		}
		for left := range want {
			t.Fatalf("not found: %+v and %+v", people[left[0]], people[left[1]])
		}
	})
}

// A county of 30,000 children, among them a hundred who were registered twice.
func BenchmarkPairsOfACounty(b *testing.B) {
	const children, twice = 30_000, 100
	r := rand.New(rand.NewPCG(1, 2))
	d := names.New()
	common := []rune("梓涵轩欣怡馨航诺沐浩然宇晨萱雨桐子墨思远佳琪瑶俊杰一鸣可心语嫣若曦")
	surnames := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕")
	for i := range children {
		e := names.Entry{
			Subject:    hub.DeriveID("child", hub.ID{}, fmt.Sprint(i)),
			Name:       string([]rune{surnames[int(float64(len(surnames))*r.Float64()*r.Float64())], common[r.IntN(len(common))], common[r.IntN(len(common))]}),
			Birth:      hub.Day("2026-11-22").Add(-r.IntN(1100)),
			PhoneTails: []string{fmt.Sprintf("%04d", r.IntN(10_000))},
		}
		d.Put(e)
		if i < twice {
			e.Subject = hub.DeriveID("child", hub.ID{}, fmt.Sprint("again", i))
			d.Put(e)
		}
	}
	for b.Loop() {
		if n := len(d.Pairs()); n < twice {
			b.Fatalf("%d pairs", n)
		} else {
			b.ReportMetric(float64(n), "pairs")
		}
	}
}
