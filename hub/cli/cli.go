// Package cli is the command line, one command a file. stdout is data, sentences
// go to stderr, and the exit code says how it went:
//
//	0 done   1 failed   2 usage   3 done in part, or needs an answer
//	4 data folder   5 port taken   6 disk full   7 refused by trust
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/words"
)

// Exit codes.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitPartly  = 3
	exitFolder  = 4
	exitPort    = 5
	exitFull    = 6
	exitRefused = 7
)

// grammar is every command; field order is the order of the help.
type grammar struct {
	Data   string          `help:"数据文件夹" placeholder:"DIR" type:"path" env:"YIZHAN_DATA"`
	Config kong.ConfigFlag `help:"设置文件（JSON）：{\"data\":…, \"listen\":…}，命令行上写的优先" placeholder:"FILE"`

	Serve     serveCmd     `cmd:"" default:"withargs" help:"开站（不写命令就是它）"`
	County    countyCmd    `cmd:"" help:"开县级"`
	Import    importCmd    `cmd:"" help:"导入花名册：xlsx、csv、jsonl"`
	Export    exportCmd    `cmd:"" help:"导出记录"`
	Status    statusCmd    `cmd:"" help:"这台机器的情况"`
	Indicator indicatorCmd `cmd:"" help:"指标：分子、分母、算法"`
	Bundle    bundleCmd    `cmd:"" help:"用 U 盘送记录：写出去、收进来"`
	Enroll    enrollCmd    `cmd:"" help:"入网：发邀请、收邀请"`
	Backup    backupCmd    `cmd:"" help:"现在做一份备份"`
	Restore   restoreCmd   `cmd:"" help:"用一份备份恢复"`
	Doctor    doctorCmd    `cmd:"" help:"检查这台机器"`
	Growth    growthCmd    `cmd:"" help:"量身高体重的表：WHO 的 z 分和国家标准的评价"`
	Lesson    lessonCmd    `cmd:"" help:"做课、看课、装课"`
	IME       imeCmd       `cmd:"" name:"ime" help:"输入法的测试口"`
	Version   versionCmd   `cmd:"" help:"版本"`
	Sound     soundCmd     `cmd:"" hidden:""`
}

// boxed is a command that works on an open data folder: in this process, or in
// the server that holds the folder.
type boxed interface {
	run(ctx context.Context, b *box.Box, stdio box.Stdio) error
}

// alone is a command that needs no open folder, or opens it in its own way.
type alone interface {
	runAlone(ctx context.Context, g *grammar, stdio box.Stdio) error
}

// partly is the error of a command that did some of its work; it has already said so.
var errPartly = errors.New("cli: done in part")

// Main runs one command line and says its exit code.
func Main(args []string, in io.Reader, out, errw io.Writer) int {
	syscall.Umask(0o077) // whatever is written here is the owner's alone
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir, err := os.Getwd()
	if err != nil {
		dir = ""
	}
	stdio := box.Stdio{In: in, Out: out, Err: errw, Dir: dir}
	g, cmd, code := parse(args, stdio)
	if cmd == nil {
		return code
	}
	switch cmd := cmd.(type) {
	case alone:
		err = cmd.runAlone(ctx, g, stdio)
	case boxed:
		return runBoxed(ctx, g, cmd, args, stdio)
	}
	return explain(err, errw)
}

// parse finds the command; cmd is nil where the line was wrong or asked for help.
func parse(args []string, stdio box.Stdio) (g *grammar, cmd any, code int) {
	g = &grammar{}
	exited := -1
	k, err := kong.New(g, kong.Name("yizhan"), kong.Description("驿站：村级婴幼儿照护驿站的一台小机器"),
		kong.Writers(stdio.Out, stdio.Err), kong.Exit(func(c int) { exited = c }), kong.UsageOnError(),
		kong.Configuration(kong.JSON))
	if err != nil {
		panic(err) // the grammar itself is wrong; a test finds it
	}
	parsed, err := k.Parse(args)
	if exited >= 0 {
		return g, nil, exited // --help has been answered
	}
	if err != nil {
		fmt.Fprintf(stdio.Err, "这条命令没看懂：%v\n", err)
		return g, nil, exitUsage
	}
	if g.Data == "" {
		g.Data = defaultData()
	}
	node := parsed.Selected()
	return g, node.Target.Addr().Interface(), exitDone
}

// defaultData is where a station's data lies when nobody says otherwise.
func defaultData() string {
	base := os.Getenv("XDG_DATA_HOME")
	if base == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "yizhan-data"
		}
		base = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(base, "yizhan")
}

// patience is how long a command waits for whoever holds the folder: a server that
// still opens its store, or another command.
const patience = 30 * time.Second

// runBoxed opens the folder; if a server holds it, the line is run there.
func runBoxed(ctx context.Context, g *grammar, cmd boxed, args []string, stdio box.Stdio) int {
	late := time.After(patience)
	for {
		if code, ok, err := box.Call(ctx, g.Data, args, stdio); ok {
			if err != nil {
				return explain(err, stdio.Err)
			}
			return code
		}
		b, err := box.Open(ctx, box.Config{Data: g.Data, Version: version()})
		if err == nil {
			err = cmd.run(ctx, b, stdio)
			return explain(errors.Join(err, b.Close()), stdio.Err)
		}
		if e, ok := errors.AsType[*hub.Error](err); !ok || e.Key != "store.inuse" {
			return explain(err, stdio.Err)
		}
		select {
		case <-ctx.Done():
			return explain(err, stdio.Err)
		case <-late:
			return explain(err, stdio.Err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// inServer runs a line that came over the control socket.
func inServer(ctx context.Context, b *box.Box, args []string, stdio box.Stdio) int {
	_, cmd, code := parse(args, stdio)
	if cmd == nil {
		return code
	}
	boxed, ok := cmd.(boxed)
	if !ok {
		return exitUsage
	}
	return explain(boxed.run(ctx, b, stdio), stdio.Err)
}

// explain says what went wrong in one sentence, with what to do, and finds the
// exit code. The cause stays out of the way unless YIZHAN_DEBUG asks for it.
func explain(err error, w io.Writer) int {
	if err == nil {
		return exitDone
	}
	if errors.Is(err, errPartly) {
		return exitPartly
	}
	if many, ok := errors.AsType[hub.Errors](err); ok {
		for _, e := range many {
			fmt.Fprintln(w, words.Of(e))
		}
	} else if e, ok := errors.AsType[*hub.Error](err); ok {
		fmt.Fprintln(w, words.Of(e))
	} else {
		fmt.Fprintf(w, "没办成：%v\n", err)
	}
	if os.Getenv("YIZHAN_DEBUG") != "" {
		fmt.Fprintf(w, "%v\n", err)
	}
	return exitCode(hub.CodeOf(err))
}

func exitCode(code hub.Code) int {
	switch code {
	case hub.CodeQuestion:
		return exitPartly
	case hub.CodeFolder:
		return exitFolder
	case hub.CodePort:
		return exitPort
	case hub.CodeFull:
		return exitFull
	case hub.CodeUntrusted:
		return exitRefused
	}
	return exitFailed
}
