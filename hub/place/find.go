package place

import "slices"

// Find looks for a village by name within a township or county (code), as people
// write it: 柳沟, 柳沟村, 柳沟村委会 are one. A name that fits exactly wins over one
// that fits without its ending; several answers mean that somebody has to choose,
// none that the name stays as it was written (Typed).
func (b *Book) Find(within, name string) []Place {
	level, ok := LevelOf(within)
	if !ok || level < County || level == Village {
		return nil
	}
	villages := b.under(within, Village)
	short := ShortVillage(name)
	for _, same := range []func(string) bool{
		func(n string) bool { return n == name },
		func(n string) bool { return ShortVillage(n) == short },
		func(n string) bool { return core(n) == core(name) },
	} {
		found := slices.DeleteFunc(slices.Clone(villages), func(p Place) bool { return !same(p.Name) })
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// As is a village that somebody typed: the one village of that name within the
// township or county, else the name as written, without a code.
func (b *Book) As(within, name string) Place {
	if found := b.Find(within, name); len(found) == 1 {
		return found[0]
	}
	return Place{Name: name}
}
