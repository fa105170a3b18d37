// Package media owns sound: which devices there are now, what the loudspeaker plays and the
// microphone hears, and in the class issue the studio, its ring and its relay. Hardware is
// touched in a child process only (see media/device).
package media

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"time"

	"yizhan/media/device"
)

// listPatience bounds how long a sound system may take to name its devices.
const listPatience = 5 * time.Second

// Devices asks a child process for the microphones and loudspeakers. The command
// is this binary with its hidden `sound list`. A box without a sound system has none; its
// error is device.NoService.
func Devices(ctx context.Context, command ...string) ([]device.Device, error) {
	ctx, cancel := context.WithTimeout(ctx, listPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.WaitDelay = time.Second // a hung driver may hold the pipe open
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("media: the sound child did not answer: %w", err)
	}
	var list device.Listed
	if err := json.Unmarshal(out, &list); err != nil {
		return nil, fmt.Errorf("media: the sound child's answer: %w", err)
	}
	if !list.Service {
		return nil, device.NoService
	}
	return list.Devices, nil
}

// Child is a running sound child: frames of media/device go in and come out. Close ends
// it, however deep it hangs.
type Child struct {
	io.Writer
	io.Reader
	Close func()
}

// Starter starts a child.
type Starter func(context.Context) (Child, error)

// deathPatience is how long a child may take to end by itself, once its input has.
const deathPatience = time.Second

// Command starts a child by a command line: this binary with its hidden `sound run`.
func Command(command ...string) Starter {
	return func(ctx context.Context) (Child, error) {
		cmd := exec.CommandContext(ctx, command[0], command[1:]...)
		cmd.WaitDelay = deathPatience
		in, err := cmd.StdinPipe()
		if err != nil {
			return Child{}, err
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			return Child{}, err
		}
		if err := cmd.Start(); err != nil {
			return Child{}, err
		}
		return Child{Writer: in, Reader: out, Close: func() {
			in.Close()
			late := time.AfterFunc(deathPatience, func() { _ = cmd.Process.Kill() })
			defer late.Stop()
			_ = cmd.Wait() // how it died is of no interest: it is gone
		}}, nil
	}
}
