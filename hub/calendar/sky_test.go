package calendar_test

import (
	"math"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

// TestTableAgainstTheSky computes the calendar of every year anew from the moon
// and the sun, by the rules of GB/T 33661-2017 — months begin on the day of the new
// moon in Beijing; the eleventh holds the winter solstice; of thirteen months
// between two solstices the first without a major solar term is leap — and
// compares month by month. Three years differ, each for a reason of its own.
func TestTableAgainstTheSky(t *testing.T) {
	differs := map[int]bool{
		1906: true, // the almanac of the time began the fourth month a day after the sky
		1917: true, // 谷雨 falls 3 minutes after midnight: finer than this test's sun
		2057: true, // the new moon of 28–29 September falls within 3 s of midnight at ΔT 109 s, a guess
	}
	moons := newMoonDays(1898, 2101)
	compared := 0
	for year := 1900; year <= 2100; year++ {
		sky := skyYear(moons, year)
		same := len(sky) == len(calendar.Months(year))
		for i, m := range calendar.Months(year) {
			first, _ := calendar.Lunar{Year: year, Month: m.Month, Day: 1, Leap: m.Leap}.Solar()
			same = same && i < len(sky) && sky[i] == skyMonth{m.Month, m.Leap, dayNumber(first)}
		}
		if same == differs[year] {
			t.Errorf("%d: table and sky agree: %v; sky %v", year, same, sky)
		}
		compared++
	}
	if compared != 201 {
		t.Errorf("%d years compared", compared)
	}
}

type skyMonth struct {
	month int
	leap  bool
	first int // day number, days since 1970-01-01
}

// skyYear lists the months of a lunar year: 正月 to 十月 from the solstice year that
// ends in it, 冬月 and 腊月 from the one that begins.
func skyYear(moons []int, year int) []skyMonth {
	var out []skyMonth
	for _, m := range solsticeYear(moons, year-1) {
		if m.month < 11 {
			out = append(out, m)
		}
	}
	for _, m := range solsticeYear(moons, year) {
		if m.month >= 11 {
			out = append(out, m)
		}
	}
	return out
}

// solsticeYear numbers the months from the one that holds the winter solstice of
// year to the one before the next.
func solsticeYear(moons []int, year int) []skyMonth {
	from, to := lastAtOrBefore(moons, solstice(year)), lastAtOrBefore(moons, solstice(year+1))
	long := to-from == 13
	var out []skyMonth
	month := 10
	for i := from; i < to; i++ {
		leap := long && i > from && majorTerm(moons[i]) == majorTerm(moons[i+1])
		if leap {
			long = false
		} else {
			month = month%12 + 1
		}
		out = append(out, skyMonth{month, leap, moons[i]})
	}
	return out
}

func lastAtOrBefore(moons []int, day int) int {
	i := 0
	for i+1 < len(moons) && moons[i+1] <= day {
		i++
	}
	return i
}

// majorTerm counts the 30° steps the sun has taken by a day's first moment in Beijing.
func majorTerm(day int) int { return int(sunLongitude(beijingMidnight(day)) / 30) }

// solstice is the day on which the sun reaches 270°.
func solstice(year int) int {
	day := dayNumber(hub.DayOf(time.Date(year, 12, 15, 12, 0, 0, 0, hub.China)))
	for sunLongitude(beijingMidnight(day+1)) < 270 {
		day++
	}
	return day
}

func dayNumber(d hub.Day) int {
	t, _ := time.Parse(time.DateOnly, string(d))
	return int(t.Unix() / 86400)
}

// beijingOffset is UTC+8, before 1929 Beijing's mean sun time, in days.
func beijingOffset(day float64) float64 {
	if day < -14975 { // 1929-01-01
		return (7 + 45.0/60 + 40.0/3600) / 24
	}
	return 8.0 / 24
}

// beijingMidnight is the Julian ephemeris day of a day's first moment in Beijing.
func beijingMidnight(day int) float64 {
	jd := float64(day) + 2440587.5 - beijingOffset(float64(day))
	return jd + deltaT(jd)
}

// deltaT is TT − UT in days, Espenak and Meeus' polynomials of 2006, thinned; the
// future is their guess.
func deltaT(jd float64) float64 {
	y := 2000 + (jd-2451545)/365.25
	var s float64
	switch {
	case y < 1920:
		u := y - 1900
		s = -2.79 + u*(1.494119+u*(-0.0598939+u*(0.0061966-u*0.000197)))
	case y < 1941:
		u := y - 1920
		s = 21.20 + u*(0.84493+u*(-0.076100+u*0.0020936))
	case y < 1961:
		u := y - 1950
		s = 29.07 + u*(0.407+u*(-1/233.0+u/2547))
	case y < 1986:
		u := y - 1975
		s = 45.45 + u*(1.067+u*(-1/260.0-u/718))
	case y < 2005:
		u := y - 2000
		s = 63.86 + u*(0.3345+u*(-0.060374+u*(0.0017275+u*0.000651814)))
	case y < 2050:
		u := y - 2000
		s = 62.92 + u*(0.32217+u*0.005589)
	default:
		u := (y - 1820) / 100
		s = -20 + 32*u*u - 0.5628*(2150-y)
	}
	return s / 86400
}

func sin(deg float64) float64 { return math.Sin(deg * math.Pi / 180) }

// sunLongitude is the sun's apparent longitude in degrees, to about 0.002° (Meeus,
// Astronomical Formulae for Calculators, chapter 18, with the planets' terms).
func sunLongitude(jde float64) float64 {
	t := (jde - 2415020) / 36525
	l := 279.69668 + t*(36000.76892+t*0.0003025)
	m := 358.47583 + t*(35999.04975-t*(0.000150+t*0.0000033))
	c := (1.919460-t*(0.004789+t*0.000014))*sin(m) + (0.020094-0.0001*t)*sin(2*m) + 0.000293*sin(3*m)
	planets := 0.00134*sin(153.23+22518.7541*t+90) + 0.00154*sin(216.57+45037.5082*t+90) +
		0.00200*sin(312.69+32964.3577*t+90) + 0.00179*sin(350.74+445267.1142*t-0.00144*t*t) +
		0.00178*sin(231.19+20.20*t)
	lon := l + c + planets - 0.00569 - 0.00479*sin(259.18-1934.142*t)
	return math.Mod(math.Mod(lon, 360)+360, 360)
}

// newMoonDays lists the days in Beijing on which new moons fall.
func newMoonDays(from, to int) []int {
	var days []int
	for k := math.Floor(float64(from-2000) * 12.3685); k < float64(to+1-2000)*12.3685+2; k++ {
		jde := newMoon(k)
		day := jde - deltaT(jde) - 2440587.5
		days = append(days, int(math.Floor(day+beijingOffset(day))))
	}
	return days
}

// newMoon is the k-th new moon after 2000-01-06 as a Julian ephemeris day, to some
// seconds (Meeus, chapter 49, terms of 0.00017 days and more, and the planets').
func newMoon(k float64) float64 {
	t := k / 1236.85
	e := 1 - t*(0.002516+0.0000074*t)
	m := 2.5534 + 29.10535670*k - t*t*(0.0000014+0.00000011*t)
	mm := 201.5643 + 385.81693528*k + t*t*(0.0107582+t*(0.00001238-t*0.000000058))
	f := 160.7108 + 390.67050284*k - t*t*(0.0016118+t*(0.00000227-t*0.000000011))
	o := 124.7746 - 1.56375588*k + t*t*(0.0020672+0.00000215*t)
	jde := 2451550.09766 + 29.530588861*k + t*t*(0.00015437-t*(0.000000150-t*0.00000000073))
	for _, c := range []struct{ size, m, mm, f, o, e float64 }{
		{-0.40720, 0, 1, 0, 0, 0}, {0.17241, 1, 0, 0, 0, 1}, {0.01608, 0, 2, 0, 0, 0},
		{0.01039, 0, 0, 2, 0, 0}, {0.00739, -1, 1, 0, 0, 1}, {-0.00514, 1, 1, 0, 0, 1},
		{0.00208, 2, 0, 0, 0, 2}, {-0.00111, 0, 1, -2, 0, 0}, {-0.00057, 0, 1, 2, 0, 0},
		{0.00056, 1, 2, 0, 0, 1}, {-0.00042, 0, 3, 0, 0, 0}, {0.00042, 1, 0, 2, 0, 1},
		{0.00038, 1, 0, -2, 0, 1}, {-0.00024, -1, 2, 0, 0, 1}, {-0.00017, 0, 0, 0, 1, 0},
		{-0.00007, 2, 1, 0, 0, 0}, {0.00004, 0, 2, -2, 0, 0}, {0.00004, 3, 0, 0, 0, 0},
		{0.00003, 1, 1, -2, 0, 0}, {0.00003, 0, 2, 2, 0, 0}, {-0.00003, 1, 1, 2, 0, 0},
		{0.00003, -1, 1, 2, 0, 0}, {-0.00002, -1, 1, -2, 0, 0}, {-0.00002, 1, 3, 0, 0, 0},
		{0.00002, 0, 4, 0, 0, 0},
	} {
		jde += c.size * math.Pow(e, c.e) * sin(c.m*m+c.mm*mm+c.f*f+c.o*o)
	}
	for _, p := range []struct{ size, at, step float64 }{
		{325e-6, 299.77, 0.107408}, {165e-6, 251.88, 0.016321}, {164e-6, 251.83, 26.651886},
		{126e-6, 349.42, 36.412478}, {110e-6, 84.66, 18.206239}, {62e-6, 141.74, 53.303771},
		{60e-6, 207.14, 2.453732}, {56e-6, 154.84, 7.306860}, {47e-6, 34.52, 27.261239},
		{42e-6, 207.19, 0.121824}, {40e-6, 291.34, 1.844379}, {37e-6, 161.72, 24.198154},
		{35e-6, 239.56, 25.513099}, {23e-6, 331.55, 3.592518},
	} {
		at := p.at + p.step*k
		if p.step == 0.107408 {
			at -= 0.009173 * t * t
		}
		jde += p.size * sin(at)
	}
	return jde
}
