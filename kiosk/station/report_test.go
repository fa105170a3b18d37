package station_test

import "testing"

// A table asks for numbers as large as the people of a county: they are pressed as figures, stay
// while she looks elsewhere, and stand with commas.
func TestANumberOfSevenFigures(t *testing.T) {
	b := newBox(t)
	at := "/report/" + b.report().String()
	s := b.newScreen()
	s.get(at).shows("写数")
	s.get(at + "/number/0").shows("停水几天是多少？")
	s.keys(at+"/number/0", "1234567")
	s.tap(at+"/number/0", "go", "next").on(at)
	s.get("/more")
	s.get(at).shows("1,234,567")
	s.get(at + "/number/9").shows("这张表不在这里了")
}
