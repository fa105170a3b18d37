package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/trust"
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
	_, err = fmt.Fprintln(stdio.Out, orDash(st.Station))
	if cert, enrolled := b.Trust().Certificate(); err == nil && !(enrolled && cert.Role == trust.RoleCounty) {
		err = showReported(stdio.Out, st)
	}
	for _, said := range troubles(st) {
		if err == nil {
			_, err = fmt.Fprintln(stdio.Out, said)
		}
	}
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

// showReported says how far a station's records have got.
func showReported(w io.Writer, st hub.Status) error {
	upto := "还没上报过"
	if st.CountyUpto != "" {
		upto = "已上报到 " + string(st.CountyUpto)
	}
	_, err := fmt.Fprintf(w, "%s，待报 %d 条\n只有本机 %d 条，邻站也有、县里还没有 %d 条，县里有 %d 条\n",
		upto, st.Unsent, st.Copies.OnlyHere, st.Copies.Neighbours, st.Copies.County)
	return err
}

// troubles is what somebody has to see to.
func troubles(st hub.Status) (out []string) {
	if st.Revoked {
		out = append(out, "这台机器被县里停用了：原来的都能看，不能再记，请找县里")
	}
	switch st.Card {
	case "forked":
		out = append(out, "有另一台机器用了这台的卡，两边写的都在，请找县里")
	case "healed":
		out = append(out, "有另一台机器用过这台的卡，已经换了号接着写，两边写的都在")
	}
	if st.Clock.Doubt {
		out = append(out, "断过电，不知道今天是几号，请在屏幕上告诉它")
	}
	return out
}

func orDash(s string) string {
	if s == "" {
		return "（还没起名）"
	}
	return s
}
