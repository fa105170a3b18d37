package form_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/form"
)

// edited makes texts of versions: each pair is what is written instead.
func edited(text string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(text) }

func TestCompatible(t *testing.T) {
	text := whole(t)
	old := parsed(t, text)
	next := func(pairs ...string) string {
		return edited(text, append([]string{"version: 2", "version: 3"}, pairs...)...)
	}
	for _, c := range []struct{ name, text, key, path string }{
		{"the same again", text, "fault.version-old", "$.version"},
		{"only newer", next(), "", ""},
		{"a label, a range, a role", next("label: 体温", "label: 今天体温", "max: 430", "max: 420", "[head, carer]\nread", "[head]\nread"), "", ""},
		{"another choice", next("{code: cough,", "{code: itch, label: 痒}\n      - {code: cough,"), "", ""},
		{"a choice that is retired", next("label: 咳嗽}", "label: 咳嗽, retired: true}"), "", ""},
		{"a field that is retired", next("name: sign, label: 签名, type: drawing", "name: sign, label: 签名, retired: true, type: drawing", "photo, sign]", "photo]"), "", ""},
		{"a new field", next("  - {no: 14,", "  - {no: 15, name: extra, label: 新的, type: text, retired: true}\n  - {no: 14,"), "", ""},
		{"a field that is gone", next("  - {no: 14, name: old, label: 以前问的, type: text, retired: true}\n", ""), "fault.gone", "$.fields"},
		{"a choice that is gone", next("      - {code: cough, label: 咳嗽}\n", ""), "fault.gone", "$.fields[2].choices"},
		{"another type", next("name: old, label: 以前问的, type: text", "name: old, label: 以前问的, type: day"), "fault.meaning", "$.fields[13].type"},
		{"another name", next("name: old,", "name: older,"), "fault.meaning", "$.fields[13].name"},
		{"another unit", next("scale: 10,", "scale: 100,"), "fault.meaning", "$.fields[0].scale"},
		{"open, what was sealed", next("name: old, label: 以前问的, type: text,", "name: old, label: 以前问的, type: text, privacy: internal,"), "fault.meaning", "$.fields[13].privacy"},
		{"no gate any more", next("gate: photo", "aside: false"), "fault.meaning", "$.fields[7].gate"},
		{"merged otherwise", next("merge: union", "merge: newest"), "fault.meaning", "$.fields[2].merge"},
		{"a row's field is another", next("name: dish, label: 菜, type: text, max: 20,", "name: dish, label: 菜, type: bool,"), "fault.meaning", "$.fields[9].fields[0].type"},
		{"once per something else", next("once-per: day", "once-per: month"), "fault.changed", "$.once-per"},
		{"whose it is", next("subject: child", "subject: staff"), "fault.changed", "$.subject"},
		{"a state that is gone", next("    - {code: back, label: 回来了, done: true}", "    - {code: away, label: 走了, done: true}", "to: back,", "to: away,", "number: [back]", "number: [away]", "at: back", "at: away", "from: back, to: home", "from: away, to: home"), "fault.gone", "$.fields[12].choices"},
	} {
		faults := form.Compatible(old, parsed(t, c.text))
		if c.key == "" {
			if len(faults) > 0 {
				t.Errorf("%s: %v", c.name, faults)
			}
			continue
		}
		if !slices.ContainsFunc(faults, func(f form.Fault) bool { return f.Key == c.key && f.Path == c.path }) {
			t.Errorf("%s: %v, want %s at %s", c.name, faults, c.key, c.path)
		}
	}
}

// An older hub reads what a newer version wrote, and what it edits keeps the rest.
func TestOlderVersionsKeepWhatTheyDoNotKnow(t *testing.T) {
	old := form.Builtin().Own()
	old.Learn([]*form.Definition{parsed(t, whole(t))})
	rec := old.Read(hub.Record{Kind: "x-140427-whole"}, hub.State{
		1:  {Live: []hub.Version{{Commit: hub.ID{1}, Lam: 1, Opened: true, Value: int64(366)}}},
		77: {Live: []hub.Version{{Commit: hub.ID{1}, Lam: 1, Opened: true, Value: "新版才有"}}},
	})
	def, _ := old.Get("x-140427-whole")
	answers := maps.Clone(rec.Fields)
	answers[1] = int64(367)
	set := def.Facts(form.Given{Values: answers, Day: "2026-11-23"}).Changes(rec.Fields)
	if _, touched := set[77]; rec.Fields[77] != "新版才有" || touched || set[1] != int64(367) {
		t.Errorf("read %v, an edit sets %v", rec.Fields, set)
	}
	// A row that is left alone keeps what only a newer form knows of it.
	dishes, _ := def.Field("dishes")
	was := []any{[]any{int64(1), "粥", int64(9), "咸"}, []any{int64(1), "蛋", int64(9), "淡"}}
	now := dishes.RowsValue([]form.Row{{"dish": "蛋"}, {"dish": "面", "grams": 50}}, was)
	if !form.Equal(now, []any{was[1], []any{int64(1), "面", int64(2), int64(50)}}) {
		t.Errorf("rows are %v", now)
	}
}

