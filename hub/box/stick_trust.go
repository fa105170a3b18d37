package box

import (
	"yizhan/hub"
	"yizhan/hub/trust"
	"yizhan/mesh/bundle"
)

// stickTrust is trust as mesh/bundle wants it.
type stickTrust struct{ syncTrust }

func (t stickTrust) CountyKey() [32]byte { return t.Bundle().CountyKey }

func (t stickTrust) Certificate() []byte {
	cert, ok := t.Folder.Certificate()
	if !ok {
		return nil
	}
	return cert.Raw
}

func (t stickTrust) Learn(cert []byte) (bundle.Hub, error) {
	c, err := t.Members().Learn(cert)
	return hubOf(c), err
}

func (t stickTrust) Hubs() []bundle.Hub {
	all := t.Members().All()
	hubs := make([]bundle.Hub, 0, len(all))
	for _, c := range all {
		hubs = append(hubs, hubOf(c))
	}
	return hubs
}

func hubOf(c trust.Certificate) bundle.Hub {
	return bundle.Hub{Key: c.Key, X25519: c.X25519, Name: c.Name, Role: hub.HubRole(c.Role.String()), Township: c.Township}
}
