package desk_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// drawnOnce is what came out on the day on which the way of drawing was settled.
const drawnOnce = "[站5 站17 站11 站12 站15] [孙强 周芳]"

// Whoever has list and seed draws the same, in whatever order the list is; another seed is
// another draw; each is drawn about as often as any other.
func TestDrawOut(t *testing.T) {
	var pool []desk.DrawPlace
	for i := range 20 {
		pool = append(pool, desk.DrawPlace{Site: hub.DeriveID("site", hub.ID{}, fmt.Sprint(i)), Name: fmt.Sprint("站", i)})
	}
	w := desk.Drawing{Seed: "314159", Pool: pool, Officers: []string{"赵敏", "孙强", "周芳"}, Places: 5, Each: 2}
	first := desk.DrawOut(w)
	got := fmt.Sprint(drawnNames(first), first[0].Officers)
	if got != drawnOnce {
		t.Errorf("drawn %s, and before %s: a protocol that hangs on the wall is not drawn again the same", got, drawnOnce)
	}
	times := map[hub.ID]int{}
	rapid.Check(t, func(rt *rapid.T) {
		other := w
		other.Pool = rapid.Permutation(pool).Draw(rt, "order")
		other.Officers = rapid.Permutation(w.Officers).Draw(rt, "officers")
		if fmt.Sprint(desk.DrawOut(other)) != fmt.Sprint(first) {
			rt.Fatalf("another order of the list draws %v", drawnNames(desk.DrawOut(other)))
		}
	})
	for seed := range 400 {
		w.Seed = fmt.Sprint(seed)
		for _, d := range desk.DrawOut(w) {
			times[d.Site]++
		}
	}
	for site, n := range times { // 100 of each are to be looked for
		if n < 60 || n > 140 {
			t.Errorf("%s is drawn %d times of 400", site, n)
		}
	}
}

func drawnNames(all []desk.Drawn) (out []string) {
	for _, d := range all {
		out = append(out, d.Name)
	}
	return out
}

// A draw needs seed, witnesses and enough of both lists; its protocol is drawn again when
// it is looked at, and begins one visit to each place, once.
func TestHoldDraw(t *testing.T) {
	c := newCases(t)
	pool := []desk.DrawPlace{{Site: c.station.actor.Site, Name: "柳沟村驿站"}}
	w := desk.Drawing{Request: hub.NewID(), Seed: " 7 ", Witnesses: "王纪委", Pool: pool, Officers: []string{"赵敏", "孙强"}, Places: 1, Each: 2}
	for key, change := range map[string]func(*desk.Drawing){
		"case.draw-seed": func(w *desk.Drawing) { w.Seed = " " }, "case.witness": func(w *desk.Drawing) { w.Witnesses = "" },
		"case.draw-few": func(w *desk.Drawing) { w.Places = 2 }, "case.draw-each": func(w *desk.Drawing) { w.Each = 3 },
		"case.draw-out": func(w *desk.Drawing) { w.Out = []desk.DrawPlace{{Site: hub.ID{9}, Name: "停了的站"}} },
	} {
		bad := w
		change(&bad)
		if _, err := c.county.HoldDraw(t.Context(), c.county.actor, bad); firstKey(err) != key {
			t.Errorf("want %s: %v", key, err)
		}
	}
	if _, err := c.station.HoldDraw(t.Context(), c.station.actor, w); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("the station draws: %v", err)
	}
	out := must[hub.Outcome](t)(c.county.HoldDraw(t.Context(), c.county.actor, w))
	d := must[desk.Draw](t)(c.county.DrawOf(t.Context(), c.county.actor, out.Records[0]))
	if !d.Same || d.Seed != "7" || len(d.Result) != 1 || len(d.Result[0].Officers) != 2 || d.Opened != "" {
		t.Fatalf("the protocol: %+v", d)
	}
	for range 2 {
		if err := c.county.OpenDrawn(t.Context(), c.county.actor, hub.NewID(), d.ID); err != nil {
			t.Fatal(err)
		}
	}
	c.town.meet(c.station, c.county)
	if got := must[[]hub.Record](t)(c.station.log.Of(t.Context(), c.station.actor.Site, "inspection")); len(got) != 1 {
		t.Errorf("%d visits were begun", len(got))
	}
	if d = must[desk.Draw](t)(c.county.DrawOf(t.Context(), c.county.actor, d.ID)); d.Opened != c.county.Today() {
		t.Errorf("begun on %q", d.Opened)
	}
	// Who changes the list afterwards is found out.
	rec := must[hub.Record](t)(c.county.log.Record(t.Context(), "draw", d.ID))
	def, _ := c.county.Forms().Get("draw")
	seed, _ := def.Field("seed")
	w.Pool, w.Officers = d.Pool, d.Officers
	for w.Seed = "8"; slices.Equal(desk.DrawOut(w)[0].Officers, d.Result[0].Officers); w.Seed += "8" {
	}
	edit := hub.Edit{Kind: "draw", Record: rec.ID, Subject: rec.ID, Set: map[uint32]any{seed.No: w.Seed}}
	must[hub.Outcome](t)(c.county.log.Append(t.Context(), hub.Draft{Lane: hub.LaneCounty, Edits: []hub.Edit{edit}}))
	if again := must[desk.Draw](t)(c.county.DrawOf(t.Context(), c.county.actor, d.ID)); again.Seed != w.Seed || again.Same {
		t.Errorf("with another seed: %+v", again)
	}
}

func firstKey(err error) string { return refusal(err)[0] }

// What the protocol prints is enough to draw again with any tool, and says who was left out.
func TestDrawProtocol(t *testing.T) {
	c := newCases(t)
	w := desk.Drawing{Request: hub.NewID(), Seed: "7", Witnesses: "王纪委", Officers: []string{"赵敏"}, Places: 2, Each: 1,
		Out: []desk.DrawPlace{{Site: hub.ID{9}, Name: "停了的站"}}, OutWhy: "停业"}
	for n := range 6 {
		w.Pool = append(w.Pool, desk.DrawPlace{Site: hub.ID{byte(n)}, Name: fmt.Sprint("站", n)})
	}
	out := must[hub.Outcome](t)(c.county.HoldDraw(t.Context(), c.county.actor, w))
	d := must[desk.Draw](t)(c.county.DrawOf(t.Context(), c.county.actor, out.Records[0]))
	if !d.Same || len(d.Out) != 1 || d.Out[0].Name != "停了的站" || d.OutWhy != "停业" || len(d.Pool) != 6 {
		t.Errorf("%+v", d)
	}
	var last string
	for i, p := range d.Ranks() {
		sum := fmt.Sprintf("%x", sha256.Sum256([]byte("yizhan/draw/1\x00"+d.Seed+"\x00"+p.Site.String())))
		if p.Rank != sum || sum < last || i < len(d.Result) && d.Result[i].Site != p.Site {
			t.Errorf("%d: %s, worked out %s after %s", i, p.Rank, sum, last)
		}
		last = sum
	}
}
