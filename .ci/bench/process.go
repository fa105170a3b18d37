package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// process is one side of a system under measurement.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	log string
}

// start runs a program in the folder dir, where its log lies too.
func start(dir, name string, program string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(program, args...), log: filepath.Join(dir, name+".log")}
	p.cmd.Dir = dir
	log, err := os.Create(p.log)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	p.cmd.Stderr = log
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReader(out)
	return p, p.cmd.Start()
}

// ask writes a line and reads the answer's.
func (p *process) ask(line string) (string, error) {
	if _, err := io.WriteString(p.in, line+"\n"); err != nil {
		return "", p.explain(err)
	}
	answer, err := p.out.ReadString('\n')
	if err != nil {
		return "", p.explain(err)
	}
	return strings.TrimSpace(answer), nil
}

func (p *process) explain(err error) error {
	said, _ := os.ReadFile(p.log) // without it the error alone has to do
	return fmt.Errorf("%s: %w: %s", filepath.Base(p.log), err, said[max(0, len(said)-2000):])
}

// stop ends it; it may be called again.
func (p *process) stop() {
	if p == nil || p.cmd.ProcessState != nil {
		return
	}
	_ = p.cmd.Process.Signal(os.Interrupt) // it may have died
	timer := time.AfterFunc(10*time.Second, func() { _ = p.cmd.Process.Kill() })
	_ = p.cmd.Wait() // how it ends is not measured
	timer.Stop()
}

// peak is the most memory that it ever had, in MiB (VmHWM).
func (p *process) peak() (mib float64, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	for line := range strings.Lines(string(status)) {
		_, _ = fmt.Sscanf(line, "VmHWM: %f kB", &mib) // any other line
	}
	if err == nil && mib == 0 {
		err = fmt.Errorf("%s has no memory", p.log)
	}
	return mib / 1024, err
}

// cpu is the processor time that it has used: what says most where other work shares
// the machine.
func (p *process) cpu() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:]) // the third of proc(5) is the first here
	var user, system int64
	if _, err := fmt.Sscan(string(fields[11])+" "+string(fields[12]), &user, &system); err != nil {
		return 0, err
	}
	return time.Duration(user+system) * 10 * time.Millisecond, nil // a tick is 10 ms on every Linux
}

// run runs a program to its end and gives what it wrote.
func run(ctx context.Context, dir, program string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%s %s: %w: %s", filepath.Base(program), strings.Join(args, " "), err, said.String())
	}
	return string(out), err
}

// freeAddresses are n on loopback that nobody listens on, all different.
func freeAddresses(n int) ([]string, error) {
	var all []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() // only when all are known
		all = append(all, l.Addr().String())
	}
	return all, nil
}

// until waits for something to come true.
func until(ctx context.Context, what string, pause time.Duration, is func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for !is() {
		select {
		case <-ctx.Done():
			return fmt.Errorf("never: %s", what)
		case <-time.After(pause):
		}
	}
	return nil
}

// answers says whether a web server says 200.
func answers(url string) bool {
	res, err := http.Get(url)
	if err != nil {
		return false
	}
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}
