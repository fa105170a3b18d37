package asset

import (
	"regexp"
	"strings"
)

var symbol = regexp.MustCompile(`<symbol id="([a-z0-9-]+)"[^\n]*</symbol>`)

var symbols = func() map[string]string {
	all := map[string]string{}
	for _, file := range []string{"icons.svg", "scenes.svg"} {
		for _, m := range symbol.FindAllStringSubmatch(string(read(file)), -1) {
			all[m[1]] = m[0]
		}
	}
	return all
}()

// Symbol is the SVG symbol of an icon (i-home), a face (f-good), a peg picture (m-shi)
// or a scene (e-rest); "" if there is none of that name.
func Symbol(name string) string { return symbols[name] }

// Pegs are the names of the peg pictures, in the order of icons.svg.
func Pegs() []string { return pegs }

var pegs = func() (names []string) {
	for _, m := range symbol.FindAllStringSubmatch(string(read("icons.svg")), -1) {
		if strings.HasPrefix(m[1], "m-") {
			names = append(names, m[1][2:])
		}
	}
	return names
}()
