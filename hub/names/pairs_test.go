package names_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/names"
)

// What one pass finds is what asking for each person finds, also when it was asked before
// and people have come and gone since.
func TestPairsAreWhatSimilarFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := names.New()
		people := map[hub.ID]names.Entry{}
		for _, e := range rapid.SliceOfN(entry(40), 0, 25).Draw(t, "people") {
			d.Put(e)
			people[e.Subject] = e
		}
		d.Pairs()
		for id := range people {
			switch rapid.IntRange(0, 5).Draw(t, "since") {
			case 0:
				d.Remove(id)
				delete(people, id)
			case 1:
				e := entry(40).Draw(t, "as")
				e.Subject = id
				d.Put(e)
				people[id] = e
			}
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
		checkPairsAt(t, d, people, got)
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

// checkPairsAt checks that a site is told of its own pairs.
func checkPairsAt(t *rapid.T, d *names.Directory, people map[hub.ID]names.Entry, all []names.Pair) {
	sites := map[hub.ID][]names.Pair{}
	for _, p := range all {
		a, b := people[p.A].Site, people[p.B].Site
		if sites[a] = append(sites[a], p); a != b {
			sites[b] = append(sites[b], p)
		}
	}
	sites[hub.NewID()] = nil
	for site, want := range sites {
		if got := d.PairsAt(site); !slices.Equal(got, want) {
			t.Fatalf("a site has %d pairs, is told of %d", len(want), len(got))
		}
	}
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
	for i := 0; b.Loop(); i++ {
		d.Put(names.Entry{Subject: hub.DeriveID("child", hub.ID{}, "0"), Name: fmt.Sprint("王", i)}) // what was found is no longer true
		if n := len(d.Pairs()); n < twice {
			b.Fatalf("%d pairs", n)
		} else {
			b.ReportMetric(float64(n), "pairs")
		}
	}
}
