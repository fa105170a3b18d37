package handbook

import (
	"slices"
	"strings"

	"yizhan/hub/names"
)

// name is a title or a word with how its characters sound.
type name struct {
	sounds [][]string // of each character: its readings, without tones
	page   int
}

func nameOf(text string, page int) name {
	n := name{page: page}
	for _, r := range text {
		var all []string
		for reading := range names.Readings(r) {
			if !slices.Contains(all, reading) {
				all = append(all, reading)
			}
		}
		if len(all) > 0 {
			n.sounds = append(n.sounds, all)
		}
	}
	return n
}

// spelled says whether a question is letters alone.
func spelled(asked string) bool { return strings.Trim(asked, "abcdefghijklmnopqrstuvwxyz ") == "" }

// spell finds the pages with a name that sounds so: every character by its first
// letter or by its whole sound.
func (x *index) spell(hits []Hit, letters string) {
	for _, n := range x.names {
		for from := range n.sounds {
			if !sounds(letters, n.sounds[from:]) {
				continue
			}
			score := aSaying * float64(len(letters))
			if from == 0 {
				score += inTitle
			}
			if score -= float64(len(n.sounds)) / 8; score > hits[n.page].Score {
				hits[n.page].Score, hits[n.page].Share = score, 1
			}
		}
	}
}

// sounds says whether letters run along the sounds from the first of them on; the
// last may be begun only.
func sounds(letters string, of [][]string) bool {
	if letters == "" {
		return true
	}
	if len(of) == 0 {
		return false
	}
	for _, reading := range of[0] {
		if strings.HasPrefix(reading, letters) {
			return true
		}
		if rest, ok := strings.CutPrefix(letters, reading); ok && sounds(rest, of[1:]) {
			return true
		}
		if letters[0] == reading[0] && sounds(letters[1:], of[1:]) {
			return true
		}
	}
	return false
}
