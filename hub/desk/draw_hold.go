package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Drawing is a 双随机 as it is asked for: from which places, by which officers, with which
// seed.
type Drawing struct {
	Request   hub.ID
	Seed      string // typed or thrown before the witnesses
	Thrown    string // how it came about
	Witnesses string
	Pool      []DrawPlace
	Out       []DrawPlace // left out of the list before it was drawn from
	OutWhy    string
	Officers  []string
	Places    int // how many are drawn
	Each      int // officers to a place
}

// DrawPlace is a station that may be drawn.
type DrawPlace struct {
	Site hub.ID
	Name string
}

// Drawn is a place that was drawn, and who looks at it.
type Drawn struct {
	DrawPlace
	Officers []string
}

// Draw is a 双随机 as it was held.
type Draw struct {
	ID                      hub.ID
	Day                     hub.Day
	Seed, Thrown, Witnesses string
	Pool                    []DrawPlace
	Out                     []DrawPlace
	OutWhy                  string
	Officers                []string
	Places, Each            int
	Result                  []Drawn
	Opened                  hub.Day // when its visits were begun; "" not yet
	Same                    bool    // drawn again, it comes out the same
}

// DrawOut draws: of each place the SHA-256 over "yizhan/draw/1", 0, the seed, 0 and the 32
// figures of its id says its rank, the lowest come first; of each officer and place that
// over seed, id, 0 and the name. Whoever has list and seed draws the same, on any machine.
func DrawOut(d Drawing) (out []Drawn) {
	rank := func(text string) []byte { return drawRank(d.Seed, text) }
	pool := slices.Clone(d.Pool)
	hub.SortStable(pool, func(a, b DrawPlace) int { return bytes.Compare(rank(a.Site.String()), rank(b.Site.String())) })
	for _, p := range pool[:min(d.Places, len(pool))] {
		officers := slices.Clone(d.Officers)
		hub.SortStable(officers, func(a, b string) int {
			return bytes.Compare(rank(p.Site.String()+"\x00"+a), rank(p.Site.String()+"\x00"+b))
		})
		out = append(out, Drawn{p, officers[:min(d.Each, len(officers))]})
	}
	return out
}

func drawRank(seed, text string) []byte {
	sum := sha256.Sum256([]byte("yizhan/draw/1\x00" + seed + "\x00" + text))
	return sum[:]
}

// Ranked is a place of a draw's list as it stands in the protocol, so that anybody can work
// it out again: its code, and the number that its code and the seed make, in figures of 16.
type Ranked struct {
	DrawPlace
	Rank string
}

// Ranks is the list of a draw, the lowest number first: in the order in which it was drawn.
func (d Draw) Ranks() (out []Ranked) {
	for _, p := range d.Pool {
		out = append(out, Ranked{p, hex.EncodeToString(drawRank(d.Seed, p.Site.String()))})
	}
	hub.SortStable(out, func(a, b Ranked) int { return strings.Compare(a.Rank, b.Rank) })
	return out
}

