package county

import (
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// sharingRows are the county's townships, and whether the stations of each may open
// each other's records.
func (v *visit) sharingRows() ([]page.SharingRow, error) {
	said, err := v.c.Desk.Sharings(v.ctx())
	if err != nil {
		return nil, err
	}
	var rows []page.SharingRow
	for _, t := range v.c.Devices.Townships() {
		row := page.SharingRow{Code: t.Code, Name: t.Name, Word: "各站只看自己的"}
		if s, ok := said[t.Code]; ok {
			row.On = s.On
			if s.On {
				row.Word = "各站互相看得到"
			}
			row.Word += "，" + calendar.Date(s.Day, v.c.Desk.Today()) + "定的"
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// sharingSet is the county's word for one township.
func sharingSet(v *visit) error {
	town, on := v.form.Text("share"), true
	if town == "" {
		town, on = v.form.Text("part"), false
	}
	if _, err := v.c.Desk.SetSharing(v.ctx(), v.who.Actor, v.form.Request(), town, on); err != nil {
		return err
	}
	return v.see("/devices")
}
