package mesh

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log"
	"net"
	"strconv"
	"time"

	"github.com/hashicorp/mdns"
)

const mdnsEvery = time.Minute

// mdnsService is the township's name on the LAN: a hash, because the LAN need not
// know which township this is. Who answers still has to show a certificate.
func (m *Mesh) mdnsService() string {
	sum := sha256.Sum256([]byte("yizhan/mdns/1\x00" + string(m.cfg.Lane)))
	return "_yz" + hex.EncodeToString(sum[:4]) + "._tcp"
}

// discover answers to and asks for neighbours by multicast DNS until ctx ends. A
// LAN without multicast costs nothing but a line in the log: the table, --join
// and adverts of others find the neighbours then.
func (m *Mesh) discover(ctx context.Context) {
	host, port, err := splitAddr(m.cfg.Bind)
	if err != nil {
		return // Serf could not have started
	}
	quiet := log.New(io.Discard, "", 0)
	var ips []net.IP
	if ip := net.ParseIP(host); ip != nil && !ip.IsUnspecified() {
		ips = []net.IP{ip}
	} else {
		ips = localAddrs()
	}
	zone, err := mdns.NewMDNSService(nodeName(m.cfg.Self), m.mdnsService(), "", nodeName(m.cfg.Self)+".local.", port, ips, nil)
	if err != nil {
		m.log.Info("mesh: mdns", "err", err)
		return
	}
	server, err := mdns.NewServer(&mdns.Config{Zone: zone, Logger: quiet})
	if err != nil {
		m.log.Info("mesh: mdns", "err", err)
		return
	}
	defer server.Shutdown()
	for {
		found := make(chan *mdns.ServiceEntry, 64)
		err := mdns.QueryContext(ctx, &mdns.QueryParam{
			Service: m.mdnsService(), Timeout: 2 * time.Second, Entries: found, DisableIPv6: true, Logger: quiet,
		})
		close(found)
		if err != nil {
			m.log.Debug("mesh: mdns", "err", err)
		}
		here := map[string]bool{m.cfg.Bind: true}
		for _, l := range m.live() {
			here[l.addr] = true
		}
		if addrs := strangers(found, here); len(addrs) > 0 {
			if _, err := m.serf.Join(addrs, true); err != nil {
				m.log.Debug("mesh: join", "err", err)
			}
		}
		if !pause(ctx, mdnsEvery) {
			return
		}
	}
}

// strangers are the gossip addresses of those found who are not here yet, each once.
func strangers(found <-chan *mdns.ServiceEntry, here map[string]bool) (addrs []string) {
	for e := range found {
		if e.AddrV4 == nil || e.Port == 0 {
			continue
		}
		addr := net.JoinHostPort(e.AddrV4.String(), strconv.Itoa(e.Port))
		if !here[addr] {
			here[addr] = true
			addrs = append(addrs, addr)
		}
	}
	return addrs
}

func localAddrs() (ips []net.IP) {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLoopback() {
			ips = append(ips, n.IP)
		}
	}
	return ips
}
