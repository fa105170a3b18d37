package device

import (
	"testing"

	"github.com/gen2brain/malgo"
)

func TestWhatIsNoDevice(t *testing.T) {
	for name, nothing := range map[string]bool{
		// as a box without sound lists them, with every plugin of Debian's libasound2-plugins
		"null": true, "lavrate": true, "samplerate": true, "speexrate": true, "jack": true, "oss": true, "pulse": true, "speex": true, "upmix": true, "vdownmix": true,
		"auto_null": true, "auto_null.monitor": true, "alsa_output.pci-0000_00_1f.3.analog-stereo.monitor": true,
		"default": false, ":0,0": false, "hw:CARD=PCH,DEV=0": false, "alsa_output.pci-0000_00_1f.3.analog-stereo": false, "alsa_input.usb-0d8c_C-Media-00.mono-fallback": false,
	} {
		var id malgo.DeviceID
		copy(id[:], name)
		if got := isNothing(id); got != nothing {
			t.Errorf("%s is nothing: %t", name, got)
		}
	}
}

// What the sound system has chosen is opened, unless that is nothing.
func TestChosen(t *testing.T) {
	device := func(name string, chosen uint32) (d malgo.DeviceInfo) {
		copy(d.ID[:], name)
		d.IsDefault = chosen
		return d
	}
	for name, test := range map[string]struct {
		infos          []malgo.DeviceInfo
		any, byItsName bool
	}{
		"none":                  {nil, false, false},
		"plugins only":          {[]malgo.DeviceInfo{device("null", 1), device("jack", 0)}, false, false},
		"a loudspeaker":         {[]malgo.DeviceInfo{device("null", 0), device(":0,0", 0)}, true, false},
		"one that is chosen":    {[]malgo.DeviceInfo{device("usb", 0), device("built-in", 1)}, true, false},
		"its monitor is chosen": {[]malgo.DeviceInfo{device("built-in.monitor", 1), device("usb", 0)}, true, true},
	} {
		id, ok := chosen(test.infos)
		if ok != test.any || (id != nil) != test.byItsName {
			t.Errorf("%s: %v, %t", name, id, ok)
		}
	}
}
