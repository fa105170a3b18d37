package public

import (
	"fmt"
	"testing"
	"time"
)

// A phone that tries card after card is stopped, and after a while may again; another is
// not kept from it. However many addresses there are, few are remembered.
func TestDoorCounts(t *testing.T) {
	d := door{burst: burst, every: every}
	const phone, other = "192.168.8.20:5001", "192.168.8.21:5001"
	for n := range burst {
		if !d.count(phone, 0) {
			t.Fatalf("stopped at card %d", n+1)
		}
	}
	if d.count("192.168.8.20:7777", 0) {
		t.Error("another port is another phone")
	}
	if !d.count(other, 0) {
		t.Error("another phone is kept from its card")
	}
	if d.count(phone, every/2) || !d.count(phone, every) || d.count(phone, every) {
		t.Error("one more each time is not what it is")
	}
	if !d.count("[fd00::1]:1", 0) {
		t.Fatal("stopped at once")
	}
	for range burst - 1 {
		d.count("[fd00::2]:1", 0)
	}
	if d.count("[fd00::3%wlan0]:1", 0) {
		t.Error("a phone walks through the addresses of its network")
	}
	for n := range 4 * addresses {
		if !d.count(fmt.Sprintf("10.0.%d.%d:1", n/250, n%250), time.Minute+time.Duration(n)) {
			t.Fatal("a new phone is stopped")
		}
	}
	if len(d.tried) != addresses {
		t.Errorf("%d addresses remembered, want %d", len(d.tried), addresses)
	}
}

func TestTelephone(t *testing.T) {
	for text, want := range map[string]string{"0355-600 1218": "03556001218", "（0355）6001218": "03556001218", "": "", "没有": "", "-": "", "1380355;ext=1": ""} {
		if tel, _ := telephone(text); tel != want {
			t.Errorf("%q is dialled as %q, want %q", text, tel, want)
		}
	}
}
