package cli

import (
	"context"
	"log/slog"
	"os"
	"runtime/debug"

	"yizhan/hub/box"
)

// serveCmd starts a station.
type serveCmd struct {
	Listen     string   `help:"登记台的地址" default:"127.0.0.1:8080" placeholder:"ADDR"`
	Phones     string   `help:"手机用的地址，不写就不开" placeholder:"ADDR"`
	PhonesName string   `help:"手机用的名字，家庭卡的图里写着它" default:"yizhan.internal" placeholder:"NAME"`
	Mesh       string   `help:"邻站之间的地址，不写就不开" placeholder:"ADDR"`
	Sync       string   `help:"传记录的地址，不写就用邻站地址的一个空口" placeholder:"ADDR"`
	Join       []string `help:"先找这些邻站" placeholder:"ADDR"`
	Backup     string   `help:"备份放到哪里，最好是另一块盘" placeholder:"DIR" type:"path"`
	Rate       int      `help:"和县里来回每秒最多多少字节，不写就不限" placeholder:"BYTES"`
	County     string   `help:"县里的网址" placeholder:"URL"`
	Demo       bool     `help:"演示：自己的文件夹，假的数据"`
	Dev        bool     `help:"给开发的人：打开 /storybook"`
}

// softMemory is where the collector starts to run more often, in bytes: what a station
// holds is a fifth of it, and what it leaves behind in bursts (19 MiB for each PIN that
// is tried) is collected before it adds up. With the program itself and SQLite's caches
// that keeps a station of 100,000 records under 96 MiB. It refuses nothing.
const softMemory = 48 << 20

func (c *serveCmd) runAlone(ctx context.Context, g *grammar, stdio box.Stdio) error {
	if os.Getenv("GOMEMLIMIT") == "" { // whoever installs it may know better
		debug.SetMemoryLimit(softMemory)
	}
	cfg := box.Config{
		Data: g.Data, Listen: c.Listen, Phones: c.Phones, PhonesName: c.PhonesName, Mesh: c.Mesh, Sync: c.Sync, Join: c.Join,
		Backup: c.Backup, Rate: c.Rate, County: c.County, Demo: c.Demo, Dev: c.Dev, Version: version(),
		Log: slog.New(slog.NewTextHandler(stdio.Err, nil)), Out: stdio.Out, Command: inServer,
	}
	if c.Demo {
		cfg.Data = g.Data + "-demo"
	}
	return box.Run(ctx, cfg)
}