func TestLearn(t *testing.T) {
	reg := form.Builtin().Own()
	def := parsed(t, whole(t))
	foreign := parsed(t, edited(whole(t), "kind: x-140427-whole", "kind: staff"))
	nowhere := parsed(t, edited(whole(t), "x-140427-whole", "x-140427-other", "of: child.registered", "of: child.name"))
	class := parsed(t, edited(whole(t), "x-140427-whole", "x-140427-class", "retention: health", "retention: for-ever"))
	refused := reg.Learn([]*form.Definition{def, foreign, nowhere, class})
	if got := slices.Sorted(maps.Keys(refused)); !slices.Equal(got, []hub.Kind{"staff", "x-140427-class", "x-140427-other"}) {
		t.Errorf("refused %v", refused)
	}
	if staff, _ := reg.Get("staff"); staff == foreign {
		t.Error("a county replaced a kind that releases ship")
	}
	if got, _ := reg.Get(def.Kind); got != def || !slices.Contains(reg.Sheets(), def) {
		t.Error("it was not learned")
	}
	if _, ok := form.Builtin().Get(def.Kind); ok {
		t.Error("one box taught all of them")
	}
	reg.Learn(nil)
	if _, ok := reg.Get(def.Kind); ok {
		t.Error("what is not published any more is still known")
	}
}

func TestPages(t *testing.T) {
	titles := func(def *form.Definition) (out []string) {
		for _, p := range def.Pages() {
			names := p.Title + ":"
			for _, f := range p.Fields {
				names += " " + f.Name
			}
			out = append(out, names)
		}
		return out
	}
	def := parsed(t, whole(t))
	if got := titles(def); len(got) != 3 || got[0] != "量体温: temp at" {
		t.Errorf("steps %q", got)
	}
	text := whole(t)
	text = text[:strings.Index(text, "steps:")] + text[strings.Index(text, "rules:"):]
	if got := titles(parsed(t, text)); !slices.Equal(got, []string{"体温: temp", "看到什么: signs", "从什么时候: since_when", "吃了什么药: medicine", "给谁打了电话: called", "几点量的: at", "照片: photo", "签名: sign", "吃了什么: dishes", "哪天回来: back"}) {
		t.Errorf("without steps %q", got)
	}
	small := parsed(t, "kind: x-140427-small\ntitle: 小\ngroup: 安全\nsubject: site\nretention: work\nwrite: [head]\nfields:\n"+
		"  - {no: 1, name: a, label: 甲, type: bool}\n  - {no: 2, name: b, label: 乙, type: bool}\n  - {no: 3, name: c, label: 丙, type: bool}\n  - {no: 4, name: d, label: 丁, type: bool}\n")
	if got := titles(small); !slices.Equal(got, []string{"小: a b c", "丁: d"}) {
		t.Errorf("small ones %q", got)
	}
}

