package portal

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/lesson"
	"yizhan/hub/markdown"
	"yizhan/kiosk/page"
)

// lessonList is the lessons that the county gives to everybody.
func lessonList(v *visit) error {
	all, err := v.p.County.Lessons(v.Context())
	if err != nil {
		return err
	}
	p := page.PortalLessons{PortalFrame: v.frame("听课", "/")}
	if p.Heard, err = v.heardDoor(); err != nil {
		return err
	}
	for _, class := range []lesson.Class{lesson.Mothers, lesson.Pregnancy} {
		g := page.PortalLessonGroup{Title: class.Title()}
		for _, l := range all {
			if l.Class != class {
				continue
			}
			door := page.PortalDoor{Href: "/lessons/" + l.Key, Text: l.Title, Small: l.For(), Icon: "i-list"}
			if v.sounds(l) > 0 {
				door.Small, door.Icon = door.Small+"，能听", "i-ear"
			}
			g.Rows = append(g.Rows, door)
		}
		if len(g.Rows) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return v.render(http.StatusOK, p)
}

func (v *visit) sounds(l *lesson.Lesson) (n int) {
	for i := range l.Pages {
		if v.p.County.Heard(l, i+1) {
			n++
		}
	}
	return n
}

func (v *visit) lesson() (*lesson.Lesson, error) {
	all, err := v.p.County.Lessons(v.Context())
	for _, l := range all {
		if l.Key == v.PathValue("key") {
			return l, nil
		}
	}
	return nil, orNothing(err)
}

// lessonShow is one with its words, and what is said to them.
func lessonShow(v *visit) error {
	l, err := v.lesson()
	if err != nil {
		return err
	}
	p := page.PortalLesson{PortalFrame: v.frame("听课", "/lessons"), Head: l.Title, Sources: l.Sources}
	for i, one := range l.Pages {
		at := page.PortalLessonPage{Title: one.Title}
		at.Lines = markdown.Section{Blocks: one.Blocks}.Lines()
		if v.p.County.Heard(l, i+1) {
			at.Sound = fmt.Sprintf("/lessons/%s/%d", l.Key, i+1)
		}
		p.Pages = append(p.Pages, at)
	}
	return v.render(http.StatusOK, p)
}

// lessonHear is the sound of a page; a player asks for parts of it, and is paced by whoever
// listens.
func lessonHear(v *visit) error {
	l, err := v.lesson()
	if err != nil {
		return err
	}
	no, err := strconv.Atoi(v.PathValue("page"))
	if err != nil || no < 1 || no > len(l.Pages) {
		return hub.E(hub.CodeNotFound, "portal.nothing")
	}
	sound, mime, err := v.p.County.Hear(l.Key, no)
	if err != nil {
		return err
	}
	defer sound.Close()
	v.sound(sound, mime)
	return nil
}

// sound answers with as much of a file as a player asks for.
func (v *visit) sound(file io.ReadSeeker, mime string) {
	_ = http.NewResponseController(v.w).SetWriteDeadline(time.Now().Add(15 * time.Minute)) // a player that has enough asks again
	v.w.Header().Set("Content-Type", mime)
	http.ServeContent(v.w, v.Request, "", time.Time{}, file)
}
