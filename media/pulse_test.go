package media_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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
	list, err := media.Devices(t.Context(), p.child("list")...)
	if err != nil || len(list) != 1 || list[0].Microphone {
		t.Errorf("devices: %+v, %v: want the loudspeaker, and not what hears it", list, err)
	}
	s := media.NewSpeaker(media.Command(p.child("play")...), slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	defer func() { cancel(); <-ended }()

	s.Siren(media.Alarm)
	until(t, "it sounds", func() bool { return s.State().Works })
	hearsAt(t, "the wire", p.listen(t, 700*time.Millisecond), p.rate, 960, 720)

	p.kill()
	until(t, "it says that nothing is heard", func() bool { return s.State().Trouble != nil })
	p.start(t)
	until(t, "it sounds again", func() bool { return s.State().Works })
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
	p := newPulse(t, "auto_null")
	if list, err := media.Devices(t.Context(), p.child("list")...); err != nil || len(list) > 0 {
		t.Errorf("devices: %+v, %v", list, err)
	}
	s := media.NewSpeaker(media.Command(p.child("play")...), slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	if err := s.Try(t.Context()); !errors.Is(err, device.NoDevice) {
		t.Errorf("tried: %v", err)
	}
	cancel()
	<-ended
}

// What is whistled before a real microphone is heard by those who follow the class as it
// was, 40 dB above all else, and recorded so, through the death of the sound service too;
// afterwards the microphone is closed.
func TestClassThroughPulseAudio(t *testing.T) {
	p := newPulse(t, "wire", "module-null-sink norewinds=1 rate=48000 channels=1 sink_name=before", "module-remap-source source_name=mic master=before.monitor")
	log := slog.New(slog.DiscardHandler)
	start := media.Command(p.child("play")...)
	keep := media.NewRecordings(filepath.Join(t.TempDir(), "sound"), [32]byte{1}, func() (int64, error) { return 1 << 30, nil })
	s := media.NewStudio(media.NewMicrophone(start, log), media.NewSpeaker(start, log), keep, 3, log) // nobody runs the loudspeaker
	listeners := func() int {
		out, err := p.command("pactl", "list", "short", "source-outputs").Output()
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Count(out, []byte("\n"))
	}
	before := listeners() // the ear, and what makes the microphone of a wire
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	defer func() { cancel(); <-ended }()

	if err := s.Begin(lesson); err != nil {
		t.Fatal(err)
	}
	f := s.State().Format
	a := &tape{}
	followed := follow(t, s, a)
	listen := func(what string) {
		t.Helper()
		p.whistle(t, 1000)
		until(t, what, func() bool { return loudest(a.cut()) > 5000 })
		clear := false
		for range 10 { // a machine that is busy drops a period now and then
			time.Sleep(900 * time.Millisecond)
			got := a.cut()
			if clear = is1kHz(got[max(0, len(got)-media.Rate/2):]); clear {
				break
			}
		}
		if !clear {
			t.Errorf("%s, and is not 1 kHz", what)
		}
	}
	listen("it is heard")
	if n := listeners(); n != before+1 {
		t.Errorf("it is heard, and the service knows of %d listeners after %d", n, before)
	}
	p.kill()
	until(t, "it says that nothing is heard", func() bool { return s.State().Trouble != nil })
	first := s.State().Recorded
	p.start(t)
	until(t, "it hears again", func() bool { return s.State().Trouble == nil })
	listen("it is heard after its service died")
	last := s.State().Recorded
	s.End()
	until(t, "closed", func() bool { return listeners() == before })
	if got := <-followed; time.Duration(got)*f.Lasts < last {
		t.Errorf("%d frames were heard, and %v recorded", got, last)
	}
	until(t, "it is on the disk", func() bool { d, err := keep.Length(lesson); return err == nil && d >= last })
	for what, part := range map[string][2]time.Duration{"before": {0, first}, "after": {first, 0}} {
		r, err := keep.Open(lesson, part[0], part[1])
		if err != nil {
			t.Fatal(err)
		}
		var samples []int16
		err = media.Decode(r, func(s []int16) error { samples = append(samples, s...); return nil })
		if r.Close(); err != nil {
			t.Fatal(err)
		}
		clear := false
		for ; len(samples) > media.Rate/2 && !clear; samples = samples[media.Rate/4:] {
			clear = is1kHz(samples[:media.Rate/2])
		}
		if !clear {
			t.Errorf("%s the service died nothing of 1 kHz is recorded", what)
		}
	}
}

// follow hears a class as a neighbour's box does, and gives how many frames it was.
func follow(t *testing.T, s *media.Studio, a *tape) (frames <-chan int) {
	l, err := s.Listen()
	if err != nil {
		t.Fatal(err)
	}
	f := s.State().Format
	hear, done, err := media.Unframer(f)
	if err != nil {
		t.Fatal(err)
	}
	n := make(chan int, 1)
	go func() {
		defer done()
		heard := 0
		for {
			got, lost, err := l.Next(t.Context())
			if err != nil {
				n <- heard
				return
			}
			if err := hear(got, func(samples []int16, _ int) { a.hear(samples) }); err != nil || lost > 0 {
				t.Errorf("%d lost, %v", lost, err)
			}
			heard += len(got) / f.Bytes
		}
	}()
	return n
}

// is1kHz: within 2 Hz, and 40 dB above all else.
func is1kHz(samples []int16) bool {
	if len(samples) == 0 {
		return false
	}
	f := strongest(samples, media.Rate, 900, 1100, 0.1)
	return math.Abs(f-1000) <= 2 && clearness(samples, f/media.Rate) > 40
}

// clearness is how many decibels one frequency, in turns a sample, is stronger than all
// that is left without it.
func clearness(samples []int16, f float64) float64 {
	var c, s, all float64
	for i, v := range samples {
		sin, cos := math.Sincos(2 * math.Pi * f * float64(i))
		c, s, all = c+float64(v)*cos, s+float64(v)*sin, all+float64(v)*float64(v)
	}
	tone := 2 * (c*c + s*s) / float64(len(samples))
	return 10 * math.Log10(tone/max(all-tone, 1))
}

// pulse is a PulseAudio that nobody else uses, with an ear at its loudspeaker.
type pulse struct {
	socket  string
	env     []string
	sink    string
	modules []string // besides
	rate    int
	ear     io.Reader
	kill    func()
}

func newPulse(t *testing.T, sink string, modules ...string) *pulse {
	t.Helper()
	if testing.Short() {
		t.Skip("not in -short: a real sound service")
	}
	t.Parallel()
	if _, err := exec.LookPath("pulseaudio"); err != nil {
		t.Skip("NOT TESTED: a real sound service; there is no pulseaudio (.ci/test installs it)")
	}
	dir := t.TempDir()
	p := &pulse{socket: filepath.Join(dir, "s"), sink: sink, modules: modules, rate: 48000}
	p.env = []string{"XDG_RUNTIME_DIR=" + dir, "HOME=" + dir, "PULSE_SERVER=unix:" + p.socket}
	p.start(t)
	return p
}

// command is a program that knows this service only.
func (p *pulse) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), p.env...)
	return cmd
}

