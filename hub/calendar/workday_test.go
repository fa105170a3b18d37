package calendar_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

func TestWorkdays(t *testing.T) {
	known := calendar.HolidaysOf(calendar.Shipped()[2026]...)
	for _, c := range []struct {
		holidays calendar.Holidays
		from     hub.Day
		n        int
		want     hub.Day
	}{
		{calendar.Holidays{}, "2026-11-23", 0, "2026-11-23"},
		{calendar.Holidays{}, "2026-11-23", 3, "2026-11-26"},
		{calendar.Holidays{}, "2026-11-20", 1, "2026-11-23"},
		{calendar.Holidays{}, "2026-11-21", 5, "2026-11-27"},
		{known, "2026-09-30", 1, "2026-10-08"},
		{known, "2026-10-09", 1, "2026-10-10"},
		{known, "2026-10-10", 1, "2026-10-12"},
		{known, "2026-02-13", 2, "2026-02-24"}, // the 14th, a Saturday, is worked
		{known, "2027-09-30", 1, "2027-10-01"}, // of a year that nobody knows: sooner
		{known, "no day", 3, "no day"},
	} {
		if got := c.holidays.After(c.from, c.n); got != c.want {
			t.Errorf("%d working days after %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
}

// The year that ships, counted by hand: 33 days off, 6 worked for them; a year has 248
// working days by the paper, 261 without it.
func TestTheYearThatShips(t *testing.T) {
	all := calendar.Shipped()[2026]
	var names []string
	for _, f := range all {
		names = append(names, fmt.Sprint(f.Name, len(f.Off), len(f.Worked)))
	}
	if got := strings.Join(names, " "); got != "元旦3 1 春节9 2 清明节3 0 劳动节5 1 端午节3 0 中秋节3 0 国庆节7 2" {
		t.Error(got)
	}
	h, plain := calendar.HolidaysOf(all...), 0
	worked := 0
	for d := hub.Day("2026-01-01"); d <= "2026-12-31"; d = d.Add(1) {
		if h.Works(d) {
			worked++
		}
		if (calendar.Holidays{}).Works(d) {
			plain++
		}
	}
	if worked != 248 || plain != 261 || h.Off["2026-02-17"] != "春节" || h.Worked["2026-09-20"] != "国庆节" {
		t.Errorf("%d days are worked, %d without the paper", worked, plain)
	}
}

// Papers as they came in other years, and what is refused of them.
func TestReadNotice(t *testing.T) {
	for _, c := range []struct {
		year        int
		text        string
		off, worked string
		want        string // key of the error
	}{
		{2016, "一、元旦：1月1日放假，与周末连休。\n二、春节：2月7日至13日放假调休，共7天。2月6日（星期六）、2月14日（星期日）上班。", "2016-01-01 2016-02-07 2016-02-08 2016-02-09 2016-02-10 2016-02-11 2016-02-12 2016-02-13", "2016-02-06 2016-02-14", ""},
		{2019, "元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。", "2018-12-30 2018-12-31 2019-01-01", "2018-12-29", ""},
		{2027, "元旦：12月31日至1月2日放假。", "2027-12-31 2028-01-01 2028-01-02", "", ""},
		{2026, "各省、自治区：\n经国务院批准，现将2026年元旦、春节放假调休日期的安排通知如下。\n国庆节: 10月1日（周四）到7日（周三）放假，共7天\n国务院办公厅\n2025年11月4日", "2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07", "", ""},
		{2026, "三月三：4月 19日 — 21日 放假", "2026-04-19 2026-04-20 2026-04-21", "", ""},
		{2025, "国庆节：10月1日（周四）至7日放假。", "", "", "holidays.weekday"},
		{2026, "国庆节：10月1日至7日放假，共8天。", "", "", "holidays.sum"},
		{2026, "国庆节：10月1日至7日。", "", "", "holidays.what"},
		{2026, "国庆节：10月1日至7日", "", "", "holidays.what"},
		{2026, "国庆节：10月32日放假。", "", "", "holidays.day"},
		{2026, "国庆节：10月7日至1日放假。", "", "", "holidays.day"},
		{2026, "国庆节：3月1日至10月7日放假。", "", "", "holidays.day"},
		{2026, "国庆节：2024年10月1日放假。", "", "", "holidays.day"},
		{2026, "今年不放", "", "", "holidays.none"},
		{2026, "", "", "", "holidays.none"},
		{2026, strings.Repeat("国庆节：10月1日放假。\n", 1000), "", "", "holidays.none"},
	} {
		all, err := calendar.ReadNotice(c.year, c.text)
		if e, ok := err.(*hub.Error); c.want != "" || err != nil {
			if !ok || e.Key != c.want {
				t.Errorf("%s: %v, want %q", c.text, err, c.want)
			}
			continue
		}
		h := calendar.HolidaysOf(all...)
		if off, worked := days(h.Off), days(h.Worked); off != c.off || worked != c.worked {
			t.Errorf("%s: off %s, worked %s", c.text, off, worked)
		}
	}
}

func days(of map[hub.Day]string) string {
	var out []string
	for _, d := range slices.Sorted(maps.Keys(of)) {
		out = append(out, string(d))
	}
	return strings.Join(out, " ")
}

// What is written is read as it was.
func TestNoticesAreReadAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.Custom(func(t *rapid.T) hub.Day { return hub.Day("2026-01-01").Add(rapid.IntRange(-20, 380).Draw(t, "day")) })
		want := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) calendar.Festival {
			return calendar.Festival{Name: rapid.SampledFrom([]string{"", "元旦", "国庆节、中秋节", "三月三"}).Draw(t, "name"),
				Off: rapid.SliceOfN(day, 1, 9).Draw(t, "off"), Worked: rapid.SliceOfN(day, 1, 3).Draw(t, "worked")}
		}), 1, 8).Draw(t, "festivals")
		got, err := calendar.ReadNotice(2026, calendar.WriteNotice(2026, want))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v (%v)\nfrom %s", got, err, calendar.WriteNotice(2026, want))
		}
	})
}

func FuzzReadNotice(f *testing.F) {
	f.Add(2026, "国庆节：10月1日（周四）至7日（周三）放假调休，共7天。10月10日（周六）上班。")
	f.Add(2019, "元旦：2018年12月30日至2019年1月1日放假调休，共3天。")
	f.Add(9999, "12月31日至1月1日放假")
	f.Fuzz(func(t *testing.T, year int, text string) {
		all, err := calendar.ReadNotice(year, text)
		if err != nil {
			return
		}
		for _, x := range all {
			for _, d := range slices.Concat(x.Off, x.Worked) {
				if _, ok := d.Time(); !ok {
					t.Fatalf("%q is no day", d)
				}
			}
		}
	})
}
