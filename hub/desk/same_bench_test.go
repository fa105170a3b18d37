package desk_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/names"
)

// A county of 30,000 children at 200 stations, a hundred of whom two stations know:
// what a night's look for them costs, the first and those that find nothing new.
func BenchmarkFindAcrossACounty(b *testing.B) {
	n := newTown(b)
	county := n.county(liugou)
	const children, twice, sites = 30_000, 100, 200
	r := rand.New(rand.NewPCG(1, 2))
	given, surnames := []rune("梓涵轩欣怡馨航诺沐浩然宇晨萱雨桐子墨思远佳琪瑶俊杰一鸣可心语嫣若曦"), []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
	forms := form.Builtin()
	var drafts []hub.Draft
	register := func(name string, birth hub.Day, site int) {
		id := hub.NewID()
		drafts = append(drafts, hub.Draft{Lane: liugou, Edits: []hub.Edit{forms.Edit("child", id, id, form.Values{
			"name": name, "sex": "2", "birth": birth, "category": "home", "site": hub.DeriveID("site", hub.ID{}, fmt.Sprint(site)),
		})}})
		county.names.Put(names.Entry{Subject: id, Name: name, Birth: birth})
	}
	for i := range children {
		name := string([]rune{surnames[r.IntN(len(surnames))], given[r.IntN(len(given))], given[r.IntN(len(given))]})
		birth := hub.Day(monday).Add(-r.IntN(1100))
		register(name, birth, i%sites)
		if i < twice {
			register(name, birth, (i+1)%sites)
		}
	}
	for i := 0; i < len(drafts); i += 1000 {
		if _, err := county.log.AppendAll(b.Context(), drafts[i:min(len(drafts), i+1000)]); err != nil {
			b.Fatal(err)
		}
	}
	owner := hub.Actor{Role: hub.RoleBox, Lane: liugou}
	wrote := must[int](b)(county.FindAcross(b.Context(), owner))
	for b.Loop() {
		if again := must[int](b)(county.FindAcross(b.Context(), owner)); again != 0 {
			b.Fatalf("%d written again", again)
		}
	}
	b.ReportMetric(float64(wrote), "commits-first")
}
