package desk_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// A picture that is turned a little, of any size, in any county: both pins lie where they
// were put, north is above, and what lies between them in the world does so in the picture.
func TestABaseMapFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Float64Range(0.05, 0.95)
		lat, lon := rapid.Float64Range(18, 53).Draw(t, "lat"), rapid.Float64Range(74, 134).Draw(t, "lon")
		wide := rapid.Float64Range(0.1, 2).Draw(t, "degrees of latitude across")
		turn := rapid.Float64Range(-10, 10).Draw(t, "turned") * math.Pi / 180
		m := desk.BaseMap{Wide: rapid.IntRange(400, 4000).Draw(t, "wide"), High: rapid.IntRange(400, 4000).Draw(t, "high")}
		high := float64(m.High) / float64(m.Wide)
		pin := func(x, y float64) desk.Pin { // what stands there, worked out the other way round
			dx, dy := (x-0.5)*wide, (y-0.5)*high*wide
			east, south := dx*math.Cos(-turn)-dy*math.Sin(-turn), dx*math.Sin(-turn)+dy*math.Cos(-turn)
			return desk.Pin{X: x, Y: y, Lat: lat - south, Lon: lon + east/math.Cos(lat*math.Pi/180)}
		}
		a, b, c := pin(share.Draw(t, "ax"), share.Draw(t, "ay")), pin(share.Draw(t, "bx"), share.Draw(t, "by")), pin(share.Draw(t, "cx"), share.Draw(t, "cy"))
		m.Pins = []desk.Pin{a, b}
		f, err := m.Fit()
		if err != nil {
			if math.Hypot(a.X-b.X, (a.Y-b.Y)*high) > 0.3 && wide > 0.3 && hub.CodeOf(err) == hub.CodeInvalid && math.Abs(turn) < 0.1 {
				t.Fatalf("refused: %v", err)
			}
			return
		}
		for _, p := range m.Pins {
			if x, y, in := f.At(p.Lat, p.Lon); math.Abs(x-p.X) > 1e-9 || math.Abs(y-p.Y) > 1e-9 || !in {
				t.Fatalf("a pin at %f %f lies at %f %f", p.X, p.Y, x, y)
			}
		}
		// A degree of longitude is shorter at the upper edge than at the lower one: two degrees
		// across are the most that a county has, and a twentieth of the picture is let pass.
		if x, y, _ := f.At(c.Lat, c.Lon); math.Hypot(x-c.X, y-c.Y) > 0.05+0.2*wide {
			t.Fatalf("%f %f lies at %f %f, %f across at %f", c.X, c.Y, x, y, wide, lat)
		}
		_, up, _ := f.At(c.Lat+0.01, c.Lon)
		if _, down, _ := f.At(c.Lat, c.Lon); up >= down {
			t.Fatal("north is below")
		}
	})
}

// What does not fit is refused, in words.
func TestABaseMapThatDoesNotFit(t *testing.T) {
	west, east := desk.Pin{X: 0.1, Y: 0.5, Lat: 36, Lon: 113}, desk.Pin{X: 0.9, Y: 0.5, Lat: 36, Lon: 113.5}
	for name, c := range map[string]struct {
		pins []desk.Pin
		key  string
	}{
		"they fit":               {[]desk.Pin{west, east}, ""},
		"swapped":                {[]desk.Pin{{X: 0.9, Y: 0.5, Lat: 36, Lon: 113}, {X: 0.1, Y: 0.5, Lat: 36, Lon: 113.5}}, "map.turned"},
		"on its side":            {[]desk.Pin{west, {X: 0.1, Y: 0.9, Lat: 36, Lon: 113.5}}, "map.turned"},
		"side by side":           {[]desk.Pin{west, {X: 0.15, Y: 0.5, Lat: 36, Lon: 113.5}}, "map.near"},
		"one place of the world": {[]desk.Pin{west, {X: 0.9, Y: 0.5, Lat: 36, Lon: 113.001}}, "map.near"},
		"one pin":                {[]desk.Pin{west}, "map.pins"},
	} {
		_, err := desk.BaseMap{Wide: 1600, High: 1200, Pins: c.pins}.Fit()
		key := ""
		if e, ok := err.(*hub.Error); ok {
			key = e.Key
		}
		if key != c.key {
			t.Errorf("%s: %v, want %q", name, err, c.key)
		}
	}
}

// Numbers of approval as they are printed, and what is none.
func TestNumbersOfApproval(t *testing.T) {
	for number, want := range map[string]bool{
		"GS(2024)1234号": true, "GS（2019）1822号": true, "GS京(2023)0456号": true, "晋S(2024)012号": true, "晋S〔2024〕12号": true, " 晋S (2024) 012号 ": true,
		"": false, "GS2024": false, "没有": false, "S(2024)12号": false, "GS(24)1号": false, "GS(2024)号": false,
	} {
		if err := (desk.BaseMap{Number: number, Source: "自然资源局"}).Check(); (err == nil) != want {
			t.Errorf("%q: %v", number, err)
		}
	}
	if (desk.BaseMap{Number: "晋S(2024)012号"}).Check() == nil {
		t.Error("from nowhere")
	}
}
