package station

import (
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// moveWord is what a step of a sheet needs from somebody who does not write the sheet
// itself: a word of her own, of those that are often said. A wish for a place that came by
// the county's public pages is answered so.
func (v *visit) moveWord(b desk.Blank, to string) *form.Field {
	for _, m := range b.Moves {
		if m.To != to || b.Writes {
			continue
		}
		for _, name := range m.Needs {
			if f, ok := b.Def.Field(name); ok && f.Type == form.Text && len(f.Suggest) > 0 && f.MayWrite(v.who.Actor.Role) {
				return f
			}
		}
	}
	return nil
}

// moveSaid is the step that somebody pressed, with the word that it needs; ask is the page
// that asks for that word first.
func (s *Station) moveSaid(v *visit, b desk.Blank) (to string, values form.Values, ask *page.Choose) {
	values = form.Values{}
	if to = v.form.Text("do"); to == "" {
		to = v.URL.Query().Get("do")
	}
	f := v.moveWord(b, to)
	if f == nil {
		return to, values, nil
	}
	if word := v.form.Text("pick"); word != "" {
		values[f.Name] = word
		return to, values, nil
	}
	at := recordAt(b.Def.Kind, b.Record.ID)
	frame := v.formFrame(b.Def, b)
	frame.Back = at
	ask = &page.Choose{Frame: frame, Action: at + "?do=" + to, Question: f.Label + "？", Field: "pick", Few: true, Prev: at, Quiet: f.Help}
	for _, word := range f.Suggest {
		ask.Tiles = append(ask.Tiles, page.Choice{Value: word, Text: word})
	}
	return to, values, ask
}

// stateOf is where a sheet stands.
func stateOf(b desk.Blank) string {
	field, _ := b.Def.Field(b.Def.Workflow.Field)
	return b.Def.StateOf(b.Record.Fields[field.No]).Code
}

// moving is a step of a sheet on its way to the desk.
func moving(v *visit, b desk.Blank, to string, values form.Values) desk.Moving {
	return desk.Moving{Request: v.form.Request(), Kind: b.Def.Kind, Record: b.Record.ID, From: stateOf(b), To: to, Values: values}
}
