package desk

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Issued is a lesson in a pack that the county gives out.
type Issued struct {
	Key     string  `form:"key"`
	Version int     `form:"version"`
	Title   string  `form:"title"`
	Day     hub.Day `form:"day"`
	Off     int     `form:"off"` // taken back up to this version
	Gone    hub.Day `form:"gone"`
}

// Recalled says whether it is given out no longer.
func (p Issued) Recalled() bool { return p.Off >= p.Version }

// MayIssue says whether somebody may give out lessons for the county.
func (d *Desk) MayIssue(actor hub.Actor) error { return d.allow(actor, hub.ActForms) }

// IssuePack notes that the county gives out a lesson in a pack, in this version.
func (d *Desk) IssuePack(ctx context.Context, actor hub.Actor, p Issued) (hub.Outcome, error) {
	return d.packWord(ctx, actor, hub.NewID(), p.Key, form.Values{
		"key": p.Key, "version": p.Version, "title": orNil(p.Title), "day": d.Today(),
	})
}

// RecallPack takes a lesson of the county's back, or gives it out again: every hub that
// hears of it follows. Errors: CodeNotFound pack.none.
func (d *Desk) RecallPack(ctx context.Context, actor hub.Actor, request hub.ID, key string, on bool) (hub.Outcome, error) {
	rec, err := d.log.Record(ctx, "pack", packID(key))
	if err != nil {
		if hub.CodeOf(err) == hub.CodeNotFound {
			err = hub.E(hub.CodeNotFound, "pack.none").Because(err)
		}
		return hub.Outcome{}, err
	}
	var p Issued
	d.forms.Decode(rec, &p)
	values := form.Values{"off": nil, "gone": nil}
	if on {
		values["off"], values["gone"] = p.Version, d.Today()
	}
	return d.packWord(ctx, actor, request, key, values)
}

func (d *Desk) packWord(ctx context.Context, actor hub.Actor, request hub.ID, key string, values form.Values) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("pack", packID(key), packID(key), values))
}

func packID(key string) hub.ID { return hub.DeriveID("pack", hub.ID{}, key) }

// IssuedPacks are the lessons that the county has given out, by key, those that it took
// back too.
func (d *Desk) IssuedPacks(ctx context.Context) (map[string]Issued, error) {
	out := map[string]Issued{}
	err := d.log.Each(ctx, "pack", func(rec hub.Record) error {
		var p Issued
		d.forms.Decode(rec, &p)
		if rec.Lane == hub.LanePublic && rec.ID == packID(p.Key) { // nobody else's word
			out[p.Key] = p
		}
		return nil
	})
	return out, err
}

// BoxPack is a lesson in a pack that a box has, or lacks though it should have it.
type BoxPack struct {
	Key     string
	Version int
	Maker   string // the first eight bytes of its maker's key, in hex
	Lacks   bool
	Title   string
}

// boxList is the lessons of a box as its record has them.
type boxList struct {
	Hub  []byte `form:"hub"`
	List string `form:"list"`
}

// mostBoxPacks is how many a box tells of: what fits in its record.
const mostBoxPacks = 100

// NoteBoxPacks notes which lessons a box has, where that is another list than is noted.
func (d *Desk) NoteBoxPacks(ctx context.Context, lane hub.Lane, box [32]byte, all []BoxPack) error {
	var list strings.Builder
	for _, p := range all[:min(len(all), mostBoxPacks)] {
		state := "here"
		if p.Lacks {
			state = "lacks"
		}
		fmt.Fprintf(&list, "%s %d %s %s %s\n", p.Key, p.Version, p.Maker, state, strings.Join(strings.Fields(p.Title), " "))
	}
	id := boxPacksID(box)
	rec, err := d.log.Record(ctx, "packs", id)
	if err := unlessMissing(err); err != nil {
		return err
	}
	var was boxList
	if d.forms.Decode(rec, &was); was.List == list.String() {
		return nil
	}
	_, err = d.log.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{
		d.forms.Edit("packs", id, id, form.Values{"hub": box[:], "list": orNil(list.String()), "day": d.Today()}),
	}})
	return err
}

func boxPacksID(box [32]byte) hub.ID {
	return hub.DeriveID("packs", hub.ID{}, hex.EncodeToString(box[:]))
}

// BoxPacks are the lessons of every box that told of them, by its key.
func (d *Desk) BoxPacks(ctx context.Context) (map[[32]byte][]BoxPack, error) {
	out := map[[32]byte][]BoxPack{}
	err := d.log.Each(ctx, "packs", func(rec hub.Record) error {
		var p boxList
		d.forms.Decode(rec, &p)
		if len(p.Hub) == len([32]byte{}) && rec.ID == boxPacksID([32]byte(p.Hub)) {
			out[[32]byte(p.Hub)] = boxPacks(p.List)
		}
		return nil
	})
	return out, err
}

// boxPacks reads a list as NoteBoxPacks wrote it; a line of another shape, of a later
// release, is passed over.
func boxPacks(list string) (out []BoxPack) {
	for line := range strings.Lines(list) {
		var p BoxPack
		var state string
		if n, _ := fmt.Sscan(line, &p.Key, &p.Version, &p.Maker, &state); n < 4 {
			continue
		}
		parts := strings.SplitN(strings.TrimSpace(line), " ", 5)
		p.Title, p.Lacks = parts[len(parts)-1], state == "lacks"
		out = append(out, p)
	}
	return out
}
