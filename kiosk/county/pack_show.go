package county

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/brought"
	"yizhan/kiosk/page"
)

// packShow is one lesson: station by station who has it, and the ways to take it back or to
// give it out again.
func packShow(v *visit) error {
	if err := v.mayLessons(); err != nil {
		return err
	}
	key := v.PathValue("key")
	issued, err := v.c.Desk.IssuedPacks(v.ctx())
	if err != nil {
		return err
	}
	have, err := v.haves(v.ctx())
	if err != nil {
		return err
	}
	one, known := issued[key]
	p := page.CountyLesson{CountyFrame: v.frame("课", "lessons"), Key: key, Prev: lessonsAt}
	for _, pack := range v.c.Lessons.Packs(v.ctx()).Here {
		if pack.Key != key {
			continue
		}
		known, one.Title, one.Version = true, pack.Title, pack.Version
		p.Lines = append(p.Lines, pack.For+"。"+brought.Inside(pack), pack.By+"做的，用的时候照做课人写的："+pack.Licence+"。")
		p.Recall, p.Stick = true, v.mayCarry() == nil && v.writable()
	}
	if !known {
		return hub.E(hub.CodeNotFound, "pack.none")
	}
	if p.Title = one.Title; one.Recalled() {
		p.Recall, p.Again = false, true
		p.Lines = append(p.Lines, calendar.Date(one.Gone, v.c.Desk.Today())+"收回了。站里听到以后就不再放；U 盘上、邻站的旧的也装不回去。")
	}
	p.State = versionWord(one.Version)
	for _, s := range have.stations {
		row := page.CountyLessonHas{Town: s.TownshipName, Station: s.Name, Word: "还没说有"}
		if got, ok := have.of(s, key); ok {
			row.Word = versionWord(got.Version)
			row.Look = got.Version != one.Version || one.Recalled()
		} else if !one.Recalled() {
			row.Look = true
		}
		p.Stations = append(p.Stations, row)
	}
	return v.render(p)
}

// writable says whether some stick takes something.
func (v *visit) writable() bool { return len(v.c.Sticks.Sticks()) > 0 }

// packFolder says what a folder is: a lesson, or what is still to be put right.
func packFolder(v *visit) error {
	if err := v.mayLessons(); err != nil {
		return err
	}
	got, err := v.c.Lessons.Check(v.ctx(), v.PathValue("value"))
	if err != nil {
		return err
	}
	p := page.CountyLessonFolder{CountyFrame: v.frame("课", "lessons"), Action: lessonsAt + "/folder/" + v.PathValue("value"), Prev: lessonsAt, Name: got.Name, Voice: got.Sounds > 0}
	for _, f := range got.Faults {
		row := page.FormFault{Line: f.Line, Text: f.File, Why: brought.Why(f.Why)}
		p.Faults = append(p.Faults, row)
	}
	if len(p.Faults) == 0 {
		p.Name = got.Title
		p.Lead = fmt.Sprintf("%s，%s，%d 页", got.For, versionWord(got.Version), got.Pages)
		if got.Sounds > 0 {
			p.Lead += fmt.Sprintf("，%d 段声音", got.Sounds)
		}
	}
	return v.render(p)
}

// packMake makes the pack and gives it out.
func packMake(v *visit) error {
	if err := v.mayLessons(); err != nil {
		return err
	}
	if err := v.c.Lessons.Make(v.ctx(), v.who.Actor, v.PathValue("value"), v.form.Text("voice") == "machine"); err != nil {
		return err
	}
	return v.see(lessonsAt)
}

// packDo does what a button says.
func packDo(v *visit) error {
	if err := v.mayLessons(); err != nil {
		return err
	}
	value, at := v.form.Text("value"), lessonsAt
	var err error
	switch v.form.Text("do") {
	case "take":
		err = v.c.Lessons.Take(v.ctx(), v.who.Actor, value)
	case "give":
		err = v.c.Lessons.Give(v.ctx(), v.who.Actor, value)
	case "recall":
		at, err = lessonAt(value), v.c.Lessons.Recall(v.ctx(), v.who.Actor, v.form.Request(), value, true)
	case "again":
		at, err = lessonAt(value), v.c.Lessons.Recall(v.ctx(), v.who.Actor, v.form.Request(), value, false)
	case "forget":
		err = v.c.Lessons.Forget(v.who.Actor)
	case "leave":
		v.c.Lessons.Leave()
	default:
		err = hub.E(hub.CodeNotFound, "pack.none")
	}
	if err != nil {
		return err
	}
	return v.see(at)
}

// mostSent is the most bytes of one sending: a whole lesson, and what a browser puts around
// its files.
const mostSent = 210 << 20

// packSend takes the files of a lesson, straight to the disk.
func packSend(v *visit) error {
	if err := v.mayLessons(); err != nil {
		return err
	}
	v.Body = http.MaxBytesReader(v.w, v.Body, mostSent)
	parts, err := v.MultipartReader()
	if err != nil {
		return hub.E(hub.CodeInvalid, "file.none").Because(err)
	}
	value, err := v.c.Lessons.Send(v.ctx(), v.who.Actor, func() (string, io.Reader, error) {
		for {
			part, err := parts.NextPart()
			if err != nil {
				return "", nil, unsent(err)
			}
			_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
			if err == nil && params["name"] == "upload" && params["filename"] != "" {
				return params["filename"], part, nil
			}
		}
	})
	if err != nil {
		return err
	}
	for _, one := range v.c.Lessons.Packs(v.ctx()).Sticks {
		if one.Value == value && !one.Folder {
			return v.see(lessonsAt)
		}
	}
	return v.see(lessonsAt + "/folder/" + value)
}

// unsent tells a sending that is too large from one that broke off.
func unsent(err error) error {
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return hub.E(hub.CodeTooLarge, "pack.big").Because(err)
	}
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return hub.E(hub.CodeInvalid, "web.unreadable").Because(err)
}
