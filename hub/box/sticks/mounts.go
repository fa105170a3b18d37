package sticks

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// mountPlaces is where sticks are mounted, by hand or by the desktop.
var mountPlaces = []string{"/media/", "/run/media/", "/mnt/"}

// mounts is the kernel's list of what is mounted where; poll(2) tells when it changes.
const mounts = "/proc/self/mountinfo"

// mount is a stick's folder. The id differs from that of another stick, or of another
// time, at the same place.
type mount struct{ dir, id string }

// Dirs are the folders of the sticks that are plugged in, and the inbox of a data
// folder where there is one.
func Dirs(data string) (dirs []string) {
	for _, m := range mounted(data) {
		dirs = append(dirs, m.dir)
	}
	return dirs
}

func mounted(data string) []mount {
	var all []mount
	if _, err := os.Stat(filepath.Join(data, inbox)); err == nil {
		all = append(all, mount{dir: filepath.Join(data, inbox)})
	}
	list, err := os.ReadFile(mounts)
	if err != nil {
		return all // not Linux: there is the upload
	}
	return append(all, sticksOf(string(list))...)
}

// sticksOf are the sticks of a list as proc(5) describes it: the number of the mount, that
// of its parent, the device, the root, the place, and more.
func sticksOf(list string) (all []mount) {
	for line := range strings.Lines(list) {
		fields := strings.Fields(line)
		if len(fields) < 5 {
			continue
		}
		dir := unescapeMount.Replace(fields[4])
		if slices.ContainsFunc(mountPlaces, func(p string) bool { return strings.HasPrefix(dir, p) }) {
			all = append(all, mount{dir, fields[0] + " " + fields[2]})
		}
	}
	return all
}

var unescapeMount = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`)

// mountChanges sends when something was mounted or unmounted, at once: a stick that is
// pulled and plugged in again within a moment is seen to have been away. Numbers of mounts
// are given out anew, so that a look now and then would take it for the same. The channel
// stays silent where the kernel does not tell.
func mountChanges(ctx context.Context) <-chan struct{} {
	changed := make(chan struct{}, 1)
	var over [2]int
	list, err := unix.Open(mounts, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return changed
	}
	if unix.Pipe2(over[:], unix.O_CLOEXEC) != nil {
		_ = unix.Close(list)
		return changed
	}
	context.AfterFunc(ctx, func() { _ = unix.Close(over[1]) }) // wakes the poll
	go func() {
		defer func() { _, _ = unix.Close(over[0]), unix.Close(list) }()
		for {
			wait := []unix.PollFd{{Fd: int32(list), Events: unix.POLLPRI}, {Fd: int32(over[0]), Events: unix.POLLIN}}
			if _, err := unix.Poll(wait, -1); err != nil && err != unix.EINTR || wait[1].Revents != 0 {
				return
			}
			if wait[0].Revents == 0 {
				continue
			}
			select {
			case changed <- struct{}{}:
			default:
			}
		}
	}()
	return changed
}
