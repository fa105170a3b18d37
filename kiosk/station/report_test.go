package station_test

import "testing"

// A table asks for numbers as large as the people of a county: they are pressed as figures, stay
// while she looks elsewhere, and stand with commas.
func TestANumberOfSevenFigures(t *testing.T) {
	b := newBox(t)
	at := "/report/" + b.report().String()
	s := b.signed().get(at).says("写数")
	s.get(at + "/number/0").says("停水几天是多少？")
	for _, key := range "1234567" {
		s.tap(at+"/number/0", "count-n0", s.value("count-n0"), "typed", "n0", "key", string(key))
	}
	_ = s
}
