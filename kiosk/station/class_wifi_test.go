package station_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"yizhan/kiosk/page"
	"yizhan/kiosk/station"
)

// air is a Wi-Fi as it is written down.
type air struct{ name, password string }

func (a *air) WiFi(context.Context) (string, string, error) { return a.name, a.password, nil }
func (a *air) SetWiFi(_ context.Context, name, password string) error {
	a.name, a.password = name, password
	return nil
}

// The Wi-Fi of families' phones is written down by keys, letters of both sizes and marks
// among them; then its picture stands before the class's. What is no password is said.
func TestWiFiIsWrittenDown(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	a := &air{}
	b.station.WiFi, b.station.Phones = a, &station.Phones{Name: "yizhan.internal", At: func() []string { return []string{"192.168.8.1:80"} }}
	at := b.planned() + "/wifi"
	s := b.screen.get(at[:len(at)-5]+"/code").shows("192.168.8.1", "站里的无线网").lacks("先连无线网")
	s.get(at)
	for _, k := range []struct {
		name, password, field, size, what, value string
		want                                     string
	}{
		{"y", "", "name", "small", "key", "z", `value="yz"`},
		{"y", "", "name", "small", "as", "marks", `value="@"`},
		{"y", "", "name", "marks", "as", "large", `value="Q"`},
		{"yz ", "", "name", "large", "key", "K", `value="yz K"`},
		{"y", "", "name", "small", "del", "1", `name="name" value=""`},
		{"yz", "1234", "password", "large", "as", "small", `value="q"`},
		{"yz", "1234", "password", "small", "key", "w", `value="1234w"`},
	} {
		s.tap(at, "name", k.name, "password", k.password, "field", k.field, "size", k.size, k.what, k.value)
		if !strings.Contains(s.page, k.want) {
			t.Errorf("%+v: it is not there", k)
		}
	}
	s.tap(at, "name", "yz", "password", "1234w", "go", "next").shows("8 到 63")
	if s.code != http.StatusUnprocessableEntity || a.name != "" {
		t.Errorf("a password that is none: %d, kept %+v", s.code, a)
	}
	s.tap(at, "name", "", "password", "", "go", "next").shows("无线网叫什么")
	s.tap(at, "name", "yz", "password", `a;b:"c\d`, "go", "next").shows("先连无线网", "再扫这张")
	if *a != (air{"yz", `a;b:"c\d`}) {
		t.Errorf("kept is %+v", a)
	}
	if got, want := page.WiFiText(a.name, a.password), `WIFI:T:WPA;S:yz;P:a\;b\:\"c\\d;;`; got != want {
		t.Errorf("a camera reads %s, want %s", got, want)
	}
	if got := page.WiFiText("yz", ""); got != "WIFI:T:nopass;S:yz;;" {
		t.Errorf("of an open one a camera reads %s", got)
	}
	s.get(at).shows("不用了").tap(at, "go", "forget").lacks("先连无线网")
	if a.name != "" {
		t.Error("it is not forgotten")
	}
}
