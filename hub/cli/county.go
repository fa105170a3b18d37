package cli

import (
	"context"
	"fmt"
	"log/slog"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/demo"
	"yizhan/hub/words"
)

// countyCmd is the county's hub.
type countyCmd struct {
	Serve   countyServeCmd   `cmd:"" default:"withargs" help:"开县级（不写就是它）"`
	Officer countyOfficerCmd `cmd:"" help:"给一个人开登录口，口令印在屏幕上"`
	Agree   countyAgreeCmd   `cmd:"" help:"县里只有一个人：管机器的人同意一次人多的导出"`
	Answer  countyAnswerCmd  `cmd:"" help:"电话重设密码：她念六个数，回她六个数"`
	Devices countyDevicesCmd `cmd:"" help:"接入了哪些机器"`
	Revoke  countyRevokeCmd  `cmd:"" help:"停用一台丢了的机器"`
	Move    countyMoveCmd    `cmd:"" help:"把记录搬到 PostgreSQL：开着也能搬，断了接着搬"`
}

type countyServeCmd struct {
	Listen       string   `help:"县里的地址：看的人和各站都连这里" default:"127.0.0.1:8090" placeholder:"ADDR"`
	Backup       string   `help:"备份放到哪里，最好是另一块盘" placeholder:"DIR" type:"path"`
	Public       string   `help:"给公众看的几页的地址，不写就不开" placeholder:"ADDR"`
	PublicName   string   `help:"公众页面的名字（域名）；不写就只认地址" placeholder:"NAME"`
	PublicBehind []string `help:"公众页面前面的反向代理，它说手机从哪里来就信；不写谁说的都不信" placeholder:"ADDR"`

	SMS string `name:"sms" help:"发一条短信的程序：收一行 {\"phone\",\"text\"}；有它才开得了家里在网上看孩子的那一页" placeholder:"FILE" type:"path"`

	Demo bool `help:"演示：自己的文件夹，编出来的三个站"`
	Dev  bool `help:"给开发的人：打开 /storybook"`

	Database string `help:"记录放在 PostgreSQL 里：postgres://用户@机器:5432/库名；密码写进 PGPASSFILE 指的文件或 ~/.pgpass" placeholder:"URL"`
}

func (c *countyServeCmd) runAlone(ctx context.Context, g *grammar, stdio box.Stdio) error {
	warnOfPassword(stdio, c.Database)
	data := g.Data
	if c.Demo {
		var err error
		if data, err = c.openDemo(ctx, g.Data+"-demo", stdio); err != nil {
			return err
		}
	}
	return box.Run(ctx, box.Config{
		Data: data, Listen: c.Listen, AtCounty: true, Public: c.Public, PublicName: c.PublicName, PublicBehind: c.PublicBehind, SMS: c.SMS, Database: c.Database, Backup: c.Backup, Dev: c.Dev, Version: version(),
		Log: slog.New(slog.NewTextHandler(stdio.Err, nil)), Out: stdio.Out, Command: inServer,
		Opened: func(ctx context.Context, b *box.Box) {
			if any, err := b.Office().HasOfficers(ctx); err == nil && !any { // otherwise the login page says what is the matter
				fmt.Fprintln(stdio.Err, words.Say("county.first-command", g.Data))
			}
		},
	})
}

// openDemo fills a folder with a made-up county, the same as a station's --demo, and says
// who may log in.
func (c *countyServeCmd) openDemo(ctx context.Context, root string, stdio box.Stdio) (data string, err error) {
	if c.Database != "" {
		return "", hub.E(hub.CodeFolder, "county.demo-database")
	}
	data, err = box.OpenDemo(ctx, box.Config{Data: root, Version: version(), Log: slog.New(slog.NewTextHandler(stdio.Err, nil))})
	if err == nil {
		fmt.Fprintln(stdio.Err, words.Say("county.demo-login", demo.Officer, demo.Password))
	}
	return data, err
}

// countyOfficerCmd lets somebody log in at the county. Whoever owns the folder may.
type countyOfficerCmd struct {
	Name     string `arg:"" placeholder:"NAME" help:"登录用的名字"`
	Role     string `default:"county" enum:"county,township,health,viewer,auditor,admin" help:"县级、乡镇干部、卫生院、只看、审计还是管理员"`
	Township string `placeholder:"CODE" help:"只看这个乡镇，9 位代码"`
	Admin    bool   `help:"县级的人，还管谁能登录；头一个县级的人不用写"`
	NoCode   bool   `help:"手机和恢复码都丢了：关掉这个人的动态码"`
	Remove   bool   `help:"不让这个人再登录"`
}

func (c *countyOfficerCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	if c.Remove {
		if err := b.Office().DropOfficer(ctx, c.Name); err != nil {
			return err
		}
		fmt.Fprintln(stdio.Err, words.Say("county.officer-dropped", c.Name))
		return nil
	}
	if c.NoCode {
		if err := b.Office().DropCode(ctx, c.Name); err != nil {
			return err
		}
		fmt.Fprintln(stdio.Err, words.Say("county.officer-no-code", c.Name))
		return nil
	}
	password, admin, err := b.Office().NameOfficer(ctx, c.Name, hub.Role(c.Role), c.Township, c.Admin)
	if err != nil {
		return err
	}
	said := "county.officer-added"
	if admin {
		said = "county.admin-added"
	}
	fmt.Fprintln(stdio.Err, words.Say(said, c.Name))
	_, err = fmt.Fprintln(stdio.Out, password)
	return err
}

// countyAnswerCmd is the county's side of a telephone reset.
type countyAnswerCmd struct {
	Figures string `arg:"" placeholder:"六个数" help:"她在电话里念的"`
	Station string `required:"" placeholder:"NAME" help:"哪个站"`
}

func (c *countyAnswerCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	actor, err := b.Owner(ctx)
	if err != nil {
		return err
	}
	answer, err := b.AnswerReset(ctx, actor, c.Station, c.Figures)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdio.Out, answer)
	return err
}