// What a page's field shows is what it reads.
func TestTextIsReadBack(t *testing.T) {
	def := parsed(t, whole(t))
	draw := map[string]*rapid.Generator[any]{
		"temp": rapid.Map(rapid.Int64Range(340, 430), func(n int64) any { return n }), "at": rapid.Map(rapid.Int64Range(0, 1439), func(n int64) any { return n }),
		"signs":      rapid.Map(rapid.SampledFrom([][]any{{"rash"}, {"rash", "cough"}}), func(l []any) any { return l }),
		"since_when": rapid.Just(any("2026-11-23T06:30")), "back": rapid.Just(any("2026-11-25")), "fever": rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		"medicine": rapid.Just(any("布洛芬")), "called": rapid.Just(any(hub.ID{7, 8})),
	}
	rapid.Check(t, func(rt *rapid.T) {
		for name, g := range draw {
			f, _ := def.Field(name)
			v := g.Draw(rt, name)
			back, err := f.FromText(f.ToText(v))
			if err != nil || !form.Equal(back, v) {
				rt.Errorf("%s: %v is written %q and read %v, %v", name, v, f.ToText(v), back, err)
			}
		}
	})
	for _, c := range []struct {
		name, text string
		want       any
	}{
		{"temp", "36.6", int64(366)}, {"temp", " 37 ", int64(370)}, {"temp", "36.66", nil}, {"temp", "三十七", nil}, {"temp", "99999999999999999999", nil}, {"temp", "1e2", nil},
		{"signs", "出疹子、咳嗽", []any{"rash", "cough"}}, {"signs", "出疹子、发烧", nil}, {"fever", "是", true}, {"at", "8：05", int64(485)}, {"at", "25:00", nil},
		{"back", "2026-02-30", nil}, {"since_when", "2026-11-23 06:30", "2026-11-23T06:30"}, {"called", "x", nil}, {"photo", "x", nil},
	} {
		f, _ := def.Field(c.name)
		if got, err := f.FromText(c.text); !form.Equal(got, c.want) || (err == nil) != (c.want != nil) {
			t.Errorf("%s %q is %v, %v; want %v", c.name, c.text, got, err, c.want)
		}
	}
}

// Facts settle: what they say of their own answers is the same again.
func TestFactsSettle(t *testing.T) {
	def := parsed(t, whole(t))
	rapid.Check(t, func(rt *rapid.T) {
		answers := map[uint32]any{
			1: rapid.SampledFrom([]any{nil, int64(366), int64(385), "no number"}).Draw(rt, "temp"), 3: rapid.SampledFrom([]any{nil, []any{"rash"}, []any{}}).Draw(rt, "signs"),
			4: rapid.SampledFrom([]any{nil, "2026-11-23T06:30"}).Draw(rt, "when"), 10: rapid.SampledFrom([]any{nil, []any{[]any{int64(2), int64(50)}}}).Draw(rt, "dishes"),
		}
		g := form.Given{Values: answers, Day: "2026-11-23", Today: "2026-11-23"}
		holds := maps.Clone(answers)
		maps.Copy(holds, def.Facts(g).Changes(answers))
		g.Values = holds
		if again := def.Facts(g).Changes(holds); len(again) > 0 {
			rt.Errorf("settled to %v, and then %v", holds, again)
		}
	})
}

func BenchmarkFortyFields(b *testing.B) {
	var text strings.Builder
	text.WriteString("kind: x-140427-forty\ntitle: 四十项\ngroup: 健康\nsubject: child\nretention: health\nwrite: [head]\nfields:\n" +
		"  - {no: 1, name: f1, label: 甲, type: int, scale: 10, min: 0, max: 1000}\n")
	answers := map[uint32]any{1: int64(50)}
	for i := 2; i <= 40; i++ {
		n, before := strconv.Itoa(i), strconv.Itoa(i-1)
		text.WriteString("  - {no: " + n + ", name: f" + n + ", label: 项, type: int, scale: 10, min: 0, max: 1000, ")
		if i%4 == 0 {
			text.WriteString("compute: 'round(f" + before + " * 2 / 2, 1)'}\n")
			continue
		}
		text.WriteString("show: f" + before + " > 0, check: f" + n + " >= 1 and age_days() > 3, say: 请再看一眼。}\n")
		answers[uint32(i)] = int64(50)
	}
	def := parsed(b, text.String())
	g := form.Given{Values: answers, Birth: "2025-03-12", Day: "2026-11-23", Today: "2026-11-23"}
	b.ReportAllocs()
	for b.Loop() {
		x := def.Facts(g)
		if errs, _ := x.Errors(nil); len(errs) > 0 {
			b.Fatal(errs)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	text := []byte(whole(b))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := form.Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

func TestLeaving(t *testing.T) {
	def := parsed(t, whole(t))
	people := def.Leaving(true)
	if len(people) != 2 || people[0].Title != "体温（度）" || people[0].Element != "DE04.10.186.00" || people[1].Title != "发烧" {
		t.Errorf("for people %+v", people)
	}
	if all := def.Leaving(false); len(all) != len(def.Fields) {
		t.Errorf("for programs %d of %d fields", len(all), len(def.Fields))
	}
}
