package page

// PlaceFile takes a county's own list of villages.
type PlaceFile struct {
	Frame
	Steps  []Step
	Action string
	Files  []Choice // lists on the stick: field file
	Prev   string
}

func (PlaceFile) Page() string { return "place-file" }
