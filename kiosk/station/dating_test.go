package station

import (
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// posted is a form as a browser sends it.
func posted(t interface{ Fatal(...any) }, fields url.Values) web.Form {
	r := httptest.NewRequest("POST", "/", strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	f, err := web.ParseForm(r)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func press(t interface{ Fatal(...any) }, d *dating, name, value string) {
	fields := url.Values{}
	fields.Add(name, value) // the pressed one comes first
	calendar := "solar"
	if d.Lunar {
		calendar = "lunar"
	}
	for _, kept := range [][2]string{{"year", d.Year}, {"month", d.Month}, {"day", d.Day}, {"calendar", calendar}} {
		fields.Add(kept[0], kept[1])
	}
	d.take(posted(t, fields))
}

func onTiles(tiles []page.Choice, value string) bool {
	for _, c := range tiles {
		if c.Value == value {
			return !c.Off
		}
	}
	return false
}

// Every day of the span is reached by tiles that can be pressed, in either calendar, and
// is read back as it is.
func TestEveryDayIsReachedByTiles(t *testing.T) {
	of := span{"2023-01-01", "2026-11-23"}
	rapid.Check(t, func(t *rapid.T) {
		want := of.first.Add(rapid.IntRange(30, 1400).Draw(t, "day"))
		d := dating{Lunar: rapid.Bool().Draw(t, "lunar")}
		at := datingOf(want)
		if l, ok := calendar.LunarOf(want); d.Lunar && ok {
			at.Year, at.Month, at.Day = strconv.Itoa(l.Year), strconv.Itoa(l.Month), strconv.Itoa(l.Day)
			if l.Leap {
				at.Month += leapMark
			}
		}
		press(t, &d, "year", at.Year)
		p := d.tiles(of)
		if !onTiles(p.Years, at.Year) || !onTiles(p.Months, at.Month) && (p.Leap == nil || p.Leap.Value != at.Month) {
			t.Fatalf("%s: no tile for %s %s", want, at.Year, at.Month)
		}
		press(t, &d, "month", at.Month)
		if !onTiles(d.tiles(of).Days, at.Day) {
			t.Fatalf("%s: no tile for the day %s", want, at.Day)
		}
		press(t, &d, "day", at.Day)
		if got, _, ok := d.day(); !ok || got != want || d.tiles(of).Said == "" {
			t.Fatalf("%s was tapped, %s understood", want, got)
		}
	})
}

// Days beyond the span are there and cannot be pressed.
func TestDaysBeyondTheSpanAreShut(t *testing.T) {
	d := dating{Year: "2026", Month: "11"}
	p := d.tiles(span{"2025-06-10", "2026-11-23"})
	if onTiles(p.Days, "24") || !onTiles(p.Days, "23") || onTiles(p.Months, "12") || !onTiles(p.Months, "11") {
		t.Errorf("%+v %+v", p.Days, p.Months)
	}
	d = dating{Year: "2025", Month: "6"}
	if p := d.tiles(span{"2025-06-10", "2026-11-23"}); onTiles(p.Days, "9") || !onTiles(p.Days, "10") || onTiles(p.Months, "5") {
		t.Errorf("%+v %+v", p.Days, p.Months)
	}
}

// More years than a row holds are turned over, and each of them is reached.
func TestYearsAreTurnedOver(t *testing.T) {
	of := span{"2026-01-01", "2046-12-31"}
	seen := map[string]bool{}
	d := datingOf("2030-05-05")
	for i := 0; ; i++ {
		p := d.tiles(of)
		places := len(p.Years)
		for _, y := range p.Years {
			seen[y.Value] = true
		}
		if p.Before != nil {
			places++
		}
		if p.After != nil {
			places++
		}
		if places != yearsShown {
			t.Fatalf("%d places: %+v", places, p)
		}
		if i < 10 && p.Before != nil {
			d.Years = number(p.Before.Value)
		} else if p.After != nil {
			d.Years = number(p.After.Value)
		} else {
			break
		}
	}
	if len(seen) != 21 {
		t.Errorf("%d years were shown, want 21", len(seen))
	}
}

// A leap month is left when the year does not have it.
func TestALeapMonthNeedsItsYear(t *testing.T) {
	d := dating{Lunar: true, Year: "2025", Day: "3"}
	press(t, &d, "month", "6L")
	if day, said, ok := d.day(); !ok || day != "2025-07-27" || !strings.Contains(said, "闰六月") {
		t.Errorf("%s %s", day, said)
	}
	press(t, &d, "year", "2024")
	if d.Month != "6" {
		t.Errorf("2024 has %s", d.Month)
	}
}

func TestFarOff(t *testing.T) {
	for day, want := range map[hub.Day]string{"2026-11-23": "星期一，今天", "2026-11-14": "星期六，9 天前", "2026-12-07": "星期一，还有 14 天"} {
		if got := farOff(day, "2026-11-23"); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
}

func TestTimesAfterTheLastAreShut(t *testing.T) {
	said := timing{Hour: "9"}
	p := said.tiles(9*60 + 20)
	if !onTiles(p.Hours, "9") || onTiles(p.Hours, "10") || !onTiles(p.Minutes, "20") || onTiles(p.Minutes, "25") || p.Said != "" {
		t.Errorf("%+v", p)
	}
	for text, ok := range map[[2]string]bool{{"9", "5"}: true, {"23", "55"}: true, {"24", "0"}: false, {"9", "60"}: false, {"", "5"}: false} {
		if _, got := (timing{text[0], text[1]}).minute(); got != ok {
			t.Errorf("%v: %v", text, got)
		}
	}
}
