package media_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"yizhan/media"
	"yizhan/media/device"
)

// A sound service of the test's own, whose loudspeaker is a wire: what a real child plays
// through a real driver comes out at its other end.
func TestSirenThroughPulseAudio(t *testing.T) {
	p := newPulse(t, "wire")
	t.Setenv("MEDIA_CHILD", "list")
	list, err := media.Devices(t.Context(), os.Args[0])
	if err != nil || len(list) != 1 || list[0].Microphone {
		t.Errorf("devices: %+v, %v: want the loudspeaker, and not what hears it", list, err)
	}
	t.Setenv("MEDIA_CHILD", "play")
	s := media.NewSpeaker(media.Command(os.Args[0]), slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	defer func() { cancel(); <-ended }()

	s.Siren(media.Alarm)
	until(t, "it sounds", func() bool { return s.State().Sounds })
	hearsAt(t, "the wire", p.listen(t, 700*time.Millisecond), p.rate, 960, 720)

	p.kill()
	until(t, "it says that nothing is heard", func() bool { return s.State().Trouble != nil })
	p.start(t)
	until(t, "it sounds again", func() bool { return s.State().Sounds })
	hearsAt(t, "the wire, after its service died", p.listen(t, 700*time.Millisecond), p.rate, 960, 720)

	s.Siren(media.Quiet)
	p.hear(t, func(chunk []int16) bool { return loudest(chunk) == 0 })
	tried := make(chan error, 1)
	go func() { tried <- s.Try(t.Context()) }()
	hearsAt(t, "the wire, tried", p.listen(t, time.Second), p.rate, 523.25, 659.26, 783.99)
	if err := <-tried; err != nil {
		t.Error(err)
	}
}

// Where a service has no loudspeaker but the one that throws everything away, there is
// none.
func TestNoLoudspeakerIsSaid(t *testing.T) {
	newPulse(t, "auto_null")
	t.Setenv("MEDIA_CHILD", "list")
	if list, err := media.Devices(t.Context(), os.Args[0]); err != nil || len(list) > 0 {
		t.Errorf("devices: %+v, %v", list, err)
	}
	t.Setenv("MEDIA_CHILD", "play")
	s := media.NewSpeaker(media.Command(os.Args[0]), slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	if err := s.Try(t.Context()); !errors.Is(err, device.NoDevice) {
		t.Errorf("tried: %v", err)
	}
	cancel()
	<-ended
}

// pulse is a PulseAudio that nobody else uses, with an ear at its loudspeaker.
type pulse struct {
	socket string
	sink   string
	rate   int
	ear    io.Reader
	kill   func()
}

func newPulse(t *testing.T, sink string) *pulse {
	t.Helper()
	if _, err := exec.LookPath("pulseaudio"); err != nil {
		t.Skip("NOT TESTED: a real sound service; there is no pulseaudio (.ci/test installs it)")
	}
	dir := t.TempDir()
	p := &pulse{socket: filepath.Join(dir, "s"), sink: sink, rate: 48000}
	for name, value := range map[string]string{"XDG_RUNTIME_DIR": dir, "HOME": dir, "PULSE_SERVER": "unix:" + p.socket} {
		t.Setenv(name, value)
	}
	p.start(t)
	return p
}

func (p *pulse) start(t *testing.T) {
	t.Helper()
	service := exec.Command("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--realtime=no", "--high-priority=no",
		"-L", "module-native-protocol-unix auth-anonymous=1 socket="+p.socket, "-L", "module-null-sink norewinds=1 rate=48000 channels=2 sink_name="+p.sink)
	if err := service.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "PulseAudio answers", func() bool { return exec.Command("pactl", "info").Run() == nil })
	ear := exec.Command("parec", "-d", p.sink+".monitor", "--format=s16le", fmt.Sprint("--rate=", p.rate), "--channels=1", "--latency-msec=20")
	out, err := ear.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := ear.Start(); err != nil {
		t.Fatal(err)
	}
	p.ear = out
	p.hear(t, func([]int16) bool { return true })
	p.kill = sync.OnceFunc(func() {
		for _, cmd := range []*exec.Cmd{ear, service} {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
		os.Remove(p.socket)
	})
	t.Cleanup(p.kill)
}

// listen is what comes out of the wire from the first sound on, for so long.
func (p *pulse) listen(t *testing.T, d time.Duration) []int16 {
	t.Helper()
	p.hear(t, func(chunk []int16) bool { return loudest(chunk) > 0 })
	samples := make([]int16, int(d.Seconds()*float64(p.rate)))
	if err := binary.Read(p.ear, binary.LittleEndian, samples); err != nil {
		t.Fatal(err)
	}
	return samples
}

// hear reads on until a hundredth of a second is as it should be.
func (p *pulse) hear(t *testing.T, so func([]int16) bool) {
	t.Helper()
	for chunk := make([]int16, p.rate/100); ; {
		if err := binary.Read(p.ear, binary.LittleEndian, chunk); err != nil {
			t.Fatal(err)
		}
		if so(chunk) {
			return
		}
	}
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for late := time.Now().Add(30 * time.Second); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal("never: " + what)
		}
	}
}
