// Package device is the only one that touches sound hardware, through malgo. It
// runs in a child process of the same binary: when PulseAudio dies, closing a
// device hangs for ever, and only a child can be given up.
package device

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/gen2brain/malgo"
)

// Device is a microphone or a loudspeaker.
type Device struct {
	Name       string `json:"name"`
	Microphone bool   `json:"microphone"` // otherwise a loudspeaker
	Default    bool   `json:"default"`
}

// backends are the systems that are asked, in this order. Without the list malgo
// falls back to a null device, which would be shown as a microphone that works.
var backends = []malgo.Backend{malgo.BackendPulseaudio, malgo.BackendAlsa, malgo.BackendJack}

// dial reaches the first sound system that answers. Its error is NoService.
func dial() (*malgo.AllocatedContext, error) {
	ctx, err := malgo.InitContext(backends, malgo.ContextConfig{}, nil)
	if err != nil {
		return nil, NoService
	}
	return ctx, nil
}

// List names the microphones and loudspeakers of this box; none is no error. Without a
// sound system its error is NoService.
func List() ([]Device, error) {
	ctx, err := dial()
	if err != nil {
		return nil, err
	}
	defer ctx.Free()
	var out []Device
	for _, kind := range []malgo.DeviceType{malgo.Capture, malgo.Playback} {
		infos, err := ctx.Devices(kind)
		if err != nil {
			return out, fmt.Errorf("device: list: %w", err)
		}
		for i := range infos {
			if isNothing(infos[i].ID) {
				continue
			}
			out = append(out, Device{infos[i].Name(), kind == malgo.Capture, infos[i].IsDefault != 0})
		}
	}
	return out, nil
}

// isNothing: ALSA lists its plugins beside what is plugged in, on boxes without any sound
// too, one of which throws everything away; PulseAudio without hardware makes such a one of
// its own; and what it plays, it offers again as a microphone that hears it. Nobody can
// speak into one or hear the others.
func isNothing(id malgo.DeviceID) bool {
	name, _, _ := strings.Cut(string(id[:]), "\x00")
	switch name {
	case "null", "auto_null", "pulse", "jack", "oss", "speex", "speexrate", "samplerate", "lavrate", "upmix", "vdownmix":
		return true
	}
	return strings.HasSuffix(name, ".monitor")
}

// Listed is what a child process prints of a box's devices.
type Listed struct {
	Service bool     `json:"service"` // a sound system answers
	Devices []Device `json:"devices"`
}

// WriteList is what the child process prints.
func WriteList(w io.Writer) error {
	list, err := List()
	if err != nil && err != NoService {
		return err
	}
	return json.NewEncoder(w).Encode(Listed{err == nil, list})
}
