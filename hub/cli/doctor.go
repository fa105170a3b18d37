package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/words"
)

// doctorCmd checks a box, piece by piece, and names the repair.
type doctorCmd struct {
	Rebuild bool `help:"从记录本重新整理所有的表"`
}

func (c *doctorCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	if c.Rebuild {
		if err := c.rebuild(ctx, b, stdio); err != nil {
			return err
		}
	}
	st, err := b.Status(ctx)
	if err != nil {
		return err
	}
	say := func(good bool, text string, args ...any) {
		mark := "好"
		if !good {
			mark = "看"
		}
		fmt.Fprintf(stdio.Out, "[%s] %s\n", mark, fmt.Sprintf(text, args...))
	}
	say(true, "记录本打得开，%d 个范围", len(st.Lanes))
	if database := b.Database(); database != "" {
		say(true, "记录在数据库 %s 里。它不在本机的备份里，要自己每天备份：%s", database, dumpCommand(database))
	}
	say(st.Enrolled, "%s", pick(st.Enrolled, "已经入网："+st.Station, "还没入网。县里发一张邀请，用 yizhan enroll accept 收下"))
	if st.Revoked {
		say(false, "%s", words.Say("trust.revoked"))
	}
	say(len(st.Refused) == 0, "%s", pick(len(st.Refused) == 0, "没有拒收的记录", "有拒收的记录，请告诉县里："+refusedWords(st.Refused)))
	say(st.Copies.OnlyHere == 0, "%s", pick(st.Copies.OnlyHere == 0, "每条记录别处都有", fmt.Sprintf("%d 条只有本机有，网通了自己会送", st.Copies.OnlyHere)))
	if err := sayBackups(ctx, b, say); err != nil {
		return err
	}
	mics, speakers, err := b.Sound(ctx)
	if hub.CodeOf(err) == hub.CodeNotFound {
		say(false, "声音：没有声音服务（PulseAudio 或 ALSA），报警只有屏幕看得见")
		return nil
	}
	if err != nil {
		say(false, "声音：没有回答，拔下麦克风再插一次")
		return nil // sound never stops the desk, nor its doctor
	}
	say(len(mics) > 0, "%s", pick(len(mics) > 0, "麦克风："+strings.Join(mics, "、"), "没有麦克风，妈妈课堂录不了声音"))
	say(len(speakers) > 0, "%s", pick(len(speakers) > 0, "喇叭："+strings.Join(speakers, "、"), "没有喇叭"))
	return nil
}

func pick(good bool, yes, no string) string {
	if good {
		return yes
	}
	return no
}

func refusedWords(refused map[string]int64) string {
	var parts []string
	for _, reason := range slices.Sorted(maps.Keys(refused)) {
		parts = append(parts, words.Say("refused."+reason, refused[reason]))
	}
	return strings.Join(parts, "，")
}

// rebuild folds everything anew; a digest that changed means that a table had
// been wrong, and is right now.
func (c *doctorCmd) rebuild(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	before, err := digests(ctx, b)
	if err != nil {
		return err
	}
	if err := b.Store().Rebuild(ctx); err != nil {
		return err
	}
	after, err := digests(ctx, b)
	if err != nil {
		return err
	}
	changed := 0
	for lane, digest := range before {
		if after[lane] != digest {
			changed++
		}
	}
	if changed > 0 {
		fmt.Fprintf(stdio.Out, "[看] 重新整理好了，%d 个范围原来有错，现在对了\n", changed)
		return nil
	}
	fmt.Fprintln(stdio.Out, "[好] 重新整理好了，和原来一样")
	return nil
}

func digests(ctx context.Context, b *box.Box) (map[hub.Lane]hub.Digest, error) {
	lanes, err := b.Store().Lanes(ctx)
	out := map[hub.Lane]hub.Digest{}
	for _, l := range lanes {
		out[l.Lane] = l.Digest
	}
	return out, err
}
