package mesh

import (
	"net"
	"testing"

	"github.com/hashicorp/mdns"
)

// What somebody on the LAN answers is an address or nothing, and never many.
func TestDoorsOf(t *testing.T) {
	found := make(chan *mdns.ServiceEntry, 64)
	put := func(ip net.IP, port int) { found <- &mdns.ServiceEntry{AddrV4: ip, Port: port} }
	put(nil, 7000)
	put(net.IPv4(192, 168, 1, 9), 0)
	put(net.IPv4(192, 168, 1, 9), 7000)
	put(net.IPv4(192, 168, 1, 9), 7000)
	for i := range 40 {
		put(net.IPv4(192, 168, 2, byte(i)), 7000)
	}
	close(found)
	got := doorsOf(found)
	if len(got) != doorsMost || got[0] != "192.168.1.9:7000" || got[1] != "192.168.2.0:7000" {
		t.Errorf("%q", got)
	}
}
