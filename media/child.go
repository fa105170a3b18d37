// Package media owns sound: which devices there are now, and in the class issue
// the studio, its ring and its relay. Hardware is touched in a child process
// only (see media/device).
package media

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"time"

	"yizhan/media/device"
)

// listPatience bounds how long a sound system may take to name its devices.
const listPatience = 5 * time.Second

// Devices asks a child process for the microphones and loudspeakers. The command
// is this binary with its hidden `sound list`.
func Devices(ctx context.Context, command ...string) ([]device.Device, error) {
	ctx, cancel := context.WithTimeout(ctx, listPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.WaitDelay = time.Second // a hung driver may hold the pipe open
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("media: the sound child did not answer: %w", err)
	}
	var list []device.Device
	if err := json.Unmarshal(out, &list); err != nil {
		return nil, fmt.Errorf("media: the sound child's answer: %w", err)
	}
	return list, nil
}