// HoldDraw draws and keeps the protocol for good: list, seed, witnesses and who was drawn.
func (d *Desk) HoldDraw(ctx context.Context, actor hub.Actor, w Drawing) (hub.Outcome, error) {
	if !officer(actor) || actor.Role != hub.RoleCounty {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	var errs hub.Errors
	if w.Seed = strings.TrimSpace(w.Seed); w.Seed == "" {
		errs = append(errs, hub.E(hub.CodeInvalid, "case.draw-seed").In("seed"))
	}
	if strings.TrimSpace(w.Witnesses) == "" {
		errs = append(errs, hub.E(hub.CodeInvalid, "case.witness").In("witnesses"))
	}
	if len(w.Out) > 0 && strings.TrimSpace(w.OutWhy) == "" {
		errs = append(errs, hub.E(hub.CodeInvalid, "case.draw-out").In("why"))
	}
	if w.Places < 1 || w.Places > len(w.Pool) {
		errs = append(errs, hub.E(hub.CodeInvalid, "case.draw-few", len(w.Pool), w.Places).In("places"))
	}
	if w.Each < 1 || w.Each > len(w.Officers) {
		errs = append(errs, hub.E(hub.CodeInvalid, "case.draw-each", len(w.Officers), w.Each).In("officers"))
	}
	if err := errs.Or(); err != nil {
		return hub.Outcome{}, err
	}
	id := hub.DeriveID("draw", w.Request, "")
	actor.Lane = hub.LaneCounty
	return d.append(ctx, actor, w.Request, d.forms.Edit("draw", id, id, form.Values{
		"day": d.Today(), "seed": w.Seed, "thrown": orNil(w.Thrown), "witnesses": w.Witnesses, "places": w.Places, "each": w.Each,
		"out": orNil(placeLines(w.Out)), "out_why": orNil(strings.TrimSpace(w.OutWhy)), "pool": placeLines(w.Pool), "officers": strings.Join(w.Officers, "\n"), "result": drawnLines(DrawOut(w)),
	}))
}

func placeLines(all []DrawPlace) string {
	var lines []string
	for _, p := range all {
		lines = append(lines, p.Site.String()+" "+p.Name)
	}
	return strings.Join(lines, "\n")
}

// drawnLines are two lines a place: itself, and who looks at it.
func drawnLines(all []Drawn) string {
	var lines []string
	for _, p := range all {
		lines = append(lines, p.Site.String()+" "+p.Name, strings.Join(p.Officers, "、"))
	}
	return strings.Join(lines, "\n")
}

func readPlace(line string) DrawPlace {
	id, name, _ := strings.Cut(line, " ")
	site, _ := hub.ParseID(id)
	return DrawPlace{site, name}
}

// Draws are those that were held, the newest first.
func (d *Desk) Draws(ctx context.Context, actor hub.Actor) (out []Draw, err error) {
	if actor.Role != hub.RoleCounty {
		return nil, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	err = d.log.Each(ctx, "draw", func(rec hub.Record) error {
		out = append(out, d.asDraw(rec))
		return nil
	})
	hub.SortStable(out, func(a, b Draw) int { return compareDesc(string(a.Day), string(b.Day)) })
	return out, err
}

// DrawOf is one of them, drawn again.
func (d *Desk) DrawOf(ctx context.Context, actor hub.Actor, id hub.ID) (Draw, error) {
	if actor.Role != hub.RoleCounty {
		return Draw{}, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	rec, err := d.log.Record(ctx, "draw", id)
	if err != nil {
		return Draw{}, err
	}
	return d.asDraw(rec), nil
}

func (d *Desk) asDraw(rec hub.Record) Draw {
	var r struct {
		Day       hub.Day `form:"day"`
		Seed      string  `form:"seed"`
		Thrown    string  `form:"thrown"`
		Witnesses string  `form:"witnesses"`
		Pool      string  `form:"pool"`
		Out       string  `form:"out"`
		OutWhy    string  `form:"out_why"`
		Officers  string  `form:"officers"`
		Places    int     `form:"places"`
		Each      int     `form:"each"`
		Result    string  `form:"result"`
		Opened    hub.Day `form:"opened"`
	}
	d.forms.Decode(rec, &r)
	out := Draw{ID: rec.ID, Day: r.Day, Seed: r.Seed, Thrown: r.Thrown, Witnesses: r.Witnesses, Places: r.Places, Each: r.Each, OutWhy: r.OutWhy, Opened: r.Opened}
	for line := range strings.SplitSeq(r.Pool, "\n") {
		out.Pool = append(out.Pool, readPlace(line))
	}
	for line := range strings.SplitSeq(r.Out, "\n") {
		if line != "" {
			out.Out = append(out.Out, readPlace(line))
		}
	}
	out.Officers = strings.Split(r.Officers, "\n")
	for pair := range slices.Chunk(strings.Split(r.Result, "\n"), 2) {
		if len(pair) == 2 {
			out.Result = append(out.Result, Drawn{readPlace(pair[0]), strings.Split(pair[1], "、")})
		}
	}
	again := DrawOut(Drawing{Seed: r.Seed, Pool: out.Pool, Officers: out.Officers, Places: r.Places, Each: r.Each})
	out.Same = drawnLines(again) == r.Result
	return out
}

// OpenDrawn begins a visit to each place that was drawn, once.
func (d *Desk) OpenDrawn(ctx context.Context, actor hub.Actor, request, id hub.ID) error {
	w, err := d.DrawOf(ctx, actor, id)
	if err != nil {
		return err
	}
	for _, p := range w.Result {
		// What is left of a run that was broken off is made up for: the request of each is its own.
		_, err := d.Fill(ctx, actor, Sheet{Request: hub.DeriveID("draw", id, p.Site.String()), Kind: "inspection", Subject: p.Site, Sure: true,
			Values: form.Values{"who": "county", "how": "random", "names": strings.Join(p.Officers, "、")}})
		if err != nil {
			return err
		}
	}
	if w.Opened != "" {
		return nil
	}
	actor.Lane = hub.LaneCounty
	_, err = d.append(ctx, actor, request, d.forms.Edit("draw", id, id, form.Values{"opened": d.Today()}))
	return err
}
