package page

// Groups is how many figures stand together where people read such a number aloud:
// a mobile 138 0355 0421, an ID number as place, birth and rest. The script parts
// them on the screen; what is posted has no spaces.
func (p Pad) Groups() string {
	if p.Secret {
		return ""
	}
	return map[int]string{6: "3 3", 7: "3 4", 11: "3 4 4", 12: "4 4 4", 18: "6 8 4"}[p.Length]
}
