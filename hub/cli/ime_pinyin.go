package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"yizhan/hub/box"
	"yizhan/kiosk/ime"
)

// imePinyinCmd reads one query a line, letters as they are typed, and answers each at
// once with a JSON array of up to ten candidates, the likeliest first; an empty one
// for what is no pinyin.
type imePinyinCmd struct {
	Names bool `help:"按人名排"`
}

// longestQuery bounds a line; what is longer is no query.
const longestQuery = 4 << 10

func (c *imePinyinCmd) runAlone(_ context.Context, _ *grammar, stdio box.Stdio) error {
	in := bufio.NewReader(stdio.In)
	enc := json.NewEncoder(stdio.Out)
	for {
		line, err := readLine(in, longestQuery)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		list := append([]string{}, ime.Pinyin(strings.TrimSpace(string(line)), c.Names)...)
		if err := enc.Encode(list); err != nil {
			return err
		}
	}
}
