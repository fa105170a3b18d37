package trust

import (
	"slices"

	"yizhan/hub"
)

// Found makes a county of a folder that belongs to no other, and certifies the
// county's own hub. Called again it changes nothing.
func (f *Folder) Found(code, name string, today hub.Day) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.authority == nil {
		if f.enrolled() {
			return hub.E(hub.CodeForbidden, "trust.is-station")
		}
		a, err := createAuthority(f.dir, code, name)
		if err != nil {
			return err
		}
		f.authority = a
	}
	if f.enrolled() {
		return nil
	}
	county, name := f.authority.County()
	cert, err := f.authority.Certify(f.identity.Key(), f.identity.Recipient(), Grant{Name: countyName(name, county), Role: RoleCounty, Issued: today})
	if err != nil {
		return err
	}
	b := f.bundleFor(cert)
	raw, err := f.authority.signBundle(b)
	if err != nil {
		return err
	}
	return f.enrol(cert, b, raw)
}

func countyName(name, code string) string {
	if !niceName(name) {
		return code
	}
	return name
}

// Issue lets a hub in: an invitation where request is nil, otherwise an answer to
// the box that asked. townshipName may be empty where the township is known.
func (f *Folder) Issue(g Grant, townshipName string, request []byte) ([]byte, error) {
	if request != nil {
		asked, err := ReadRequest(request)
		if err != nil {
			return nil, err
		}
		out, err := f.Certify(asked, g, townshipName)
		return out.File, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	b, err := f.granting(g, townshipName, nil)
	if err != nil {
		return nil, err
	}
	return f.authority.invite(g, b)
}

// granting says whether the county may let a hub in, and what the hub is to know.
// Callers hold mu.
func (f *Folder) granting(g Grant, townshipName string, r *Request) (Bundle, error) {
	if f.authority == nil || !f.enrolled() {
		return Bundle{}, hub.E(hub.CodeForbidden, "trust.not-county")
	}
	if r != nil {
		list, _ := f.members.Revocations()
		if _, gone := list.Find(r.Key); gone {
			return Bundle{}, untrusted("trust.revoked-asks", "key %x", r.Key[:4])
		}
		if c, known := f.members.Get(r.Key); known && c.X25519 != r.X25519 || r.Key == f.identity.Key() {
			return Bundle{}, untrusted("trust.file-other", "key %x is another hub's", r.Key[:4])
		}
	}
	if g.Township != "" {
		if _, err := f.authority.township(g.Township, townshipName); err != nil {
			return Bundle{}, err
		}
	}
	return f.bundleFor(Certificate{Township: g.Township, Role: g.Role}), nil
}

// BundleFor is the newest bundle for a member, signed; it holds secrets and goes
// only to that member, inside TLS or sealed.
func (f *Folder) BundleFor(c Certificate) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.authority == nil {
		return nil, hub.E(hub.CodeForbidden, "trust.not-county")
	}
	return f.authority.signBundle(f.bundleFor(c))
}

func (f *Folder) bundleFor(c Certificate) Bundle {
	r := f.authority.register
	b := Bundle{
		Number: f.number(), CountyKey: f.authority.Key(), CountyX25519: f.identity.Recipient(),
		County: r.County, CountyName: r.Name, Township: c.Township, URLs: r.URLs,
	}
	_, b.Revocations = f.members.Revocations()
	for _, t := range r.Townships {
		if t.Code == c.Township || c.Township == "" && c.Role == RoleGuidance {
			b.Gossip = append(b.Gossip, f.authority.gossipKeys(t)...)
		}
		if t.Code == c.Township {
			b.TownshipName = t.Name
		}
	}
	for _, m := range f.members.All() {
		serves := m.Role == RoleCounty || m.Role == RoleHealth && m.Township == c.Township || m.Role == RoleGuidance
		if serves && len(b.Certificates) < maxCerts {
			b.Certificates = append(b.Certificates, m.Raw)
		}
	}
	if f.enrolled() && !slices.ContainsFunc(b.Certificates, func(raw []byte) bool { return string(raw) == string(f.cert.Raw) }) {
		b.Certificates = append(b.Certificates, f.cert.Raw)
	}
	return b
}

// number grows with everything that a bundle tells: addresses and gossip keys,
// the list, and hubs met.
func (f *Folder) number() uint64 {
	f.members.mu.RLock()
	defer f.members.mu.RUnlock()
	return 1 + f.authority.register.Number + f.members.list.Number + uint64(len(f.members.learned))
}

// Revoke takes the right from a key: a new list, and a new gossip key for the
// township of the box. Returns the list's bytes, which travel first in every exchange.
func (f *Folder) Revoke(r Revocation, today hub.Day) ([]byte, error) {
	return f.relist(today, func(l *List) {
		l.Revoked = slices.DeleteFunc(l.Revoked, func(old Revocation) bool { return old.Key == r.Key })
		l.Revoked = append(l.Revoked, r)
	}, r.Key)
}

// Release lets commits stand that a list holds back.
func (f *Folder) Release(ids []hub.ID, today hub.Day) ([]byte, error) {
	return f.relist(today, func(l *List) {
		l.Released = append(l.Released, ids...)
		hub.Sort(l.Released, compareID)
		l.Released = slices.Compact(l.Released)
	}, [32]byte{})
}

func (f *Folder) relist(today hub.Day, change func(*List), lost [32]byte) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.authority == nil {
		return nil, hub.E(hub.CodeForbidden, "trust.not-county")
	}
	if lost == f.identity.Key() {
		return nil, hub.E(hub.CodeForbidden, "trust.own-key")
	}
	l, _ := f.members.Revocations()
	l.Revoked, l.Released = slices.Clone(l.Revoked), slices.Clone(l.Released)
	l.Number, l.Issued = l.Number+1, today
	change(&l)
	raw, err := f.authority.SignList(l)
	if err != nil {
		return nil, err
	}
	if _, err := f.applyList(raw); err != nil {
		return nil, err
	}
	if c, known := f.members.Get(lost); known && c.Township != "" {
		err = f.authority.RenewGossip(c.Township)
	}
	return raw, err
}
