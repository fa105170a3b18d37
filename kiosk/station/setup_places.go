package station

import (
	"bytes"

	"yizhan/hub/place"
	"yizhan/kiosk/page"
)

// setupPlaces takes a county's own list of villages, from a stick or an upload. It
// is read as a whole or not at all, and kept for the next start.
func (s *Station) setupPlaces(v *visit, d *settingUp) error {
	file, given, err := s.fileOf(v, place.MaxCountyFile)
	if err == nil && given {
		_, err = s.Places.LoadCounty(bytes.NewReader(file))
	}
	if err == nil && given {
		err = s.Box.KeepPlaces(v.ctx(), file)
	}
	if err != nil {
		return s.notTaken(v, err, func(faults page.Errors) (page.View, error) {
			return s.setupPage(v, d, "places", faults)
		})
	}
	return s.setupTo(v, d, "place")
}

func (s *Station) setupPlacesPage(v *visit, d *settingUp, f page.Frame) (page.PlaceFile, error) {
	files, err := s.Box.Files(v.ctx(), ".csv", ".txt")
	return page.PlaceFile{Frame: f, Steps: d.stops(0), Action: "/setup/places", Files: fileChoices(files), Prev: "/setup/place"}, err
}
