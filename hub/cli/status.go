package cli

import (
	"context"
	"encoding/json"
	"fmt"

	"yizhan/hub/box"
)

// statusCmd says how a box stands, for people or as stable JSON.
type statusCmd struct {
	JSON bool `name:"json" help:"给别的程序看的格式"`
}

func (c *statusCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	st, err := b.Status(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(stdio.Out)
		enc.SetIndent("", "  ")
		return enc.Encode(st)
	}
	upto := "还没上报过"
	if st.CountyUpto != "" {
		upto = "已上报到 " + string(st.CountyUpto)
	}
	_, err = fmt.Fprintf(stdio.Out, "%s\n%s，待报 %d 条\n只有本机 %d 条，邻站也有、县里还没有 %d 条，县里有 %d 条\n",
		orDash(st.Station), upto, st.Unsent, st.Copies.OnlyHere, st.Copies.Neighbours, st.Copies.County)
	for _, p := range st.Peers {
		state := "不通"
		if p.Alive {
			state = "通"
		}
		if err == nil {
			_, err = fmt.Fprintf(stdio.Out, "%s：%s，%d 秒前\n", p.Name, state, p.Seconds)
		}
	}
	return err
}

func orDash(s string) string {
	if s == "" {
		return "（还没起名）"
	}
	return s
}