// child is the command line of a sound child that knows this service only.
func (p *pulse) child(what string) []string {
	return slices.Concat([]string{"env", "MEDIA_CHILD=" + what}, p.env, []string{os.Args[0]})
}

func (p *pulse) start(t *testing.T) {
	t.Helper()
	args := []string{"-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--realtime=no", "--high-priority=no",
		"-L", "module-native-protocol-unix auth-anonymous=1 socket=" + p.socket, "-L", "module-null-sink norewinds=1 rate=48000 channels=2 sink_name=" + p.sink}
	for _, m := range p.modules {
		args = append(args, "-L", m)
	}
	service := p.command("pulseaudio", args...)
	if err := service.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "PulseAudio answers", func() bool { return p.command("pactl", "info").Run() == nil })
	ear := p.command("parec", "-d", p.sink+".monitor", "--format=s16le", fmt.Sprint("--rate=", p.rate), "--channels=1", "--latency-msec=20")
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

// whistle plays a tone before the microphone, on and on.
func (p *pulse) whistle(t *testing.T, hz float64) {
	t.Helper()
	tone := make([]int16, 20*p.rate)
	for i := range tone {
		tone[i] = int16(16000 * math.Sin(2*math.Pi*hz*float64(i)/float64(p.rate)))
	}
	var body bytes.Buffer
	if err := binary.Write(&body, binary.LittleEndian, tone); err != nil {
		t.Fatal(err)
	}
	cmd := p.command("pacat", "--playback", "-d", "before", "--format=s16le", fmt.Sprint("--rate=", p.rate), "--channels=1")
	cmd.Stdin = &body
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
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
