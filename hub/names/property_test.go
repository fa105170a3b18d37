package names_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/names"
)

// Characters with one reading, with several, fuzzy ones, ü, rare ones and planes.
var characters = []rune("王李张曾单仇任尉迟万俟解区查盖乐缪令狐吕绿女略梓涵轩欣怡馨航诺沐黄发胡福安昂㛃𬭎〇龘长重行")

func name(min, max int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return string(rapid.SliceOfN(rapid.SampledFrom(characters), min, max).Draw(t, "name"))
	})
}

func entry(n int) *rapid.Generator[names.Entry] {
	return rapid.Custom(func(t *rapid.T) names.Entry {
		return names.Entry{
			Subject:    id(rapid.IntRange(1, n).Draw(t, "subject")),
			Name:       name(1, 4).Draw(t, "name"),
			Nick:       name(0, 2).Draw(t, "nick"),
			Carers:     rapid.SliceOfN(name(2, 4), 0, 3).Draw(t, "carers"),
			PhoneTails: rapid.SliceOfN(rapid.StringMatching(`[0-9]{4}`), 0, 2).Draw(t, "tails"),
			IDTail:     rapid.StringMatching(`([0-9]{3}[0-9X])?`).Draw(t, "id"),
			Village:    rapid.SampledFrom([]string{"", "柳沟村", "上庄", "北寨村"}).Draw(t, "village"),
			Birth:      rapid.SampledFrom([]hub.Day{"", "2024-03-12", "2025-01-31"}).Draw(t, "birth"),
			Site:       hub.ID{byte(rapid.IntRange(0, 2).Draw(t, "site"))},
		}
	})
}

// spell is one way to type a text by one reading of each character.
func spell(t *rapid.T, text string) string {
	between := rapid.SampledFrom([]string{"", " ", "'"}).Draw(t, "between")
	var parts []string
	for _, r := range text {
		var all []string
		for reading := range names.Readings(r) {
			all = append(all, reading)
		}
		part := rapid.SampledFrom(all).Draw(t, "reading")
		switch rapid.IntRange(0, 2).Draw(t, "how") {
		case 0:
			part = part[:1]
		case 1:
			part = strings.Replace(part, "v", "u", 1)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, between)
}

// A person is found by each of her keys, in each way of typing it, among others.
func TestFoundByEachKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := names.New()
		for _, e := range rapid.SliceOfN(entry(40), 0, 20).Draw(t, "others") {
			d.Put(e)
		}
		e := entry(40).Draw(t, "person")
		d.Put(e)
		texts := []string{e.Name, spell(t, e.Name)}
		for _, r := range e.Name {
			texts = append(texts, string(r), spell(t, string(r)))
		}
		for _, k := range append(slices.Clone(e.Carers), e.Nick, e.Village) {
			texts = append(texts, k, spell(t, k))
		}
		for _, c := range e.Carers {
			texts = append(texts, c+"家的", spell(t, c)+"jiade", e.Name+" "+spell(t, c))
		}
		for _, tail := range e.PhoneTails {
			texts = append(texts, tail, tail[1:], "1380000"+tail, e.Name+tail, tail+" "+spell(t, e.Name))
		}
		for _, text := range texts {
			if strings.Trim(text, " '") == "" {
				continue
			}
			all := d.Find(names.Query{Text: text, Limit: 100})
			if !slices.ContainsFunc(all.Matches, func(m names.Match) bool { return m.Subject == e.Subject }) {
				t.Fatalf("%+v is not found by %q", e, text)
			}
			if all.Total != len(all.Matches) {
				t.Fatalf("total %d, matches %d", all.Total, len(all.Matches))
			}
		}
	})
}

// The live tiles are exactly the letters by which somebody would be found.
func TestNextIsWhatFindFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := names.New()
		for _, e := range rapid.SliceOfN(entry(40), 1, 6).Draw(t, "people") {
			d.Put(e)
		}
		q := names.Query{Site: hub.ID{byte(rapid.IntRange(0, 2).Draw(t, "here"))}, Only: rapid.Bool().Draw(t, "only")}
		q.Text = rapid.OneOf(
			rapid.StringMatching(`[a-z]{0,6}`),
			rapid.StringMatching(`(wang|li|zh|单|王| |5|67|x|u){0,6}`),
			rapid.Custom(func(t *rapid.T) string {
				s := spell(t, name(1, 3).Draw(t, "start"))
				return s[:rapid.IntRange(0, len(s)).Draw(t, "cut")]
			}),
		).Draw(t, "text")
		var want strings.Builder
		for r := 'a'; r <= 'z'; r++ {
			more := q
			more.Text += string(r)
			if d.Find(more).Total > 0 {
				want.WriteRune(r)
			}
		}
		if got := d.Next(q); got != want.String() {
			t.Fatalf("after %q: tiles %q, found by %q", q.Text, got, want.String())
		}
	})
}

// Whatever was put and removed on the way, the directory is as if only what is
// left had been put.
func TestUpdatesLeaveNothingBehind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, left := names.New(), map[hub.ID]names.Entry{}
		for _, e := range rapid.SliceOfN(entry(8), 0, 30).Draw(t, "acts") {
			if rapid.IntRange(0, 3).Draw(t, "act") == 0 {
				d.Remove(e.Subject)
				delete(left, e.Subject)
			} else {
				d.Put(e)
				left[e.Subject] = e
			}
		}
		fresh := names.New()
		for _, e := range left {
			fresh.Put(e)
		}
		text := spell(t, name(1, 2).Draw(t, "text"))
		a, b := d.Find(names.Query{Text: text}), fresh.Find(names.Query{Text: text})
		if d.Len() != len(left) || a.Total != b.Total {
			t.Fatalf("%d people, %d left; %q finds %d and %d", d.Len(), len(left), text, a.Total, b.Total)
		}
		for i := range a.Matches {
			if a.Matches[i].Subject != b.Matches[i].Subject {
				t.Fatalf("%q: another order", text)
			}
		}
	})
}

// Anything may be typed, and any string may be a name.
func FuzzFind(f *testing.F) {
	f.Add("王梓涵", "wzh")
	f.Add("\x1f·\x00é", " 12 王x'")
	f.Fuzz(func(t *testing.T, name, text string) {
		d := directory(names.Entry{Name: name, Nick: text, Carers: []string{name, text}, Village: name})
		if total := d.Find(names.Query{Text: text}).Total; total > 1 {
			t.Errorf("one person is found %d times", total)
		}
		d.Next(names.Query{Text: text})
		d.Similar(names.Entry{Name: text}, 3)
	})
}

func TestReadersAndAWriter(t *testing.T) {
	d := names.New()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 60 {
				if got := d.Find(names.Query{Text: "wzh"}); got.Total > 2 {
					t.Errorf("%d found, at most 2 were ever there", got.Total)
				}
				d.Next(names.Query{Text: "w"})
				d.Similar(names.Entry{Name: "王梓涵"}, 3)
			}
		})
	}
	for i := range 200 {
		d.Put(names.Entry{Subject: id(i % 2), Name: "王梓涵", Village: strings.Repeat("村", i%9)})
		d.Remove(id((i + 1) % 3))
	}
	wg.Wait()
}
