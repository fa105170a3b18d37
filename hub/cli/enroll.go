package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/box/county"
	"yizhan/hub/place"
	"yizhan/hub/trust"
)

// enrollCmd lets boxes into a county's network.
type enrollCmd struct {
	Issue   enrollIssueCmd   `cmd:"" help:"县里：给一个站发邀请"`
	Accept  enrollAcceptCmd  `cmd:"" help:"站里：收下邀请"`
	Request enrollRequestCmd `cmd:"" help:"站里：写一张申请"`
}

// maxEnrolFile bounds an invitation, an answer or a request.
const maxEnrolFile = 64 << 10

type enrollIssueCmd struct {
	Township string `required:"" placeholder:"CODE" help:"乡镇代码，9 位"`
	Station  string `required:"" placeholder:"NAME" help:"站名"`
	Role     string `default:"station" enum:"station,health,guidance" help:"驿站、卫生院还是指导中心"`
	Request  string `placeholder:"FILE" help:"站里写的申请，或者抄了那九行数字的文件；不写就发一次性的邀请"`
	Out      string `required:"" placeholder:"FILE" help:"写到哪里"`
	County   string `placeholder:"NAME" help:"第一次发的时候：县名"`
	URL      string `name:"url" placeholder:"URL" help:"站里用来找县里的网址"`
}

func (c *enrollIssueCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	if len(c.Township) != 9 || !hub.TownshipLane(c.Township).Valid() {
		return hub.E(hub.CodeInvalid, "enroll.township", c.Township)
	}
	var request []byte
	if c.Request != "" {
		var err error
		if request, err = readSmall(stdio.Path(c.Request)); err != nil {
			return err
		}
	}
	var book place.Book
	township := c.Township
	if name, ok := book.Name(c.Township); ok {
		township = name
	}
	grant := trust.Grant{Name: c.Station, Role: roleOf(c.Role), Township: c.Township, Issued: b.Desk().Today()}
	issue := county.Issue{Grant: grant, TownshipName: township, CountyName: c.County, URL: c.URL, Request: request}
	file, err := c.issue(ctx, b, issue, stdio)
	if err != nil {
		return err
	}
	if err := writeSmall(stdio.Path(c.Out), file); err != nil {
		return err
	}
	if c.Request != "" {
		fmt.Fprintf(stdio.Err, "回执写好了：%s。只有那一台打得开，拿给%s。\n", c.Out, c.Station)
		return nil
	}
	fmt.Fprintf(stdio.Err, "邀请写好了：%s。只能用一次，拿给%s。\n", c.Out, c.Station)
	return nil
}

// issue is the file. For a box that asked it says the figures that the station
// compares, and types where the answer comes by network.
func (c *enrollIssueCmd) issue(ctx context.Context, b *box.Box, i county.Issue, stdio box.Stdio) ([]byte, error) {
	if i.Request == nil {
		return b.Office().Issue(ctx, i)
	}
	read := trust.ReadRequest
	if first := bytes.TrimSpace(i.Request); len(first) > 0 && '0' <= first[0] && first[0] <= '9' {
		read = func(file []byte) (trust.Request, error) { return trust.ReadDigits(string(file)) }
	}
	r, err := read(i.Request)
	if err != nil {
		return nil, err
	}
	owner, err := b.Owner(ctx)
	if err != nil {
		return nil, err
	}
	out, err := b.Office().Certify(ctx, owner, r, i)
	if err == nil {
		fmt.Fprintf(stdio.Err, "先和站里对这十二个数：%s。不一样就不要给。\n站里从网上收到回执的，念给她：%s。\n", r.Fingerprint(), out.Code)
	}
	return out.File, err
}

func roleOf(name string) trust.Role {
	switch name {
	case "health":
		return trust.RoleHealth
	case "guidance":
		return trust.RoleGuidance
	}
	return trust.RoleStation
}

type enrollAcceptCmd struct {
	File string `arg:"" placeholder:"FILE" help:"县里给的文件"`
}

func (c *enrollAcceptCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	file, err := readSmall(stdio.Path(c.File))
	if err != nil {
		return err
	}
	name, err := b.Enroll(ctx, file)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdio.Err, "入网了：%s。\n", name)
	return nil
}

type enrollRequestCmd struct {
	Out    string `placeholder:"FILE" xor:"way" required:"" help:"写到哪里"`
	Digits bool   `xor:"way" required:"" help:"不写文件，印出数字"`
	Name   string `default:"驿站" help:"站名，县里可以改"`
}

func (c *enrollRequestCmd) run(_ context.Context, b *box.Box, stdio box.Stdio) error {
	asking := b.Trust().Asking(c.Name)
	if c.Digits {
		fmt.Fprintf(stdio.Err, "九行，念给县里或者拍给县里。县里来电话时对这十二个数：%s。\n", asking.Fingerprint())
		for row := range slices.Chunk([]byte(asking.Digits()), 20) {
			fmt.Fprintf(stdio.Out, "%s %s %s %s\n", row[:5], row[5:10], row[10:15], row[15:])
		}
		return nil
	}
	file, err := b.Trust().Request(c.Name)
	if err != nil {
		return err
	}
	if err := writeSmall(stdio.Path(c.Out), file); err != nil {
		return err
	}
	fmt.Fprintf(stdio.Err, "申请写好了：%s。里面没有秘密，拿给县里。\n", c.Out)
	return nil
}

// readSmall reads a file that nobody would make large.
func readSmall(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, hub.E(hub.CodeInvalid, "cli.no-file", filepath.Base(name)).Because(err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxEnrolFile+1))
	if err != nil {
		return nil, hub.E(hub.CodeInvalid, "cli.no-file", filepath.Base(name)).Because(err)
	}
	if len(b) > maxEnrolFile {
		return nil, hub.E(hub.CodeTooLarge, "cli.too-large", filepath.Base(name))
	}
	return b, nil
}

// writeSmall writes a file that only its owner reads, whole or not at all.
func writeSmall(name string, b []byte) error {
	tmp := name + ".part"
	err := os.WriteFile(tmp, b, 0o600)
	if err == nil {
		err = os.Rename(tmp, name)
	}
	if err != nil {
		os.Remove(tmp)
		return hub.E(hub.CodeFolder, "cli.no-write", filepath.Base(name)).Because(err)
	}
	return nil
}
