package box

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"yizhan/hub"
)

// messageMost is how long the county's program may take for one text message.
const messageMost = 20 * time.Second

// messages sends text messages by a program of the county's: of its government's platform,
// or for a modem. It gets one line of JSON on its input, {"phone": …, "text": …}, and says by
// its exit whether the message went: 0 it did. Whom to and what stands nowhere else: in no
// argument, no variable, no log, and what it prints is thrown away.
type messages struct {
	program string
	folder  string // that it runs in
	most    time.Duration

	mu           sync.Mutex
	sent, failed int
}

// checkMessages says at the start, while somebody still looks, that the program cannot be run.
func (c Config) checkMessages() error {
	if c.SMS == "" {
		return nil
	}
	info, err := os.Stat(c.SMS)
	if err != nil || !filepath.IsAbs(c.SMS) || !info.Mode().IsRegular() || info.Mode()&0o111 == 0 {
		return hub.E(hub.CodeInvalid, "box.sms", c.SMS).Because(err)
	}
	return nil
}

// Send runs the program. One that hangs is ended with all that it began.
func (m *messages) Send(ctx context.Context, phone, text string) error {
	line, err := json.Marshal(struct {
		Phone string `json:"phone"`
		Text  string `json:"text"`
	}{phone, text})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, m.most)
	defer cancel()
	cmd := exec.CommandContext(ctx, m.program)
	cmd.Dir, cmd.Env = m.folder, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "LANG=C.UTF-8"}
	cmd.Stdin = bytes.NewReader(append(line, '\n'))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	m.mu.Lock()
	defer m.mu.Unlock()
	if err == nil {
		m.sent++
		return nil
	}
	m.failed++
	if ctx.Err() != nil {
		return fmt.Errorf("box: the program for text messages took too long: %w", ctx.Err())
	}
	return fmt.Errorf("box: the program for text messages: %w", err)
}

// Count is how many messages went since the start, and how many did not.
func (m *messages) Count() (sent, failed int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.sent, m.failed
}
