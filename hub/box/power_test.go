package box

import (
	"strings"
	"testing"
	"testing/fstest"

	"yizhan/kiosk/station"
)

func TestPower(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, files string
		want        station.Power
	}{
		{"nothing is known", "", station.Power{Percent: -1}},
		{"a box that is plugged in", "AC/type=Mains AC/online=1", station.Power{Plugged: true, Percent: -1}},
		{"a laptop that is plugged in", "AC/type=Mains AC/online=1 BAT0/type=Battery BAT0/status=Charging BAT0/capacity=63", station.Power{Plugged: true, Battery: true, Percent: 63}},
		{"a laptop that is not", "AC/type=Mains AC/online=0 BAT0/type=Battery BAT0/status=Discharging BAT0/capacity=80", station.Power{Battery: true, Percent: 80}},
		{"one that says how much it gives", "AC/type=Mains AC/online=0 B/type=Battery B/status=Discharging B/capacity=80 B/energy_now=40000000 B/power_now=10000000", station.Power{Battery: true, Percent: 80, Minutes: 240}},
		{"one that counts it below zero", "B/type=Battery B/status=Discharging B/capacity=40 B/charge_now=2000000 B/current_now=-1500000", station.Power{Battery: true, Percent: 40, Minutes: 80}},
		{"one that is charged", "B/type=Battery B/status=Charging B/capacity=40 B/charge_now=2000000 B/current_now=1500000", station.Power{Plugged: true, Battery: true, Percent: 40}},
		{"full, by a battery that alone tells", "BAT0/type=Battery BAT0/status=Full BAT0/capacity=100", station.Power{Plugged: true, Battery: true, Percent: 100}},
		{"fed by USB", "ucsi/type=USB ucsi/online=1 BAT0/type=Battery BAT0/status=Discharging BAT0/capacity=9", station.Power{Plugged: true, Battery: true, Percent: 9}},
		{"two batteries", "A/type=Battery A/capacity=20 B/type=Battery B/capacity=40", station.Power{Battery: true, Percent: 30}},
		{"one that was taken out", "A/type=Battery A/capacity=20 B/type=Battery B/capacity=0 B/present=0", station.Power{Battery: true, Percent: 20}},
		{"a battery that does not say how much", "A/type=Battery A/status=Discharging A/capacity=", station.Power{Battery: true, Percent: -1}},
		{"a mouse", "hid/type=Battery hid/scope=Device hid/capacity=5 hid/status=Discharging", station.Power{Percent: -1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := fstest.MapFS{}
			for _, one := range strings.Fields(c.files) {
				path, word, _ := strings.Cut(one, "=")
				folder[path] = &fstest.MapFile{Data: []byte(word + "\n")}
			}
			if got := powerIn(folder); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}
