package mesh

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"strconv"
	"time"

	"github.com/hashicorp/mdns"
)

// doorService is how enrolled hubs say on the LAN that a new box may ask them. It is
// one name for all townships: a new box belongs to none yet. Nothing is told but an
// address; what is asked and answered there proves itself.
const doorService = "_yzdoor._tcp"

// ShowDoor answers multicast DNS for the address at which new boxes may ask, until
// ctx ends. A LAN without multicast is no error: there are other ways in.
func ShowDoor(ctx context.Context, name, addr string) error {
	host, port, err := splitAddr(addr)
	if err != nil {
		return err
	}
	ips := localAddrs()
	if ip := net.ParseIP(host); ip != nil && !ip.IsUnspecified() {
		ips = []net.IP{ip}
	}
	zone, err := mdns.NewMDNSService(name, doorService, "", name+".local.", port, ips, nil)
	if err != nil {
		return fmt.Errorf("mesh: door: %w", err)
	}
	server, err := mdns.NewServer(&mdns.Config{Zone: zone, Logger: log.New(io.Discard, "", 0)})
	if err != nil {
		return fmt.Errorf("mesh: door: %w", err)
	}
	<-ctx.Done()
	return server.Shutdown()
}

// doorsMost bounds how many neighbours a new box asks: they are of one LAN.
const doorsMost = 8

// FindDoors asks the LAN for hubs that a new box may ask: their addresses, each once.
func FindDoors(ctx context.Context) []string {
	found := make(chan *mdns.ServiceEntry, 64)
	err := mdns.QueryContext(ctx, &mdns.QueryParam{
		Service: doorService, Timeout: 2 * time.Second, Entries: found, DisableIPv6: true, Logger: log.New(io.Discard, "", 0),
	})
	close(found)
	if err != nil {
		return nil // no multicast here
	}
	return doorsOf(found)
}

func doorsOf(found <-chan *mdns.ServiceEntry) (addrs []string) {
	seen := map[string]bool{}
	for e := range found {
		if e.AddrV4 == nil || e.Port <= 0 || len(addrs) == doorsMost {
			continue
		}
		addr := net.JoinHostPort(e.AddrV4.String(), strconv.Itoa(e.Port))
		if !seen[addr] {
			seen[addr] = true
			addrs = append(addrs, addr)
		}
	}
	return addrs
}
