package pack

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"yizhan/hub"
	"yizhan/hub/words"
)

// Everything that keeps a folder from becoming a lesson is told, with its file and line,
// in words for people; the control is the folder without it.
func TestFaultsOfAFolder(t *testing.T) {
	file := func(b []byte) *fstest.MapFile { return &fstest.MapFile{Data: b} }
	for _, tt := range []struct {
		name string
		do   func(dir fstest.MapFS)
		want string
	}{
		{"nothing", func(fstest.MapFS) {}, ""},
		{"a sound of no page", func(d fstest.MapFS) { d["page-3.wav"] = file(wav(64044, 1)) }, "page-3.wav:0 pack.no-page"},
		{"a sound that is none", func(d fstest.MapFS) { d["page-1.mp3"] = file([]byte("xx")); delete(d, "page-1.wav") }, "page-1.mp3:0 pack.sound"},
		{"a sound that is another kind", func(d fstest.MapFS) { d["page-1.mp3"] = d["page-1.wav"]; delete(d, "page-1.wav") }, "page-1.mp3:0 pack.sound"},
		{"two sounds of a page", func(d fstest.MapFS) { d["page-1.m4a"] = d["page-1.wav"] }, "page-1.m4a:0 pack.sound,page-1.wav:0 pack.two-sounds"},
		{"a film", func(d fstest.MapFS) { d["film.mp4"] = file([]byte("x")) }, "film.mp4:0 pack.unused"},
		{"a name in characters", func(d fstest.MapFS) { d["第一页.mp3"] = file([]byte("x")) }, "第一页.mp3:0 pack.name"},
		{"a photo that is none", func(d fstest.MapFS) { d["page-1.jpg"] = file([]byte("x")) }, "page-1.jpg:0 pack.photo"},
		{"a drawing that nothing names", func(d fstest.MapFS) { d["more.svg"] = file([]byte(square)) }, "more.svg:0 pack.unused"},
		{"a drawing that is missing", func(d fstest.MapFS) { delete(d, "hands.svg") }, "hands.svg:0 lesson.f-missing"},
		{"a drawing with a script", func(d fstest.MapFS) {
			d["hands.svg"] = file([]byte(strings.Replace(square, "<path", "<script/><path", 1)))
		}, "hands.svg:0 lesson.f-svg"},
		{"faults of the text", func(d fstest.MapFS) {
			d["Lesson.md"] = file([]byte(strings.NewReplacer("version: 1", "version: x", "right: no", "right: maybe").Replace(string(d["Lesson.md"].Data))))
		}, "lesson.md:2 lesson.f-number,lesson.md:20 lesson.f-asked,lesson.md:24 lesson.f-right"},
		{"no text", func(d fstest.MapFS) { delete(d, "Lesson.md") }, "lesson.md:0 lesson.f-missing"},
	} {
		dir := written(1)
		tt.do(dir)
		src, err := Read(dir)
		must(t, err)
		l, faults := src.Check()
		var got []string
		for _, f := range faults {
			got = append(got, fmt.Sprintf("%s:%d %s", f.File, f.Line, said(f.Why)))
			e, ok := errors.AsType[*hub.Error](f.Why)
			if !ok || strings.Contains(words.Of(e), e.Key) {
				t.Errorf("%s: no words for %v", tt.name, f.Why)
			}
		}
		if strings.Join(got, ",") != tt.want || (tt.want == "") != (l != nil && len(faults) == 0) {
			t.Errorf("%s: %v, want %s", tt.name, got, tt.want)
		}
	}
}

// A photo goes into a pack without what the camera wrote beside it.
func TestAPhotoSaysNothingOfItself(t *testing.T) {
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 40)), nil))
	note := append([]byte{0xff, 0xe1, 0, 14}, "Exif\x00\x00whereabo"...)
	shot := slices.Concat(b.Bytes()[:2], note[:16], b.Bytes()[2:])
	dir, out := written(1), t.TempDir()
	dir["Page-1.JPEG"] = &fstest.MapFile{Data: shot}
	m := makeIn(t, out, dir, 2)
	kept, err := os.ReadFile(filepath.Join(out, "page-1.jpg"))
	must(t, err)
	if m.Photo(1) != "page-1.jpg" || bytes.Contains(kept, []byte("Exif")) || !bytes.Contains(shot, []byte("Exif")) {
		t.Errorf("%d bytes of a photo, %v", len(kept), m.names())
	}
}
