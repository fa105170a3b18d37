package media_test

import (
	"context"
	"os"
	"testing"

	"yizhan/media"
	"yizhan/media/device"
)

// The test binary is its own child, as the program is.
func TestMain(m *testing.M) {
	switch os.Getenv("MEDIA_CHILD") {
	case "list":
		if err := device.WriteList(os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	case "play":
		if err := device.Serve(os.Stdin, os.Stdout, device.Loudspeaker, device.Microphone); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	case "record":
		os.Exit(recordHere(os.Getenv("MEDIA_DIR")))
	case "die":
		os.Exit(3)
	}
	os.Exit(m.Run())
}

func TestDevicesThroughAChild(t *testing.T) {
	t.Setenv("MEDIA_CHILD", "list")
	list, err := media.Devices(context.Background(), os.Args[0])
	if err != nil && err != error(device.NoService) { // none is installed here
		t.Fatal(err)
	}
	for _, d := range list {
		if d.Name == "" {
			t.Errorf("a device without a name: %+v", d)
		}
	}
}

func TestADeadChildIsAnError(t *testing.T) {
	t.Setenv("MEDIA_CHILD", "die")
	if _, err := media.Devices(context.Background(), os.Args[0]); err == nil {
		t.Error("no error from a child that died")
	}
}
