package sheet

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"yizhan/hub"
)

// epoch is what day 0 of a workbook's serial numbers is.
type epoch uint8

const (
	epoch1900 epoch = iota // day 1 is 1900-01-01, and 1900 wrongly has a 29 February
	epoch1904
)

// lastSerial is 9999-12-31, the last day that Excel knows.
const lastSerial = 2_958_465

// day turns a serial number into a day; a time of day is dropped.
func (e epoch) day(serial float64) (hub.Day, bool) {
	n := int(math.Floor(serial))
	if serial < 1 || serial > lastSerial {
		return "", false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case e == epoch1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n < 60:
		n++ // before the 29 February that never was
	}
	return hub.Day(start.AddDate(0, 0, n).Format(time.DateOnly)), true
}

// serial is day's other way, from the day on from which both epochs' mistakes are over.
func serial(d hub.Day) (n int, ok bool) {
	t, ok := d.Time()
	if !ok || d < "1900-03-01" || d > "9999-12-31" {
		return 0, false
	}
	start, _ := hub.Day("1899-12-30").Time()
	return int(t.Unix()-start.Unix()) / (24 * 60 * 60), true // China is a fixed zone: its days are of one length
}

// SerialDay is the day of an Excel serial number that lost its date format, as
// happens when a column is pasted as values.
func SerialDay(serial float64) (hub.Day, bool) { return epoch1900.day(serial) }

func isDay(d hub.Day) bool { _, ok := d.Time(); return ok }

// readStyles learns which cell styles show numbers as dates.
func (wb *workbook) readStyles() error {
	part, ok := wb.roles["styles"]
	if !ok {
		return nil
	}
	custom := map[int]bool{}
	inCells := false
	return wb.each(part, func(_ *walker, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil {
				custom[id] = showsDate(attr(e, "formatCode"))
			}
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs", "tableStyles":
			inCells = false
		case "xf":
			if !inCells || len(wb.dates) == maxStrings {
				return nil
			}
			id, _ := strconv.Atoi(attr(e, "numFmtId"))
			date, known := custom[id]
			wb.dates = append(wb.dates, date || !known && builtInDate(id))
		}
		return nil
	})
}

// builtInDate: number formats without a code of their own that are dates,
// those of Chinese Excel (27–36, 50–58) among them (ECMA-376 part 1, 18.8.30).
func builtInDate(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58
}

var notShown = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.`)

// showsDate says whether a format code has a year or a day in it.
func showsDate(code string) bool {
	code = notShown.ReplaceAllString(strings.ToLower(code), "")
	if strings.Contains(code, "general") {
		return false
	}
	return strings.ContainsAny(code, "yd")
}

// plainNumber writes a number as Excel shows it in a wide cell: 15 digits, no exponent.
func plainNumber(n float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) || math.Abs(n) >= 1e21 {
		return strconv.FormatFloat(n, 'g', -1, 64)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
