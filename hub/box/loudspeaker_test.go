package box_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yizhan/hub/box"
	"yizhan/media/device"
)

// soundGoesTo names a file: what a box's loudspeaker plays is heard there, a line for
// each tenth of a second.
const soundGoesTo = "YIZHAN_SOUND_GOES_TO"

// sound is the child of a box in this process: a loudspeaker where one is listened to, a
// microphone where there is one, else none.
func sound(what string) int {
	at := os.Getenv(soundGoesTo)
	if what == "list" || at == "" && os.Getenv(box.Hears) == "" {
		fmt.Println("{}")
		return 0
	}
	err := device.Serve(os.Stdin, os.Stdout, func(rate uint32, fill func([]byte), _ func()) error {
		if at == "" {
			return device.NoDevice
		}
		go func() {
			buffer := make([]byte, 2*rate/10)
			for range time.Tick(100 * time.Millisecond) {
				fill(buffer)
				word := "loud\n"
				if len(bytes.Trim(buffer, "\x00")) == 0 {
					word = "quiet\n"
				}
				if f, err := os.OpenFile(at, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
					fmt.Fprint(f, word)
					f.Close()
				}
			}
		}()
		return nil
	}, func(rate uint32, heard func([]byte), _ func()) error {
		if os.Getenv(box.Hears) == "" {
			return device.NoDevice
		}
		go func() {
			hum := make([]byte, 2*rate/20)
			for i := range hum {
				hum[i] = byte(i * i)
			}
			for range time.Tick(50 * time.Millisecond) {
				heard(hum)
			}
		}()
		return nil
	})
	if err != nil {
		return 1
	}
	return 0
}

// Pressed on a screen that is then closed, an alarm is heard from the box itself, through
// a power cut too, until somebody silences it.
func TestAlarmIsHeardFromTheBox(t *testing.T) {
	at := filepath.Join(t.TempDir(), "heard")
	t.Setenv(soundGoesTo, at)
	heard := func() string {
		all, err := os.ReadFile(at)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(all)
	}
	until := func(what string, ok func() bool) {
		t.Helper()
		for late := time.Now().Add(20 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(late) {
				t.Fatalf("never: %s", what)
			}
		}
	}
	loud := func() bool { return strings.Contains(heard(), "loud\nloud\n") }

	s := serve(t, t.TempDir())
	s.setUp()
	if heard() != "" {
		t.Error("something is heard, and nobody called")
	}
	s.finger().open("/alarm").press("do", "ring")
	until("pressed, it is heard", loud)
	s.stop()
	os.Remove(at)
	s = serve(t, s.dir)
	until("after a power cut it is heard again", loud)
	s.finger().open("/alarm").press("do", "hush")
	until("silenced, it is quiet", func() bool {
		os.Remove(at)
		time.Sleep(500 * time.Millisecond)
		return heard() == ""
	})
}
