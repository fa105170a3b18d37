package desk

import (
	"cmp"
	"context"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// BoxHealth is how a box is, by its own word.
type BoxHealth struct {
	Day     hub.Day  // of the word
	Version string   // of its program
	Refused int      // forms of the county that its program cannot use
	Clock   string   // fine, unsure, doubt, jumped: see box-health.yaml
	Free    int64    // MiB of its disk
	Full    bool     // only records are still kept there
	Backup  hub.Day  // of its newest backup; "": it has none
	Poor    bool     // the backup lies on the disk that it is a backup of
	Stick   hub.Day  // on which its records were last put on a stick
	Cuts    int      // of thirty days: it stopped without being told to
	Failed  []string // works of the night that did not end well
	Met     Met
}

// Met is when a box was last in touch with other boxes of the mesh.
type Met map[HubMark]hub.Day

// HubMark is enough of a hub's key to tell those of a county apart: a box names its
// neighbours every day, and each hub of the county keeps that.
type HubMark [4]byte

// MarkOf is a hub's.
func MarkOf(key [32]byte) HubMark { return HubMark(key[:4]) }

// healthRecord is a BoxHealth as its record has it.
type healthRecord struct {
	Hub     []byte  `form:"hub"`
	Day     hub.Day `form:"day"`
	Version string  `form:"version"`
	Refused int     `form:"refused"`
	Clock   string  `form:"clock"`
	Free    int64   `form:"free"`
	Full    bool    `form:"full"`
	Backup  hub.Day `form:"backup"`
	Poor    bool    `form:"poor"`
	Stick   hub.Day `form:"stick"`
	Cuts    int     `form:"cuts"`
	Failed  string  `form:"failed"`
	Met     string  `form:"met"`
}

// sameKind says whether two words of a box tell the same story: what a day or a few
// megabytes change is not worth a record of its own.
func (h BoxHealth) sameKind(o BoxHealth) bool {
	return h.Version == o.Version && h.Refused == o.Refused && h.Clock == o.Clock && h.Full == o.Full && h.Poor == o.Poor && h.Cuts == o.Cuts &&
		slices.Equal(h.Failed, o.Failed) && (h.Backup == "") == (o.Backup == "") && h.Stick == o.Stick
}

// NoteBoxHealth notes how this box is: the first word of a day, and later ones that tell
// of a change in kind. wrote says whether anything was.
func (d *Desk) NoteBoxHealth(ctx context.Context, lane hub.Lane, box [32]byte, h BoxHealth) (wrote bool, err error) {
	was, err := d.BoxHealthOf(ctx, box)
	if err != nil {
		return false, err
	}
	h.Day = d.Today()
	if h.Met == nil {
		h.Met = Met{}
	}
	if was.Day == h.Day && was.sameKind(h) {
		return false, nil
	}
	for mark, day := range was.Met { // a restart forgets whom it met before
		h.Met[mark] = max(h.Met[mark], day)
	}
	values := h.values() // the store leaves out what is as it was in the lane
	values["hub"] = box[:]
	if was.Day == "" {
		values = compact(values)
	}
	id := boxHealthID(box)
	_, err = d.log.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{d.forms.Edit("box-health", id, id, values)}})
	return err == nil, err
}

// values are its fields; false and 0 are none.
func (h BoxHealth) values() form.Values {
	return form.Values{
		"day": orNil(h.Day), "version": orNil(h.Version), "refused": orNil(h.Refused), "clock": orNil(h.Clock), "free": orNil(h.Free),
		"full": orNil(h.Full), "backup": orNil(h.Backup), "poor": orNil(h.Poor), "stick": orNil(h.Stick), "cuts": orNil(h.Cuts),
		"failed": orNil(strings.Join(h.Failed, " ")), "met": orNil(h.Met.String()),
	}
}

func boxHealthID(box [32]byte) hub.ID {
	return hub.DeriveID("box-health", hub.ID{}, hex.EncodeToString(box[:]))
}

// BoxHealthOf is the last word of a box; of one that never said anything Day is "".
func (d *Desk) BoxHealthOf(ctx context.Context, box [32]byte) (BoxHealth, error) {
	rec, err := d.log.Record(ctx, "box-health", boxHealthID(box))
	if err := unlessMissing(err); err != nil {
		return BoxHealth{}, err
	}
	h, _ := d.boxHealth(rec)
	return h, nil
}

// BoxHealths are the last words of all boxes, by their keys.
func (d *Desk) BoxHealths(ctx context.Context) (map[[32]byte]BoxHealth, error) {
	out := map[[32]byte]BoxHealth{}
	err := d.log.Each(ctx, "box-health", func(rec hub.Record) error {
		if h, key := d.boxHealth(rec); rec.ID == boxHealthID(key) && h.Day >= out[key].Day { // of two lanes, if it moved
			out[key] = h
		}
		return nil
	})
	return out, err
}

func (d *Desk) boxHealth(rec hub.Record) (h BoxHealth, key [32]byte) {
	var r healthRecord
	d.forms.Decode(rec, &r)
	copy(key[:], r.Hub)
	return BoxHealth{
		Day: r.Day, Version: r.Version, Refused: r.Refused, Clock: r.Clock, Free: r.Free, Full: r.Full, Backup: r.Backup, Poor: r.Poor,
		Stick: r.Stick, Cuts: r.Cuts, Failed: strings.Fields(r.Failed), Met: readMet(r.Met),
	}, key
}

// String has a line for each day, the newest first: the day, and the marks in hex.
func (m Met) String() string {
	days := map[hub.Day][]HubMark{}
	for mark, day := range m {
		days[day] = append(days[day], mark)
	}
	var lines []string
	for _, day := range slices.Backward(slices.Sorted(maps.Keys(days))) {
		line := string(day)
		hub.Sort(days[day], func(a, b HubMark) int { return cmp.Compare(string(a[:]), string(b[:])) })
		for _, mark := range days[day] {
			line += " " + hex.EncodeToString(mark[:])
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// readMet reads what String wrote; a word of another shape, of a later release, is passed over.
func readMet(text string) Met {
	m := Met{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		for i, word := range words {
			raw, err := hex.DecodeString(word)
			if i > 0 && err == nil && len(raw) == len(HubMark{}) {
				m[HubMark(raw)] = max(m[HubMark(raw)], hub.Day(words[0]))
			}
		}
	}
	return m
}
