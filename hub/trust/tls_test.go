package trust_test

import (
	"crypto/tls"
	"io"
	"net"
	"testing"

	"yizhan/hub"
	"yizhan/hub/trust"
)

// handshake connects two hubs over a pipe and says how each side saw it.
func handshake(t *testing.T, server, client *tls.Config) (key [32]byte, serverErr, clientErr error) {
	t.Helper()
	a, b := net.Pipe()
	defer a.Close()
	defer b.Close()
	done := make(chan error, 1)
	srv := tls.Server(a, server)
	go func() {
		err := srv.Handshake()
		if err == nil {
			key, _ = trust.PeerKey(srv.ConnectionState())
			_, err = srv.Write([]byte{1})
		} else {
			a.Close()
		}
		done <- err
	}()
	cl := tls.Client(b, client)
	clientErr = cl.Handshake()
	if clientErr == nil { // in TLS 1.3 the client learns of a refusal with its first read
		_, clientErr = io.ReadFull(cl, make([]byte, 1))
	} else {
		b.Close()
	}
	serverErr = <-done
	return key, serverErr, clientErr
}

// sides are the two configurations of a hub that believes its members, and learns
// whoever shows a good certificate.
func sides(t *testing.T, f *trust.Folder, cert []byte) (server, client *tls.Config) {
	t.Helper()
	server, client, err := trust.TLS(f.Identity(), cert, f.Members().Meet)
	if err != nil {
		t.Fatal(err)
	}
	return server, client
}

func TestConnectionNeedsAMemberAtBothEnds(t *testing.T) {
	c, elsewhere := found(t), found(t)
	a, b := enrol(t, c, station("柳沟驿站")), enrol(t, c, station("石坡驿站"))
	foreign, stranger := enrol(t, elsewhere, station("外县驿站")), open(t)
	server, _ := sides(t, c, own(t, c).Raw)
	stationServer, _ := sides(t, b, own(t, b).Raw)
	for _, tt := range []struct {
		name   string
		server *tls.Config
		who    *trust.Folder
		cert   []byte
		want   bool
	}{
		{"station calls county, never met before", server, a, own(t, a).Raw, true},
		{"again, known by its key alone", server, a, nil, true},
		{"station calls neighbour", stationServer, a, own(t, a).Raw, true},
		{"another county's station", server, foreign, own(t, foreign).Raw, false},
		{"a box that never enrolled", server, stranger, nil, false},
		{"a box that shows another's certificate", server, stranger, own(t, a).Raw, false},
	} {
		_, client := sides(t, tt.who, tt.cert)
		if !tt.want { // who means ill asks nobody's certificate
			var err error
			if _, client, err = trust.TLS(tt.who.Identity(), tt.cert, func([32]byte, []byte) error { return nil }); err != nil {
				t.Fatal(err)
			}
		}
		key, serverErr, clientErr := handshake(t, tt.server, client)
		if ok := serverErr == nil && clientErr == nil; ok != tt.want {
			t.Errorf("%s: server %v, client %v", tt.name, serverErr, clientErr)
		}
		if tt.want && key != tt.who.Identity().Key() {
			t.Errorf("%s: seen as %x", tt.name, key)
		}
	}
}

// A station must not talk to whoever answers at the county's address.
func TestStationRefusesAFalseCounty(t *testing.T) {
	a, impostor := enrol(t, found(t), station("柳沟驿站")), found(t)
	server, _, err := trust.TLS(impostor.Identity(), own(t, impostor).Raw, func([32]byte, []byte) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	_, client := sides(t, a, own(t, a).Raw)
	if _, _, clientErr := handshake(t, server, client); clientErr == nil {
		t.Error("connected")
	}
}

// A revoked box is shut out with the next connection.
func TestRevokedBoxIsShutOut(t *testing.T) {
	c := found(t)
	a, b := enrol(t, c, station("柳沟驿站")), enrol(t, c, station("石坡驿站"))
	server, _ := sides(t, b, own(t, b).Raw)
	_, client := sides(t, a, own(t, a).Raw)
	if _, _, err := handshake(t, server, client); err != nil {
		t.Fatal(err)
	}
	list, err := c.Revoke(trust.Revocation{Key: a.Identity().Key()}, today)
	if err != nil {
		t.Fatal(err)
	}
	if newer, err := b.ApplyList(list); err != nil || !newer {
		t.Fatal(newer, err)
	}
	if _, _, err := handshake(t, server, client); err == nil {
		t.Error("a revoked box was let in")
	}
}

func TestOlderProtocolsAreRefused(t *testing.T) {
	c := found(t)
	a := enrol(t, c, station("柳沟驿站"))
	server, _ := sides(t, c, own(t, c).Raw)
	_, client := sides(t, a, own(t, a).Raw)
	client.MinVersion, client.MaxVersion = tls.VersionTLS12, tls.VersionTLS12
	if _, _, err := handshake(t, server, client); err == nil {
		t.Error("spoke TLS 1.2")
	}
}

// The list travels from hub to hub as the county signed it.
func TestListIsPassedOn(t *testing.T) {
	c := found(t)
	a, b := enrol(t, c, station("柳沟驿站")), enrol(t, c, station("石坡驿站"))
	if _, err := a.List(trust.ListRevoked); hub.CodeOf(err) != hub.CodeNotFound || len(a.Lists()) != 0 {
		t.Errorf("a list before there is one: %v", err)
	}
	if _, err := c.Revoke(trust.Revocation{Key: [32]byte{5}}, today); err != nil {
		t.Fatal(err)
	}
	for _, way := range [][2]*trust.Folder{{c, a}, {a, b}} {
		raw, err := way[0].List(trust.ListRevoked)
		if err != nil {
			t.Fatal(err)
		}
		if err := way[1].TakeList(trust.ListRevoked, raw); err != nil {
			t.Fatal(err)
		}
	}
	if b.Lists()[trust.ListRevoked] != 1 {
		t.Errorf("lists at the end of the way: %v", b.Lists())
	}
	if err := b.TakeList("of a later release", []byte("?")); err != nil {
		t.Error(err)
	}
	if err := b.TakeList(trust.ListRevoked, []byte("?")); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Error(err)
	}
}
