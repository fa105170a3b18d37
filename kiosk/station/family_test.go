package station_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// double registers a child as somebody else's double: no question is asked.
func (b *box) double(name, sex string, birth hub.Day, of hub.ID) hub.ID {
	b.t.Helper()
	got, err := b.desk.Import(b.ctx, b.actor(), desk.Import{Request: hub.NewID(), Day: b.desk.Today(), Rows: []desk.Registration{{
		Name: name, Sex: sex, Birth: birth, Category: "home", Site: b.site,
		People: []desk.Person{{Kinship: "paternal-grandmother", Phone: b.kin(of, "paternal-grandmother").Phone}},
	}}})
	b.must(err)
	b.learn()
	return got.Children[0]
}

func TestFamilyIsPutTogetherAndApart(t *testing.T) {
	b := newBox(t)
	big := b.register("王小龙", "1", "2024-03-12", "13803550421")
	small := b.register("王小凤", "2", "2026-03-12", "13803550422")
	at := "/child/" + small.String()
	s := b.screen.get(at + "/family").link("/find?for=" + small.String()).shows("找兄弟姐妹")
	s.tap("/find", "letter", "w").tap("/find", "letter", "x").tap("/find", "letter", "l")
	s.link(at+"/family?with="+big.String()).shows("王小龙", "是一家的吗")
	s.tap(at+"/family", "do", "join-"+big.String()).on(at+"/family").shows("王小龙", "不是一家")
	if b.file(small).Child.FamilyID() != b.file(big).Child.FamilyID() || len(b.file(big).Siblings) != 1 {
		t.Error("they are no family")
	}
	s.get("/child/" + big.String() + "/family").shows("王小凤")
	s.get(at+"/family").tap(at+"/family", "do", "part-"+big.String()).on(at + "/family")
	if len(b.file(small).Siblings)+len(b.file(big).Siblings) != 0 {
		t.Error("they are a family still")
	}
}

// Whoever is put to a family brings her own brothers and sisters along.
func TestFamiliesJoinWhole(t *testing.T) {
	b := newBox(t)
	ids := []hub.ID{b.register("王一", "1", "2024-03-12", "13803550421"), b.register("张二", "2", "2025-06-12", "13803550422"), b.register("李三", "2", "2026-03-12", "13803550423")}
	join := func(a, c hub.ID) {
		_, err := b.desk.Join(b.ctx, b.actor(), hub.NewID(), a, c, false)
		b.must(err)
	}
	join(ids[0], ids[1])
	join(ids[0], ids[2])
	for _, id := range ids {
		if n := len(b.file(id).Siblings); n != 2 {
			t.Errorf("%d brothers and sisters, want 2", n)
		}
	}
}

// Of two that look alike she says once what they are; nobody asks again.
func TestLookAlikesAreJudged(t *testing.T) {
	for _, c := range []struct{ verdict, says string }{
		{"same", "同一个孩子，登记了两回"}, {"twins", "双胞胎"}, {"different", "还没有写兄弟姐妹"},
	} {
		t.Run(c.verdict, func(t *testing.T) {
			b := newBox(t)
			one := b.register("王梓涵", "2", "2025-03-12", "13803550421")
			other := b.double("王紫涵", "2", "2025-03-12", one)
			s := b.screen.get("/todo").shows("像是同一个孩子")
			at := s.links("/child/")[0]
			s.link(at).shows("看着像同一个")
			s.tap(at, "do", c.verdict+"-"+otherOf(at, one, other).String()).on(at).shows(c.says)
			s.get("/todo")
			if s.has("像是同一个孩子") {
				t.Error("it is asked again")
			}
			s.get("/child/" + other.String() + "/family")
			if s.has("看着像同一个") {
				t.Error("the other child's page asks again")
			}
			if twins := len(b.file(one).Siblings) == 1; twins != (c.verdict == "twins") {
				t.Errorf("brothers and sisters: %d", len(b.file(one).Siblings))
			}
		})
	}
}

func otherOf(at string, one, other hub.ID) hub.ID {
	if at == "/child/"+one.String()+"/family" {
		return other
	}
	return one
}

// A verdict may be given twice and from either side: there is one.
func TestVerdictHasOneRecord(t *testing.T) {
	b := newBox(t)
	one := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	other := b.double("王紫涵", "2", "2025-03-12", one)
	for _, c := range []struct {
		a, b    hub.ID
		verdict string
	}{{one, other, "same"}, {other, one, "different"}} {
		_, err := b.desk.Judge(b.ctx, b.actor(), hub.NewID(), c.a, c.b, c.verdict)
		b.must(err)
	}
	for _, id := range []hub.ID{one, other} {
		said, err := b.desk.Said(b.ctx, b.actor(), id)
		b.must(err)
		if len(said) != 1 || said[one] != "different" && said[other] != "different" {
			t.Errorf("said: %v", said)
		}
	}
}

func TestNobodyIsHerOwnSister(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String() + "/family"
	s := b.screen.get(at)
	s.post(at, map[string][]string{"do": {"join-" + child.String()}}).shows("同一个孩子的页")
	if s.code != 422 {
		t.Errorf("%d", s.code)
	}
}
