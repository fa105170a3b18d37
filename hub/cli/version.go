package cli

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"yizhan/hub/box"
)

type versionCmd struct{}

func (versionCmd) runAlone(_ context.Context, _ *grammar, stdio box.Stdio) error {
	_, err := fmt.Fprintf(stdio.Out, "yizhan %s %s/%s %s\n", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	return err
}

// version is the module's version, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "devel"
}
