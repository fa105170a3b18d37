package county

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/brought"
	"yizhan/kiosk/page"
)

const lessonsAt = "/lessons"

// packList is the lessons that the county gives out and who has them, and what lies on
// sticks; live, while something is put in.
func packList(v *visit) error {
	if err := v.mayLessons(); err != nil {
		return err
	}
	p, err := v.lessons(v.ctx())
	if err != nil {
		return err
	}
	opened := time.Now()
	p.Ticket = v.c.Room.Ticket(func(ctx context.Context) (page.Lively, error) {
		if time.Since(opened) > Idle {
			return nil, hub.E(hub.CodeSignedOut, "county.over")
		}
		return v.lessons(ctx)
	})
	return v.render(p)
}

func (v *visit) lessons(ctx context.Context) (page.CountyLessons, error) {
	p := page.CountyLessons{CountyFrame: v.frame("课", "lessons")}
	issued, err := v.c.Desk.IssuedPacks(ctx)
	if err != nil {
		return p, err
	}
	have, err := v.haves(ctx)
	if err != nil {
		return p, err
	}
	if v.c.Airs != nil {
		p.Heard = &page.Link{Href: heardAt, Text: "站里请放的录音"}
		if waits, some, err := v.heardLine(ctx); err != nil || some {
			p.Heard.Text = waits.Text
			if err != nil {
				return p, err
			}
		}
	}
	all := v.c.Lessons.Packs(ctx)
	today := v.c.Desk.Today()
	for _, one := range all.Here {
		p.Own = append(p.Own, page.CountyLessonRow{
			Href: lessonAt(one.Key), Title: one.Title, For: one.For, Version: versionWord(one.Version), Size: brought.Bytes(one.Bytes), Sound: soundWord(one),
			By: one.By, Licence: one.Licence, Day: calendar.Date(issued[one.Key].Day, today), Who: have.word(one.Key, one.Version),
		})
	}
	here := map[string]bool{}
	for _, one := range all.Here {
		here[one.Key] = true
	}
	for _, key := range slices.Sorted(maps.Keys(issued)) {
		switch one := issued[key]; {
		case one.Recalled():
			p.Own = append(p.Own, page.CountyLessonRow{Href: lessonAt(key), Title: one.Title, Version: versionWord(one.Version), Day: calendar.Date(one.Day, today),
				State: calendar.Date(one.Gone, today) + "收回了", Who: have.left(key, one.Version)})
		case !here[key]: // the county was put back from a backup, which holds no lessons
			p.Own = append(p.Own, page.CountyLessonRow{Href: lessonAt(key), Title: one.Title, Version: versionWord(one.Version), Day: calendar.Date(one.Day, today),
				State: "县里这台没有了，请再上传一遍", Who: have.word(key, one.Version)})
		}
	}
	for _, one := range all.Sticks {
		p.Lying = append(p.Lying, lyingRow(one))
	}
	if w := all.Work; w != nil {
		doing, done := w.Words()
		p.Work = &page.CountyLessonWork{Title: w.Title, Word: doing}
		switch {
		case w.Ended && w.Err != nil:
			p.Work.Word, p.Work.Ended, p.Work.Bad = brought.Why(w.Err), true, true
		case w.Ended:
			if p.Work.Ended, p.Work.Word = true, done; w.What != brought.Given {
				p.Work.Word = "发出去了，各站连上网就来取"
			}
		case w.All > 0:
			p.Work.Word += " " + brought.Share(w.Done, w.All)
		}
	}
	if n := len(all.Here); n > 0 {
		p.Lead = fmt.Sprintf("%d 课，%d 个站", n, len(have.stations))
	}
	return p, nil
}

func lessonAt(key string) string { return lessonsAt + "/of/" + key }

func versionWord(n int) string { return fmt.Sprintf("第 %d 版", n) }

func soundWord(one brought.Pack) string {
	switch {
	case one.Sounds == 0:
		return "没有声音"
	case one.Machine:
		return "机器音"
	}
	return "有声音"
}

// lyingRow is a pack or a folder on a stick, or what was sent.
func lyingRow(one brought.Pack) page.CountyLyingRow {
	row := page.CountyLyingRow{Title: one.Title, Where: one.Stick}
	if one.Version > 0 {
		row.Word = versionWord(one.Version)
	}
	switch {
	case one.Folder:
		row.Href = lessonsAt + "/folder/" + one.Value
		if row.Word = "还没做成课"; one.Made {
			row.Word = "做过了"
		}
	case one.Err != nil:
		row.Why = brought.Why(one.Err)
	default:
		row.Word = strings.Join([]string{one.By + "做的", row.Word, brought.Bytes(one.Bytes)}, "，")
		row.Take = one.Value
	}
	return row
}

// haves are the stations and the lessons that they told of.
type haves struct {
	stations []Station
	packs    map[[32]byte][]desk.BoxPack
}

func (v *visit) haves(ctx context.Context) (out haves, err error) {
	if out.stations, err = v.c.Fleet.Stations(ctx); err != nil {
		return out, err
	}
	out.stations = slices.DeleteFunc(out.stations, func(s Station) bool { return s.Hub == [32]byte{} })
	hub.SortStable(out.stations, func(a, b Station) int {
		return cmp.Or(cmp.Compare(a.TownshipName, b.TownshipName), cmp.Compare(a.Name, b.Name))
	})
	out.packs, err = v.c.Desk.BoxPacks(ctx)
	return out, err
}

// of is what a station said of a lesson; ok is false where it said nothing.
func (h haves) of(s Station, key string) (one desk.BoxPack, ok bool) {
	for _, p := range h.packs[s.Hub] {
		if p.Key == key && !p.Lacks {
			return p, true
		}
	}
	return one, false
}

// word sums up who has a version: 12 个站有，1 个站还是旧的，2 个站没说.
func (h haves) word(key string, version int) string {
	has, old := 0, 0
	for _, s := range h.stations {
		switch p, ok := h.of(s, key); {
		case !ok:
		case p.Version >= version:
			has++
		default:
			old++
		}
	}
	word := fmt.Sprintf("%d 个站有", has)
	if old > 0 {
		word += fmt.Sprintf("，%d 个站还是旧的", old)
	}
	if none := len(h.stations) - has - old; none > 0 {
		word += fmt.Sprintf("，%d 个站还没说有", none)
	}
	return word
}

// left sums up who has what was taken back, as far as they said.
func (h haves) left(key string, version int) string {
	n := 0
	for _, s := range h.stations {
		if p, ok := h.of(s, key); ok && p.Version <= version {
			n++
		}
	}
	if n == 0 {
		return "没有站说还有"
	}
	return fmt.Sprintf("%d 个站还没说收到", n)
}
