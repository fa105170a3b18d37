package box

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/demo"
	"yizhan/hub/desk"
	"yizhan/hub/report"
)

// Who wants to see the county first makes one up with a command, logs in with what it
// says, and finds stations, cases and figures; the second start finds all of it as it was.
func TestDemoCounty(t *testing.T) {
	if testing.Short() {
		t.Skip("not in -short: it lives through twelve weeks")
	}
	cfg := Config{Data: t.TempDir()}
	at, err := OpenDemo(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Open(t.Context(), Config{Data: at, AtCounty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	if _, err := b.office.Gate.Login(t.Context(), demo.Officer, demo.Password, ""); err != nil {
		t.Error(err)
	}
	stations, err := b.desk.Stations(t.Context())
	if err != nil || len(stations) != len(demo.Places) {
		t.Errorf("%d stations, %v", len(stations), err)
	}
	if name, _ := b.places().Name(demo.Township); name != demo.TownshipName {
		t.Errorf("its lists of places call the township %q", name)
	}
	county := hub.Actor{Role: hub.RoleCounty, Lane: hub.LaneCounty}
	open, err := b.desk.Cases(t.Context(), county, desk.CaseFilter{Sees: func(hub.Lane) bool { return true }, Most: 10})
	if err != nil || open.Open != 3 {
		t.Errorf("%d cases are open, %v", open.Open, err)
	}
	figures, err := b.Figures(t.Context(), report.Ask{Day: b.desk.Today(), IDs: []string{"D1"}})
	if err != nil || len(figures) == 0 || figures[0].Value == nil {
		t.Errorf("%+v, %v", figures, err)
	}
	again, err := OpenDemo(t.Context(), cfg) // while the county is open
	if again != at || err != nil {
		t.Errorf("again it is %q, %v", again, err)
	}
}
