package station_test

import (
	"context"
	"strings"
	"testing"

	"yizhan/hub"
)

// pdf makes two pictures of whatever it is given, or fails.
type pdf struct{ fails error }

func (p *pdf) Pages(context.Context, []byte) ([][]byte, error) {
	return [][]byte{[]byte("一"), []byte("二")}, p.fails
}

// The pages of a PDF on a stick stand behind the slides that were there; a torn one says
// so, and changes nothing.
func TestSlidesFromPDF(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	pages := &pdf{}
	b.station.Pages = pages
	s, at := b.screen, b.planned()
	id, _ := hub.ParseID(strings.TrimPrefix(at, "/class/"))
	count := func() int {
		file, err := b.desk.ClassFile(b.ctx, b.actor(), id)
		b.must(err)
		return len(file.Slides)
	}
	was := count()
	s.get(at+"/slides/pdf").shows("把 PDF 放在 U 盘里").post(at+"/slides/pdf", s.form("do", "lecture")).on(at + "/slides").shows("改好了")
	if n := count(); n != was+2 {
		t.Errorf("%d slides, want two more than %d", n, was)
	}
	pages.fails = hub.E(hub.CodeInvalid, "slides.torn")
	s.get(at+"/slides/pdf").post(at+"/slides/pdf", s.form("do", "torn")).shows("这个 PDF 打不开")
	if n := count(); n != was+2 {
		t.Errorf("a torn file left %d slides", n)
	}
}

// The list looks beyond the year: what is planned for January stands there in December,
// and so does the way to plan the year that comes.
func TestClassesOfNextYear(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	b.clock.at = b.clock.at.AddDate(0, 1, 0)
	b.screen.get("/class").shows("明年该上的课，一次排好").tap("/class", "do", "2027").on("/plan/year/2027").shows("谁来讲？").tap("/plan/year/2027", "pick", "村医").shows("都排好了", "1月", "村医").get("/class").lacks("明年该上的课")
}
