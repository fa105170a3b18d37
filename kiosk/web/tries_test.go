package web

import (
	"fmt"
	"testing"
	"time"
)

// A phone that tries card after card is stopped, and after a while may again; another is
// not kept from it. However many addresses there are, few are remembered.
func TestTriesAreCounted(t *testing.T) {
	const burst, every = 10, 6 * time.Second
	d := NewTries(burst, every)
	const phone, other = "192.168.8.20:5001", "192.168.8.21:5001"
	for n := range burst {
		if !d.Count(phone, 0) {
			t.Fatalf("stopped at card %d", n+1)
		}
	}
	if d.Count("192.168.8.20:7777", 0) {
		t.Error("another port is another phone")
	}
	if !d.Count(other, 0) {
		t.Error("another phone is kept from its card")
	}
	if d.Count(phone, every/2) || !d.Count(phone, every) || d.Count(phone, every) {
		t.Error("one more each time is not what it is")
	}
	if !d.Count("[fd00::1]:1", 0) {
		t.Fatal("stopped at once")
	}
	for range burst - 1 {
		d.Count("[fd00::2]:1", 0)
	}
	if d.Count("[fd00::3%wlan0]:1", 0) {
		t.Error("a phone walks through the addresses of its network")
	}
	for n := range 4 * remembered {
		if !d.Count(fmt.Sprintf("10.0.%d.%d:1", n/250, n%250), time.Minute+time.Duration(n)) {
			t.Fatal("a new phone is stopped")
		}
	}
	if len(d.tried) != remembered {
		t.Errorf("%d addresses remembered, want %d", len(d.tried), remembered)
	}
}
