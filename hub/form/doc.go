// Package form owns what a record can hold: kinds as data. A definition numbers
// its fields (numbers are for good), says how each is typed, labelled, checked,
// merged and protected, and is the only place where that is said: the store asks
// it what to seal, screens ask it for labels, exports for columns. FORMS.md is the
// guide for who writes one, schema.json the same for editors. The folder builtin has the
// kinds that code knows by name, sheets the binders that are data and nothing else; the
// program carries both packed (TestPacked -update).
//
// Kinds with `write` are sheets: hub/desk fills, lists, moves and withdraws them
// without code of their own. A sheet on any screen:
//
//	def, _ := desk.Forms().Get("visit")                    // *form.Definition
//	blank, err := desk.Blank(ctx, actor, desk.Sheet{Kind: "visit", Subject: child})
//	for _, page := range def.Pages() {                     // steps of touch
//		for _, f := range page.Fields {                    // *form.Field
//			show := blank.Facts.Shown(f)                   // with the answers so far
//			start := blank.Facts.Start(f)                  // what stands there first
//		}
//	}
//	out, err := desk.Fill(ctx, actor, desk.Sheet{Request: id, Kind: "visit", Subject: child,
//		Day: day, Values: form.Values{"weight": 8200, "signs": []string{"fever"}}})
//	table, err := desk.Sheets(ctx, actor, "visit", desk.SheetFilter{From: day})
//
// A county's forms are records of kind form in lane public; Registry.Learn takes them
// in while the box runs.
package form
