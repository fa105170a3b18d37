package form

// Page is one step of touch: a title and the fields that are asked on it.
type Page struct {
	Title  string
	Help   string
	Fields []*Field
}

// smallChoices is up to how many choices a question is small.
const smallChoices = 4

// Pages are the steps of touch: those of the definition, else one question a page,
// where up to three small ones that are always asked share one.
func (d *Definition) Pages() []Page {
	var out []Page
	if len(d.Steps) > 0 {
		for _, s := range d.Steps {
			p := Page{Title: s.Title, Help: s.Help}
			for _, name := range s.Fields {
				p.Fields = append(p.Fields, d.byName[name])
			}
			out = append(out, p)
		}
		return out
	}
	small := 0
	for i := range d.Fields {
		f := &d.Fields[i]
		if !f.Asked() || d.state(f) {
			continue
		}
		if f.small() && small > 0 && small < 3 {
			last := &out[len(out)-1]
			last.Fields, last.Title = append(last.Fields, f), d.Title
			small++
			continue
		}
		out = append(out, Page{Title: f.Label, Fields: []*Field{f}})
		if small = 0; f.small() {
			small = 1
		}
	}
	return out
}

func (f *Field) small() bool {
	if f.ShownIf != "" {
		return false
	}
	switch f.Type {
	case Bool:
		return true
	case Choice:
		return len(f.Offered()) <= smallChoices
	}
	return false
}
