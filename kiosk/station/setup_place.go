package station

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/place"
	"yizhan/kiosk/page"
)

// shown is how many places a page shows: the way back and long names need room.
func (d *settingUp) shown() int {
	if d.Under == "" {
		return 16
	}
	return 12
}

// bundled are the provinces whose villages are in the program, shown first.
var bundled = []string{"14", "50"}

// setupPlace takes a tap on the way from the province down to the village.
func (s *Station) setupPlace(v *visit, d *settingUp) error {
	f := v.form
	switch {
	case f.Has("pick"):
		return s.setupPick(v, d, f.Text("pick"))
	case f.Has("up"):
		if up := f.Text("up"); up == "" || known(s.Places, up) {
			d.Under, d.From, d.Village = up, 0, ""
		}
		d.Town, d.Hamlet, d.NoVillage = typing{}, typing{}, false
		return s.setupTo(v, d, "place")
	case f.Text("go") == "more":
		d.From = f.Int("from") + d.shown()
		if d.From >= len(s.Places.Children(d.Under)) {
			d.From = 0
		}
		return s.setupAgain(v, d, "place")
	case f.Text("go") == "write" && len(d.Under) == int(place.County):
		return s.setupTo(v, d, "town")
	case f.Text("go") == "write" && len(d.Under) == int(place.Township):
		return s.setupTo(v, d, "village")
	case f.Text("go") == "skip" && len(d.Under) == int(place.Township):
		d.Village, d.Hamlet, d.NoVillage = "", typing{}, true
		return s.setupTo(v, d, "site")
	}
	return s.setupWrong(v, d, "place", "pick", hub.E(hub.CodeInvalid, "setup.place"))
}

// setupPick goes one level down; a level with one answer is not asked.
func (s *Station) setupPick(v *visit, d *settingUp, code string) error {
	if !known(s.Places, code) || len(code) <= len(d.Under) || code[:len(d.Under)] != d.Under {
		return s.setupWrong(v, d, "place", "pick", hub.E(hub.CodeInvalid, "setup.place"))
	}
	d.From, d.Town, d.Hamlet, d.NoVillage = 0, typing{}, typing{}, false
	if len(code) == int(place.Village) {
		d.Village = code
		return s.setupTo(v, d, "site")
	}
	d.Under, d.Village = code, ""
	for len(d.Under) < int(place.County) {
		below := s.Places.Children(d.Under)
		if len(below) != 1 {
			break
		}
		d.Under = below[0].Code
	}
	return s.setupTo(v, d, "place")
}

func known(book *place.Book, code string) bool { _, ok := book.Name(code); return ok }

var placeQuestions = map[place.Level][2]string{ // by what is known: the question, and how to write what is on no list
	place.Typed:    {"在哪个省？", ""},
	place.Province: {"在哪个市？", ""},
	place.City:     {"在哪个县、哪个区？", ""},
	place.County:   {"在哪个镇？", "写别的镇"},
	place.Township: {"在哪个村？", "写别的村"},
}

func (s *Station) setupPlacePage(d *settingUp, f page.Frame) page.Choose {
	words := placeQuestions[place.Level(len(d.Under))]
	p := page.Choose{Frame: f, Steps: d.stops(0), Action: "/setup/place", Question: words[0], Write: words[1],
		Field: "pick", From: d.From, Prev: "/setup/welcome"}
	if d.Further {
		p.Prev = "/settings/sites"
	}
	list := s.Places.Children(d.Under)
	if d.Under == "" {
		list = bundledFirst(list)
	}
	p.More = len(list) > d.shown()
	for _, at := range list[min(d.From, len(list)):min(d.From+d.shown(), len(list))] {
		p.Tiles = append(p.Tiles, page.Choice{Value: at.Code, Text: at.Short(), On: at.Code == d.Village})
	}
	path, _ := s.Places.Lookup(d.Under)
	for i, at := range path {
		up := ""
		if i > 0 {
			up = path[i-1].Code
		}
		if i > 0 && len(s.Places.Children(up)) == 1 {
			continue // there was nothing to choose
		}
		p.Way = append(p.Way, page.Choice{Value: up, Text: at.Short()})
	}
	if len(d.Under) == int(place.Township) {
		p.Skip = "就在镇上"
		if len(list) == 0 {
			p.Write = "写村名"
			p.Note = &page.Note{Kind: "calm", Icon: "i-hand", Bold: "这个镇有哪些村，机器里还没有。",
				Text: "写上村名就行；县里给过村名表的，也能收进来。", Link: &page.Link{Href: "/setup/places", Text: "收村名表"}}
		}
	}
	return p
}

func bundledFirst(list []place.Place) []place.Place {
	hub.SortStable(list, func(a, b place.Place) int {
		x, y := slices.Index(bundled, a.Code), slices.Index(bundled, b.Code)
		if x < 0 {
			x = len(bundled)
		}
		if y < 0 {
			y = len(bundled)
		}
		return x - y
	})
	return list
}

// townshipOf is the code and the words of the township; a typed one is told with its
// county, since no code says where it is.
func (s *Station) townshipOf(d *settingUp) (code, name string) {
	if len(d.Under) == int(place.Township) {
		name, _ = s.Places.Name(d.Under)
		return d.Under, name
	}
	return "", s.Places.Path(d.Under) + d.Town.Text
}

// villageOf is likewise; both empty where the site stands for its township.
func (s *Station) villageOf(d *settingUp) (code, name string) {
	if d.Village == "" {
		return "", d.Hamlet.Text
	}
	name, _ = s.Places.Name(d.Village)
	return d.Village, place.ShortVillage(name)
}
