package cli

import (
	"bufio"
	"context"
	"encoding/json"

	"yizhan/hub/box"
	"yizhan/kiosk/ime"
)

type imePinyinCmd struct {
	Names bool `help:"按人名排"`
}

func (c *imePinyinCmd) runAlone(_ context.Context, _ *grammar, stdio box.Stdio) error {
	lines := bufio.NewScanner(stdio.In)
	out := bufio.NewWriter(stdio.Out)
	enc := json.NewEncoder(out)
	for lines.Scan() {
		list := ime.Pinyin(lines.Text(), c.Names)
		if list == nil {
			list = []string{}
		}
		if err := enc.Encode(list); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return out.Flush()
}
