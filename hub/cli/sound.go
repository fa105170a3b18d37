package cli

import (
	"context"

	"yizhan/hub/box"
	"yizhan/media/device"
)

// soundCmd is the hidden child process that touches sound hardware.
type soundCmd struct {
	List soundListCmd `cmd:""`
	Run  soundRunCmd  `cmd:""`
}

type soundListCmd struct{}

func (soundListCmd) runAlone(_ context.Context, _ *grammar, stdio box.Stdio) error {
	return device.WriteList(stdio.Out)
}

type soundRunCmd struct{}

func (soundRunCmd) runAlone(_ context.Context, _ *grammar, stdio box.Stdio) error {
	return device.Serve(stdio.In, stdio.Out, device.Loudspeaker, device.Microphone)
}
