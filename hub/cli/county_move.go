package cli

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"yizhan/hub/box"
)

// countyMoveCmd moves the county's log to PostgreSQL.
type countyMoveCmd struct {
	To string `required:"" placeholder:"URL" help:"搬到哪里：postgres://用户@机器:5432/库名，一个空的数据库"`
}

// sayEvery is how often a long copy says how far it is.
const sayEvery = 10 * time.Second

func (c *countyMoveCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	warnOfPassword(stdio, c.To)
	fmt.Fprintln(stdio.Err, "开始搬。县里照常用；断了再运行一次，接着搬。")
	next := time.Now().Add(sayEvery)
	moved, err := b.Move(ctx, c.To, func(rows int64) {
		if now := time.Now(); now.After(next) {
			fmt.Fprintf(stdio.Err, "搬了 %d 行\n", rows)
			next = now.Add(sayEvery)
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(stdio.Err, "搬好了：%d 行，每个范围的摘要都对过。从现在起记录在 %s；原来的 log.db 收在文件夹里，不再用。\n", moved, b.Database())
	fmt.Fprintln(stdio.Err, "这个数据库要自己备份："+dumpCommand(b.Database()))
	return nil
}

// dumpCommand is how such a database is backed up by its own program.
func dumpCommand(database string) string {
	return "pg_dump -Fc -f yizhan.dump '" + database + "'"
}

// warnOfPassword tells who writes a password on a command line that others can read it there.
func warnOfPassword(stdio box.Stdio, database string) {
	u, err := url.Parse(database)
	if err != nil || u.User == nil {
		return
	}
	if _, written := u.User.Password(); written {
		fmt.Fprintln(stdio.Err, "密码写在命令里，这台机器上别的人看得见。请写进 ~/.pgpass 或 PGPASSFILE 指的文件。")
	}
}
