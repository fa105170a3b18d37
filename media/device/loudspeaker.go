package device

import "github.com/gen2brain/malgo"

// periodMS is how much the driver asks for at a time: shorter periods drop out on a box
// that is busy.
const periodMS = 100

// Loudspeaker is the Opener of this box's own: whichever its sound system has chosen. It
// is open until the process ends.
func Loudspeaker(rate uint32, fill func([]byte), lost func()) error {
	ctx, err := dial()
	if err != nil {
		return err
	}
	infos, err := ctx.Devices(malgo.Playback)
	if err != nil || !anyReal(infos) {
		return NoDevice
	}
	config := malgo.DefaultDeviceConfig(malgo.Playback)
	config.SampleRate, config.PeriodSizeInMilliseconds = rate, periodMS
	config.Playback.Format, config.Playback.Channels = malgo.FormatS16, 1
	speaker, err := malgo.InitDevice(ctx.Context, config, malgo.DeviceCallbacks{
		Data: func(out, _ []byte, _ uint32) { fill(out) }, Stop: lost,
	})
	if err != nil {
		return NoDevice
	}
	if speaker.Start() != nil {
		return NoDevice
	}
	return nil
}

func anyReal(infos []malgo.DeviceInfo) bool {
	for i := range infos {
		if !isNothing(infos[i].ID) {
			return true
		}
	}
	return false
}
