package station

import (
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// onOneSheet is how many tiles are large enough on a screen of seven inches.
const onOneSheet = 32

// wallSheet is a page of the wall.
type wallSheet struct {
	key, name string
	children  []desk.WallChild
}

// wallSheets is one page while all children fit on it, else one a class. Brothers
// and sisters stay together, on the page of the one who came first.
func wallSheets(w desk.Wall) []wallSheet {
	if len(w.Children) <= onOneSheet {
		return []wallSheet{{children: w.Children}}
	}
	names := map[hub.ID]string{}
	order := []hub.ID{}
	for _, g := range w.Groups {
		names[g.ID] = g.Name
		order = append(order, g.ID)
	}
	order = append(order, hub.ID{})
	groupOf := map[hub.ID]hub.ID{} // by family
	in := map[hub.ID][]desk.WallChild{}
	for _, c := range w.Children {
		family := c.Child.FamilyID()
		g, placed := groupOf[family]
		if !placed {
			if g = c.Enrolment.Group; names[g] == "" {
				g = hub.ID{} // no class, or one that was closed
			}
			groupOf[family] = g
		}
		in[g] = append(in[g], c)
	}
	names[hub.ID{}] = "没分班"
	var out []wallSheet
	for _, g := range order {
		out = append(out, cut(g, names[g], in[g])...)
	}
	return out
}

// cut makes several pages of a class that is larger than one.
func cut(group hub.ID, name string, children []desk.WallChild) []wallSheet {
	var out []wallSheet
	for len(children) > 0 {
		n := min(onOneSheet, len(children))
		for n > 1 && n < len(children) && children[n].Child.FamilyID() == children[n-1].Child.FamilyID() {
			n--
		}
		out = append(out, wallSheet{fmt.Sprintf("%s.%d", group, len(out)), name, children[:n]})
		children = children[n:]
	}
	for i := range out {
		if len(out) > 1 {
			out[i].name = fmt.Sprintf("%s %d", name, i+1)
		}
	}
	return out
}

// sheetShown is the sheet of a wall that a screen shows, else its first one, and the ways
// to all of them where there are several.
func sheetShown(w desk.Wall, at, key string) (children []desk.WallChild, pages []page.Choice) {
	sheets := wallSheets(w)
	shown := max(0, slices.IndexFunc(sheets, func(sh wallSheet) bool { return sh.key == key }))
	for i, sh := range sheets {
		if len(sheets) > 1 {
			pages = append(pages, page.Choice{Value: at + "?sheet=" + sh.key, Text: sh.name, On: i == shown})
		}
	}
	if len(sheets) > 0 {
		children = sheets[shown].children
	}
	return children, pages
}
