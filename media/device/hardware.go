package device

import (
	"cmp"
	"unsafe"

	"github.com/gen2brain/malgo"
)

// periodMS is how much the driver asks for, or gives, at a time: shorter periods drop out
// on a box that is busy.
const periodMS = 100

// Loudspeaker is the Opener of this box's own: whichever its sound system has chosen. It
// is open until the process ends.
func Loudspeaker(rate uint32, fill func([]byte), lost func()) error {
	return start(malgo.Playback, rate, malgo.DeviceCallbacks{Data: func(out, _ []byte, _ uint32) { fill(out) }, Stop: lost})
}

// Microphone is the Opener of this box's microphone, or of one of them.
func Microphone(rate uint32, hear func([]byte), lost func()) error {
	return start(malgo.Capture, rate, malgo.DeviceCallbacks{Data: func(_, in []byte, _ uint32) { hear(in) }, Stop: lost})
}

func start(kind malgo.DeviceType, rate uint32, calls malgo.DeviceCallbacks) error {
	ctx, err := dial()
	if err != nil {
		return err
	}
	infos, err := ctx.Devices(kind)
	if err != nil {
		return NoService
	}
	id, ok := chosen(infos)
	if !ok {
		return NoDevice
	}
	config := malgo.DefaultDeviceConfig(kind)
	config.SampleRate, config.PeriodSizeInMilliseconds = rate, periodMS
	side := malgo.SubConfig{DeviceID: id, Format: malgo.FormatS16, Channels: 1}
	config.Playback, config.Capture = side, side
	device, err := malgo.InitDevice(ctx.Context, config, calls)
	if err != nil || device.Start() != nil {
		return Taken
	}
	return nil
}

// chosen is the device to open: nil for whichever the sound system has chosen, unless that
// is nothing real; then the first real one. The pointer is C's, and lives as long as the
// process.
func chosen(infos []malgo.DeviceInfo) (id unsafe.Pointer, ok bool) {
	var first *malgo.DeviceInfo
	hollow := false // the sound system has chosen nothing real
	for i := range infos {
		if !isNothing(infos[i].ID) {
			first = cmp.Or(first, &infos[i])
		} else if infos[i].IsDefault != 0 {
			hollow = true
		}
	}
	if first != nil && hollow {
		return first.ID.Pointer(), true
	}
	return nil, first != nil
}
