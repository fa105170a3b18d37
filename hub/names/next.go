package names

import "strings"

// Next is the letters, ascending, with which the query can be gone on so that it
// still finds somebody: the screen shows only these tiles. For every letter,
// Next has it if and only if Find finds somebody by the text with it appended.
func (d *Directory) Next(q Query) string {
	pl, ok := newPlan(q.Text, true)
	if !ok || pl.whole.full() || pl.tail.full() {
		return ""
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	w := d.walk(&plan{terms: pl.terms})
	here, known := d.sites.number[q.Site]
	whole, tail := d.ahead(pl.whole), d.ahead(pl.tail)
	var live letters
	for i := range d.rows {
		r := &d.rows[i]
		if q.Only && (!known || r.site != here) {
			continue
		}
		live |= whole.after(w, r)
		if tail != nil {
			if _, found := w.person(r); found || len(pl.terms) == 0 {
				live |= tail.after(w, r)
			}
		}
	}
	return live.String()
}

// full says that nothing can be added to the term.
func (t *term) full() bool { return t != nil && len(t.pattern.units) == maxUnits }

// ahead is a pattern that looks for the letters after it.
type ahead struct {
	pattern  *pattern
	villages []letters // by village number
}

func (d *Directory) ahead(t *term) *ahead {
	if t == nil {
		return nil
	}
	a := &ahead{pattern: t.pattern}
	var buf []glyph
	for _, v := range d.villages.values {
		buf = glyphs(buf[:0], v)
		a.villages = append(a.villages, t.pattern.next(buf, len(buf)))
	}
	return a
}

// after is the letters that could follow in one of a row's keys.
func (a *ahead) after(w *walk, r *row) letters {
	if a == nil {
		return 0
	}
	live := a.villages[r.village]
	w.open(r)
	for i := range w.keys {
		live |= a.pattern.next(w.keys[i].chars, w.keys[i].own)
	}
	return live
}

// String is the letters in order: "adw".
func (l letters) String() string {
	var b strings.Builder
	for r := 'a'; r <= 'z'; r++ {
		if l&letter(r) != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}
