package station_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
)

// children are the registered ones.
func (b *box) children() []care.Child {
	b.t.Helper()
	all, err := b.desk.ChildrenOf(b.ctx, b.site)
	b.must(err)
	return all
}

// only is the one child that is registered, with all that is known of it.
func (b *box) only() desk.File {
	b.t.Helper()
	all := b.children()
	if len(all) != 1 {
		b.t.Fatalf("%d children are registered, want 1", len(all))
	}
	f, err := b.desk.File(b.ctx, b.actor(), all[0].ID)
	b.must(err)
	return f
}

// bytes is the size of the commit that registered a child.
func (b *box) bytes(child hub.ID) int {
	b.t.Helper()
	entries, err := b.store.History(b.ctx, child)
	b.must(err)
	c, err := b.store.Commit(b.ctx, entries[len(entries)-1].Commit)
	b.must(err)
	return len(codec.EncodeCommit(c))
}

// scrawled is a signature of three characters as the pad posts it.
func scrawled() string {
	var b strings.Builder
	for k := range 15 {
		for i := range 40 {
			fmt.Fprintf(&b, "%c%d %d", "ML"[min(i, 1)], 60+k*50+i, 160+int(80*math.Sin(float64(i)/9+float64(k))))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// usual goes from the name to the consent sheet of a common registration.
func (s *screen) usual() *screen {
	s.b.t.Helper()
	s.get("/register").on("/register/name")
	s.tap("/register/name", "put", "王").on("/register/name")
	s.tap("/register/name", "put", "梓").on("/register/name")
	s.tap("/register/name", "put", "涵").on("/register/name")
	if s.field("text") != "王梓涵" {
		s.b.t.Fatalf("the box holds %q", s.field("text"))
	}
	s.tap("/register/name", "go", "next").on("/register/sex").shows("王梓涵")
	s.tap("/register/sex", "sex", "2").on("/register/birth")
	s.tap("/register/birth", "year", "2025").on("/register/birth")
	s.tap("/register/birth", "month", "3").on("/register/birth")
	s.tap("/register/birth", "day", "12").on("/register/carer").shows("2025年3月12日", "20 月龄")
	s.tap("/register/carer", "carer", "paternal-grandmother").on("/register/village")
	s.tap("/register/village", "village", "140404103209").on("/register/phone")
	return s.tap("/register/phone", "phone", "13803550421").on("/register/consent")
}

func TestRegisterInTwelveTaps(t *testing.T) {
	b := newBox(t)
	s := b.screen.usual()
	s.tap("/register/consent", "way", "paper").shows("登记好了", "王梓涵", "女 · 20 月龄 · 西火村 · 奶奶带", "存在 本机")
	if s.taps > 12 {
		t.Errorf("a usual registration took %d taps, want at most 12", s.taps)
	}
	f := b.only()
	c := f.Child
	if c.Name != "王梓涵" || c.Sex != "2" || c.Birth != "2025-03-12" || c.Village != "140404103209" || c.VillageName != "西火村" ||
		c.Category != "home" || c.Site != b.site || c.Peg == "" {
		t.Errorf("registered %+v", c)
	}
	if len(f.People) != 1 || !f.People[0].Carer || f.People[0].Guardian || f.People[0].Kinship != "paternal-grandmother" ||
		f.People[0].Phone != "13803550421" || !f.People[0].Adult || !f.People[0].Pickup {
		t.Errorf("her people are %+v", f.People)
	}
	if n := len(f.Consents); n != 4 {
		t.Errorf("%d answers, want 4", n)
	}
	for code, a := range f.Consents {
		if a.Answer != hub.AnswerYes || a.Way != "paper" || a.ByName != "奶奶" || a.Day != "2026-11-23" {
			t.Errorf("%s: %+v", code, a)
		}
	}
	if b.draft("register").Body != nil {
		t.Error("the draft is still there")
	}
}

func TestRegisterFitsOneCarriedCommit(t *testing.T) {
	for _, way := range []string{"paper", "phone", "screen"} {
		t.Run(way, func(t *testing.T) {
			b := newBox(t)
			s := b.screen.usual()
			s.get("/register/carer")
			s.tap("/register/carer", "away", "mother")
			s.tap("/register/carer", "away", "father")
			s.tap("/register/carer", "go", "name")
			s.tap("/register/carer-name", "text", "李秀英", "go", "next").on("/register/village")
			s.get("/register/consent")
			s.tap("/register/consent", "purpose-research", "no", "way", way)
			if way == "screen" {
				s.on("/register/sign").shows("同意 3 项，不同意 1 项")
				s.tap("/register/sign", "signature", scrawled())
			}
			s.shows("登记好了")
			f := b.only()
			if len(f.People) != 3 {
				t.Fatalf("%d people, want grandmother, mother, father: %+v", len(f.People), f.People)
			}
			for _, p := range f.People {
				if p.Away == p.Carer || p.Away != p.Guardian {
					t.Errorf("%+v", p)
				}
			}
			if n := b.bytes(f.Child.ID); n > hub.MaxCarried {
				t.Errorf("answered by %s a registration has %d bytes, want at most %d", way, n, hub.MaxCarried)
			} else {
				t.Logf("%s: %d bytes", way, n)
			}
		})
	}
}
