package cli

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/trust"
)

// countyDevicesCmd lists the boxes that the county certified: a line each, with
// tabs between key, name, role, township, and whether it counts.
type countyDevicesCmd struct{}

func (c *countyDevicesCmd) run(_ context.Context, b *box.Box, stdio box.Stdio) error {
	members := b.Trust().Members()
	list, _ := members.Revocations()
	lines := func(certs []trust.Certificate, state string) error {
		for _, c := range certs {
			if _, err := fmt.Fprintf(stdio.Out, "%x\t%s\t%s\t%s\t%s\n", c.Key, c.Name, c.Role, c.Township, state); err != nil {
				return err
			}
		}
		return nil
	}
	var out []trust.Certificate
	for _, r := range list.Revoked {
		if c, known := members.Get(r.Key); known {
			out = append(out, c)
		}
	}
	if err := lines(members.All(), "in"); err != nil {
		return err
	}
	return lines(out, "out")
}

// countyRevokeCmd puts a box out. Whoever owns the folder may.
type countyRevokeCmd struct {
	Device string `arg:"" placeholder:"NAME|KEY" help:"站名，或者钥匙"`
	Upto   string `placeholder:"DAY" help:"只算到这一天为止；不写就是县里收到的都算"`
}

func (c *countyRevokeCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	cert, err := c.find(b.Trust().Members().All())
	if err != nil {
		return err
	}
	upto := hub.Day(c.Upto)
	if _, ok := upto.Time(); !ok && c.Upto != "" {
		return hub.E(hub.CodeInvalid, "device.day", c.Upto)
	}
	owner, err := b.Owner(ctx)
	if err != nil {
		return err
	}
	if err := b.Office().Revoke(ctx, owner, cert.Key, upto); err != nil {
		return err
	}
	fmt.Fprintf(stdio.Err, "%s停用了。县里收到的都在；全镇的通信钥匙一天之内换好。\n", cert.Name)
	return nil
}

// find is the one box of that name or key. Two of one name are a question.
func (c *countyRevokeCmd) find(all []trust.Certificate) (found trust.Certificate, err error) {
	n := 0
	for _, cert := range all {
		if cert.Name == c.Device || strings.EqualFold(hex.EncodeToString(cert.Key[:]), c.Device) {
			found = cert
			n++
		}
	}
	switch n {
	case 0:
		return found, hub.E(hub.CodeNotFound, "device.none")
	case 1:
		return found, nil
	}
	return found, hub.E(hub.CodeQuestion, "device.which", c.Device, n)
}
