package roster

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

// sexes: what people write, to GB/T 2261.1.
var sexes = map[string]string{
	"男": "1", "男孩": "1", "男性": "1", "男童": "1", "1": "1", "M": "1", "m": "1",
	"女": "2", "女孩": "2", "女性": "2", "女童": "2", "2": "2", "F": "2", "f": "2",
	"0": "0", "9": "9",
}

// categories: what people write in a column 类别 or 是否在托.
var categories = map[string]string{
	"在托": "care", "入托": "care", "托管": "care", "全日托": "care", "半日托": "care", "是": "care",
	"临时托": "temporary", "临时": "temporary", "计时托": "temporary",
	"散居": "home", "未入托": "home", "在家": "home", "居家": "home", "否": "home",
	"孕产家庭": "expecting", "孕产": "expecting", "孕妇": "expecting",
}

// squeeze folds and takes out every space: names and numbers are padded by hand.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, fold(s))
}

var (
	dayForm     = regexp.MustCompile(`^(\d{4}|\d{2})[-./年](\d{1,2})[-./月](\d{1,2})(?:日|号)?(?:[T ]*\d{1,2}:\d{2}.*)?$`)
	compactForm = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	monthForm   = regexp.MustCompile(`^\d{4}[-./年]?\d{1,2}月?$`)
	lunarForm   = regexp.MustCompile(`农历|阴历|正月|腊月|初[一二三四五六七八九十]|廿`)
)

// Serial numbers that are taken for days: 1990-01-01 to 2099-12-31. A smaller or
// larger number is no birth date of a child or of anybody she knows.
const (
	firstSerial = 32_874
	lastSerial  = 73_050
)

// parseDay reads a date as people write it. An empty cell is no day and no
// error; a day that the calendar does not have is named as such.
func parseDay(c sheet.Cell) (hub.Day, *hub.Error) {
	if c.Day != "" {
		return c.Day, nil
	}
	s := squeeze(c.Text)
	if s == "" {
		return "", nil
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && n >= firstSerial && n <= lastSerial {
		day, _ := sheet.SerialDay(n)
		return day, nil
	}
	m := dayForm.FindStringSubmatch(s)
	if m == nil {
		m = compactForm.FindStringSubmatch(s)
	}
	switch {
	case m != nil:
		return calendarDay(m[1], m[2], m[3])
	case lunarForm.MatchString(s):
		return "", hub.E(hub.CodeInvalid, "roster.lunar", c.Text)
	case monthForm.MatchString(s):
		return "", hub.E(hub.CodeInvalid, "roster.no-day", c.Text)
	}
	return "", hub.E(hub.CodeInvalid, "roster.day", c.Text)
}

func calendarDay(y, m, d string) (hub.Day, *hub.Error) {
	year, _ := strconv.Atoi(y)
	month, _ := strconv.Atoi(m)
	day, _ := strconv.Atoi(d)
	if year < 100 {
		year += 2000
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 {
		return "", hub.E(hub.CodeInvalid, "roster.no-such-month", month)
	}
	if t.Day() != day || int(t.Month()) != month {
		return "", hub.E(hub.CodeInvalid, "roster.no-such-day", year, month, day)
	}
	return hub.Day(t.Format(time.DateOnly)), nil
}
